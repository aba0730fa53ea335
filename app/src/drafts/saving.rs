//! Keeps what is written safe: saved after a pause, before the page is left, and again when it did not work.

use super::{
    api, held, rich_sheet,
    session::{Core, Hold, NotSaved, Saved, Session, locked},
};
use crate::{Failure, conversations, leases, time::browser_now};
use domain::{
    Refused,
    drafts::{DraftContent, DraftView},
    leases::Held,
};
use leptos::{prelude::*, task::spawn_local};
use std::{future::poll_fn, sync::Mutex, task::Poll, time::Duration};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(1_500);
/// Seconds until the next try when a save did not work.
const AGAIN: [u64; 4] = [3, 6, 12, 30];

impl Session {
    /// Something was typed.
    pub fn edited(self) {
        let core = self.core();
        locked(&core).edits += 1;
        self.obstacle.set(None);
        self.touch();
        self.follow_filled();
        if !matches!(self.saved.get_untracked(), Saved::Typing | Saved::Failed(_)) {
            self.saved.set(Saved::Typing);
        }
        self.save_in(PAUSE);
    }

    /// Like [`Session::edited`], for an editor that may outlive the component.
    pub fn edited_if_there(self) {
        if self.try_core().is_some() {
            self.edited();
        }
    }

    /// Saves now, without anybody waiting for it.
    pub fn save_now(self) {
        spawn_local(async move {
            // What went wrong stands beside the tools.
            let _ = self.flush().await;
        });
    }

    fn save_in(self, pause: Duration) {
        let core = self.core();
        let mut core = locked(&core);
        if let Some(timer) = core.timer.take() {
            timer.clear();
        }
        let due = move || {
            if self.try_core().is_some() {
                self.save_now();
            }
        };
        core.timer = set_timeout_with_handle(due, pause).ok();
    }

    /// Waits until everything typed so far is on the server; answers the version there.
    ///
    /// # Errors
    /// Why it is not; what was typed stays in the fields.
    pub async fn flush(self) -> Result<i64, Failure> {
        loop {
            let Some(core) = self.try_core() else { return Err(Refused::Stale.into()) };
            my_turn(&core).await;
            if self.hold.try_get_untracked() != Some(Hold::Ours) {
                return Err(Refused::LeaseLost { holder: None }.into());
            }
            if self.conflict.try_with_untracked(Option::is_some) != Some(false) {
                return Err(Refused::Stale.into());
            }
            let (edits, version, token) = {
                let core = locked(&core);
                if core.ended || core.edits == core.kept {
                    return Ok(core.version);
                }
                (core.edits, core.version, core.token.clone())
            };
            let Some(content) = self.content() else { return Err(Refused::Stale.into()) };
            locked(&core).saving = true;
            self.saved.set(Saved::Saving);
            let answer = api::save(self.draft, token, version, content.clone()).await;
            end_turn(&core);
            match answer {
                Ok(version) => self.saved_as(&core, version, edits),
                Err(Failure::Refused(Refused::Stale)) => self.overtaken(&core, &content, edits).await?,
                Err(failure) => return Err(self.not_saved(&core, failure)),
            }
        }
    }

    fn saved_as(self, core: &Mutex<Core>, version: i64, edits: u64) {
        let mut core = locked(core);
        core.version = version;
        core.kept = edits;
        core.tries = 0;
        let all = core.edits == edits;
        drop(core);
        if all {
            held::all_saved(self.draft);
        }
        self.saved.set(if all { Saved::At(browser_now()) } else { Saved::Typing });
    }

    fn not_saved(self, core: &Mutex<Core>, failure: Failure) -> Failure {
        match &failure {
            Failure::Refused(Refused::LeaseLost { holder }) => self.lose(Hold::Lost(holder.clone())),
            Failure::Refused(Refused::NotFound | Refused::AlreadySent | Refused::NotAllowed) => self.lose(Hold::Gone),
            // The next key tries again; the same text would be refused again.
            Failure::Refused(_) => self.saved.set(Saved::Failed(NotSaved::because(&failure, self.language))),
            _ => {
                let tries = {
                    let mut core = locked(core);
                    core.tries += 1;
                    usize::try_from(core.tries - 1).unwrap_or_default()
                };
                self.saved.set(Saved::Failed(NotSaved::because(&failure, self.language)));
                if self.try_core().is_some() {
                    self.save_in(Duration::from_secs(AGAIN[tries.min(AGAIN.len() - 1)]));
                }
            }
        }
        failure
    }

    /// Another save came first. It was our own where its answer got lost on the way.
    async fn overtaken(self, core: &Mutex<Core>, tried: &DraftContent, edits: u64) -> Result<(), Failure> {
        match self.reread().await? {
            Some(theirs) if theirs.content == *tried => {
                self.saved_as(core, theirs.version, edits);
                Ok(())
            }
            Some(theirs) => {
                self.saved.set(Saved::Typing);
                self.conflict.set(Some(theirs));
                Err(Refused::Stale.into())
            }
            None => {
                self.lose(Hold::Gone);
                Err(Refused::NotFound.into())
            }
        }
    }

    /// The draft as the server has it; `None` when it is no longer open.
    pub async fn reread(self) -> Result<Option<DraftView>, Failure> {
        let view = conversations::api::open(self.conversation).await?;
        Ok(view.drafts.into_iter().find(|draft| draft.id == self.draft))
    }

    /// Nothing can be written any more; what was written stays to be copied.
    pub fn lose(self, hold: Hold) {
        if self.hold.try_get_untracked() == Some(Hold::Ours) {
            self.hold.set(hold);
        }
    }

    /// "Still here". The answer also says whether somebody took over, and is a good moment to save what could not be saved.
    pub fn beat(self) {
        let Some(core) = self.try_core() else { return };
        if self.hold.get_untracked() != Hold::Ours || locked(&core).ended {
            return;
        }
        spawn_local(async move {
            let token = locked(&core).token.clone();
            let answer = leases::api::heartbeat(self.conversation, token.clone()).await;
            let passed = {
                let core = locked(&core);
                core.token != token || core.ended
            };
            match answer {
                _ if passed => {}
                Err(Failure::Refused(Refused::LeaseLost { holder })) => self.lose(Hold::Lost(holder)),
                Err(Failure::Refused(Refused::NotFound | Refused::NotAllowed)) => self.lose(Hold::Gone),
                Ok(()) if matches!(self.saved.try_get_untracked(), Some(Saved::Failed(_))) => self.save_now(),
                _ => {}
            }
        });
    }

    /// The lease is ours again: goes on where both sides are equal, shows both where they are not.
    pub async fn hold_again(self, held: Held) -> Result<(), Failure> {
        held::remember(&held);
        let core = self.core();
        locked(&core).token = held.token;
        let Some(theirs) = self.reread().await? else {
            self.hold.set(Hold::Gone);
            return Ok(());
        };
        let same = {
            let mut core = locked(&core);
            let same = core.version == theirs.version;
            core.ended = false;
            if !same && self.content().is_some_and(|mine| mine == theirs.content) {
                core.version = theirs.version;
                core.kept = core.edits;
            }
            same || core.version == theirs.version
        };
        self.hold.set(Hold::Ours);
        if same {
            self.save_now();
        } else {
            self.conflict.set(Some(theirs));
        }
        Ok(())
    }

    /// What the server has not got, kept by the tab: for a page that goes away now.
    pub fn stash(self) {
        let Some(core) = self.try_core() else { return };
        let (dirty, version) = {
            let core = locked(&core);
            (!core.ended && core.edits > core.kept, core.version)
        };
        if let (true, Some(content)) = (dirty, self.content()) {
            held::keep_unsaved(self.draft, &held::Unsaved { version, content });
        }
    }

    /// The component goes: saves the rest, and lets others write. Nothing written leaves no draft behind.
    pub fn leave_behind(self) {
        let core = self.core();
        let content = self.content();
        let open = self.hold.get_untracked() == Hold::Ours && self.conflict.with_untracked(Option::is_none) && !self.sending.get_untracked();
        let draft = self.draft;
        let touched = self.is_touched();
        rich_sheet::close(draft);
        {
            let mut core = locked(&core);
            if let Some(timer) = core.timer.take() {
                timer.clear();
            }
            if core.ended || !open {
                return;
            }
        }
        // Whoever comes back asks for the lease anew.
        held::forget_token(draft);
        spawn_local(async move {
            // Without the lease a file that is on its way would be refused.
            all_uploaded(&core).await;
            my_turn(&core).await;
            let (dirty, version, token) = {
                let mut core = locked(&core);
                core.ended = true;
                (core.edits > core.kept, core.version, core.token.clone())
            };
            if let (true, Some(content)) = (dirty, content)
                && api::save(draft, token.clone(), version, content.clone()).await.is_err()
            {
                // Shown again when this tab comes back to the draft; the lease ends by itself.
                held::keep_unsaved(draft, &held::Unsaved { version, content });
                return;
            }
            // A refusal means that the lease has ended already, which is what is wanted.
            let _ = if touched { api::leave(draft, token).await } else { api::cancel(draft, token).await };
            held::all_saved(draft);
        });
    }
}

/// Waits until no save is under way.
async fn my_turn(core: &Mutex<Core>) {
    until(core, |core| !core.saving).await;
}

/// Waits until no file is on its way.
async fn all_uploaded(core: &Mutex<Core>) {
    until(core, |core| core.uploads == 0).await;
}

async fn until(core: &Mutex<Core>, good: impl Fn(&Core) -> bool) {
    poll_fn(|task| {
        let mut core = locked(core);
        if !good(&core) {
            core.waiting.push(task.waker().clone());
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
}

fn end_turn(core: &Mutex<Core>) {
    locked(core).saving = false;
    wake(core);
}

/// A file has come to its end.
pub fn uploaded(core: &Mutex<Core>) {
    {
        let mut core = locked(core);
        core.uploads = core.uploads.saturating_sub(1);
    }
    wake(core);
}

fn wake(core: &Mutex<Core>) {
    let mut core = locked(core);
    let waiting = std::mem::take(&mut core.waiting);
    drop(core);
    waiting.into_iter().for_each(std::task::Waker::wake);
}
