//! Server functions of notifications.

use crate::{Failure, wire::Json};
use domain::{
    AccountId, ConversationId, NotificationId, WebhookId,
    notifications::{About, Before, Choice, DeliveryView, NewDevice, NoticePage, Settings, Times, Ways, WebhookEdit},
};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, PostUrl};

/// One page of the list.
#[server(name = ListNotices, prefix = "/rpc", endpoint = "notifications/list", input = GetUrl, output = Json)]
pub async fn list(before: Option<Before>) -> Result<NoticePage, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::list(&cx, before).await?)
}

/// How many were not read.
#[server(prefix = "/rpc", endpoint = "notifications/unread", input = GetUrl, output = Json)]
pub async fn unread() -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::unread(&cx).await?)
}

/// What a conversation told was seen; answers how much that was.
#[server(name = ReadNotices, prefix = "/rpc", endpoint = "notifications/read", input = Json, output = Json)]
pub async fn read(conversation: ConversationId) -> Result<u64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::read(&cx, conversation).await?)
}

/// The same of what is no conversation.
#[server(name = ReadNoticesAbout, prefix = "/rpc", endpoint = "notifications/read-about", input = Json, output = Json)]
pub async fn read_about(about: About, id: i64) -> Result<u64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::read_about(&cx, about, id).await?)
}

#[server(prefix = "/rpc", endpoint = "notifications/unread-again", input = Json, output = Json)]
pub async fn unread_again(id: NotificationId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::unread_again(&cx, id).await?)
}

/// A form that works without the client.
#[server(prefix = "/rpc", endpoint = "notifications/read-all", input = PostUrl, output = Json)]
pub async fn read_all() -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::read_all(&cx).await?)
}

#[server(name = NoticeSettings, prefix = "/rpc", endpoint = "notifications/settings", input = GetUrl, output = Json)]
pub async fn settings() -> Result<Settings, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::choices::settings(&cx).await?)
}

#[server(name = ChooseNotice, prefix = "/rpc", endpoint = "notifications/choose", input = Json, output = Json)]
pub async fn choose(choice: Choice) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::choices::choose(&cx, choice).await?)
}

#[server(prefix = "/rpc", endpoint = "notifications/set-times", input = Json, output = Json)]
pub async fn set_times(times: Times) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::choices::set_times(&cx, &times).await?)
}

/// What was pushed to one's own devices lately.
#[server(name = OwnPushLog, prefix = "/rpc", endpoint = "notifications/own-log", input = GetUrl, output = Json)]
pub async fn own_log() -> Result<Vec<DeliveryView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::choices::own_log(&cx).await?)
}

/// This browser shows what is pushed from now on, until its session ends.
#[server(prefix = "/rpc", endpoint = "notifications/subscribe", input = Json, output = Json)]
pub async fn subscribe(device: NewDevice) -> Result<(), Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    backend::notifications::devices::subscribe(&cx, &visit.token.unwrap_or_default(), &device, &visit.agent).await?;
    Ok(())
}

#[server(prefix = "/rpc", endpoint = "notifications/unsubscribe", input = Json, output = Json)]
pub async fn unsubscribe(endpoint: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::devices::unsubscribe(&cx, &endpoint).await?)
}

#[server(prefix = "/rpc", endpoint = "notifications/test-push", input = Json, output = Json)]
pub async fn test_push(endpoint: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::devices::test(&cx, &endpoint).await?)
}

/// The ways out, for admins.
#[server(name = NoticeWays, prefix = "/rpc", endpoint = "notifications/ways", input = GetUrl, output = Json)]
pub async fn ways() -> Result<Ways, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::ways(&cx).await?)
}

#[server(name = SetNoticeAccount, prefix = "/rpc", endpoint = "notifications/set-account", input = Json, output = Json)]
pub async fn set_account(account: Option<AccountId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::set_account(&cx, account).await?)
}

#[server(prefix = "/rpc", endpoint = "notifications/test-mail", input = Json, output = Json)]
pub async fn test_mail() -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::test_mail(&cx).await?)
}

/// Answers the signing key of a new one, which is shown this once.
#[server(prefix = "/rpc", endpoint = "notifications/save-webhook", input = Json, output = Json)]
pub async fn save_webhook(webhook: WebhookEdit) -> Result<Option<String>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::save_webhook(&cx, &webhook).await?)
}

#[server(prefix = "/rpc", endpoint = "notifications/remove-webhook", input = Json, output = Json)]
pub async fn remove_webhook(id: WebhookId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::remove_webhook(&cx, id).await?)
}

/// Whether it was taken, and what was answered.
#[server(prefix = "/rpc", endpoint = "notifications/test-webhook", input = Json, output = Json)]
pub async fn test_webhook(id: WebhookId) -> Result<(bool, String), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::notifications::ways::test_webhook(&cx, id).await?)
}
