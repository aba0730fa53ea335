//! Templates from the first word to the answer that they are part of.

use super::*;
use crate::{
    book,
    drafts::{
        self,
        fixture::{Desk, refused},
    },
    each_engine, mailboxes,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing},
    drafts::DraftKind,
    guard::Warning,
    reserved::{BEGIN, END},
    templates::{Content, Editors, FilledView},
};

mod desk;
mod inserting;
mod tables;

fn form(name: &str, mailbox: Option<MailboxId>) -> Form {
    Form { name: name.into(), folder: String::new(), mailbox, editors: Editors::Everybody, named: vec![] }
}

fn says(subject: &str, text: &str) -> Content {
    Content { subject: subject.into(), text: text.into(), ..Content::default() }
}

/// A template in use.
async fn in_use(cx: &Cx, form: &Form, content: Content) -> TemplateId {
    let id = create(cx, form).await.unwrap();
    let page = page(cx, id).await.unwrap();
    publish(cx, id, page.version, content, "").await.unwrap();
    id
}

async fn next(cx: &Cx, id: TemplateId, content: Content, note: &str) -> i64 {
    let version = page(cx, id).await.unwrap().version;
    publish(cx, id, version, content, note).await.unwrap()
}

async fn names(cx: &Cx, typed: &str) -> Vec<String> {
    list(cx, typed).await.unwrap().lines.into_iter().map(|line| line.name).collect()
}

async fn spool(cx: &Cx, bytes: &[u8]) -> crate::files::Spool {
    use tokio::io::AsyncWriteExt;
    let mut spool = cx.desk.files.spool(1024 * 1024).await.unwrap();
    spool.write_all(bytes).await.unwrap();
    spool
}
