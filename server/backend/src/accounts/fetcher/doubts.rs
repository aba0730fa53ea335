//! Mails that a server lists and does not give: which of them are given up, so that the others come in.
//!
//! One failure says nothing: each is tried again by itself over a new connection. Two say that it is this mail, if another one
//! came in between; a server that gives nothing at all is in trouble itself, and its mails wait.

use super::work::Trouble;
use domain::own_fault::OwnFault;
use std::{collections::HashMap, hash::Hash};

/// Failures after which a mail is not asked for again during a fetch.
const TRIES: u8 = 2;
/// What a fetch puts up with before another mail comes: refusals cost 1, lost connections [`BROKEN`].
const PATIENCE: u32 = 100;
const BROKEN: u32 = 15;
/// Where no other mail proves that the server works: after this many failed fetches in a row, about half an hour, a few mails
/// are given up all the same.
const FETCHES: i64 = 5;
const A_FEW: usize = 3;

#[derive(Default)]
struct Doubt {
    times: u8,
    /// As the server announced it.
    size: u64,
    /// Another mail came after the first failure.
    proven: bool,
}

pub struct Doubts<K> {
    doubts: HashMap<K, Doubt>,
    strain: u32,
    answer: String,
}

impl<K: Eq + Hash + Ord + Clone> Doubts<K> {
    pub fn new() -> Doubts<K> {
        Doubts { doubts: HashMap::new(), strain: 0, answer: OwnFault::NotGiven.as_str().to_owned() }
    }

    /// Mails that are gone from the server are nobody's concern any more.
    pub fn keep_listed(&mut self, is_listed: impl Fn(&K) -> bool) {
        self.doubts.retain(|key, _| is_listed(key));
    }

    pub fn is_empty(&self) -> bool {
        self.doubts.is_empty()
    }

    /// Whether a mail is to be asked for alone.
    pub fn has(&self, key: &K) -> bool {
        self.doubts.contains_key(key)
    }

    pub fn times(&self, key: &K) -> u8 {
        self.doubts.get(key).map_or(0, |doubt| doubt.times)
    }

    pub fn is_given_up(&self, key: &K) -> bool {
        self.times(key) >= TRIES
    }

    /// It was asked for together with others, one of which may be the cause.
    pub fn suspect(&mut self, key: K, size: u64) {
        self.doubts.entry(key).or_default().size = size;
    }

    /// It was asked for alone and did not come.
    pub fn failed(&mut self, key: K, size: u64) {
        let doubt = self.doubts.entry(key).or_default();
        doubt.size = size;
        doubt.times += 1;
    }

    pub fn given(&mut self, key: &K) {
        self.doubts.remove(key);
        self.strain = 0;
        // Of mails asked for together, one that stands behind another in the answer came after it.
        self.doubts.iter_mut().filter(|(other, doubt)| doubt.times > 0 || *other < key).for_each(|(_, doubt)| doubt.proven = true);
    }

    /// Notes what the server said, and answers whether to go on asking.
    pub fn bear(&mut self, answer: String, connection_lost: bool) -> bool {
        self.answer = answer;
        self.strain += if connection_lost { BROKEN } else { 1 };
        self.strain <= PATIENCE
    }

    /// Whether another round is needed to know.
    pub fn are_open(&self) -> bool {
        self.doubts.values().any(|doubt| doubt.times < TRIES)
    }

    /// At the end of a fetch: the mails that are given up with their announced sizes, and the trouble if others only wait.
    pub fn settle(self, failed_fetches: i64) -> (Vec<(K, u64)>, Result<(), Trouble>) {
        let all = self.doubts.len();
        let last_resort = failed_fetches >= FETCHES && all <= A_FEW;
        let mut certain: Vec<(K, u64)> =
            self.doubts.into_iter().filter(|(_, doubt)| doubt.proven || last_resort).map(|(key, doubt)| (key, doubt.size)).collect();
        certain.sort();
        let told = if certain.len() == all { Ok(()) } else { Err(Trouble::Server { step: "fetch", answer: self.answer }) };
        (certain, told)
    }
}

#[cfg(test)]
mod tests {
    use super::Doubts;

    fn twice(doubts: &mut Doubts<u32>, key: u32) {
        doubts.failed(key, 10);
        doubts.bear("NO".into(), false);
        doubts.failed(key, 10);
    }

    #[test]
    fn a_mail_is_given_up_when_another_came_after_it() {
        let mut doubts = Doubts::new();
        doubts.failed(5, 10);
        doubts.given(&6);
        assert!(doubts.are_open());
        doubts.failed(5, 10);
        assert!(!doubts.are_open() && doubts.is_given_up(&5));
        let (certain, told) = doubts.settle(0);
        assert_eq!(certain, [(5, 10)]);
        assert!(told.is_ok());
    }

    #[test]
    fn a_server_that_gives_nothing_keeps_its_mails() {
        for (count, fetches, given_up) in [(1, 0, 0), (3, 4, 0), (3, 5, 3), (4, 100, 0)] {
            let mut doubts = Doubts::new();
            (0..count).for_each(|key| twice(&mut doubts, key));
            let (certain, told) = doubts.settle(fetches);
            assert_eq!((certain.len(), told.is_ok()), (given_up, given_up > 0), "{count} after {fetches}");
        }
    }

    #[test]
    fn asking_ends_when_the_line_breaks_again_and_again() {
        let mut doubts = Doubts::<u32>::new();
        assert_eq!((0..).take_while(|_| doubts.bear(String::new(), true)).count(), 6);
        doubts.given(&1);
        assert_eq!((0..).take_while(|_| doubts.bear(String::new(), false)).count(), 100);
    }
}
