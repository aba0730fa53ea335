//! Server functions of bulk mail. Beginning one and opting out also answer plain forms.

use crate::{Failure, wire::Json};
use domain::{
    AttachmentId, BulkMailId, TemplateId, UserId,
    bulk::{
        BulkContent, BulkDesk, BulkPage, BulkView, Inserted, OptOutView, OptOuts, Preview, Recap, RecipientLine, Shown, audience::Audience,
        limits::BulkLimits,
    },
    recurring::Recurrence,
};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, PostUrl};

/// Bulk mails, the newest first.
#[server(name = ListBulk, prefix = "/rpc", endpoint = "bulk/list", input = GetUrl, output = Json)]
pub async fn list(#[server(default)] before: Option<BulkMailId>) -> Result<BulkPage, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::list(&cx, before).await?)
}

/// A new draft; a plain form is led to it.
#[server(name = CreateBulk, prefix = "/rpc", endpoint = "bulk/create", input = PostUrl, output = Json)]
pub async fn create() -> Result<BulkMailId, Failure> {
    let cx = crate::server_side::cx()?;
    let id = backend::bulk::create(&cx).await?;
    crate::server_side::answer::lead_to(&format!("/bulk/{id}"));
    Ok(id)
}

#[server(name = OpenBulk, prefix = "/rpc", endpoint = "bulk/open", input = GetUrl, output = Json)]
pub async fn open(id: BulkMailId) -> Result<BulkView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::open(&cx, id).await?)
}

/// What a draft can be made of.
#[server(name = BulkDeskCall, prefix = "/rpc", endpoint = "bulk/desk", input = GetUrl, output = Json)]
pub async fn desk() -> Result<BulkDesk, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::desk(&cx).await?)
}

/// Answers the new version, as everything that changes a draft.
#[server(name = SaveBulk, prefix = "/rpc", endpoint = "bulk/save", input = Json, output = Json)]
pub async fn save(id: BulkMailId, version: i64, content: BulkContent) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::save(&cx, id, version, content).await?)
}

#[server(name = SaveBulkAudience, prefix = "/rpc", endpoint = "bulk/save-audience", input = Json, output = Json)]
pub async fn save_audience(id: BulkMailId, version: i64, audience: Audience) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::save_audience(&cx, id, version, &audience).await?)
}

#[server(name = KeepBulkAudience, prefix = "/rpc", endpoint = "bulk/keep-audience", input = Json, output = Json)]
pub async fn keep_audience(id: BulkMailId, name: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::keep_audience(&cx, id, &name).await?)
}

#[server(name = UseBulkAudience, prefix = "/rpc", endpoint = "bulk/use-audience", input = Json, output = Json)]
pub async fn use_audience(id: BulkMailId, version: i64, saved: i64) -> Result<i64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::use_audience(&cx, id, version, saved).await?)
}

#[server(name = ForgetBulkAudience, prefix = "/rpc", endpoint = "bulk/forget-audience", input = Json, output = Json)]
pub async fn forget_audience(saved: i64) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::forget_audience(&cx, saved).await?)
}

/// Makes the list of recipients anew, and answers what is to be looked at.
#[server(name = ListBulkRecipients, prefix = "/rpc", endpoint = "bulk/recipients", input = Json, output = Json)]
pub async fn list_recipients(id: BulkMailId) -> Result<Recap, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::list_recipients(&cx, id).await?)
}

/// A hundred lines of the list, from behind `after` on.
#[server(name = BulkLines, prefix = "/rpc", endpoint = "bulk/lines", input = GetUrl, output = Json)]
pub async fn lines(id: BulkMailId, shown: Shown, after: i64) -> Result<Vec<RecipientLine>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::lines(&cx, id, shown, after).await?)
}

#[server(name = PreviewBulk, prefix = "/rpc", endpoint = "bulk/preview", input = GetUrl, output = Json)]
pub async fn preview(id: BulkMailId, place: i64) -> Result<Preview, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::preview(&cx, id, place).await?)
}

#[server(name = RemoveBulkFile, prefix = "/rpc", endpoint = "bulk/remove-file", input = Json, output = Json)]
pub async fn remove_file(id: BulkMailId, file: AttachmentId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::remove_file(&cx, id, file).await?)
}

/// The newest version of a template; its files are attached.
#[server(name = InsertIntoBulk, prefix = "/rpc", endpoint = "bulk/insert-template", input = Json, output = Json)]
pub async fn insert_template(id: BulkMailId, template: TemplateId, is_rich: bool) -> Result<Inserted, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::insert_template(&cx, id, template, is_rich).await?)
}

#[server(name = TestBulk, prefix = "/rpc", endpoint = "bulk/test", input = Json, output = Json)]
pub async fn test(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::test(&cx, id).await?)
}

#[server(name = AskBulkCheck, prefix = "/rpc", endpoint = "bulk/ask", input = Json, output = Json)]
pub async fn ask(id: BulkMailId, version: i64, confirmer: UserId, note: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::ask(&cx, id, version, confirmer, &note).await?)
}

/// With a reason it goes back to its writer; without one it is approved.
#[server(name = DecideBulkCheck, prefix = "/rpc", endpoint = "bulk/decide", input = Json, output = Json)]
pub async fn decide(id: BulkMailId, version: i64, reason: Option<String>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    match reason {
        Some(reason) => backend::bulk::give_back(&cx, id, version, &reason).await?,
        None => backend::bulk::approve(&cx, id, version).await?,
    }
    Ok(())
}

/// `at`: what stands in a field of day and hour; empty is now.
#[server(name = SendBulk, prefix = "/rpc", endpoint = "bulk/send", input = Json, output = Json)]
pub async fn send(id: BulkMailId, version: i64, at: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::send_now_or_at(&cx, id, version, &at).await?)
}

/// Again and again from now on.
#[server(name = RepeatBulk, prefix = "/rpc", endpoint = "bulk/repeat", input = Json, output = Json)]
pub async fn repeat(id: BulkMailId, version: i64, recurrence: Recurrence) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::repeat(&cx, id, version, &recurrence).await?)
}

#[server(name = PauseBulk, prefix = "/rpc", endpoint = "bulk/pause", input = Json, output = Json)]
pub async fn pause(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::pause(&cx, id).await?)
}

#[server(name = ResumeBulk, prefix = "/rpc", endpoint = "bulk/resume", input = Json, output = Json)]
pub async fn resume(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::resume(&cx, id).await?)
}

#[server(name = CancelBulk, prefix = "/rpc", endpoint = "bulk/cancel", input = Json, output = Json)]
pub async fn cancel(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::cancel(&cx, id).await?)
}

/// Takes one back that waits for its hour.
#[server(name = UnscheduleBulk, prefix = "/rpc", endpoint = "bulk/unschedule", input = Json, output = Json)]
pub async fn unschedule(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::unschedule(&cx, id).await?)
}

/// A new draft to those who did not get it.
#[server(name = ResendBulk, prefix = "/rpc", endpoint = "bulk/resend", input = Json, output = Json)]
pub async fn resend(id: BulkMailId) -> Result<BulkMailId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::resend(&cx, id).await?)
}

#[server(name = RemoveBulk, prefix = "/rpc", endpoint = "bulk/remove", input = Json, output = Json)]
pub async fn remove(id: BulkMailId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::remove(&cx, id).await?)
}

#[server(name = ReadBulkLimits, prefix = "/rpc", endpoint = "bulk/limits", input = GetUrl, output = Json)]
pub async fn limits() -> Result<BulkLimits, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::limits(&cx).await?.0)
}

#[server(name = SetBulkLimits, prefix = "/rpc", endpoint = "bulk/set-limits", input = Json, output = Json)]
pub async fn set_limits(limits: BulkLimits) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::set_limits(&cx, &limits).await?)
}

/// The page behind the link in a bulk mail; nobody needs to sign in for it.
#[server(name = ReadOptOut, prefix = "/rpc", endpoint = "bulk/opt-out-view", input = GetUrl, output = Json)]
pub async fn opt_out_view(token: String) -> Result<OptOutView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::opt_out_view(&cx, &token).await?)
}

#[server(name = OptOut, prefix = "/rpc", endpoint = "bulk/opt-out", input = PostUrl, output = Json)]
pub async fn opt_out(token: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    backend::bulk::opt_out(&cx, &token).await?;
    crate::server_side::answer::lead_to(&format!("/unsubscribe/{token}"));
    Ok(())
}

#[server(name = ListOptOuts, prefix = "/rpc", endpoint = "bulk/opt-outs", input = GetUrl, output = Json)]
pub async fn opt_outs(typed: String, after: String) -> Result<OptOuts, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::opt_outs(&cx, &typed, &after).await?)
}

#[server(name = LiftOptOut, prefix = "/rpc", endpoint = "bulk/lift-opt-out", input = Json, output = Json)]
pub async fn lift_opt_out(addr: String) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::bulk::lift_opt_out(&cx, &addr).await?)
}
