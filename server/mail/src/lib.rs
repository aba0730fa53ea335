//! How bytes become a message and back, and how mails are fetched and sent. No database, no pages.

pub mod automatic;
pub mod bounce;
pub mod compose;
pub mod files;
pub mod html;
pub mod imap;
pub mod mbox;
pub mod pop3;
pub mod probe;
pub mod quote;
pub mod read;
pub mod sender;
pub mod smtp;
pub mod table;
pub mod thread;
pub mod vcard;
pub mod verdict;
pub mod wire;
