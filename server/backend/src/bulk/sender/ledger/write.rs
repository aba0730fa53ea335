//! One transaction of a ledger: what it notes, and what it answers.

use super::Ledger;
use crate::{
    Result,
    bulk::{
        letters::as_system,
        sender::line::Ready,
        settle,
        sql::{self, sending::Claimed},
    },
    db::Tx,
};
use domain::{
    bulk::{BulkState, RecipientState},
    outbox::LEASE_MINUTES,
    *,
};
use std::{collections::HashSet, sync::Arc};

/// What a transaction did.
pub struct Written {
    pub now: Moment,
    /// For each want, in their order.
    pub turns: Vec<Vec<Arc<Ready>>>,
    /// Given back, or not ours any more.
    pub gone: HashSet<BulkRecipientId>,
    pub claimed: Vec<Claimed>,
    pub is_last: bool,
    pub turn_at: Option<Moment>,
    pub states: Vec<(RecipientState, u64)>,
    pub told: Option<Vec<UserId>>,
}

impl Ledger {
    /// One transaction of everything there is to note. Changes nothing here: when it fails it is tried again.
    pub(super) async fn write(&self) -> Result<Written> {
        let now = (self.clock)();
        let until = now.plus_minutes(LEASE_MINUTES);
        let mut written = Written {
            now,
            turns: Vec::new(),
            gone: HashSet::new(),
            claimed: Vec::new(),
            is_last: self.is_last,
            turn_at: None,
            states: Vec::new(),
            told: None,
        };
        let mut tx = self.desk.db.write().await?;
        // Two senders that end at the same time wait here: one of them sees that nobody is left. So does whoever pauses it.
        let stands = sql::sending::lock_state(&mut tx, self.mail.id).await?.unwrap_or(BulkState::Cancelled);
        let taken: Vec<(BulkRecipientId, &str)> =
            self.ended.iter().filter_map(|(ready, handover)| Some((ready.to.id, settle::took(&ready.to, handover)?))).collect();
        if !taken.is_empty() {
            let settled = settle::record_taken(&mut tx, now, &self.mail, &self.lease, &taken).await?;
            written.states.push((RecipientState::Sent, settled as u64));
        }
        for (ready, handover) in self.ended.iter().filter(|(ready, handover)| settle::took(&ready.to, handover).is_none()) {
            let state = settle::record(&mut tx, now, &self.mail, stands, &ready.to, handover).await?;
            written.states.extend(state.map(|state| (state, 1)));
        }
        let mut given_back = 0;
        for ready in self.stock.iter().filter(|ready| !self.may_go(ready, stands)) {
            let state = if stands == BulkState::Cancelled && !ready.to.is_test { RecipientState::Cancelled } else { RecipientState::Waiting };
            let freed = sql::sending::unclaim(&mut tx, ready.to.id, &self.lease, state).await?;
            given_back += if state == RecipientState::Cancelled { freed } else { 0 };
            written.gone.insert(ready.to.id);
        }
        if let Some(day) = self.mail.day.filter(|_| given_back > 0) {
            sql::give_back(&mut tx, self.mail.space_id, day, i64::try_from(given_back).unwrap_or_default()).await?;
        }
        let mut left = self.stock.iter().filter(|ready| self.may_go(ready, stands));
        for want in &self.wants {
            let room = want.reached.as_ref().copied().unwrap_or_default();
            written.turns.push(left.by_ref().take(room).cloned().collect());
        }
        let ids: Vec<BulkRecipientId> = written.turns.iter().flatten().map(|ready| ready.to.id).collect();
        let mut marked = HashSet::new();
        for some in ids.chunks(sql::sending::AT_ONCE) {
            marked.extend(sql::sending::hand_over(&mut tx, some, &self.lease, now, until).await?.into_iter().map(|(id,)| id));
        }
        // Whose claim is lost somebody else sends to.
        written.gone.extend(ids.into_iter().filter(|id| !marked.contains(id)));
        if self.is_due_to_hold() {
            sql::sending::hold_all(&mut tx, self.mail.id, &self.lease, until).await?;
        }
        let wanted = self.claims();
        if wanted > 0 {
            self.claim(&mut tx, &mut written, wanted, until).await?;
        }
        if !self.ended.is_empty() && written.claimed.is_empty() && self.under_way == 0 && self.building == 0 {
            written.told = settle::finish(&mut tx, &as_system(&self.desk, now), self.mail.id).await?;
        }
        tx.commit().await?;
        Ok(written)
    }

    async fn claim(&self, tx: &mut Tx, written: &mut Written, wanted: usize, until: Moment) -> Result<()> {
        let (id, now) = (self.mail.id, written.now);
        if self.pause_ms > 0 {
            // Without a recipient the turn is nobody's: it is not taken.
            if !sql::sending::has_due(tx, id, now).await? {
                written.is_last = true;
                return Ok(());
            }
            if sql::sending::take_turn(tx, self.account, now, now.plus_ms(self.pause_ms), now.plus_ms(60_000)).await? == 0 {
                written.turn_at = sql::sending::next_turn(tx, self.account).await?;
                written.is_last = !self.waits;
                return Ok(());
            }
        }
        let limit = i64::try_from(wanted).unwrap_or(1);
        written.claimed = sql::sending::claim(tx, id, &self.lease, now, until, limit).await?;
        written.is_last = written.claimed.is_empty();
        Ok(())
    }

    /// Whether it still goes out: it was paused, or ended, or the program ends.
    fn may_go(&self, ready: &Ready, stands: BulkState) -> bool {
        !self.is_stopping && (stands == BulkState::Sending || ready.to.is_test)
    }
}
