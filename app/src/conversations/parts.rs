//! What has been read of a list: page after page, each with the place where it begins, so that any of them can be read again.

use domain::{
    ConversationId,
    conversations::{Cursor, Page, RowView},
};
use leptos::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// A page is read again while it is on screen; more than this many at once never is.
const AGAIN: usize = 4;

/// One conversation of the list. The row on screen stays the same one while its contents change.
#[derive(Clone)]
pub struct Line {
    pub id: ConversationId,
    pub row: ArcRwSignal<RowView>,
}

impl Line {
    fn new(row: RowView) -> Line {
        Line { id: row.id, row: ArcRwSignal::new(row) }
    }

    /// Tells those who show it only when something differs.
    fn put(&self, new: RowView) {
        if self.row.with_untracked(|row| *row != new) {
            self.row.set(new);
        }
    }
}

struct Part {
    /// Where it begins: after this place.
    before: Option<Cursor>,
    lines: Vec<Line>,
}

/// A page that was read (again).
pub struct Answer {
    pub before: Option<Cursor>,
    pub page: Page,
}

pub struct Parts {
    parts: Vec<Part>,
    /// Where the next page begins; `None` when everything has been read.
    pub next: Option<Cursor>,
}

/// What changes by others do to rows that stay where they are.
#[derive(Debug, PartialEq)]
pub struct Swapped {
    /// Rows that left the list by somebody else's deed and still stand there.
    pub gone: HashSet<ConversationId>,
    /// How many came in and do not stand there yet.
    pub fresh: usize,
}

impl Parts {
    pub fn new(before: Option<Cursor>, first: Page) -> Parts {
        Parts { parts: vec![Part { before, lines: first.rows.into_iter().map(Line::new).collect() }], next: first.next }
    }

    pub fn lines(&self) -> Vec<Line> {
        self.parts.iter().flat_map(|part| part.lines.iter().cloned()).collect()
    }

    /// The next page, below.
    pub fn append(&mut self, answer: Answer) {
        self.next = answer.page.next;
        self.parts.push(Part { before: answer.before, lines: answer.page.rows.into_iter().map(Line::new).collect() });
        self.tidy();
    }

    /// Where the pages begin that are worth reading again while these lines are on screen: the first, which tells what is new, and theirs.
    pub fn on_screen(&self, shown: &Range<usize>) -> Vec<Option<Cursor>> {
        let mut begins = 0;
        let mut wanted = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            let ends = begins + part.lines.len();
            if place == 0 || (begins < shown.end && ends > shown.start) {
                wanted.push(part.before);
            }
            begins = ends;
        }
        wanted.truncate(AGAIN);
        wanted
    }

    /// Whether the rows stand in the order of the answers.
    pub fn agree(&self, answers: &[Answer]) -> bool {
        answers.iter().all(|answer| {
            let Some((at, part)) = self.part(answer.before) else { return true };
            let rest = self.parts[at + 1..].iter().flat_map(|part| &part.lines);
            let mut old = part.lines.iter().chain(rest).map(|line| line.id);
            answer.page.rows.iter().all(|row| old.next() == Some(row.id)) && (answer.page.next.is_some() || old.next().is_none())
        })
    }

    /// The old order with the new contents.
    pub fn swap(&self, answers: &[Answer]) -> Swapped {
        let known: HashSet<_> = self.parts.iter().flat_map(|part| &part.lines).map(|line| line.id).collect();
        let mut fresh = HashSet::new();
        let mut gone = HashSet::new();
        for answer in answers {
            fresh.extend(answer.page.rows.iter().map(|row| row.id).filter(|id| !known.contains(id)));
            let Some((_, part)) = self.part(answer.before) else { continue };
            let new: HashMap<_, _> = answer.page.rows.iter().map(|row| (row.id, row)).collect();
            // What came in above pushes others off the end of the page; those are not gone.
            let sure = if answer.page.next.is_some() {
                part.lines.iter().rposition(|line| new.contains_key(&line.id)).map_or(0, |last| last + 1)
            } else {
                part.lines.len()
            };
            for (place, line) in part.lines.iter().enumerate() {
                match new.get(&line.id) {
                    Some(row) => line.put((*row).clone()),
                    None if place < sure => drop(gone.insert(line.id)),
                    None => {}
                }
            }
        }
        Swapped { gone, fresh: fresh.len() }
    }

    /// The new order.
    pub fn adopt(&mut self, answers: Vec<Answer>) {
        for Answer { before, page } in answers {
            let Some((at, _)) = self.part(before) else { continue };
            let mut old: HashMap<_, _> = self.parts.iter().flat_map(|part| &part.lines).map(|line| (line.id, line.clone())).collect();
            let in_answer: HashSet<_> = page.rows.iter().map(|row| row.id).collect();
            // Pushed off the end by what came in above: a part of its own.
            let pushed: Vec<Line> = match page.next {
                Some(_) => {
                    let lines = &self.parts[at].lines;
                    let sure = lines.iter().rposition(|line| in_answer.contains(&line.id)).map_or(lines.len(), |last| last + 1);
                    lines[sure..].to_vec()
                }
                None => Vec::new(),
            };
            self.parts[at].lines = page
                .rows
                .into_iter()
                .map(|row| match old.remove(&row.id) {
                    Some(line) => {
                        line.put(row);
                        line
                    }
                    None => Line::new(row),
                })
                .collect();
            match page.next {
                None => {
                    self.parts.truncate(at + 1);
                    self.next = None;
                }
                Some(next) if !pushed.is_empty() => self.parts.insert(at + 1, Part { before: Some(next), lines: pushed }),
                Some(next) if at + 1 == self.parts.len() => self.next = Some(next),
                Some(_) => {}
            }
        }
        self.tidy();
    }

    fn part(&self, before: Option<Cursor>) -> Option<(usize, &Part)> {
        self.parts.iter().enumerate().find(|(_, part)| part.before == before)
    }

    /// A conversation stands once, where it stands first; a part without any is none.
    fn tidy(&mut self) {
        let mut seen = HashSet::new();
        for part in &mut self.parts {
            part.lines.retain(|line| seen.insert(line.id));
        }
        let mut place = 0;
        self.parts.retain(|part| {
            place += 1;
            place == 1 || !part.lines.is_empty()
        });
    }
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
            suspicious: false,
            replying_name: None,
            check_state: None,
            scheduled_at: None,
            version: 1,
            folder_id: None,
            unknown: false,
            fields: Vec::new(),
            snoozed_at: None,
            snoozed_until: None,
            snooze_reason: String::new(),
            snoozed_name: None,
        }
    }

    /// After the row with this number.
    fn after(id: i64) -> Option<Cursor> {
        Some(Cursor { rank: 0, at: Moment(id), id: ConversationId(id) })
    }

    fn answer(before: Option<Cursor>, ids: &[i64], next: Option<Cursor>) -> Answer {
        Answer { before, page: Page { rows: ids.iter().map(|id| row(*id, &id.to_string())).collect(), next, columns: Vec::new() } }
    }

    fn parts(pages: &[&[i64]]) -> Parts {
        let mut pages = pages.iter().peekable();
        let next = |ids: &[i64], more: bool| if more { after(ids[ids.len() - 1]) } else { None };
        let first = pages.next().unwrap();
        let mut all = Parts::new(None, answer(None, first, next(first, pages.peek().is_some())).page);
        while let Some(ids) = pages.next() {
            let more = pages.peek().is_some();
            all.append(answer(all.next, ids, next(ids, more)));
        }
        all
    }

    fn ids(parts: &Parts) -> Vec<i64> {
        parts.lines().iter().map(|line| line.id.0).collect()
    }

    #[test]
    fn changes_by_others_swap_in_place() {
        let all = parts(&[&[3, 2, 1]]);
        let answers = [answer(None, &[4, 1, 3], None)];
        assert!(!all.agree(&answers));
        let swapped = all.swap(&answers);
        assert_eq!(ids(&all), [3, 2, 1]);
        assert_eq!(swapped, Swapped { gone: HashSet::from([ConversationId(2)]), fresh: 1 });
    }

    #[test]
    fn the_contents_of_a_row_change_and_the_row_stays() {
        let all = parts(&[&[2, 1]]);
        let line = all.lines().remove(1);
        all.swap(&[Answer { before: None, page: Page { rows: vec![row(2, "2"), row(1, "changed")], next: None, columns: Vec::new() } }]);
        assert_eq!(line.row.with_untracked(|row| row.subject.clone()), "changed");
    }

    #[test]
    fn what_is_pushed_off_a_page_is_not_gone() {
        let mut all = parts(&[&[9, 8, 7], &[6, 5, 4]]);
        let answers = vec![answer(None, &[10, 9, 8], after(8))];
        assert_eq!(all.swap(&answers), Swapped { gone: HashSet::new(), fresh: 1 });
        all.adopt(answers);
        assert_eq!(ids(&all), [10, 9, 8, 7, 6, 5, 4]);
        // Both sides of the gap can be read again.
        all.adopt(vec![answer(after(8), &[7, 6, 5], after(5))]);
        assert_eq!(ids(&all), [10, 9, 8, 7, 6, 5, 4]);
    }

    #[test]
    fn what_moved_up_stands_once() {
        let mut all = parts(&[&[9, 8, 7], &[6, 5, 4]]);
        assert!(all.agree(&[answer(None, &[9, 8, 7], after(7))]));
        // 8 was finished: 6 moves up into the first page.
        all.adopt(vec![answer(None, &[9, 7, 6], after(6))]);
        assert_eq!(ids(&all), [9, 7, 6, 5, 4]);
        // The list ends with the first page now.
        all.adopt(vec![answer(None, &[9, 7], None)]);
        assert_eq!((ids(&all), all.next), (vec![9, 7], None));
    }

    #[test]
    fn the_pages_on_screen_are_read_again() {
        let all = parts(&[&[9, 8, 7], &[6, 5, 4], &[3, 2, 1]]);
        assert_eq!(all.on_screen(&(0..2)), [None]);
        assert_eq!(all.on_screen(&(2..4)), [None, after(7)]);
        assert_eq!(all.on_screen(&(7..9)), [None, after(4)]);
    }
}
