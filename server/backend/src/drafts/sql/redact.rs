//! The statements of drafts that name somebody who is erased.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

/// What is written in a draft, sent ones and deleted ones as well.
#[derive(Clone, PartialEq, sqlx::FromRow)]
pub struct Written {
    pub id: DraftId,
    pub recipients_to: String,
    pub recipients_cc: String,
    pub recipients_bcc: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
}

impl Written {
    pub fn map(&self, said: impl Fn(&str) -> String) -> Written {
        Written {
            id: self.id,
            recipients_to: said(&self.recipients_to),
            recipients_cc: said(&self.recipients_cc),
            recipients_bcc: said(&self.recipients_bcc),
            subject: said(&self.subject),
            text: said(&self.text),
            html: self.html.as_deref().map(said),
        }
    }
}

pub async fn texts_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<Written>> {
    tx.query("select id, recipients_to, recipients_cc, recipients_bcc, subject, text, html from drafts where conversation_id = $1 order by id")
        .bind(id)
        .all()
        .await
}

pub async fn rewrite(tx: &mut Tx, said: &Written) -> Result<u64> {
    tx.query(
        "update drafts set recipients_to = $2, recipients_cc = $3, recipients_bcc = $4, subject = $5, text = $6, html = $7, version = version + 1 \
         where id = $1",
    )
    .bind(said.id)
    .text(&said.recipients_to)
    .text(&said.recipients_cc)
    .text(&said.recipients_bcc)
    .text(&said.subject)
    .text(&said.text)
    .bind(said.html.clone())
    .run()
    .await
}

pub async fn revisions_of(tx: &mut Tx, id: ConversationId) -> Result<Vec<(RevisionId, String)>> {
    tx.query("select r.id, r.content from revisions r join drafts d on d.id = r.draft_id where d.conversation_id = $1 order by r.id")
        .bind(id)
        .all()
        .await
}

pub async fn rewrite_revision(tx: &mut Tx, id: RevisionId, content: &str) -> Result<u64> {
    tx.query("update revisions set content = $2 where id = $1").bind(id).text(content).run().await
}
