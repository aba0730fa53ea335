//! The statements of reports.

pub mod conditions;
pub mod days;
pub mod facts;
pub mod leftover;
pub mod note;
pub mod past;
pub mod places;
pub mod schedules;
