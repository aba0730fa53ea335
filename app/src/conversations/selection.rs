//! Which rows are ticked: one, a range with Shift, all with Ctrl+A.

use super::{grid, rows::Rows};
use crate::parts::awake::use_awake;
use domain::{ConversationId, conversations::SELECTED_MAX};
use leptos::prelude::*;
use std::collections::HashSet;

#[derive(Clone, Copy)]
pub struct Selection {
    ticked: RwSignal<HashSet<ConversationId>>,
    /// Where a range begins.
    anchor: StoredValue<Option<ConversationId>>,
    /// Selecting goes on though nothing is ticked: fingers have no boxes to see before.
    pub mode: RwSignal<bool>,
    /// Before the client wakes up a tick would be forgotten.
    pub awake: RwSignal<bool>,
    rows: Rows,
}

impl Selection {
    pub fn new(rows: Rows) -> Selection {
        Selection { ticked: RwSignal::new(HashSet::new()), anchor: StoredValue::new(None), mode: RwSignal::new(false), awake: use_awake(), rows }
    }

    pub fn has(self, id: ConversationId) -> bool {
        self.ticked.with(|ticked| ticked.contains(&id))
    }

    /// Those that are ticked and still shown.
    pub fn count(self) -> usize {
        self.ticked.with(|ticked| self.rows.shown.with(|rows| rows.iter().filter(|row| ticked.contains(&row.id)).count()))
    }

    pub fn ids(self) -> Vec<ConversationId> {
        self.ticked.with_untracked(|ticked| {
            self.rows.shown.with_untracked(|rows| rows.iter().map(|line| line.id).filter(|id| ticked.contains(id)).collect())
        })
    }

    pub fn clear(self) {
        self.ticked.set(HashSet::new());
        self.anchor.set_value(None);
    }

    /// Whether rows are being picked: a tap on one ticks it then.
    pub fn is_on(self) -> bool {
        self.mode.get() || self.count() > 0
    }

    /// Nothing is picked any more. The bar that may have had the focus goes.
    pub fn leave(self) {
        if let Some(place) = self.first_place() {
            grid::land(place);
        }
        self.mode.set(false);
        self.clear();
    }

    /// What was picked is done: the focus goes to the row that takes the place of the first.
    pub fn finish(self) {
        self.rows.land_at(self.first_place());
        self.mode.set(false);
        self.clear();
    }

    /// After a deed the focus belongs to the row that takes this place.
    pub fn land_at(self, place: Option<usize>) {
        self.rows.land_at(place);
    }

    /// Where the first ticked row stands.
    fn first_place(self) -> Option<usize> {
        self.ticked.with_untracked(|ticked| self.rows.shown.with_untracked(|rows| rows.iter().position(|row| ticked.contains(&row.id))))
    }

    pub fn toggle(self, id: ConversationId) {
        let on = !self.ticked.with_untracked(|ticked| ticked.contains(&id));
        self.set(id, on, false);
    }

    pub fn all(self) {
        self.ticked.set(self.rows.shown.with_untracked(|rows| rows.iter().take(SELECTED_MAX).map(|row| row.id).collect()));
    }

    /// Ticks or clears one; with `range` everything from the last one to this one becomes the same.
    pub fn set(self, id: ConversationId, on: bool, range: bool) {
        let between = match self.anchor.get_value().filter(|_| range) {
            Some(anchor) => self.rows.shown.with_untracked(|rows| span(&rows.iter().map(|row| row.id).collect::<Vec<_>>(), anchor, id)),
            None => vec![id],
        };
        self.ticked.update(|ticked| {
            for id in between {
                if on {
                    ticked.insert(id);
                } else {
                    ticked.remove(&id);
                }
            }
        });
        self.anchor.set_value(Some(id));
    }
}

/// Everything between two rows, both included; the second alone where the first is gone.
fn span(order: &[ConversationId], from: ConversationId, to: ConversationId) -> Vec<ConversationId> {
    let place = |id| order.iter().position(|other| *other == id);
    match (place(from), place(to)) {
        (Some(a), Some(b)) => order[a.min(b)..=a.max(b)].to_vec(),
        _ => vec![to],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_both_ways() {
        let order = [5, 4, 3, 2].map(ConversationId);
        assert_eq!(span(&order, ConversationId(4), ConversationId(2)), [4, 3, 2].map(ConversationId));
        assert_eq!(span(&order, ConversationId(3), ConversationId(5)), [5, 4, 3].map(ConversationId));
        assert_eq!(span(&order, ConversationId(9), ConversationId(5)), [ConversationId(5)]);
    }
}
