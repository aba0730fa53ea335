//! Handing one letter over, by SMTP or into a folder, while its claim is kept alive.

use super::{Clock, folder, sql};
use crate::{Desk, Result, secrets};
use anyhow::{Context, ensure};
use domain::{
    accounts::{AuthMethod, Security, SendKind, ServerSettings},
    outbox::LEASE_MINUTES,
    *,
};
use mail::{
    smtp::{Envelope, Handover, Outcome, RecipientAnswer, SmtpSession, Step},
    wire::Timeouts,
};
use secrecy::SecretString;
use std::{convert::Infallible, sync::Arc, time::Duration};

/// How letters of an account leave, and the connection that is open.
pub struct Route {
    kind: SendKind,
    enabled: bool,
    settings: ServerSettings,
    password: Option<SecretString>,
    /// Why nothing can be sent this way, told at every letter.
    unusable: Option<&'static str>,
    session: Option<SmtpSession>,
}

impl Route {
    pub async fn to(desk: &Desk, id: AccountId) -> Result<Route> {
        let mut tx = desk.db.read().await?;
        let account = sql::account(&mut tx, id).await?;
        let mut route = Route {
            kind: account.send,
            enabled: account.enabled,
            settings: ServerSettings::empty(0, Security::Tls),
            password: None,
            unusable: None,
            session: None,
        };
        match serde_json::from_str(&account.send_settings) {
            Ok(settings) => route.settings = settings,
            Err(cause) => {
                tracing::error!(%cause, account = id.0, "the settings of an account cannot be read");
                route.unusable = Some("the settings of the account cannot be read");
            }
        }
        if let Some(secret) = account.send_secret_id.filter(|_| route.settings.auth != AuthMethod::None) {
            match secrets::read(&mut tx, &desk.keys, secret).await {
                Ok(password) => route.password = Some(password),
                Err(cause) => {
                    tracing::error!(%cause, account = id.0, "the password of an account cannot be opened");
                    route.unusable = Some("the stored password cannot be opened");
                }
            }
        }
        Ok(route)
    }

    pub async fn close(self) {
        if let Some(session) = self.session {
            session.quit().await;
        }
    }
}

/// Hands a claimed letter over. Whatever fails becomes an outcome.
pub async fn hand_over(desk: &Arc<Desk>, clock: &Clock, route: &mut Route, letter: &sql::Claimed) -> Handover {
    let (envelope, bytes) = match load(desk, letter).await {
        Ok(loaded) => loaded,
        Err(cause) => {
            tracing::error!(%cause, letter = letter.id.0, "a letter cannot be read");
            return unsent(&[], Outcome::Temporary { step: Step::Record, answer: "the letter cannot be read".to_owned() });
        }
    };
    let handing = async {
        if let Some(reason) = route.unusable {
            return unsent(&envelope.to, Outcome::Temporary { step: Step::Login, answer: reason.to_owned() });
        }
        match route.kind {
            SendKind::None => unsent(&envelope.to, Outcome::Permanent { step: Step::Connect, answer: "the account does not send".to_owned() }),
            _ if !route.enabled => unsent(&envelope.to, Outcome::Temporary { step: Step::Connect, answer: "the account is switched off".to_owned() }),
            SendKind::Folder => folder::hand_over(&route.settings.host, letter, &envelope, &bytes, || end(desk, clock, letter)).await,
            SendKind::Smtp => by_smtp(desk, clock, route, letter, &envelope, &bytes).await,
        }
    };
    tokio::select! {
        handover = handing => handover,
        never = keep(desk, clock, letter) => match never {},
    }
}

async fn load(desk: &Desk, letter: &sql::Claimed) -> Result<(Envelope, bytes::Bytes)> {
    let mut tx = desk.db.read().await?;
    let to = sql::waiting_recipients(&mut tx, letter.id).await?.into_iter().map(|(addr,)| addr).collect();
    drop(tx);
    Ok((Envelope { from: letter.envelope_from.clone(), to }, desk.files.get(&letter.file).await?))
}

async fn by_smtp(desk: &Arc<Desk>, clock: &Clock, route: &mut Route, letter: &sql::Claimed, envelope: &Envelope, bytes: &[u8]) -> Handover {
    if let Some(mut session) = route.session.take().filter(SmtpSession::is_usable) {
        let handover = session.hand_over(envelope, bytes, || end(desk, clock, letter)).await;
        let was_closed = !session.is_usable() && matches!(handover.outcome, Outcome::Temporary { step: Step::MailFrom, .. });
        if !was_closed {
            route.session = Some(session);
            return handover;
        }
        // A server may close an idle connection at any time; nothing of this letter was handed over.
    }
    match SmtpSession::connect(&route.settings, route.password.as_ref(), &desk.trust, Timeouts::default()).await {
        Ok(mut session) => {
            let handover = session.hand_over(envelope, bytes, || end(desk, clock, letter)).await;
            route.session = Some(session);
            handover
        }
        Err((step, cause)) => unsent(&envelope.to, Outcome::Temporary { step, answer: cause.answer() }),
    }
}

pub fn unsent(to: &[String], outcome: Outcome) -> Handover {
    let recipients = to.iter().map(|addr| RecipientAnswer { addr: addr.clone(), accepted: false, permanent: false, answer: String::new() }).collect();
    Handover { recipients, outcome }
}

/// Whether the claim is still ours, and if so notes that the end of the mail goes out now.
async fn end(desk: &Desk, clock: &Clock, letter: &sql::Claimed) -> anyhow::Result<()> {
    let mut tx = desk.db.write().await?;
    let held = sql::hand_over(&mut tx, letter.id, &letter.leased_by, clock(), clock().plus_minutes(LEASE_MINUTES)).await?;
    tx.commit().await.context("noting that a letter is handed over")?;
    ensure!(held == 1, "this sender lost the letter");
    Ok(())
}

/// Prolongs the claim while a slow server takes its time.
async fn keep(desk: &Desk, clock: &Clock, letter: &sql::Claimed) -> Infallible {
    let third = Duration::from_secs(u64::try_from(LEASE_MINUTES * 60 / 3).unwrap_or(60));
    loop {
        tokio::time::sleep(third).await;
        if let Err(cause) = prolong(desk, clock, letter).await {
            tracing::warn!(%cause, letter = letter.id.0, "a claim was not prolonged");
        }
    }
}

async fn prolong(desk: &Desk, clock: &Clock, letter: &sql::Claimed) -> sqlx::Result<()> {
    let mut tx = desk.db.write().await?;
    sql::hold(&mut tx, letter.id, &letter.leased_by, clock().plus_minutes(LEASE_MINUTES)).await?;
    tx.commit().await
}
