//! Why an expectation of the corpora is not met, each one by its file and field. Some were computed by other readers, which
//! decide otherwise than we do; the rest says what we do not do.

/// File, field, reason.
pub type Reason = (&'static str, &'static str, &'static str);

const ASCII_UNDER_JIS: &str = "labelled ISO-2022-JP and plain ASCII: what its bytes are is ASCII, the label is kept beside it";
const SIGNED: &str = "the closing words and the name stay: a mail may say more in them than a reader can know";
const BELOW_TELEPHONE: &str = "text below the line of the telephone stays: people write there too";
const UNMARKED: &str = "an unmarked older mail under a line that no mail program is known to write: nothing is folded on suspicion";

pub const MAIL: &[Reason] = &[
    ("mimekit/tnef-rich-text.eml", "attachments", "the envelope of Exchange is opened: its files are listed behind it"),
    ("mail-parser/malformed-019.eml", "charset.declared", "the header is torn; we go on with it where it visibly goes on, and find the parts in it"),
    ("mail-parser/malformed-019.eml", "text_contains", "the same: what was taken for text by the other reader are the headers of parts to us"),
    ("ruby-mail/rfc2822/example13.eml", "from", "blanks before the colon: the other reader finds no sender, we do"),
    ("ruby-mail/rfc2822/example14.eml", "charset.actual", ASCII_UNDER_JIS),
    ("php-imap/plain.eml", "charset.declared", "a label with stray backslashes is kept as it is written, to its end"),
    ("php-mime-mail-parser/issue116.eml", "charset.actual", ASCII_UNDER_JIS),
    ("php-mime-mail-parser/issue212.eml", "charset.actual", ASCII_UNDER_JIS),
    ("mimekit/messages-feedback-report.eml", "from", "a byte order mark before the first field: the other reader loses the sender, we do not"),
    ("sisimai/lhost-biglobe-01.eml", "charset.actual", ASCII_UNDER_JIS),
    ("sisimai/lhost-exchange2003-03.eml", "charset.actual", ASCII_UNDER_JIS),
    ("sisimai/lhost-exchange2007-04.eml", "charset.actual", ASCII_UNDER_JIS),
    ("sisimai/lhost-ezweb-01.eml", "charset.actual", ASCII_UNDER_JIS),
    ("sisimai/lhost-kddi-02.eml", "charset.actual", ASCII_UNDER_JIS),
    ("sisimai/lhost-x1-01.eml", "charset.actual", ASCII_UNDER_JIS),
    ("flanker/long-header.eml", "subject", "a subject of 130,000 characters, of which we keep the first 1,000"),
    (
        "flanker/quoted-printable.eml",
        "text_contains",
        "pieces of HTML source, which the mail holds in its HTML part; the text is that of its plain part",
    ),
];

pub const AUTO: &[Reason] = &[
    ("sisimai/arf-24.eml", "kind", "a complaint in words alone: no report, no field and no sender that tells it from a person's mail"),
    ("sisimai/arf-26.eml", "kind", "Apple's request to be taken off a list says auto-replied, and nothing that tells it from an absence note"),
];

pub const REPLIES: &[Reason] = &[
    ("email_reply_trimmer/delimiters.txt", "shown", "the mark of an add-on above the rulers is kept as the sender's text"),
    ("email_reply_trimmer/embedded_email_11.txt", "shown", "a date and a name without address or \"wrote\" may be the sender's own words"),
    ("email_reply_trimmer/embedded_email_12.txt", "shown", "the same, with the address torn over three lines"),
    (
        "email_reply_trimmer/embedded_email_17.txt",
        "shown",
        "the marked lines in the middle are folded; the other reader shows them as part of the answer",
    ),
    (
        "email_reply_trimmer/forwarded_message.txt",
        "shown",
        "a forwarded mail with nothing above it is shown with its head: it is what the sender wanted to show",
    ),
    ("email_reply_trimmer/quote_and_text.txt", "shown", "a quote above the answer is folded, wherever it stands"),
    ("email_reply_trimmer/spam_1.txt", "shown", "quotes only: nothing is folded where nothing would be left"),
    ("email-reply-parser/email_15.txt", "shown", BELOW_TELEPHONE),
    ("email-reply-parser/email_9.txt", "shown", UNMARKED),
    (
        "email-reply-parser/email_custom_quote_header.txt",
        "shown",
        "the Hungarian attribution is folded; the other reader shows it until it is told of the language",
    ),
    ("email-reply-parser/email_german_3.txt", "shown", BELOW_TELEPHONE),
    (
        "email-reply-parser/email_norwegian_gmail.txt",
        "shown",
        "a Norwegian attribution whose address is torn over two lines; only its first line is missed",
    ),
    ("email-reply-parser/email_tricky_11_double_signature.txt", "shown", SIGNED),
    (
        "email-reply-parser/email_tricky_17_forward_header.txt",
        "shown",
        "what stands under \"Forwarded message\" is folded below the sender's own words",
    ),
    ("email-reply-parser/email_tricky_2_url_with_wrote.txt", "shown", SIGNED),
    ("email-reply-parser/email_with_regards.txt", "shown", SIGNED),
];
