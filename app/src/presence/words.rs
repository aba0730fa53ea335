//! Words of presence.

use crate::words;

words! {
    viewing = "閲覧中", "Viewing";
    more(count: usize) = "ほか{count}人", "{count} more";
}
