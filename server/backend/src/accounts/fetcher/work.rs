//! One fetch of one account, by whatever way it receives. Mails are filed and taken in while the next ones come.

use super::{
    filing::{self, Chunk},
    folder, imap, pop3,
    sql::{self, Claim},
    watch::Watch,
};
use crate::{Desk, db::Tx, fault, secrets};
use domain::{
    Moment,
    accounts::{AfterFetch, ProbeFailureKind, ReceiveKind, ServerSettings},
    own_fault::OwnFault,
};
use mail::wire::WireError;
use secrecy::SecretString;
use std::sync::Arc;
use tokio::{sync::mpsc, time::Instant};

/// What one fetch brought.
pub struct Fetched {
    /// New mails.
    pub came: u32,
    /// Mails that the server still holds.
    pub left: i64,
    /// Something there was not ready yet: look again in a second.
    pub again: bool,
    /// How to notice the next mail before the account is due.
    pub watch: Watch,
}

/// The account was changed or removed meanwhile, or another copy of the program fetches it.
#[derive(Debug, thiserror::Error)]
#[error("the claim on the account was lost")]
pub struct ClaimLost;

#[derive(Debug, thiserror::Error)]
#[error("the stored password cannot be opened")]
struct PasswordUnreadable;

/// Why a fetch failed.
#[derive(Debug)]
pub enum Trouble {
    /// The server's fault or the settings': the step that failed and the server's own words.
    Server {
        step: &'static str,
        answer: String,
    },
    Ours(anyhow::Error),
}

impl Trouble {
    /// What is shown: the server's own words, or a word for our own fault. What is behind that stands in the log.
    pub fn answer(&self) -> String {
        match self {
            Trouble::Server { answer, .. } => answer.clone(),
            Trouble::Ours(cause) if cause.is::<ClaimLost>() => OwnFault::ClaimLost.to_string(),
            Trouble::Ours(cause) if cause.is::<PasswordUnreadable>() => OwnFault::PasswordUnreadable.to_string(),
            Trouble::Ours(cause) => fault::of(cause).to_string(),
        }
    }

    /// `step` is where the program was; what the failure itself says about the step is more exact.
    pub fn of(cause: WireError, step: &'static str) -> Trouble {
        let step = match cause.kind() {
            ProbeFailureKind::UnknownHost => "dns",
            ProbeFailureKind::Refused => "connect",
            ProbeFailureKind::TlsNotOffered | ProbeFailureKind::BadCertificate => "tls",
            ProbeFailureKind::NotThisProtocol => "greeting",
            ProbeFailureKind::BadLogin | ProbeFailureKind::NoMechanism => "login",
            ProbeFailureKind::NoFolder => "select",
            _ => step,
        };
        match cause {
            WireError::Sink(cause) => Trouble::Ours(anyhow::Error::new(cause).context("could not store what was received")),
            cause => Trouble::Server { step, answer: cause.answer() },
        }
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(cause: anyhow::Error) -> Self {
        Trouble::Ours(cause)
    }
}

/// What the ways of receiving share: whose account, and what time it is.
pub struct Job {
    pub desk: Arc<Desk>,
    pub claim: Claim,
    begun: (Moment, Instant),
}

impl Job {
    pub fn new(desk: Arc<Desk>, claim: Claim, now: Moment) -> Job {
        Job { desk, claim, begun: (now, Instant::now()) }
    }

    /// A first fetch may take hours: the time goes on.
    pub fn now(&self) -> Moment {
        self.begun.0.plus_ms(i64::try_from(self.begun.1.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    pub fn settings(&self) -> Result<ServerSettings, Trouble> {
        serde_json::from_str(&self.claim.receive_settings).map_err(|cause| Trouble::Ours(cause.into()))
    }

    pub async fn password(&self) -> Result<SecretString, Trouble> {
        let Some(id) = self.claim.receive_secret_id else { return Ok(SecretString::default()) };
        let mut tx = self.desk.db.read().await?;
        // A database that is away is another trouble than a key that does not fit.
        match secrets::read(&mut tx, &self.desk.keys, id).await {
            Err(crate::Error::Failed(cause)) if !cause.is::<sqlx::Error>() => Err(Trouble::Ours(cause.context(PasswordUnreadable))),
            read => Ok(read?),
        }
    }

    /// A transaction in which the account is still ours. Whoever changes or removes it ends the claim, so that nothing about
    /// the old server is noted after that.
    pub async fn write(&self) -> anyhow::Result<Tx> {
        let mut tx = self.desk.db.write().await?;
        if sql::hold(&mut tx, &self.claim).await? == 0 {
            return Err(ClaimLost.into());
        }
        Ok(tx)
    }

    /// Mails that arrived up to this moment may be deleted on the server; `None` when nothing is ever deleted.
    pub fn deletes_until(&self) -> Option<Moment> {
        match self.claim.after_fetch {
            AfterFetch::Leave => None,
            AfterFetch::Delete => Some(Moment(i64::MAX)),
            AfterFetch::DeleteAfterDays => Some(self.now().plus_days(-self.claim.delete_after_days)),
        }
    }

    /// What may be deleted on the server by now, under this UIDVALIDITY (0 where there is none).
    pub async fn deletable(&self, uidvalidity: i64) -> Result<Option<Deletable>, Trouble> {
        let Some(until) = self.deletes_until() else { return Ok(None) };
        // Whether they may go is a setting too: it must not have changed.
        let mut tx = self.write().await?;
        let mails = sql::deletable(&mut tx, self.claim.id, uidvalidity, until).await?;
        Ok(mails.last().map(|(id, ..)| *id).map(|last| Deletable {
            uidvalidity,
            until,
            last,
            uids: mails.iter().filter_map(|(_, uid, _)| uid.and_then(|uid| u32::try_from(uid).ok())).collect(),
            uidls: mails.into_iter().filter_map(|(_, _, uidl)| uidl).collect(),
        }))
    }

    /// Remembers that they are gone. Until then they are tried again at every fetch.
    pub async fn deleted(&self, gone: &Deletable) -> Result<(), Trouble> {
        let mut tx = self.write().await?;
        sql::deleted(&mut tx, self.claim.id, gone.uidvalidity, gone.until, gone.last).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Runs `download` and files what it sends, side by side. What came before a failure is kept.
    pub async fn gather<T>(&self, download: impl AsyncFnOnce(mpsc::Sender<Chunk>) -> Result<T, Trouble>) -> (u32, Result<T, Trouble>) {
        // One chunk waits while one is filed: enough to keep both sides busy, little enough to hold in memory.
        let (sender, receiver) = mpsc::channel(1);
        let (downloaded, (came, filed)) = tokio::join!(download(sender), filing::file_all(self, receiver));
        // A download that could not hand over ends for the reason that filing failed.
        (came, filed.map_err(Trouble::Ours).and(downloaded))
    }
}

/// Mails that are to be deleted on the server.
pub struct Deletable {
    uidvalidity: i64,
    until: Moment,
    last: domain::ArrivalId,
    pub uids: Vec<u32>,
    pub uidls: Vec<String>,
}

/// The other half of [`Job::gather`] has stopped; its own failure is the one that is told.
pub fn not_taken<T>(_: mpsc::error::SendError<T>) -> Trouble {
    Trouble::Ours(anyhow::anyhow!("what was received could not be filed"))
}

/// Fetches everything that is new.
pub async fn receive(desk: Arc<Desk>, claim: Claim, now: Moment) -> Result<Fetched, Trouble> {
    let job = Job::new(desk, claim, now);
    // Nothing is taken from a server that could not be kept.
    job.desk.files.want_room(job.desk.limits.reserve_bytes()).await?;
    match job.claim.receive {
        ReceiveKind::Imap => imap::receive(&job).await,
        ReceiveKind::Pop3 => pop3::receive(&job).await,
        ReceiveKind::Folder => folder::receive(&job).await,
        ReceiveKind::None => Ok(Fetched { came: 0, left: 0, again: false, watch: Watch::Nothing }),
    }
}
