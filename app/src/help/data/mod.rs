//! The texts of the guide. Both languages have the same chapters, entries and blocks in the same order; a test holds them to it.

pub mod en;
pub mod ja;
