//! Drafts on screen: how a reply is started, where it is written, and how the team sees it.

mod address_field;
mod address_list;
pub mod api;
mod clash;
mod composer;
mod desk;
mod draft_card;
mod draft_text;
mod dropping;
mod editor;
mod entry;
mod file_list;
mod files;
mod filled;
mod guard_dialog;
mod held;
mod lost;
mod new_mail;
mod obstacle;
mod open_drafts;
mod opening;
mod original;
mod plain_text;
mod prefilled;
mod questions;
mod reply_actions;
mod rich_module;
pub mod rich_sheet;
mod rich_text;
mod rich_tools;
mod rich_words;
mod saved_note;
mod saving;
mod screen_keyboard;
mod send_row;
mod sender_select;
mod sending;
mod session;
mod suggestions;
mod template_picker;
mod template_taking;
mod text_kind;
mod versions;
mod way_in;
mod words;
mod write_to;
mod writing;

pub use composer::Composer;
pub use draft_card::DraftCard;
pub use draft_text::DraftText;
pub use new_mail::{COMPOSE, NewMail};
pub use open_drafts::OpenDrafts;
pub use prefilled::share_into;
pub use reply_actions::ReplyActions;
pub use rich_words::RichWords;
pub use session::new_key;
pub use way_in::WayIn;
pub use write_to::WriteTo;

use domain::{ConversationId, DraftId, MailboxId, conversations::View};

/// Where a draft is written: beside the list, in the place of its conversation.
pub fn draft_url(page: &str, draft: DraftId) -> String {
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}draft={draft}")
}

/// A new mail is begun beside the drafts.
pub fn new_mail_page(mailbox: MailboxId, conversation: ConversationId) -> String {
    format!("{}/{conversation}", crate::routes::view_url(mailbox, View::Drafts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draft_stands_in_the_address() {
        assert_eq!(draft_url("/m/3/tray/9", DraftId(4)), "/m/3/tray/9?draft=4");
        assert_eq!(draft_url("/m/3/tray/9?status=7", DraftId(4)), "/m/3/tray/9?status=7&draft=4");
        assert_eq!(new_mail_page(MailboxId(3), ConversationId(9)), "/m/3/drafts/9");
    }
}
