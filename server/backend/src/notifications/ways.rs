//! The ways out that admins keep: the account that notices are mailed from, webhooks, and the log of what went out.

use super::{hand_over::Outcome, sql, webhooks};
use crate::{Cx, Error, Result, db::Tx, mailboxes, outward::Place, secrets, users};
use domain::{
    notifications::{Channel, WEBHOOKS_MAX, Ways, WebhookEdit, WebhookForm},
    users::check_name,
    *,
};
use secrecy::SecretString;

/// The kind of what is sent to try a way.
pub const TEST: &str = "test";
const ACCOUNT: &str = "system-mail";
/// Lines of the log.
const LOG: i64 = 50;

pub(super) async fn account(tx: &mut Tx) -> Result<Option<AccountId>> {
    Ok(sql::setting(tx, ACCOUNT).await?.and_then(|value| value.parse().ok()))
}

pub(super) fn test_subject(language: Language) -> &'static str {
    match language {
        Language::Japanese => "テスト：お知らせのメールが届きます",
        Language::English => "Test: notifications reach you by mail",
    }
}

/// Everything on the page of the ways out.
pub async fn ways(cx: &Cx) -> Result<Ways> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let space = mailboxes::first_space(&mut tx, cx).await?;
    let ways = Ways {
        account: account(&mut tx).await?,
        accounts: sql::senders(&mut tx).await?,
        webhooks: sql::webhooks(&mut tx, space).await?,
        log: sql::log(&mut tx, LOG).await?,
    };
    tx.commit().await?;
    Ok(ways)
}

/// Chooses the account that notices are mailed from, or none.
///
/// # Errors
/// `NotFound` for one that cannot send.
pub async fn set_account(cx: &Cx, id: Option<AccountId>) -> Result<()> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    if let Some(id) = id {
        sql::sender(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    }
    let value = id.map(|id| id.to_string()).unwrap_or_default();
    sql::put_setting(&mut tx, ACCOUNT, &value).await?;
    users::audit(&mut tx, cx, "system-mail", "notifications", &value).await?;
    tx.commit().await?;
    Ok(())
}

/// Mails a word to whoever asks, now.
pub async fn test_mail(cx: &Cx) -> Result<()> {
    cx.who.may_administer()?;
    let person = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    account(&mut tx).await?.ok_or(Refused::NoSendingAccount)?;
    sql::queue(&mut tx, Channel::Mail, person.0, None, TEST, "", cx.now, cx.now).await?;
    tx.commit().await?;
    cx.desk.live.publish(live::Event::Notified { user: person });
    Ok(())
}

/// Adds a webhook or changes one. A generic one that is new answers its signing key, which is shown this once.
///
/// # Errors
/// `Invalid` for an address that cannot be called; `OverLimit` beyond [`WEBHOOKS_MAX`]; `NotFound`.
pub async fn save_webhook(cx: &Cx, edit: &WebhookEdit) -> Result<Option<String>> {
    cx.who.may_administer()?;
    check_name(&edit.name, Field::Name)?;
    let wrong = |wrong| Error::Refused(Refused::Invalid { field: Field::Address, wrong });
    let place = match edit.url.trim() {
        "" if edit.id.is_none() => return Err(wrong(Wrong::Missing)),
        "" => None,
        url => {
            let place = Place::parse(url).ok_or(wrong(Wrong::Malformed))?;
            // Without encryption only into one's own network.
            if !place.encrypted && cx.desk.limits.outward.networks.is_empty() {
                return Err(wrong(Wrong::Malformed));
            }
            Some(place)
        }
    };
    let kinds = edit.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" ");
    let host = place.map(|place| place.authority()).unwrap_or_default();
    let url = SecretString::from(edit.url.trim().to_owned());
    let mut tx = cx.desk.db.write().await?;
    let keys = &cx.desk.keys;
    let (id, shown) = match edit.id {
        Some(id) => {
            let known = sql::webhook(&mut tx, id).await?.ok_or(Refused::NotFound)?;
            if !host.is_empty() {
                secrets::change(&mut tx, keys, cx.now, known.url_secret_id, &url).await?;
            }
            sql::update_webhook(&mut tx, id, edit, &kinds, &host).await?;
            (id, None)
        }
        None => {
            let space = mailboxes::first_space(&mut tx, cx).await?;
            if sql::webhooks(&mut tx, space).await?.len() as i64 >= WEBHOOKS_MAX {
                return Err(Error::Refused(Refused::OverLimit { what: Limit::Webhooks, limit: WEBHOOKS_MAX as u64 }));
            }
            let url = secrets::store(&mut tx, keys, cx.now, &url).await?;
            let key = (edit.form == WebhookForm::Generic).then(crate::auth::random_token);
            let signing = match &key {
                Some(key) => Some(secrets::store(&mut tx, keys, cx.now, &SecretString::from(key.clone())).await?),
                None => None,
            };
            (sql::insert_webhook(&mut tx, space, edit, &kinds, &host, url, signing, cx.now).await?, key)
        }
    };
    users::audit(&mut tx, cx, "webhook", &format!("webhook {id}"), &format!("{} {host} {kinds} enabled={}", edit.form, edit.enabled)).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Removes a webhook with its address, its key and its log.
pub async fn remove_webhook(cx: &Cx, id: WebhookId) -> Result<()> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let known = sql::webhook(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    sql::remove_webhook(&mut tx, id).await?;
    for secret in [Some(known.url_secret_id), known.signing_secret_id].into_iter().flatten() {
        secrets::remove(&mut tx, secret).await?;
    }
    users::audit(&mut tx, cx, "webhook", &format!("webhook {id}"), "removed").await?;
    tx.commit().await?;
    Ok(())
}

/// Sends a word to a webhook and answers what it said, in one line; whether it was taken stands before it.
///
/// # Errors
/// `NotFound`.
pub async fn test_webhook(cx: &Cx, id: WebhookId) -> Result<(bool, String)> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let hook = sql::webhook(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    let base = &cx.desk.limits.outward.public_url;
    let body = webhooks::message(hook.form, "Madoguchi", "test", "テスト / Test", base).to_string();
    // Entered in the log as sent from the start: the answer is told to whoever waits for it, and never tried again.
    let lease = format!("test/{:016x}", rand::random::<u64>());
    let delivery = sql::queue(&mut tx, Channel::Webhook, id.0, None, TEST, &body, Moment(i64::MAX), cx.now).await?;
    tx.commit().await?;
    let claimed = sql::Claimed {
        id: delivery,
        channel: Channel::Webhook,
        target_id: id.0,
        notification_id: None,
        kind: TEST.to_owned(),
        body,
        queued_at: cx.now,
        attempts: 1,
        leased_by: lease,
    };
    let (taken, answer) = match webhooks::hand_over(cx, &claimed).await? {
        Outcome::Sent(answer) => (true, answer),
        Outcome::Dropped(answer) | Outcome::Later(answer) | Outcome::Failed(answer) => (false, answer),
    };
    let mut tx = cx.desk.db.write().await?;
    sql::note_test(&mut tx, delivery, taken, &answer, cx.now).await?;
    tx.commit().await?;
    Ok((taken, answer))
}
