//! Reports: figures of the work of a space, and the list behind each of them.
//!
//! What happens is noted as a fact in the transaction of the deed (`note`), with who and what was there then. Sums by day are made of the
//! facts behind the deeds (`worker`); a day that is not summed up yet is counted from its facts (`figures`), so an answer never lacks
//! anything.

mod ask;
mod behind;
mod conditions;
mod desk;
mod figures;
mod heads;
mod note;
mod past;
mod scope;
mod sql;
#[cfg(test)]
mod tests;
mod things;
mod worker;

pub use ask::ask;
pub use behind::behind;
pub use conditions::{remove_condition, save_condition};
pub use desk::desk;
pub(crate) use note::{bulk, bulk_sent, imported, missed, opted_out, purge, received, recorded, template_used, went_out};
pub(crate) use past::zone_changed;
pub use worker::{Checked, check, rebuild, run, step};
