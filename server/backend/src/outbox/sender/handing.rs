//! Handing one letter over, by SMTP or into a folder, while its claim is kept alive.

use super::{Clock, folder, sql};
use crate::{Desk, Result, fault, secrets};
use anyhow::{Context, ensure};
use domain::{
    accounts::{AuthMethod, Security, SendKind, ServerSettings},
    outbox::LEASE_MINUTES,
    own_fault::OwnFault,
    *,
};
use mail::{
    smtp::{Envelope, Handover, Outcome, RecipientAnswer, SmtpSession, Step},
    wire::Timeouts,
};
use secrecy::SecretString;
use std::{convert::Infallible, sync::Arc, time::Duration};

/// A mail on its way, whoever keeps account of it.
pub struct Parcel {
    /// By which a folder knows it, so that writing it twice is writing it once.
    pub name: String,
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

/// How letters of an account leave, and the connection that is open.
pub struct Route {
    kind: SendKind,
    settings: ServerSettings,
    password: Option<SecretString>,
    /// Why nothing can be sent this way, told at every letter.
    unusable: Option<OwnFault>,
    session: Option<SmtpSession>,
}

impl Route {
    pub(crate) async fn to(desk: &Desk, id: AccountId) -> Result<Route> {
        let mut tx = desk.db.read().await?;
        let account = sql::account(&mut tx, id).await?;
        let mut route =
            Route { kind: account.send, settings: ServerSettings::empty(0, Security::Tls), password: None, unusable: None, session: None };
        match serde_json::from_str(&account.send_settings) {
            Ok(settings) => route.settings = settings,
            Err(cause) => {
                tracing::error!(%cause, account = id.0, "the settings of an account cannot be read");
                route.unusable = Some(OwnFault::SettingsUnreadable);
            }
        }
        if let Some(secret) = account.send_secret_id.filter(|_| route.settings.auth != AuthMethod::None) {
            match secrets::read(&mut tx, &desk.keys, secret).await {
                Ok(password) => route.password = Some(password),
                Err(cause) => {
                    tracing::error!(%cause, account = id.0, "the password of an account cannot be opened");
                    route.unusable = Some(OwnFault::PasswordUnreadable);
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

    /// Makes sure that mails can go this way.
    ///
    /// # Errors
    /// What becomes of whatever was to go.
    pub(crate) async fn open(&mut self, desk: &Desk) -> std::result::Result<(), Outcome> {
        if let Some(reason) = self.unusable {
            return Err(Outcome::Temporary { step: Step::Login, answer: reason.to_string() });
        }
        match self.kind {
            SendKind::None => Err(Outcome::Permanent { step: Step::Connect, answer: OwnFault::DoesNotSend.to_string() }),
            SendKind::Folder => Ok(()),
            SendKind::Smtp if self.session.as_ref().is_some_and(SmtpSession::is_usable) => Ok(()),
            SendKind::Smtp => {
                self.session = None;
                match SmtpSession::connect(&self.settings, self.password.as_ref(), &desk.trust, Timeouts::default()).await {
                    Ok(session) => self.session = Some(session),
                    Err((step, cause)) => return Err(Outcome::Temporary { step, answer: cause.answer() }),
                }
                Ok(())
            }
        }
    }

    /// Hands mails over whose ends are on record already, one after the other; `ended` hears of each at once.
    pub(crate) async fn hand_over_all(&mut self, desk: &Desk, parcels: &[&Parcel], mut ended: impl FnMut(usize, Handover) + Send) {
        for (at, parcel) in parcels.iter().enumerate() {
            let next = parcels.get(at + 1).map(|next| (&next.envelope, &next.bytes[..]));
            let handover = match self.kind {
                SendKind::Smtp => self.followed(desk, parcel, next).await,
                _ => self.hand_over(desk, &parcel.name, &parcel.envelope, &parcel.bytes, || async { Ok(()) }).await,
            };
            ended(at, handover);
        }
    }

    async fn followed(&mut self, desk: &Desk, parcel: &Parcel, next: Option<(&Envelope, &[u8])>) -> Handover {
        loop {
            let was_open = self.session.as_ref().is_some_and(SmtpSession::is_usable);
            if let Err(outcome) = self.open(desk).await {
                return unsent(&parcel.envelope.to, outcome);
            }
            let Some(session) = &mut self.session else {
                return unsent(&parcel.envelope.to, Outcome::Temporary { step: Step::Connect, answer: OwnFault::Inside.to_string() });
            };
            let handover = session.hand_over_followed(&parcel.envelope, &parcel.bytes, next).await;
            // A server may close a connection between two mails; nothing of this one was handed over.
            let was_closed = was_open && !session.is_usable() && matches!(handover.outcome, Outcome::Temporary { step: Step::MailFrom, .. });
            if !was_closed {
                return handover;
            }
        }
    }
}

/// Hands a claimed letter over. Whatever fails becomes an outcome.
pub async fn hand_over(desk: &Arc<Desk>, clock: &Clock, route: &mut Route, letter: &sql::Claimed) -> Handover {
    let (envelope, bytes) = match load(desk, letter).await {
        Ok(loaded) => loaded,
        Err(cause) => {
            tracing::error!(%cause, letter = letter.id.0, "a letter cannot be read");
            let known = fault::of_error(&cause);
            let answer = if known == OwnFault::Inside { OwnFault::LetterUnreadable } else { known };
            return unsent(&[], Outcome::Temporary { step: Step::Record, answer: answer.to_string() });
        }
    };
    let name = format!("{}-{}", letter.id, letter.message_id);
    tokio::select! {
        handover = route.hand_over(desk, &name, &envelope, &bytes, || end(desk, clock, letter)) => handover,
        never = keep(desk, clock, letter) => match never {},
    }
}

impl Route {
    /// Hands bytes over this way. `name`: by which a folder knows them, so that writing them twice is writing them once. What
    /// `before_end` commits is on record before the mail can be out.
    pub(crate) async fn hand_over<F>(
        &mut self,
        desk: &Desk,
        name: &str,
        envelope: &Envelope,
        bytes: &[u8],
        before_end: impl Fn() -> F + Send + Sync,
    ) -> Handover
    where
        F: Future<Output = anyhow::Result<()>> + Send,
    {
        if let Some(reason) = self.unusable {
            return unsent(&envelope.to, Outcome::Temporary { step: Step::Login, answer: reason.to_string() });
        }
        let handover = match self.kind {
            SendKind::None => unsent(&envelope.to, Outcome::Permanent { step: Step::Connect, answer: OwnFault::DoesNotSend.to_string() }),
            SendKind::Folder => folder::hand_over(&self.settings.host, name, envelope, bytes, before_end).await,
            SendKind::Smtp => by_smtp(desk, self, envelope, bytes, before_end).await,
        };
        recorded(name, handover)
    }
}

/// What our own database said is for the log; people read that the fault is ours.
fn recorded(letter: &str, handover: Handover) -> Handover {
    match handover.outcome {
        Outcome::Temporary { step: Step::Record, answer } if OwnFault::parse(&answer).is_none() => {
            tracing::error!(answer, letter, "handing a letter over could not be noted");
            Handover { outcome: Outcome::Temporary { step: Step::Record, answer: OwnFault::Inside.to_string() }, ..handover }
        }
        outcome => Handover { outcome, ..handover },
    }
}

async fn load(desk: &Desk, letter: &sql::Claimed) -> Result<(Envelope, bytes::Bytes)> {
    let mut tx = desk.db.read().await?;
    let to = sql::waiting_recipients(&mut tx, letter.id).await?.into_iter().map(|(addr,)| addr).collect();
    drop(tx);
    Ok((Envelope { from: letter.envelope_from.clone(), to }, desk.files.get(&letter.file).await?))
}

async fn by_smtp<F>(desk: &Desk, route: &mut Route, envelope: &Envelope, bytes: &[u8], before_end: impl Fn() -> F + Send + Sync) -> Handover
where
    F: Future<Output = anyhow::Result<()>> + Send,
{
    if let Some(mut session) = route.session.take().filter(SmtpSession::is_usable) {
        let handover = session.hand_over(envelope, bytes, &before_end).await;
        let was_closed = !session.is_usable() && matches!(handover.outcome, Outcome::Temporary { step: Step::MailFrom, .. });
        if !was_closed {
            route.session = Some(session);
            return handover;
        }
        // A server may close an idle connection at any time; nothing of this letter was handed over.
    }
    if let Err(outcome) = route.open(desk).await {
        return unsent(&envelope.to, outcome);
    }
    match &mut route.session {
        Some(session) => session.hand_over(envelope, bytes, &before_end).await,
        None => unsent(&envelope.to, Outcome::Temporary { step: Step::Connect, answer: OwnFault::Inside.to_string() }),
    }
}

pub fn unsent(to: &[String], outcome: Outcome) -> Handover {
    let recipients = to.iter().map(|addr| RecipientAnswer { addr: addr.clone(), accepted: false, permanent: false, answer: String::new() }).collect();
    Handover { recipients, outcome }
}

/// Whether the claim is still ours, and if so notes that the end of the mail goes out now.
async fn end(desk: &Desk, clock: &Clock, letter: &sql::Claimed) -> anyhow::Result<()> {
    note_end(desk, clock, letter).await.map_err(|cause| match fault::of(&cause) {
        OwnFault::Inside => cause,
        // The letter keeps the word, the log the cause.
        known => {
            tracing::error!(cause = format!("{cause:#}"), letter = letter.id.0, "that a letter goes out could not be noted; it waits");
            anyhow::Error::msg(known.as_str())
        }
    })
}

async fn note_end(desk: &Desk, clock: &Clock, letter: &sql::Claimed) -> anyhow::Result<()> {
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
