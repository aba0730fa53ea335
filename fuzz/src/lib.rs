//! What strangers send us, and what must hold whatever it is. One function a target; a query language gets one here beside the others.

mod servers;

pub use servers::{imap, pop3, smtp};

use mail::{html, quote, read};

/// A mail: read in every way there is, cleaned, cut into quotes.
pub fn mails(raw: &[u8]) {
    let message = read::read(raw);
    assert!(message.snippet.chars().count() <= 160);
    for text in
        [&message.text, &message.subject, &message.snippet].into_iter().chain(&message.html).chain(message.from.iter().map(|person| &person.name))
    {
        assert!(!text.contains('\0'));
    }
    for file in message.attachments.iter().take(20) {
        assert_is_name(&file.name);
        assert_eq!(read::attachment(raw, file.position).map(|bytes| bytes.len() as u64), Some(file.size));
    }
    read::read_as(raw, "iso-2022-jp");
    read::header_block(raw);
    if let Some(text) = &message.html {
        let options = html::CleanOptions { remote_images: false, pictures: html::Pictures::of(raw, text) };
        let cleaned = html::clean(text, &options).html.to_ascii_lowercase();
        // Text is escaped, so that these can only be elements and links.
        for bad in ["<script", "<iframe", "<object", "<embed", "<form", "<svg", "<math", "<base", "<meta", "<link", "=\"javascript:", "='javascript:"]
        {
            assert!(!cleaned.contains(bad), "{bad} came through");
        }
    }
    quote::split(&message.text);
    quote::quote_for_reply(&message.text, "On Monday x wrote:");
}

/// Names that become file names, folders on a server, addresses.
pub fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let name = read::clean_file_name(&text);
    // Where nothing is left of it the reader invents one.
    if !name.is_empty() {
        assert_is_name(&name);
    }
    let folder = mail::imap::decode_folder(&text);
    mail::imap::decode_folder(&mail::imap::encode_folder(&folder));
    assert_eq!(mail::imap::decode_folder(&mail::imap::encode_folder(&text)), text);
    let encoded = mail::imap::encode_folder(&text);
    assert!(encoded.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{encoded:?} is no ASCII");
    if domain::addresses::is_account_address(&text) {
        assert!(!text.contains(['\r', '\n', ' ', '<', '>']), "{text:?} leaves its line");
    }
}

/// It stays in the folder that it is saved in, and in its header.
fn assert_is_name(name: &str) {
    assert!(!name.is_empty() && name != "." && name != "..", "{name:?}");
    assert!(!name.contains(['/', '\\', '\0', '\r', '\n', '\u{202E}']), "{name:?}");
}
