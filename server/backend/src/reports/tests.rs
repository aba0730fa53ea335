//! Figures are what happened.
