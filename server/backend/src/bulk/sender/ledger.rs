//! What is on record of a bulk mail that is going out. All its connections tell one ledger what became of their mails and ask it for
//! more; whatever came together is one transaction: outcomes, the marks without which no end of a mail goes out, new claims. So the
//! slower the disk, the more a commit holds, and nothing of the guarantees changes.

mod write;

use super::{
    super::{
        letters::{Letters, as_system},
        sql,
    },
    line::{self, MOST, Ready},
    told::Told,
};
use crate::{
    Desk, Error, Result, fault, notifications,
    outbox::sender::{Clock, Parcel, Route, unsent},
};
use domain::{bulk::RecipientState, outbox::LEASE_MINUTES, own_fault::OwnFault, *};
use mail::smtp::{Handover, Outcome};
use sql::sending::Claimed;
use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::{JoinSet, spawn_blocking},
};
use tokio_util::sync::CancellationToken;
use write::Written;

/// Connections of one bulk mail. Some servers allow three or four at the same time; one that is refused is gone without.
const CONNECTIONS: usize = 4;
/// Mails that may be out, and of which nobody knows it, when the program dies: at most, and with a server that is fast.
pub const IN_DOUBT: usize = CONNECTIONS * MOST;
/// Recipients that are claimed at once, and bytes of built mails that wait.
const CLAIMED_AT_ONCE: usize = 128;
const STOCK_BYTES: usize = 16 * 1024 * 1024;
/// Mails that one thread builds in one go.
const BUILT_AT_ONCE: usize = 32;
/// A further connection is worth it when so many wait.
const WORTH_A_LINE: usize = 8;
/// How often an outcome is tried to be recorded: one that is lost makes a sent mail unsure.
const TRIES: u32 = 5;

/// What connections say.
pub enum Ask {
    /// One is ready for so many mails, or none could be had.
    Wants {
        reached: std::result::Result<usize, Outcome>,
        reply: oneshot::Sender<Turn>,
    },
    Ended {
        ready: Arc<Ready>,
        handover: Handover,
    },
    Built(Vec<(Claimed, std::result::Result<Parcel, Outcome>)>),
}

/// What they are told.
pub enum Turn {
    Mails(Vec<Arc<Ready>>),
    Again,
    Over,
}

struct Want {
    reached: std::result::Result<usize, Outcome>,
    reply: oneshot::Sender<Turn>,
}

pub struct Ledger {
    desk: Arc<Desk>,
    clock: Clock,
    mail: sql::Mail,
    account: AccountId,
    letters: Arc<Letters>,
    lease: String,
    /// Milliseconds between two mails of the account; 0 is as fast as the server takes them.
    pause_ms: i64,
    waits: bool,
    asks: mpsc::UnboundedSender<Ask>,
    heard: mpsc::UnboundedReceiver<Ask>,
    lines: JoinSet<()>,
    /// Those that were not told that it is over.
    serving: usize,
    wants: Vec<Want>,
    stock: VecDeque<Arc<Ready>>,
    ended: Vec<(Arc<Ready>, Handover)>,
    /// Claimed, and not built yet.
    building: usize,
    /// With a connection.
    under_way: usize,
    /// Nobody else is due.
    is_last: bool,
    is_stopping: bool,
    /// A further connection is of use and was not refused.
    may_grow: bool,
    turn_at: Option<Moment>,
    held_at: Instant,
    told: Told,
}

impl Ledger {
    pub fn new(desk: &Arc<Desk>, clock: &Clock, mail: sql::Mail, account: AccountId, letters: Arc<Letters>, pause_ms: i64, waits: bool) -> Ledger {
        let (asks, heard) = mpsc::unbounded_channel();
        Ledger {
            desk: desk.clone(),
            clock: clock.clone(),
            mail,
            account,
            letters,
            lease: format!("{}/{:016x}", desk.name, rand::random::<u64>()),
            pause_ms,
            waits,
            asks,
            heard,
            lines: JoinSet::new(),
            serving: 0,
            wants: Vec::new(),
            stock: VecDeque::new(),
            ended: Vec::new(),
            building: 0,
            under_way: 0,
            is_last: false,
            is_stopping: false,
            may_grow: pause_ms == 0,
            turn_at: None,
            held_at: Instant::now(),
            told: Told::default(),
        }
    }

    /// Until nobody is due any more, or `stop`: what is with a connection is finished first, what is not is given back.
    pub async fn run(mut self, stop: &CancellationToken) -> Result<()> {
        self.add_line().await?;
        let mut tried = 1;
        loop {
            // Everything that came while the last transaction was written goes into the next.
            while let Ok(ask) = self.heard.try_recv() {
                self.take(ask);
            }
            if stop.is_cancelled() {
                self.is_stopping = true;
            }
            if self.has_to_write() {
                match self.write().await {
                    Ok(written) => {
                        tried = 1;
                        self.apply(written).await?;
                        continue;
                    }
                    // While the database is away nobody else can settle them either.
                    Err(Error::Failed(cause)) if tried < TRIES || fault::of(&cause) != OwnFault::Inside && !self.desk.wake.stop.is_cancelled() => {
                        tracing::warn!(%cause, bulk_mail = self.mail.id.0, "what became of bulk mails was not recorded; trying again");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                        tried += 1;
                        continue;
                    }
                    Err(cause) => return Err(cause),
                }
            }
            if self.is_over() {
                for want in self.wants.drain(..) {
                    self.serving -= 1;
                    want.reply.send(Turn::Over).unwrap_or_default();
                }
                if self.lines.is_empty() {
                    break;
                }
            }
            let patience = self.patience();
            tokio::select! {
                Some(ask) = self.heard.recv() => self.take(ask),
                Some(ended) = self.lines.join_next() => {
                    if let Err(cause) = ended {
                        tracing::error!(%cause, "a connection of a bulk mail broke down; what it had is unsure when the claims run out");
                        self.serving -= 1;
                        self.is_stopping = true;
                    }
                }
                () = stop.cancelled(), if !self.is_stopping => {}
                () = tokio::time::sleep(patience) => {}
            }
        }
        self.told.rest(&self.desk, &self.mail);
        Ok(())
    }

    async fn add_line(&mut self) -> Result<()> {
        let route = Route::to(&self.desk, self.account).await?;
        let most = if self.pause_ms > 0 { 1 } else { MOST };
        self.serving += 1;
        self.lines.spawn(line::serve(self.desk.clone(), route, self.asks.clone(), most));
        Ok(())
    }

    fn take(&mut self, ask: Ask) {
        match ask {
            // The others go on without it.
            Ask::Wants { reached: Err(_), reply } if self.serving > 1 => {
                (self.may_grow, self.serving) = (false, self.serving - 1);
                reply.send(Turn::Over).unwrap_or_default();
            }
            Ask::Wants { reached, reply } => self.wants.push(Want { reached, reply }),
            Ask::Ended { ready, handover } => {
                self.under_way -= 1;
                self.ended.push((ready, handover));
            }
            Ask::Built(all) => {
                for (to, built) in all {
                    self.building -= 1;
                    match built {
                        Ok(parcel) => self.stock.push_back(Arc::new(Ready { to, parcel })),
                        Err(outcome) => self.ended.push(unbuilt(to, outcome)),
                    }
                }
            }
        }
        self.fail_unreached();
    }

    /// Where no connection could be had, what waits for one is put off: each would only hear the same.
    fn fail_unreached(&mut self) {
        let Some(at) = self.wants.iter().position(|want| want.reached.is_err()) else { return };
        if self.stock.is_empty() {
            return;
        }
        let want = self.wants.swap_remove(at);
        if let Err(outcome) = want.reached {
            for ready in self.stock.drain(..) {
                let handover = unsent(&ready.parcel.envelope.to, outcome.clone());
                self.ended.push((ready, handover));
            }
        }
        want.reply.send(Turn::Again).unwrap_or_default();
    }

    fn has_to_write(&self) -> bool {
        let has_room = self.wants.iter().any(|want| want.reached.is_ok());
        !self.ended.is_empty()
            || has_room && !self.stock.is_empty()
            || self.is_stopping && !self.stock.is_empty()
            || self.claims() > 0
            || self.is_due_to_hold()
    }

    fn is_over(&self) -> bool {
        (self.is_last || self.is_stopping) && self.stock.is_empty() && self.building == 0 && self.ended.is_empty()
    }

    /// How many to claim now.
    fn claims(&self) -> usize {
        if self.is_last || self.is_stopping || self.building > 0 {
            return 0;
        }
        if self.pause_ms > 0 {
            let is_turn = self.turn_at.is_none_or(|at| at <= (self.clock)());
            return usize::from(is_turn && self.stock.is_empty() && self.under_way == 0 && self.ended.is_empty());
        }
        let most = (STOCK_BYTES / self.letters.size()).clamp(1, CLAIMED_AT_ONCE);
        if self.stock.len() <= most / 2 { most } else { 0 }
    }

    fn is_due_to_hold(&self) -> bool {
        self.under_way + self.building + self.stock.len() > 0 && self.held_at.elapsed() >= hold_every()
    }

    /// How long nothing happens by itself.
    fn patience(&self) -> Duration {
        let turn = self.turn_at.filter(|_| !self.is_last).map(|at| u64::try_from(at.ms_since((self.clock)()).clamp(1, 60_000)).unwrap_or(1));
        hold_every().saturating_sub(self.held_at.elapsed()).min(Duration::from_millis(turn.unwrap_or(60_000))).max(Duration::from_millis(1))
    }

    async fn apply(&mut self, written: Written) -> Result<()> {
        let changed = !self.ended.is_empty() || !written.gone.is_empty();
        self.ended.clear();
        if self.is_due_to_hold() {
            self.held_at = Instant::now();
        }
        (self.is_last, self.turn_at) = (written.is_last, written.turn_at);
        let handed: HashSet<BulkRecipientId> = written.turns.iter().flatten().map(|ready| ready.to.id).collect();
        self.stock.retain(|ready| !handed.contains(&ready.to.id) && !written.gone.contains(&ready.to.id));
        let mut waiting = Vec::new();
        for (want, mut mails) in self.wants.drain(..).zip(written.turns) {
            mails.retain(|ready| !written.gone.contains(&ready.to.id));
            if mails.is_empty() {
                waiting.push(want);
                continue;
            }
            self.under_way += mails.len();
            // A connection that broke down does not come back; its mails become unsure when the claims run out.
            want.reply.send(Turn::Mails(mails)).unwrap_or_else(|_| tracing::error!("a connection of a bulk mail is gone"));
        }
        self.wants = waiting;
        self.build(written.claimed);
        for (state, count) in &written.states {
            metrics::counter!("madoguchi_bulk_recipients_total", "state" => state.as_str()).increment(*count);
        }
        let goes_well = written.states.iter().any(|(state, count)| *state == RecipientState::Sent && *count > 0);
        if changed {
            self.told.tell(&self.desk, &self.mail, written.now, written.told.is_some());
        }
        notifications::told(&as_system(&self.desk, written.now), &written.told.unwrap_or_default());
        while goes_well && self.may_grow && self.serving < CONNECTIONS && self.stock.len() >= WORTH_A_LINE * self.serving {
            self.add_line().await?;
        }
        Ok(())
    }

    /// On threads of their own: making a mail takes longer than anything else here.
    fn build(&mut self, mut claimed: Vec<Claimed>) {
        self.building += claimed.len();
        while !claimed.is_empty() {
            let rest = claimed.split_off(claimed.len().min(BUILT_AT_ONCE));
            let some = std::mem::replace(&mut claimed, rest);
            let (letters, asks) = (self.letters.clone(), self.asks.clone());
            spawn_blocking(move || asks.send(Ask::Built(letters.parcels(some))).unwrap_or_default());
        }
    }
}

/// Well before the claims run out.
fn hold_every() -> Duration {
    Duration::from_secs(u64::try_from(LEASE_MINUTES * 60 / 3).unwrap_or(40))
}

fn unbuilt(to: Claimed, outcome: Outcome) -> (Arc<Ready>, Handover) {
    let envelope = mail::smtp::Envelope { from: String::new(), to: vec![to.addr.clone()] };
    let handover = unsent(&envelope.to, outcome);
    (Arc::new(Ready { to, parcel: Parcel { name: String::new(), envelope, bytes: Vec::new() } }), handover)
}
