//! Reserved words while a text with them is written: offered behind a `%`, and in a menu.

mod area;
mod offer;
mod words;

pub use area::WordsArea;
pub use offer::{Offer, OfferList, WordsMenu};
pub use words::shown;
