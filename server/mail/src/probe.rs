//! The live test of an account's servers: one step after the other, each timed, up to the first that fails.

use crate::imap::Imap;
use crate::pop3::Pop3;
use crate::smtp::SmtpSession;
use crate::wire::{Result, Stream, Timeouts, TlsTrust, Wire, WireError, connect, resolve, secure};
use domain::accounts::{ProbeLine, ProbeReport, ProbeStep, ReceiveKind, Security, ServerSettings};
use secrecy::SecretString;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// How long each step may take.
pub const STEP_LIMIT: Duration = Duration::from_secs(10);

/// Tests receiving as far as opening the folder (IMAP) or having the list of ids (POP3). Nothing on the server changes.
/// The kinds that have no server give an empty report.
pub async fn probe_receive(settings: &ServerSettings, kind: ReceiveKind, folder: &str, password: &SecretString, trust: &TlsTrust) -> ProbeReport {
    let mut walk = Walk { limit: STEP_LIMIT, report: ProbeReport { lines: Vec::new(), waiting: None } };
    walk.receive(settings, kind, folder, password, trust).await;
    walk.report
}

/// Tests sending as far as the sender's address being accepted, and withdraws it. No mail is sent.
pub async fn probe_send(settings: &ServerSettings, password: Option<&SecretString>, trust: &TlsTrust, from: &str) -> ProbeReport {
    let mut walk = Walk { limit: STEP_LIMIT, report: ProbeReport { lines: Vec::new(), waiting: None } };
    walk.send(settings, password, trust, from).await;
    walk.report
}

/// A test under way. Its methods return `None` once a step has failed.
struct Walk {
    limit: Duration,
    report: ProbeReport,
}

impl Walk {
    async fn step<T>(&mut self, step: ProbeStep, work: impl Future<Output = Result<T>>) -> Option<T> {
        let begun = Instant::now();
        let outcome = timeout(self.limit, work).await.unwrap_or_else(|_| Err(WireError::TimedOut("the server does not answer".to_owned())));
        let ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
        let failure = outcome.as_ref().err().map(WireError::failure);
        self.report.lines.push(ProbeLine { step, ms, failure });
        outcome.ok()
    }

    /// Name, connection and, with `Security::Tls`, handshake.
    async fn open(&mut self, settings: &ServerSettings, trust: &TlsTrust) -> Option<Wire> {
        // Each step is bounded from outside; the wire's own bounds only have to be no tighter.
        let timeouts = Timeouts::all(self.limit * 2);
        let addresses = self.step(ProbeStep::Dns, resolve(&settings.host, settings.port, timeouts.connect)).await?;
        // Tighter here: one dead address must not use up the time of the next.
        let tcp = self.step(ProbeStep::Connect, connect(&addresses, self.limit)).await?;
        let stream = match settings.security {
            Security::Tls => self.step(ProbeStep::Tls, secure(tcp, settings, trust, timeouts.connect)).await?,
            Security::StartTls | Security::Plain => Stream::Plain(tcp),
        };
        Some(Wire::new(stream, timeouts))
    }

    async fn receive(&mut self, settings: &ServerSettings, kind: ReceiveKind, folder: &str, password: &SecretString, trust: &TlsTrust) -> Option<()> {
        match kind {
            ReceiveKind::Imap => self.receive_imap(settings, folder, password, trust).await,
            ReceiveKind::Pop3 => self.receive_pop3(settings, password, trust).await,
            ReceiveKind::Folder | ReceiveKind::None => None,
        }
    }

    async fn receive_imap(&mut self, settings: &ServerSettings, folder: &str, password: &SecretString, trust: &TlsTrust) -> Option<()> {
        let wire = self.open(settings, trust).await?;
        let mut imap = self.step(ProbeStep::Greeting, Imap::greet(wire)).await?;
        if settings.security == Security::StartTls {
            imap = self.step(ProbeStep::Tls, imap.start_tls(settings, trust)).await?;
        }
        self.step(ProbeStep::Login, imap.login(settings, password)).await?;
        let selected = self.step(ProbeStep::Select, imap.examine(folder)).await?;
        self.report.waiting = Some(selected.exists);
        imap.logout().await;
        Some(())
    }

    async fn receive_pop3(&mut self, settings: &ServerSettings, password: &SecretString, trust: &TlsTrust) -> Option<()> {
        let wire = self.open(settings, trust).await?;
        let mut pop = self.step(ProbeStep::Greeting, Pop3::greet(wire)).await?;
        if settings.security == Security::StartTls {
            pop = self.step(ProbeStep::Tls, pop.start_tls(settings, trust)).await?;
        }
        self.step(ProbeStep::Login, pop.login(settings, password)).await?;
        // Without unique ids nothing could be told from what was taken in before.
        let waiting = self
            .step(ProbeStep::Select, async {
                let maildrop = pop.stat().await?;
                pop.uidl().await?;
                Ok(maildrop.count)
            })
            .await?;
        self.report.waiting = Some(waiting);
        if let Err(error) = pop.quit().await {
            tracing::debug!(%error, "the server did not say good-bye");
        }
        Some(())
    }

    async fn send(&mut self, settings: &ServerSettings, password: Option<&SecretString>, trust: &TlsTrust, from: &str) -> Option<()> {
        let wire = self.open(settings, trust).await?;
        let mut session = self.step(ProbeStep::Greeting, SmtpSession::greet(wire)).await?;
        self.step(ProbeStep::Ehlo, session.ehlo()).await?;
        if settings.security == Security::StartTls {
            session = self
                .step(ProbeStep::Tls, async {
                    let mut session = session.start_tls(settings, trust).await?;
                    session.ehlo().await?;
                    Ok(session)
                })
                .await?;
        }
        self.step(ProbeStep::Login, session.login(settings, password)).await?;
        self.step(ProbeStep::MailFrom, session.try_sender(from)).await?;
        session.quit().await;
        Some(())
    }
}
