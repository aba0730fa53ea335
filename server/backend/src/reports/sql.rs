//! The statements of reports.

pub mod columns;
pub mod conditions;
pub mod facts;
pub mod leftover;
pub mod made_up;
pub mod note;
pub mod past;
pub mod places;
pub mod schedules;
