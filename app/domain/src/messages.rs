//! Messages: one mail, received or sent, as the conversation shows it.

use crate::{AttachmentId, MessageId, Moment, addresses::Address, outbox::LetterView, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    pub enum Direction { In = "in", Out = "out" }
}

stored_enum! {
    /// Roles of the people of a message.
    pub enum PersonRole { From = "from", To = "to", Cc = "cc", Bcc = "bcc", ReplyTo = "reply-to" }
}

stored_enum! {
    /// What a stretch of text is; quotes and signatures are folded, never cut (MD-04).
    pub enum SegmentKind { Own = "own", Quote = "quote", Signature = "signature" }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub kind: SegmentKind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct AttachmentView {
    pub id: AttachmentId,
    pub message_id: MessageId,
    pub name: String,
    pub kind: String,
    /// Decoded bytes.
    pub size: i64,
    pub inline: bool,
}

/// A calendar invitation (RFC 5546), shown above the text. Times are as the invitation writes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    pub method: String,
    pub summary: String,
    pub start: String,
    pub end: String,
    pub location: String,
    pub organizer: String,
}

/// What a mail says when it is read with a charset that a person chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadAsView {
    pub from: Address,
    pub subject: String,
    pub segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    pub id: MessageId,
    pub direction: Direction,
    pub from: Address,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    /// Only on messages that we sent.
    pub bcc: Vec<Address>,
    pub subject: String,
    pub at: Moment,
    pub segments: Vec<Segment>,
    pub has_html: bool,
    pub attachments: Vec<AttachmentView>,
    pub invitation: Option<InvitationView>,
    /// Newsletter, auto-reply, bounce …: nothing automatic is answered automatically.
    pub automatic: bool,
    pub language: String,
    pub charset: String,
    /// Size of the raw mail in bytes.
    pub size: i64,
    /// The account it came through or went out by.
    pub account: String,
    /// Who of us wrote it.
    pub author_name: Option<String>,
    pub letter: Option<LetterView>,
}
