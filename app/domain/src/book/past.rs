//! Everything there was with somebody, in one list: mails, bulk mails, calls and visits, newest first.

use super::Trace;
use crate::{Moment, history::HistoryLine};
use serde::{Deserialize, Serialize};

/// Entries of one page.
pub const PAST_PAGE: usize = 40;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Past {
    Mail(HistoryLine),
    Trace(Trace),
}

impl Past {
    /// Where it stands in the list.
    pub fn place(&self) -> PastBefore {
        match self {
            Past::Mail(line) => PastBefore { at: line.at, id: line.id.0 },
            Past::Trace(trace) => PastBefore { at: trace.at, id: trace.id },
        }
    }
}

/// The next page begins after the entry of this time and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PastBefore {
    pub at: Moment,
    pub id: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PastView {
    pub lines: Vec<Past>,
    /// `None` on the last page.
    pub next: Option<PastBefore>,
}

/// One page out of sources that were each asked for one entry more than a page holds. What several sources tell is told once.
pub fn merged(sources: Vec<Vec<Past>>, page: usize) -> PastView {
    let mut lines: Vec<Past> = sources.into_iter().flatten().collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.place(), matches!(line, Past::Mail(_)))));
    lines.dedup_by(|one, other| match (&*one, &*other) {
        (Past::Mail(one), Past::Mail(other)) => one.id == other.id,
        (Past::Trace(one), Past::Trace(other)) => (one.kind, one.id) == (other.kind, other.id),
        _ => false,
    });
    let more = lines.len() > page;
    lines.truncate(page);
    let next = lines.last().filter(|_| more).map(Past::place);
    PastView { lines, next }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ConversationId, MailboxId, MessageId, StatusId, book::TraceKind, messages::Direction, statuses::Class};

    fn mail(at: i64, id: i64) -> Past {
        Past::Mail(HistoryLine {
            id: MessageId(id),
            conversation_id: ConversationId(1),
            mailbox_id: MailboxId(1),
            at: Moment(at),
            direction: Direction::In,
            subject: String::new(),
            writer: String::new(),
            language: String::new(),
            status_id: StatusId(1),
            class: Class::Open,
            assignee_name: None,
        })
    }

    fn call(at: i64, id: i64) -> Past {
        let text = String::new;
        Past::Trace(Trace { kind: TraceKind::Call, id, path: text(), at: Moment(at), title: text(), by: text(), contact: text(), result: text() })
    }

    #[test]
    fn sources_become_one_list_newest_first_without_doubles_and_pages_join() {
        let all = || vec![vec![mail(9, 5), mail(7, 3)], vec![mail(9, 5), mail(9, 4)], vec![call(8, 1), call(7, 9)]];
        let whole = merged(all(), 10);
        assert_eq!(whole.lines, [mail(9, 5), mail(9, 4), call(8, 1), call(7, 9), mail(7, 3)]);
        assert_eq!(whole.next, None);
        let first = merged(all(), 2);
        assert_eq!((first.lines.len(), first.next), (2, Some(PastBefore { at: Moment(9), id: 4 })));
        let rest = all().into_iter().map(|source| source.into_iter().filter(|line| line.place() < first.next.unwrap()).collect()).collect();
        assert_eq!(merged(rest, 10).lines, [call(8, 1), call(7, 9), mail(7, 3)]);
    }
}
