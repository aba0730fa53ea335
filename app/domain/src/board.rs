//! The notice board of a space and its shared links (GN-04, MW-39).

use crate::{Field, LinkId, Moment, NoticeId, Refused, UserId, Wrong, users};
use serde::{Deserialize, Serialize};

/// Notices that are shown at once, those that are over included.
pub const NOTICES_SHOWN: i64 = 100;
/// Links of one space.
pub const LINKS_MAX: i64 = 100;
const TEXT_MAX: usize = 4_000;
const URL_MAX: usize = 2_000;

/// What everybody in a space is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeForm {
    pub title: String,
    pub text: String,
    /// Days of the writer's clocks, the last one included: `2026-11-24`. Empty: from now on, and without an end.
    pub from: String,
    pub until: String,
}

impl NoticeForm {
    /// # Errors
    /// [`Refused::Invalid`] about the title or the text.
    pub fn check(&self) -> Result<(), Refused> {
        users::check_name(&self.title, Field::Name)?;
        if self.text.chars().count() > TEXT_MAX { Err(Refused::Invalid { field: Field::Text, wrong: Wrong::TooLong }) } else { Ok(()) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct NoticeView {
    pub id: NoticeId,
    pub title: String,
    pub text: String,
    pub from_at: Moment,
    /// The first moment at which it is not shown any more.
    pub until_at: Option<Moment>,
    /// The days that were typed.
    pub from_day: String,
    pub until_day: String,
    pub author_id: Option<UserId>,
    pub author_name: String,
    pub updated_at: Moment,
    /// Whether the reader has said that they read it.
    pub seen: bool,
    /// Who has, for its writer and for operators.
    #[cfg_attr(feature = "db", sqlx(skip))]
    #[serde(default)]
    pub readers: Vec<String>,
    #[cfg_attr(feature = "db", sqlx(skip))]
    #[serde(default)]
    pub may_change: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkForm {
    pub name: String,
    pub url: String,
    /// Links of one group stand together; empty: without one.
    pub heading: String,
}

impl LinkForm {
    /// # Errors
    /// [`Refused::Invalid`] about the name, the address or the group.
    pub fn check(&self) -> Result<(), Refused> {
        users::check_name(&self.name, Field::Name)?;
        let wrong = |wrong| Err(Refused::Invalid { field: Field::Address, wrong });
        let url = self.url.trim();
        if url.is_empty() {
            return wrong(Wrong::Missing);
        }
        if url.chars().count() > URL_MAX {
            return wrong(Wrong::TooLong);
        }
        if !is_web(url) {
            return wrong(Wrong::Malformed);
        }
        if self.heading.trim().is_empty() { Ok(()) } else { users::check_name(&self.heading, Field::Folder) }
    }
}

/// Whether it leads into the web: nothing else may stand behind a link that everybody presses.
fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')) && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct LinkView {
    pub id: LinkId,
    pub name: String,
    pub url: String,
    pub heading: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    /// The newest first.
    pub notices: Vec<NoticeView>,
    /// In their order.
    pub links: Vec<LinkView>,
    pub may_edit: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_into_the_web_and_nowhere_else() {
        for (url, fits) in [
            ("https://example.jp/a?b=c", true),
            ("HTTP://intra.example", true),
            ("https://社内.example", true),
            ("http://[::1]:8080/", true),
            ("javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.jp", false),
            ("/settings", false),
            ("https://", false),
            ("https:///etc", false),
            ("ftp://example.jp", false),
            ("https://exa mple.jp", false),
            (" https://example.jp ", true),
        ] {
            let form = LinkForm { name: "規程".into(), url: url.into(), heading: String::new() };
            assert_eq!(form.check().is_ok(), fits, "{url:?}");
        }
    }
}
