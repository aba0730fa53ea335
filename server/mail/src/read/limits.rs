//! How much of a header is kept. Honest mail stays far below; what goes beyond is still in the raw mail.

/// People of one role (To, Cc, ...), however many fields name them.
pub(crate) const PEOPLE: usize = 1_000;
/// Characters of a name.
pub(crate) const NAME: usize = 200;
/// Bytes of an address. RFC 5321 (4.5.3.1) ends at 254; a cut address would be somebody else's, so a longer one is a name.
pub(crate) const ADDRESS: usize = 1_000;
/// Characters of a subject, and of a line of an invitation.
pub(crate) const SUBJECT: usize = 1_000;
/// Fields of the header, and bytes of each, that are kept for those who look into headers.
pub(crate) const FIELDS_KEPT: usize = 300;
pub(crate) const FIELD_KEPT: usize = 4_000;
/// Characters of the label of a charset, and of the method of an invitation.
pub(crate) const LABEL: usize = 100;
/// Bytes of "application/pdf".
pub(crate) const MEDIA_TYPE: usize = 255;
/// Ids of References or In-Reply-To together.
pub(crate) const IDS: usize = 1_000;

/// The first `most` characters of `text`.
pub(crate) fn shortened(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    #[test]
    fn a_mail_made_of_recipients_names_no_more_than_are_kept() {
        let people = "a@b,".repeat(20_000);
        let mut mail = "From: x@y\r\n".to_owned();
        for _ in 0..60 {
            mail.push_str(&format!("To: {people}\r\nCc: {people}\r\n"));
        }
        let message = read(format!("{mail}\r\nx").as_bytes());
        assert_eq!((message.to.len(), message.cc.len(), message.bcc.len()), (PEOPLE, PEOPLE, 0));
        assert_eq!(message.from.len(), 1);
    }

    #[test]
    fn names_subjects_and_addresses_are_kept_to_a_sane_length() {
        let long = "窓".repeat(50_000);
        let mail =
            format!("From: \"x\" <{0}@b>\r\nTo: {long} <c@d>\r\nSubject: {long}\r\nContent-Type: text/{0}; charset={0}\r\n\r\nx", "a".repeat(50_000));
        let message = read(mail.as_bytes());
        assert_eq!((message.from[0].name.as_str(), message.from[0].addr.as_str()), ("x", ""));
        assert_eq!((message.to[0].name.as_str(), message.to[0].addr.as_str()), ("窓".repeat(NAME).as_str(), "c@d"));
        assert_eq!(message.subject, "窓".repeat(SUBJECT));
        assert_eq!(message.attachments[0].kind, "application/octet-stream");
    }

    #[test]
    fn of_endless_references_the_root_and_the_newest_stay() {
        let ids = |from: usize, to: usize| (from..to).map(|n| format!(" <{n}@x>\r\n")).collect::<String>();
        let mail = format!("References:{}References:{}Message-ID: <{}@x>\r\n\r\n", ids(0, 3_000), ids(3_000, 5_000), "a".repeat(2_000));
        let message = read(mail.as_bytes());
        assert_eq!(message.references.len(), IDS);
        assert_eq!((message.references[0].as_str(), message.references[1].as_str()), ("0@x", "4001@x"));
        assert_eq!(message.references[IDS - 1], "4999@x");
        assert_eq!(message.message_id, None);
    }
}
