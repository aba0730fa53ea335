//! Reports: figures of the work of a space, and the lists behind them.

pub mod api;
