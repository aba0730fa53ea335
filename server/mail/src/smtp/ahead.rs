//! Commands sent before the answers to earlier ones are in (RFC 2920), where the server allows it: over a long line a mail
//! costs a few round trips, however many recipients it has.

use std::collections::VecDeque;

/// Commands whose answers nobody has read may not fill the buffers of both sides, or each would wait for the other.
const MOST_UNANSWERED: usize = 50;

/// Commands that wait to be sent, in their order.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) is_pipelining: bool,
    waiting: VecDeque<String>,
    unanswered: usize,
}

impl Ahead {
    pub(super) fn new(is_pipelining: bool) -> Self {
        Self { is_pipelining, waiting: VecDeque::new(), unanswered: 0 }
    }

    pub(super) fn add(&mut self, line: &str) {
        self.waiting.push_back(format!("{line}\r\n"));
    }

    /// What is to be sent before the next answer is read; that answer then counts as read.
    pub(super) fn take(&mut self) -> String {
        let mut due = String::new();
        if self.unanswered == 0 {
            let most = if self.is_pipelining { MOST_UNANSWERED } else { 1 };
            while self.unanswered < most
                && let Some(line) = self.waiting.pop_front()
            {
                due.push_str(&line);
                self.unanswered += 1;
            }
        }
        self.unanswered = self.unanswered.saturating_sub(1);
        due
    }
}

#[cfg(test)]
mod tests {
    use super::Ahead;

    fn taken(is_pipelining: bool, commands: usize) -> Vec<usize> {
        let mut ahead = Ahead::new(is_pipelining);
        for _ in 0..commands {
            ahead.add("X");
        }
        (0..commands).map(|_| ahead.take().len() / 3).collect()
    }

    #[test]
    fn commands_go_one_by_one_unless_the_server_allows_more() {
        assert_eq!(taken(false, 3), [1, 1, 1]);
        assert_eq!(taken(true, 3), [3, 0, 0]);
    }

    #[test]
    fn no_more_than_fifty_are_unanswered() {
        let taken = taken(true, 120);
        assert_eq!((taken[0], taken[50], taken[100]), (50, 50, 20));
        assert_eq!(taken.iter().sum::<usize>(), 120);
    }
}
