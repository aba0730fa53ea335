//! The rows on screen. Changes by others swap in place; nothing moves under the pointer until the person asks for it.

use super::{
    api, grid,
    parts::{Answer, Line, Parts},
    span::{Sight, span},
};
use crate::{
    Failure,
    live::{Live, Topic},
};
use domain::{
    ConversationId,
    conversations::{Cursor, ListQuery, Page},
    fields::Column,
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    time::Duration,
};

/// Several events at once are one reading.
const GATHER: Duration = Duration::from_millis(150);

#[derive(Clone, Copy)]
pub struct Rows {
    query: StoredValue<ListQuery>,
    parts: StoredValue<Parts>,
    pub shown: RwSignal<Vec<Line>>,
    /// Which of them are drawn: those in sight and some around them.
    pub drawn: Memo<Range<usize>>,
    /// How far the list is scrolled.
    pub sight: RwSignal<Sight>,
    pub next: RwSignal<Option<Cursor>>,
    /// Rows that left the list by somebody else's deed and still stand there.
    pub gone: RwSignal<HashSet<ConversationId>>,
    /// How many came in and do not stand there yet.
    pub fresh: RwSignal<usize>,
    /// The newest reading, while it differs in order from what is shown.
    waiting: StoredValue<Vec<Answer>>,
    /// Where the focus goes once a deed has taken its row away.
    landing: StoredValue<Option<usize>>,
    /// The fields that stand in columns of their own.
    pub columns: RwSignal<Vec<Column>>,
    pub loading: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
}

impl Rows {
    pub fn new(query: ListQuery, first: Page) -> Rows {
        let (next, columns) = (first.next, RwSignal::new(first.columns.clone()));
        let parts = Parts::new(query.before, first);
        let (shown, sight) = (RwSignal::new(parts.lines()), RwSignal::new(Sight::default()));
        Rows {
            query: StoredValue::new(query),
            parts: StoredValue::new(parts),
            shown,
            drawn: Memo::new(move |_| span(sight.get(), shown.with(Vec::len))),
            sight,
            next: RwSignal::new(next),
            gone: RwSignal::new(HashSet::new()),
            fresh: RwSignal::new(0),
            waiting: StoredValue::new(Vec::new()),
            landing: StoredValue::new(None),
            columns,
            loading: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Reads again when the lists of the mailbox change. Browser only.
    pub fn follow(self, live: Live) {
        let mailbox = self.query.with_value(|query| query.mailbox);
        let pending = StoredValue::new(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
        Effect::new(move |seen: Option<u64>| {
            let version = live.version(Topic::Lists(mailbox));
            if seen.is_some_and(|seen| seen != version) {
                if let Some(timer) = pending.get_value() {
                    timer.clear();
                }
                let timer = set_timeout_with_handle(move || self.read_again(live.take_own()), GATHER);
                pending.set_value(timer.ok());
            }
            version
        });
        on_cleanup(move || {
            if let Some(Some(timer)) = pending.try_get_value() {
                timer.clear();
            }
        });
    }

    /// Where each conversation stands.
    pub fn places(self) -> Memo<HashMap<ConversationId, usize>> {
        Memo::new(move |_| self.shown.with(|shown| shown.iter().enumerate().map(|(place, line)| (line.id, place)).collect()))
    }

    /// The one row that the tabulator stops at: where the focus was last, else the one that is open, else the first that is drawn.
    pub fn tab_stop(self, open: Memo<Option<ConversationId>>) -> TabStop {
        let last = RwSignal::new(None);
        let at = Memo::new(move |_| {
            let wanted = [last.get(), open.get()];
            let drawn = self.drawn.get();
            self.shown.with(|shown| {
                let drawn = shown.get(drawn).unwrap_or_default();
                let there = wanted.into_iter().flatten().find(|id| drawn.iter().any(|line| line.id == *id));
                there.or_else(|| drawn.first().map(|line| line.id))
            })
        });
        TabStop { last, at }
    }

    /// Reads the first page and what is on screen. `move_rows`: take the new order at once.
    fn read_again(self, move_rows: bool) {
        let Some(query) = self.query.try_get_value() else { return };
        let Some(wanted) = self.parts.try_with_value(|parts| parts.on_screen(&self.drawn.get_untracked())) else { return };
        spawn_local(async move {
            let mut answers = Vec::new();
            for before in wanted {
                // What cannot be read now is read with the next change; the old rows stay.
                let Ok(page) = api::list(ListQuery { before, ..query.clone() }).await else { return };
                let last = page.next.is_none();
                answers.push(Answer { before, page });
                if last {
                    break;
                }
            }
            self.take(answers, move_rows);
        });
    }

    fn take(self, answers: Vec<Answer>, move_rows: bool) {
        // Operators may have chosen others meanwhile.
        if let Some(first) = answers.first()
            && self.columns.try_with_untracked(|columns| *columns != first.page.columns) == Some(true)
        {
            self.columns.set(first.page.columns.clone());
        }
        let Some(same_order) = self.parts.try_with_value(|parts| parts.agree(&answers)) else { return };
        if move_rows || same_order || self.shown.with_untracked(Vec::is_empty) {
            self.adopt(answers);
            return;
        }
        grid::keep_focus();
        let swapped = self.parts.with_value(|parts| parts.swap(&answers));
        self.fresh.set(swapped.fresh);
        self.gone.set(swapped.gone);
        self.waiting.set_value(answers);
    }

    fn adopt(self, answers: Vec<Answer>) {
        grid::keep_focus();
        self.gone.set(HashSet::new());
        self.fresh.set(0);
        self.waiting.set_value(Vec::new());
        self.parts.update_value(|parts| parts.adopt(answers));
        self.show();
        if let Some(place) = self.landing.try_update_value(Option::take).flatten() {
            grid::land(place);
        }
    }

    fn show(self) {
        let (lines, next) = self.parts.with_value(|parts| (parts.lines(), parts.next));
        self.next.set(next);
        self.shown.set(lines);
    }

    /// After a deed the focus belongs to the row that takes this place.
    pub fn land_at(self, place: Option<usize>) {
        self.landing.set_value(place);
    }

    /// The person wants the new order.
    pub fn refresh(self) {
        if let Some(answers) = self.waiting.try_update_value(std::mem::take).filter(|answers| !answers.is_empty()) {
            self.adopt(answers);
        }
    }

    /// The next page, below.
    pub fn more(self) {
        let (Some(before), false) = (self.next.get_untracked(), self.loading.get_untracked()) else { return };
        self.loading.set(true);
        let query = ListQuery { before: Some(before), ..self.query.get_value() };
        spawn_local(async move {
            let answer = api::list(query).await;
            // The list may have been left meanwhile.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.parts.update_value(|parts| {
                        // Unless the list was read again meanwhile and ends elsewhere.
                        if parts.next == Some(before) {
                            parts.append(Answer { before: Some(before), page });
                        }
                    });
                    self.show();
                    self.failure.set(None);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

#[derive(Clone, Copy)]
pub struct TabStop {
    /// The row that had the focus last.
    pub last: RwSignal<Option<ConversationId>>,
    pub at: Memo<Option<ConversationId>>,
}
