//! Calls and visits: two logs beside the mails, what comes of them, and who comes back to whom.

pub mod api;
mod draft;
mod due_line;
mod entry_files;
mod entry_notes;
mod entry_page;
mod fields;
mod filters;
mod form_page;
mod page;
mod quick;
mod quick_switch;
mod rows;
mod settings;
mod sheet;
mod tasks_page;
mod upload;
mod values;
mod when;
pub mod words;

pub use due_line::DueLine;
pub use entry_page::EntryPage;
pub use form_page::{EditPage, NewPage};
pub use page::{LogsPage, NothingOpen};
pub use quick::QuickForm;
pub use quick_switch::QuickSwitch;
pub use settings::LogSettingsPage;
pub use tasks_page::TasksPage;
pub use upload::send_up;
pub use words::title;

use domain::logs::{Log, LogQuery};

/// The address of a list.
pub fn list_url(query: &LogQuery) -> String {
    format!("/logs/{}{}", query.log.path(), query.parameters(encoded))
}

/// A form for a new entry.
pub fn new_url(log: Log) -> String {
    format!("/logs/{}/new", log.path())
}

/// Percent-encoding (RFC 3986) without the browser: the server writes the same addresses.
fn encoded(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            said.push(char::from(byte));
        } else {
            said.push_str(&format!("%{byte:02X}"));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stands_in_the_address_as_it_is() {
        let query = LogQuery { text: "納期 a&b".into(), ..LogQuery::of(Log::Calls) };
        assert_eq!(list_url(&query), "/logs/calls?q=%E7%B4%8D%E6%9C%9F%20a%26b");
        assert_eq!(list_url(&LogQuery::of(Log::Visits)), "/logs/visits");
    }
}
