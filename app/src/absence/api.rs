//! Server functions of absences and hand-overs.

use crate::{Failure, wire::Json};
use domain::{
    MailboxId, UserId,
    absence::{AbsenceView, OpenWork},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

/// One's own, or that of somebody else for admins.
#[server(name = ReadAbsence, prefix = "/rpc", endpoint = "absence/read", input = GetUrl, output = Json)]
pub async fn read(user: Option<UserId>) -> Result<AbsenceView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::absence::absence(&cx, user).await?)
}

#[server(name = SetAbsence, prefix = "/rpc", endpoint = "absence/set", input = Json, output = Json)]
pub async fn set(user: Option<UserId>, last_day: String, substitute: Option<UserId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::absence::set_last_day(&cx, user, &last_day, substitute).await?)
}

/// What somebody has in hand, by mailbox.
#[server(name = ReadOpenWork, prefix = "/rpc", endpoint = "absence/open-work", input = GetUrl, output = Json)]
pub async fn open_work(user: UserId) -> Result<Vec<OpenWork>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::absence::open_work(&cx, user).await?)
}

/// Suspends somebody and gives their work to others, in one deed. Answers how much that was.
#[server(name = SuspendMember, prefix = "/rpc", endpoint = "absence/suspend", input = Json, output = Json)]
pub async fn suspend(user: UserId, to: Vec<(MailboxId, Option<UserId>)>) -> Result<u64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::absence::suspend(&cx, user, &to).await?)
}

/// Gives what somebody, or nobody, has in hand in a mailbox to somebody else.
#[server(prefix = "/rpc", endpoint = "absence/reassign", input = Json, output = Json)]
pub async fn reassign(mailbox: MailboxId, from: Option<UserId>, to: Option<UserId>) -> Result<u64, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::absence::reassign(&cx, mailbox, from, to).await?)
}
