//! Webhooks: what happens in a space, told to chats and other programs. The body is made in the transaction of the deed and stays the
//! same at every try; the signature is over number, time and body, so that whoever gets it can tell ours from others and old from new.

use super::{hand_over::Outcome, sql};
use crate::{Cx, Result, db::Tx, outward, secrets};
use domain::{
    ConversationId, Language, UserId, WebhookId,
    notifications::{About, Channel, Kind, WebhookForm, sentence},
};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::json;
use sha2::Sha256;
use std::fmt::Write;

/// For every webhook of the space that hears of `kind`.
pub async fn tell(tx: &mut Tx, cx: &Cx, kind: Kind, conversation: ConversationId, whose: Option<UserId>) -> Result<()> {
    let about = sql::subject(tx, conversation).await?;
    let hooks = sql::webhooks(tx, about.space_id).await?;
    if !hooks.iter().any(|hook| hook.hears(kind)) {
        return Ok(());
    }
    let language = sql::setting(tx, "language").await?.as_deref().and_then(Language::parse).unwrap_or(Language::Japanese);
    let whose = match whose {
        Some(user) => Some(sql::name_of(tx, user).await?),
        None => None,
    };
    let url = format!("{}/m/{}/all/{conversation}", cx.desk.limits.outward.public_url, about.mailbox_id);
    for hook in hooks.iter().filter(|hook| hook.hears(kind)) {
        let headline = headline(kind, language, whose.as_deref(), &about.mailbox_name);
        let body = match hook.form {
            WebhookForm::Generic => json!({
                "event": kind.as_str(),
                "at": cx.now.0,
                "mailbox": { "id": about.mailbox_id, "name": about.mailbox_name },
                "conversation": { "id": conversation, "number": about.number, "subject": about.subject, "url": url },
                "person": whose,
            }),
            form => message(form, &headline, &about.mailbox_name, &about.subject, &url),
        };
        sql::queue(tx, Channel::Webhook, hook.id.0, Some(conversation), kind.as_str(), &body.to_string(), cx.now, cx.now).await?;
    }
    Ok(())
}

/// The same about what is no conversation.
pub async fn tell_about(tx: &mut Tx, cx: &Cx, kind: Kind, about: About, id: i64, text: &str) -> Result<()> {
    let Some(thing) = sql::thing(tx, about, id).await? else { return Ok(()) };
    let hooks = sql::webhooks(tx, thing.space_id).await?;
    if !hooks.iter().any(|hook| hook.hears(kind)) {
        return Ok(());
    }
    let language = sql::setting(tx, "language").await?.as_deref().and_then(Language::parse).unwrap_or(Language::Japanese);
    let url = format!("{}{}", cx.desk.limits.outward.public_url, about.url(id, thing.mailbox_id, thing.log));
    for hook in hooks.iter().filter(|hook| hook.hears(kind)) {
        let body = match hook.form {
            WebhookForm::Generic => json!({
                "event": kind.as_str(),
                "at": cx.now.0,
                "mailbox": thing.mailbox_id.map(|id| json!({ "id": id, "name": thing.mailbox_name })),
                "about": { "kind": about.as_str(), "id": id, "title": thing.subject, "url": url },
                "text": text,
            }),
            form => {
                let place = if thing.mailbox_name.is_empty() { "Madoguchi" } else { &thing.mailbox_name };
                message(form, &headline(kind, language, None, &thing.mailbox_name), place, &thing.subject, &url)
            }
        };
        sql::queue(tx, Channel::Webhook, hook.id.0, None, kind.as_str(), &body.to_string(), cx.now, cx.now).await?;
    }
    Ok(())
}

/// A chat is no person: it reads of whom things are.
fn headline(kind: Kind, language: Language, whose: Option<&str>, mailbox: &str) -> String {
    match (kind, language, whose) {
        (Kind::Assigned, Language::Japanese, Some(name)) => format!("担当者が {name} さんになりました"),
        (Kind::Assigned, Language::English, Some(name)) => format!("Assigned to {name}"),
        (Kind::Wrote, Language::Japanese, Some(name)) => format!("{name} さんの担当に返信が届きました"),
        (Kind::Wrote, Language::English, Some(name)) => format!("The customer wrote again ({name})"),
        _ => sentence(kind, language, None, mailbox, 1),
    }
}

/// A run of text is shown as it is, without markup.
fn run(text: &str) -> serde_json::Value {
    json!({ "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": text }] })
}

/// What a chat shows.
pub fn message(form: WebhookForm, headline: &str, mailbox: &str, subject: &str, url: &str) -> serde_json::Value {
    match form {
        WebhookForm::Generic => json!({ "event": "test", "text": headline, "url": url }),
        WebhookForm::Slack => {
            // Slack's own three: everything else is text, so that no subject mentions a channel.
            let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            json!({ "text": format!("{}\n{}: <{}|{}>", plain(headline), plain(mailbox), plain(url), plain(subject).replace('|', "¦")) })
        }
        WebhookForm::Teams => json!({
            "type": "message",
            "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {
                    "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                    "type": "AdaptiveCard",
                    "version": "1.4",
                    "body": [run(headline), run(&format!("{mailbox}: {subject}"))],
                    "actions": [{ "type": "Action.OpenUrl", "title": "Madoguchi", "url": url }],
                },
            }],
        }),
    }
}

pub async fn hand_over(cx: &Cx, claimed: &sql::Claimed) -> Result<Outcome> {
    let mut tx = cx.desk.db.read().await?;
    let Some(hook) = sql::webhook(&mut tx, WebhookId(claimed.target_id)).await?.filter(|hook| hook.enabled || claimed.kind == super::ways::TEST)
    else {
        return Ok(Outcome::Dropped(String::new()));
    };
    let url = secrets::read(&mut tx, &cx.desk.keys, hook.url_secret_id).await?;
    let signing = match hook.signing_secret_id {
        Some(secret) => Some(secrets::read(&mut tx, &cx.desk.keys, secret).await?),
        None => None,
    };
    drop(tx);
    let (id, seconds) = (format!("madoguchi-{}", claimed.id), cx.now.0.div_euclid(1_000).to_string());
    let signature = signing.map(|key| sign(key.expose_secret(), &id, &seconds, &claimed.body)).transpose()?;
    let mut headers = vec![("content-type", "application/json"), ("webhook-id", id.as_str()), ("webhook-timestamp", seconds.as_str())];
    if let Some(signature) = &signature {
        headers.push(("webhook-signature", signature.as_str()));
    }
    Ok(Outcome::of(outward::post(&cx.desk, url.expose_secret(), &headers, claimed.body.as_bytes()).await))
}

/// `sha256=` and the HMAC of `id.seconds.body` in hexadecimal.
pub fn sign(key: &str, id: &str, seconds: &str, body: &str) -> anyhow::Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())?;
    for part in [id, ".", seconds, ".", body] {
        mac.update(part.as_bytes());
    }
    let mut text = "sha256=".to_owned();
    for byte in mac.finalize().into_bytes() {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
