//! Drafts on screen: how a reply is started, and where it is written.

mod composer;
mod reply_actions;

pub use composer::Composer;
pub use reply_actions::ReplyActions;
