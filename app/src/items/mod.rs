//! What operators keep in lists of their own (fields, items of cards and logs, statuses): the table with its order, the dialog's parts,
//! choices, deleting. What each of them is belongs to its feature.

mod choices;
mod draft;
mod kept;
mod remove;
mod table;
pub mod words;

pub use choices::{Choice, Choices, Row};
pub use draft::{Draft, DraftFields, TELLING};
pub use kept::Kept;
pub use remove::RemoveDialog;
pub use table::KeptTable;
