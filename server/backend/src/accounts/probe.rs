//! The live test of an account as it is entered, before or after it is saved.

use super::{may_operate_any, settings, sql};
use crate::{Cx, Result, fault, secrets};
use domain::{
    AccountId,
    accounts::{
        AccountForm, AfterFetch, AuthMethod, ProbeFailure, ProbeFailureKind, ProbeLine, ProbeReport, ProbeResult, ProbeStep, ReceiveKind, SendKind,
    },
};
use secrecy::SecretString;
use std::{io::ErrorKind, path::PathBuf, time::Instant};
use tokio::task::spawn_blocking;

/// Tests both halves at once. Passwords that the form leaves out are taken from account `id`, for the server they were entered
/// for and no other. Before set-up anybody may test: it is the wizard that asks.
///
/// # Errors
/// `NotAllowed` for people who keep no space; `Invalid` for what is entered wrongly.
pub async fn probe(cx: &Cx, id: Option<AccountId>, form: AccountForm) -> Result<ProbeResult> {
    let (receive_password, send_password) = passwords(cx, id, &form).await?;
    super::check(&form)?;
    let trust = &cx.desk.trust;
    let receive = async {
        match form.receive {
            ReceiveKind::None => None,
            ReceiveKind::Folder => Some(folder(&form.folder, form.after_fetch != AfterFetch::Leave).await),
            kind => {
                let folder = if form.folder.trim().is_empty() { "INBOX" } else { form.folder.trim() };
                Some(mail::probe::probe_receive(&form.receive_server, kind, folder, &receive_password, trust).await)
            }
        }
    };
    let send = async {
        match form.send {
            SendKind::None => None,
            SendKind::Folder => Some(ProbeReport { waiting: None, ..folder(&form.send_server.host, true).await }),
            SendKind::Smtp => {
                let password = (form.send_server.auth != AuthMethod::None).then_some(&send_password);
                Some(mail::probe::probe_send(&form.send_server, password, trust, &form.address).await)
            }
        }
    };
    let (receive, send) = tokio::join!(receive, send);
    Ok(ProbeResult { receive, send })
}

async fn passwords(cx: &Cx, id: Option<AccountId>, form: &AccountForm) -> Result<(SecretString, SecretString)> {
    let mut tx = cx.desk.db.read().await?;
    let mut given = [form.receive_password.clone(), form.send_password.clone()].map(|given| SecretString::from(given.unwrap_or_default()));
    match id {
        None if !sql::any_user(&mut tx).await? => {}
        None => may_operate_any(cx)?,
        Some(id) => {
            let row = sql::one(&mut tx, id).await?;
            cx.who.may_operate(row.space_id)?;
            let halves = [
                (&form.receive_password, row.receive_secret_id, &row.receive_settings, &form.receive_server),
                (&form.send_password, row.send_secret_id, &row.send_settings, &form.send_server),
            ];
            for (slot, (entered, stored, before, after)) in given.iter_mut().zip(halves) {
                if let (None, Some(stored)) = (entered, stored)
                    && super::fits(&settings(before)?, after)
                {
                    *slot = secrets::read(&mut tx, &cx.desk.keys, stored).await?;
                }
            }
        }
    }
    Ok(given.into())
}

/// Whether a folder of this machine can be read and, where mails are written or removed, written to.
async fn folder(path: &str, writes: bool) -> ProbeReport {
    let begun = Instant::now();
    let path = PathBuf::from(path.trim());
    let tried = spawn_blocking(move || {
        if !path.is_absolute() {
            return Err(std::io::Error::new(ErrorKind::NotFound, "the folder is not named in full"));
        }
        let waiting = super::fetcher::waiting_in(&path)?;
        if writes {
            tempfile::Builder::new().prefix(".madoguchi-test").tempfile_in(&path)?.close()?;
        }
        Ok(waiting)
    })
    .await
    .unwrap_or_else(|cause| Err(std::io::Error::other(cause)));
    let ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
    let failure = tried.as_ref().err().map(|cause: &std::io::Error| ProbeFailure {
        kind: if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            ProbeFailureKind::NoFolder
        } else {
            ProbeFailureKind::Other
        },
        answer: fault::of_folder(cause),
    });
    ProbeReport { lines: vec![ProbeLine { step: ProbeStep::Folder, ms, failure }], waiting: tried.ok() }
}
