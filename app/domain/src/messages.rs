//! Messages: one mail, received or sent, as the conversation shows it.

use crate::{AttachmentId, MessageId, Moment, addresses::Address, dangers::Danger, outbox::LetterView, proofs::ProofView, stored_enum};
use serde::{Deserialize, Deserializer, Serialize};

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
    /// Why it should be opened with care.
    pub danger: Option<Danger>,
}

stored_enum! {
    /// How often a meeting comes again (RFC 5545 section 3.3.10); rarer rules are not told apart.
    pub enum Repeats { Daily = "daily", Weekly = "weekly", Monthly = "monthly", Yearly = "yearly" }
}

/// A calendar invitation (RFC 5546), shown above the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    pub method: String,
    pub summary: String,
    #[serde(default, deserialize_with = "moment_or_text")]
    pub start: Option<Moment>,
    /// Of whole days the day after the last one.
    #[serde(default, deserialize_with = "moment_or_text")]
    pub end: Option<Moment>,
    /// Whole days are the same everywhere: they are written as UTC and read so.
    #[serde(default)]
    pub all_day: bool,
    #[serde(default)]
    pub repeats: Option<Repeats>,
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

/// Invitations of earlier versions hold times as texts, which are not shown any more; the rest of them is.
fn moment_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Moment>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Moment(Moment),
        #[expect(dead_code, reason = "only that it is a text counts")]
        Text(String),
    }
    Ok(match Option::<Stored>::deserialize(from)? {
        Some(Stored::Moment(moment)) => Some(moment),
        Some(Stored::Text(_)) | None => None,
    })
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
    /// Where answers go, if not to the sender.
    pub reply_to: Vec<Address>,
    pub subject: String,
    pub at: Moment,
    pub segments: Vec<Segment>,
    pub has_html: bool,
    /// Its HTML asks for pictures of other people's servers.
    pub remote_pictures: bool,
    pub attachments: Vec<AttachmentView>,
    pub invitation: Option<InvitationView>,
    /// Newsletter, auto-reply, bounce …: nothing automatic is answered automatically.
    pub automatic: bool,
    pub language: String,
    pub charset: String,
    /// Size of the raw mail in bytes.
    pub size: i64,
    /// The account it came through or went out by; several where the same mail came to several of the mailbox.
    pub account: String,
    /// Who of us wrote it.
    pub author_name: Option<String>,
    pub letter: Option<LetterView>,
    /// What is known about its sender; nothing of mails that we sent, and of those taken in by earlier versions.
    pub proof: Option<ProofView>,
}

#[cfg(test)]
mod tests {
    use super::{InvitationView, Repeats};
    use crate::Moment;

    #[test]
    fn invitations_are_read_as_every_version_wrote_them() {
        let read = |times: &str| {
            let text = format!(r#"{{"method":"REQUEST","summary":"s","location":"","organizer":"",{times}}}"#);
            serde_json::from_str::<InvitationView>(&text).map(|view| (view.start, view.end, view.all_day, view.repeats))
        };
        assert_eq!(read(r#""start":"2026-01-05T01:00:00Z","end":"""#).unwrap(), (None, None, false, None));
        let today = r#""start":1767574800000,"end":null,"all_day":true,"repeats":"weekly""#;
        assert_eq!(read(today).unwrap(), (Some(Moment(1_767_574_800_000)), None, true, Some(Repeats::Weekly)));
    }
}
