//! The shape of `mails/index.json`. Unknown keys and values are errors, so that a slip in it fails the tests.

use super::company::{Colleague, PracticeMailbox, StatusKey};
use anyhow::{Context, Result};
use domain::conversations::Priority;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thread {
    pub key: String,
    pub mailbox: PracticeMailbox,
    pub status: StatusKey,
    pub assignee: Option<Colleague>,
    pub confirmer: Option<Colleague>,
    pub priority: Priority,
    pub folder: Option<String>,
    pub comments: Vec<Comment>,
    pub draft: Option<Comment>,
    /// Oldest first.
    pub mails: Vec<Mail>,
}

/// A comment, or a draft: both are somebody's text and when it was written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    pub author: Colleague,
    pub minutes_before_now: i64,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mail {
    pub file: String,
    pub minutes_before_now: i64,
    pub language: String,
    pub charset: String,
    pub address: String,
    pub subject: String,
    pub sender: String,
    pub message_id: String,
    /// Who of ours wrote it; absent for received mail.
    pub author: Option<Colleague>,
    #[serde(default)]
    pub automatic: bool,
}

pub(super) fn read() -> Result<Vec<Thread>> {
    serde_json::from_str(super::files::INDEX).context("the index of the practice mails")
}
