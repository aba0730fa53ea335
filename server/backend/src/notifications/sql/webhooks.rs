//! The statements of webhooks.

use crate::{db::Tx, secrets::SecretId};
use domain::{
    notifications::{WebhookEdit, WebhookForm, WebhookView},
    *,
};
use sqlx::Result;

pub async fn webhooks(tx: &mut Tx, space: SpaceId) -> Result<Vec<WebhookView>> {
    tx.query("select id, name, form, host, kinds, enabled from webhooks where space_id = $1 order by id").bind(space).all().await
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Webhook {
    pub form: WebhookForm,
    pub enabled: bool,
    pub url_secret_id: SecretId,
    pub signing_secret_id: Option<SecretId>,
}

pub async fn webhook(tx: &mut Tx, id: WebhookId) -> Result<Option<Webhook>> {
    tx.query("select form, enabled, url_secret_id, signing_secret_id from webhooks where id = $1").bind(id).maybe().await
}

pub async fn insert_webhook(
    tx: &mut Tx,
    space: SpaceId,
    edit: &WebhookEdit,
    kinds: &str,
    host: &str,
    url: SecretId,
    signing: Option<SecretId>,
    at: Moment,
) -> Result<WebhookId> {
    let (id,): (WebhookId,) = tx
        .query(
            "insert into webhooks(space_id, name, form, url_secret_id, host, signing_secret_id, kinds, enabled, created_at) \
             values($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id",
        )
        .bind(space)
        .text(edit.name.trim())
        .bind(edit.form)
        .bind(url)
        .text(host)
        .bind(signing)
        .text(kinds)
        .bind(edit.enabled)
        .bind(at)
        .one()
        .await?;
    Ok(id)
}

/// An empty `host` stays as it is: the address was not given anew.
pub async fn update_webhook(tx: &mut Tx, id: WebhookId, edit: &WebhookEdit, kinds: &str, host: &str) -> Result<u64> {
    tx.query("update webhooks set name = $2, kinds = $3, enabled = $4, host = case when $5 = '' then host else $5 end where id = $1")
        .bind(id)
        .text(edit.name.trim())
        .text(kinds)
        .bind(edit.enabled)
        .text(host)
        .run()
        .await
}

pub async fn remove_webhook(tx: &mut Tx, id: WebhookId) -> Result<()> {
    tx.query("delete from deliveries where channel = 'webhook' and target_id = $1").bind(id.0).run().await?;
    tx.query("delete from webhooks where id = $1").bind(id).run().await?;
    Ok(())
}

/// What a webhook says of a conversation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Subject {
    pub space_id: SpaceId,
    pub mailbox_id: MailboxId,
    pub mailbox_name: String,
    pub number: i64,
    pub subject: String,
}

pub async fn subject(tx: &mut Tx, id: ConversationId) -> Result<Subject> {
    tx.query(
        "select m.space_id, c.mailbox_id, m.name as mailbox_name, c.number, c.subject from conversations c join mailboxes m on m.id = c.mailbox_id where c.id = $1",
    )
    .bind(id)
    .one()
    .await
}

pub async fn name_of(tx: &mut Tx, user: UserId) -> Result<String> {
    let (name,): (String,) = tx.query("select name from users where id = $1").bind(user).one().await?;
    Ok(name)
}
