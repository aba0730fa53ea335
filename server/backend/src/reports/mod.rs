//! Reports: figures of the work of a space, and the list behind each of them.
//!
//! What happens is noted as a fact in the transaction of the deed (`note`), with who and what was there then. Sums by day are made of the
//! facts behind the deeds (`worker`); a day that is not summed up yet is counted from its facts (`figures`), so an answer never lacks
//! anything.

mod ask;
mod behind;
mod conditions;
mod count;
mod desk;
mod figures;
mod heads;
mod leftover;
mod made_up;
mod note;
mod packed;
mod paper;
mod past;
mod picture;
mod posts;
mod schedules;
mod scope;
mod sql;
mod store;
#[cfg(test)]
mod tests;
mod things;
mod worker;
mod xlsx;

pub use ask::ask;
pub use behind::behind;
pub use conditions::{remove_condition, save_condition};
pub use desk::desk;
pub use made_up::make_up;
pub(crate) use note::{bulk, bulk_sent, imported, missed, opted_out, purge, received, recorded, template_used, went_out};
pub use paper::{Paper, Part, Picture, Post, Written};
pub(crate) use past::zone_changed;
pub(crate) use posts::{Ready, handed, ready, settled};
pub use schedules::{lacks_letters, leave_schedule, make_due, pause_schedule, remove_schedule, save_schedule, schedules, send_schedule};
pub use store::Checked;
pub use worker::{check, rebuild, run, step};
pub use xlsx::{lacking, xlsx};
