//! Handing one delivery over, whatever its way. What fails becomes an outcome.

use super::{mails, push, report_mail, sql, webhooks};
use crate::{Cx, Result, outward};
use domain::{
    DeviceId, Language,
    notifications::{Channel, NewDevice, sentence},
};
use serde_json::json;

pub enum Outcome {
    Sent(String),
    /// There is nothing to tell any more, or nobody to tell it to.
    Dropped(String),
    /// Tried again later.
    Later(String),
    Failed(String),
}

impl Outcome {
    /// What an answer of the web means: what is refused for good is not tried again.
    pub fn of(answer: std::result::Result<outward::Answer, outward::Trouble>) -> Outcome {
        match answer {
            Ok(answer) => {
                let said = format!("{} {}", answer.status, answer.said).trim().to_owned();
                match answer.status {
                    200..=299 => Outcome::Sent(said),
                    408 | 425 | 429 | 500..=599 => Outcome::Later(said),
                    _ => Outcome::Failed(said),
                }
            }
            Err(outward::Trouble::Network(cause)) => Outcome::Later(cause),
            Err(trouble) => Outcome::Failed(trouble.to_string()),
        }
    }
}

pub async fn hand_over(cx: &Cx, claimed: &sql::Claimed) -> Result<Outcome> {
    match claimed.channel {
        Channel::Mail if claimed.kind == report_mail::REPORT => report_mail::hand_over(cx, claimed).await,
        Channel::Mail => mails::hand_over(cx, claimed).await,
        Channel::Push => by_push(cx, claimed).await,
        Channel::Webhook => webhooks::hand_over(cx, claimed).await,
    }
}

async fn by_push(cx: &Cx, claimed: &sql::Claimed) -> Result<Outcome> {
    let id = DeviceId(claimed.target_id);
    let mut tx = cx.desk.db.read().await?;
    let Some(device) = sql::device(&mut tx, id, cx.now).await? else { return Ok(Outcome::Dropped(String::new())) };
    let payload = match claimed.notification_id {
        None => test_payload(device.language),
        Some(notification) => match sql::told_by_push(&mut tx, notification).await? {
            None => return Ok(Outcome::Dropped(String::new())),
            Some(told) => json!({
                "title": sentence(told.kind, device.language, told.actor_name.as_deref(), &told.mailbox_name, told.count),
                "body": if told.text.is_empty() { told.subject.clone() } else { format!("{}\n{}", told.subject, told.text) },
                "url": told.url(),
                "tag": format!("notice-{}", told.id),
            }),
        },
    };
    drop(tx);
    let device = NewDevice { endpoint: device.endpoint, p256dh: device.p256dh, auth: device.auth };
    let Some(place) = outward::Place::parse(&device.endpoint) else { return Ok(Outcome::Failed("no address".to_owned())) };
    let body = push::seal(&device, payload.to_string().as_bytes())?;
    let vapid = push::vapid(&cx.desk, cx.now).await?;
    let authorization = vapid.authorization(&place.origin(), &push::contact(cx), cx.now)?;
    let ttl = push::KEPT_SECONDS.to_string();
    let headers = [
        ("authorization", authorization.as_str()),
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", ttl.as_str()),
        ("urgency", "normal"),
    ];
    let answer = outward::post(&cx.desk, &device.endpoint, &headers, &body).await;
    // RFC 8030, 7.3: the subscription is gone for good.
    if matches!(&answer, Ok(outward::Answer { status: 404 | 410, .. })) {
        let mut tx = cx.desk.db.write().await?;
        sql::remove_device(&mut tx, id).await?;
        tx.commit().await?;
        return Ok(Outcome::Dropped("the browser takes no more".to_owned()));
    }
    Ok(Outcome::of(answer))
}

fn test_payload(language: Language) -> serde_json::Value {
    let (title, body) = match language {
        Language::Japanese => ("テスト通知", "この端末に通知が届きます。"),
        Language::English => ("Test", "Notifications reach this device."),
    };
    json!({ "title": title, "body": body, "url": "/notifications", "tag": "test" })
}
