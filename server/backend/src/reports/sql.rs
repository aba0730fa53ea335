//! The statements of reports.

pub mod conditions;
pub mod days;
pub mod facts;
pub mod note;
pub mod past;
pub mod places;
