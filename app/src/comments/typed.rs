//! Comments that are typed and not posted yet, kept by the tab: another conversation, a reload or a lost sign-in takes nothing away.

use crate::parts::tab_memory::{clear, store, stored};
use domain::{CommentId, ConversationId, UserId};

/// Where a text is kept. Named by its writer, too: who signs in next at the same tab does not find it.
#[derive(Clone)]
pub struct Typed(String);

impl Typed {
    pub fn new_in(conversation: ConversationId, writer: Option<UserId>) -> Typed {
        Typed(format!("madoguchi-comment-{}-{conversation}", writer.unwrap_or(UserId(0))))
    }

    pub fn change_of(comment: CommentId, writer: Option<UserId>) -> Typed {
        Typed(format!("madoguchi-comment-change-{}-{comment}", writer.unwrap_or(UserId(0))))
    }

    pub fn recall(&self) -> Option<String> {
        stored(&self.0)
    }

    pub fn keep(&self, text: &str) {
        if text.trim().is_empty() { clear(&self.0) } else { store(&self.0, text) }
    }

    pub fn forget(&self) {
        clear(&self.0);
    }
}

/// What stays to be posted of `now`, when `posted` has just been: what was typed meanwhile.
pub fn left_over<'a>(now: &'a str, posted: &str) -> &'a str {
    now.strip_prefix(posted).map_or(now, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_while_a_comment_was_posted_stays() {
        for (now, expected) in [("確認しました", ""), ("確認しました\n在庫は3台です", "在庫は3台です"), ("在庫は3台です", "在庫は3台です"), ("", "")]
        {
            assert_eq!(left_over(now, "確認しました"), expected, "{now}");
        }
    }

    #[test]
    fn every_conversation_and_every_person_has_a_text_of_its_own() {
        let key = |conversation, writer| Typed::new_in(ConversationId(conversation), Some(UserId(writer))).0;
        assert_ne!(key(1, 2), key(1, 3));
        assert_ne!(key(1, 2), key(2, 2));
        assert_ne!(key(1, 2), Typed::change_of(CommentId(1), Some(UserId(2))).0);
    }
}
