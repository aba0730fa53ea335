//! .
pub mod imap;
pub mod pop3;
pub mod probe;
pub mod smtp;
pub mod wire;
pub mod automatic;
pub mod compose;
pub mod html;
pub mod quote;
pub mod read;
pub mod thread;
