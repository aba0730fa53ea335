//! The texts of the guide, a file a chapter. Both languages have the same chapters, entries and blocks in the same order; a test
//! holds them to it.

use super::guide::Chapter;

/// In the order of the page.
macro_rules! chapters {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+
        pub const JAPANESE: &[Chapter] = &[$($name::JAPANESE),+];
        pub const ENGLISH: &[Chapter] = &[$($name::ENGLISH),+];
    };
}

chapters! {
    start, tray, find, work, reading, answer, templates, send, bulk, comments, book, logs, figures, notices, keys, touch, no_network, mailboxes, accounts, import, members, server,
}
