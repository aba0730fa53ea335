//! The rows on screen. Changes by others swap in place; nothing moves under the pointer until the person asks for it.

use super::{api, grid};
use crate::{
    Failure,
    live::{Live, Topic},
};
use domain::{
    ConversationId,
    conversations::{Cursor, ListQuery, Page, RowView},
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::HashSet, time::Duration};

/// Several events at once are one reading.
const GATHER: Duration = Duration::from_millis(150);

#[derive(Clone, Copy)]
pub struct Rows {
    query: StoredValue<ListQuery>,
    pub shown: RwSignal<Vec<RowView>>,
    pub next: RwSignal<Option<Cursor>>,
    /// Rows that left the list by somebody else's deed and still stand there.
    pub gone: RwSignal<HashSet<ConversationId>>,
    /// How many came in and do not stand there yet.
    pub fresh: RwSignal<usize>,
    /// The newest reading, while it differs in order from what is shown.
    waiting: StoredValue<Option<Page>>,
    pages: StoredValue<usize>,
    /// Where the focus goes once a deed has taken its row away.
    landing: StoredValue<Option<usize>>,
    pub loading: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
}

impl Rows {
    pub fn new(query: ListQuery, first: Page) -> Rows {
        Rows {
            query: StoredValue::new(query),
            shown: RwSignal::new(first.rows),
            next: RwSignal::new(first.next),
            gone: RwSignal::new(HashSet::new()),
            fresh: RwSignal::new(0),
            waiting: StoredValue::new(None),
            pages: StoredValue::new(1),
            landing: StoredValue::new(None),
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

    /// The one row that the tabulator stops at: where the focus was last, else the one that is open, else the first.
    pub fn tab_stop(self) -> TabStop {
        let (last, open) = (RwSignal::new(None), super::query::use_open_id());
        let at = Memo::new(move |_| {
            let wanted = [last.get(), open.get()];
            self.shown.with(|shown| {
                let there = wanted.into_iter().flatten().find(|id| shown.iter().any(|row| row.id == *id));
                there.or_else(|| shown.first().map(|row| row.id))
            })
        });
        TabStop { last, at }
    }

    /// As many pages as are shown. `move_rows`: take the new order at once.
    fn read_again(self, move_rows: bool) {
        let Some(query) = self.query.try_get_value() else { return };
        let Some(pages) = self.pages.try_get_value() else { return };
        spawn_local(async move {
            let mut rows = Vec::new();
            let mut next = query.before;
            for _ in 0..pages {
                // What cannot be read now is read with the next change; the old rows stay.
                let Ok(page) = api::list(ListQuery { before: next, ..query.clone() }).await else { return };
                rows.extend(page.rows);
                next = page.next;
                if next.is_none() {
                    break;
                }
            }
            self.take(Page { rows, next }, move_rows);
        });
    }

    fn take(self, page: Page, move_rows: bool) {
        let Some(same_order) = self.shown.try_with_untracked(|shown| shown.iter().map(|r| r.id).eq(page.rows.iter().map(|r| r.id))) else { return };
        if move_rows || same_order || self.shown.with_untracked(Vec::is_empty) {
            self.adopt(page);
            return;
        }
        let merged = merge(self.shown.get_untracked(), &page.rows);
        self.fresh.set(merged.fresh);
        self.gone.set(merged.gone);
        self.shown.set(merged.rows);
        self.waiting.set_value(Some(page));
    }

    fn adopt(self, page: Page) {
        self.gone.set(HashSet::new());
        self.fresh.set(0);
        self.waiting.set_value(None);
        self.next.set(page.next);
        self.shown.set(page.rows);
        if let Some(place) = self.landing.try_update_value(Option::take).flatten() {
            grid::land(place);
        }
    }

    /// After a deed the focus belongs to the row that takes this place.
    pub fn land_at(self, place: Option<usize>) {
        self.landing.set_value(place);
    }

    /// The person wants the new order.
    pub fn refresh(self) {
        if let Some(page) = self.waiting.get_value() {
            self.adopt(page);
        }
    }

    /// The next page, below.
    pub fn more(self) {
        let (Some(before), false) = (self.next.get_untracked(), self.loading.get_untracked()) else { return };
        self.loading.set(true);
        let query = ListQuery { before: Some(before), ..self.query.get_value() };
        spawn_local(async move {
            match api::list(query).await {
                Ok(page) => {
                    self.shown.update(|shown| {
                        let known: HashSet<_> = shown.iter().map(|row| row.id).collect();
                        shown.extend(page.rows.into_iter().filter(|row| !known.contains(&row.id)));
                    });
                    self.next.set(page.next);
                    self.pages.update_value(|pages| *pages += 1);
                    self.failure.set(None);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
            self.loading.set(false);
        });
    }
}

#[derive(Clone, Copy)]
pub struct TabStop {
    /// The row that had the focus last.
    pub last: RwSignal<Option<ConversationId>>,
    pub at: Memo<Option<ConversationId>>,
}

struct Merged {
    rows: Vec<RowView>,
    gone: HashSet<ConversationId>,
    fresh: usize,
}

/// The old order with the new contents.
fn merge(shown: Vec<RowView>, newest: &[RowView]) -> Merged {
    let known: HashSet<_> = shown.iter().map(|row| row.id).collect();
    let fresh = newest.iter().filter(|row| !known.contains(&row.id)).count();
    let mut gone = HashSet::new();
    let rows = shown
        .into_iter()
        .map(|row| match newest.iter().find(|new| new.id == row.id) {
            Some(new) => new.clone(),
            None => {
                gone.insert(row.id);
                row
            }
        })
        .collect();
    Merged { rows, gone, fresh }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Moment, StatusId, conversations::Priority, statuses::Class};

    fn row(id: i64, subject: &str) -> RowView {
        RowView {
            id: ConversationId(id),
            number: id,
            subject: subject.to_owned(),
            customer_name: String::new(),
            customer_addr: String::new(),
            snippet: String::new(),
            language: String::new(),
            status_id: StatusId(1),
            class: Class::Open,
            assignee_id: None,
            assignee_name: None,
            confirmer_id: None,
            confirmer_name: None,
            priority: Priority::Normal,
            last_at: Moment(id),
            waiting_since: None,
            messages: 1,
            comments: 0,
            has_attachment: false,
            has_draft: false,
            has_failed: false,
            automatic: false,
            replying_name: None,
            version: 1,
        }
    }

    #[test]
    fn changes_by_others_swap_in_place() {
        let merged = merge(vec![row(3, "c"), row(2, "b"), row(1, "a")], &[row(4, "d"), row(1, "a, changed"), row(3, "c")]);
        let shown: Vec<_> = merged.rows.iter().map(|row| (row.id.0, row.subject.as_str())).collect();
        assert_eq!(shown, [(3, "c"), (2, "b"), (1, "a, changed")]);
        assert_eq!(merged.fresh, 1);
        assert_eq!(merged.gone, HashSet::from([ConversationId(2)]));
    }
}
