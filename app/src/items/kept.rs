//! What a line of such a list needs to be.

use domain::Language;

pub trait Kept: Clone + PartialEq + Send + Sync + 'static {
    fn id(&self) -> i64;
    fn name(&self, language: Language) -> String;
    /// Whether it can be deleted.
    fn may_go(&self) -> bool {
        true
    }
}
