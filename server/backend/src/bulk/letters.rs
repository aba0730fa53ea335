//! The mail of one recipient, as bytes.

use super::{sql, sql::sending::Claimed};
use crate::{Cx, Desk, Error, Result, db::Tx, outbox::sender::Parcel, users};
use domain::{
    addresses::Address,
    bulk::{
        BulkContent,
        fill::{Addressee, Common, fill},
    },
    own_fault::OwnFault,
    *,
};
use jiff::{Timestamp, tz::TimeZone};
use mail::{
    compose::{ComposeError, Outgoing, OutgoingFile},
    read::Person,
    smtp::{Envelope, Outcome, Step},
};
use std::sync::Arc;

/// Everything that is the same for each recipient of a bulk mail.
pub(super) struct Letters {
    content: BulkContent,
    common: Common,
    from: Address,
    files: Vec<OutgoingFile>,
    /// Where the links of opting out lead.
    base: String,
    key: zeroize::Zeroizing<[u8; 32]>,
}

/// What is the same for everybody as far as words tell of it: the writer, the mailbox, the day.
pub(super) async fn common(tx: &mut Tx, mail: &sql::Mail, now: Moment) -> Result<Common> {
    // Whoever wrote what was looked at, whoever presses the button.
    let writer = mail.updated_by;
    let (name, address) = sql::writer(tx, writer).await?;
    let profile = users::profile_of(tx, writer).await?;
    let zone = TimeZone::get(&profile.zone).unwrap_or(TimeZone::UTC);
    Ok(Common {
        writer: name,
        writer_mail: address,
        mailbox: crate::mailboxes::name_of(tx, mail.mailbox_id).await?,
        now: Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone),
        language: profile.language,
    })
}

impl Letters {
    /// Of a bulk mail as it is now. `None`: its account sends no more.
    pub(super) async fn of(desk: &Desk, mail: &sql::Mail, now: Moment) -> Result<Option<Letters>> {
        let mut tx = desk.db.read().await?;
        let Some(account) = mail.account_id else { return Ok(None) };
        let Some((_, address, from_name)) = sql::sender(&mut tx, account).await? else { return Ok(None) };
        let common = common(&mut tx, mail, mail.started_at.unwrap_or(now)).await?;
        let rows = sql::files(&mut tx, mail.id).await?;
        drop(tx);
        let mut files = Vec::with_capacity(rows.len());
        for row in rows {
            let content_id = (!row.content_id.is_empty()).then_some(row.content_id);
            // A picture that was taken out of the text again stays behind.
            let goes_along = content_id.as_ref().is_none_or(|id| mail.html.as_ref().is_some_and(|html| html.contains(&format!("\"cid:{id}\""))));
            if goes_along {
                let bytes = desk.files.get(&row.file).await?.to_vec();
                files.push(OutgoingFile { name: row.name, kind: row.kind, bytes, content_id });
            }
        }
        let base = desk.limits.outward.public_url.clone();
        let key = desk.keys.key_for(crate::ingest::TOKEN_PURPOSE);
        Ok(Some(Letters { content: mail.content(), common, from: Address { name: from_name, addr: address }, files, base, key }))
    }

    /// About how many bytes one of the mails has.
    pub(super) fn size(&self) -> usize {
        let files: usize = self.files.iter().map(|file| file.bytes.len() / 3 * 4).sum();
        files + self.content.text.len() + self.content.html.as_ref().map_or(0, |html| html.len() + self.content.text.len()) + 2_048
    }

    /// The mails of these recipients, or what becomes of those whose mail cannot be made. The same bytes but for the borders between
    /// their parts, however often they are built: what they are made of is fixed. Takes its time: not for a thread that others wait for.
    pub(super) fn parcels(&self, all: Vec<Claimed>) -> Vec<(Claimed, std::result::Result<Parcel, Outcome>)> {
        all.into_iter()
            .map(|to| {
                let parcel = self.parcel(&to).map_err(|cause| match cause {
                    Error::Refused(refused) => Outcome::Permanent { step: Step::Address, answer: refused.to_string() },
                    Error::Failed(cause) => {
                        tracing::error!(%cause, recipient = to.id.0, "a bulk mail cannot be built");
                        Outcome::Temporary { step: Step::Record, answer: OwnFault::LetterUnreadable.to_string() }
                    }
                });
                (to, parcel)
            })
            .collect()
    }

    fn parcel(&self, to: &Claimed) -> Result<Parcel> {
        let addressee = Addressee {
            addr: to.addr.clone(),
            name: to.name.clone(),
            company: to.company.clone(),
            section: to.section.clone(),
            items: serde_json::from_str(&to.items)?,
        };
        let bytes = self.build(&addressee, to.id, &to.token, to.dated_at).map_err(|cause| match cause {
            ComposeError::Address(entry) => Error::Refused(Refused::BadAddress { entry }),
            other => Error::Failed(anyhow::Error::new(other).context("building a bulk mail")),
        })?;
        let envelope = Envelope { from: self.from.addr.clone(), to: vec![to.addr.clone()] };
        Ok(Parcel { name: format!("bulk-{}", to.id), envelope, bytes })
    }

    fn build(&self, to: &Addressee, id: BulkRecipientId, token: &str, at: Moment) -> std::result::Result<Vec<u8>, ComposeError> {
        let filled = fill(&self.content, &self.common, to);
        let link = format!("{}/unsubscribe/{token}", self.base);
        let said = if self.common.language == Language::Japanese {
            "このお知らせの配信を停止するには："
        } else {
            "To receive no more of these mails: "
        };
        let html = filled.html.map(|html| mail::html::as_letter(&format!("{html}<hr><p>{said}<a href=\"{link}\">{link}</a></p>")));
        let mail = Outgoing {
            message_id: message_id(&self.key[..], &self.from.addr, id),
            date: at,
            from: Person { name: self.from.name.clone(), addr: self.from.addr.clone() },
            to: vec![Person { name: to.name.clone(), addr: to.addr.clone() }],
            cc: vec![],
            bcc: vec![],
            reply_to: vec![],
            subject: filled.subject,
            in_reply_to: None,
            references: vec![],
            text: format!("{}\n\n--\n{said}\n{link}\n", filled.text.trim_end()),
            html,
            attachments: self.files.clone(),
            auto_submitted: false,
        };
        let mut bytes = mail::compose::write(&mail)?;
        // RFC 2369 section 3.2, RFC 8058 section 3.1.
        let head = format!("List-Unsubscribe: <{link}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n");
        bytes.splice(..0, head.into_bytes());
        Ok(bytes)
    }
}

/// The Message-ID of a recipient's mail, sealed like every one of ours. Numbers of conversations are positive: those of recipients stand
/// there with a minus.
pub(super) fn message_id(key: &[u8], from: &str, id: BulkRecipientId) -> String {
    let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
    mail::thread::message_id_for(key, host, &format!("bulk{}", id.0), -id.0)
}

/// The recipient whose mail bore this Message-ID.
pub(super) fn recipient_of(key: &[u8], message_id: &str) -> Option<BulkRecipientId> {
    mail::thread::token_of(key, message_id).filter(|token| *token < 0).map(|token| BulkRecipientId(-token))
}

/// A `Cx` of the system at a moment.
pub(super) fn as_system(desk: &Arc<Desk>, now: Moment) -> Cx {
    Cx { now, ..Cx::system(desk) }
}
