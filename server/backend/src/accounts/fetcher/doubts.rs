//! Mails that a server lists and does not give: which of them are given up, so that the others come in.
//!
//! One failure says nothing: each is tried again by itself over a new connection. Two say that it is this mail, if another one
//! came in between; a server that gives nothing at all is in trouble itself, and its mails wait.
//!
//! After two failures in a row another part of the folder is asked: the newest mail first, then here and there, elsewhere at every
//! fetch. So no row of bad mails, however long, keeps what lies behind it from coming in, and what comes proves that the server works.

use super::work::Trouble;
use domain::own_fault::OwnFault;
use std::{collections::HashMap, hash::Hash};

/// Failures after which a mail is not asked for again during a fetch.
const TRIES: u8 = 2;
/// What a fetch puts up with before another mail comes: refusals cost 1, lost connections [`BROKEN`].
const PATIENCE: u32 = 100;
const BROKEN: u32 = 15;
/// Lost connections that one fetch puts up with beyond the first two.
const PLACES: u64 = (PATIENCE / BROKEN) as u64 - 2;
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
    /// Failures since the last mail that came.
    in_a_row: u64,
    /// Fetches in a row that failed before this one.
    failed_fetches: i64,
    answer: String,
}

/// The place of a mail among those that are left, and whether it is asked for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    InOrder(usize),
    Alone(usize),
}

impl<K: Eq + Hash + Ord + Clone> Doubts<K> {
    pub fn new(failed_fetches: i64) -> Doubts<K> {
        Doubts { doubts: HashMap::new(), strain: 0, in_a_row: 0, failed_fetches, answer: OwnFault::NotGiven.as_str().to_owned() }
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

    fn times(&self, key: &K) -> u8 {
        self.doubts.get(key).map_or(0, |doubt| doubt.times)
    }

    pub fn is_given_up(&self, key: &K) -> bool {
        self.times(key) >= TRIES
    }

    /// It failed by itself, another mail came, and it failed again.
    fn is_certain(&self, key: &K) -> bool {
        self.doubts.get(key).is_some_and(|doubt| doubt.proven && doubt.times >= TRIES)
    }

    /// Which of `left`, in the server's order, is asked for next. `left` is not empty.
    pub fn next<'k>(&self, left: impl Iterator<Item = &'k K> + Clone) -> Next
    where
        K: 'k,
    {
        if self.doubts.is_empty() {
            return Next::InOrder(0);
        }
        // One more try and it is given up: that makes way.
        if let Some(at) = left.clone().position(|key| self.doubts.get(key).is_some_and(|doubt| doubt.proven && doubt.times > 0)) {
            return Next::Alone(at);
        }
        let untried: Vec<usize> = left.enumerate().filter(|(_, key)| self.times(key) == 0).map(|(at, _)| at).collect();
        let (Some(first), Some(last)) = (untried.first(), untried.last()) else {
            // Second tries come when everything else was asked for.
            return Next::Alone(0);
        };
        match self.in_a_row {
            0 | 1 => Next::InOrder(*first),
            2 => Next::Alone(*last),
            more => Next::Alone(untried[spread(self.failed_fetches.unsigned_abs() * PLACES + (more - 3), untried.len())]),
        }
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
        self.in_a_row = 0;
        // Of mails asked for together, one that stands behind another in the answer came after it.
        self.doubts.iter_mut().filter(|(other, doubt)| doubt.times > 0 || *other < key).for_each(|(_, doubt)| doubt.proven = true);
    }

    /// Notes what the server said at `key`, if one mail alone was asked for, and answers whether to go on asking.
    pub fn bear(&mut self, key: Option<&K>, answer: String, connection_lost: bool) -> bool {
        self.answer = answer;
        // A mail that is certain to be bad says nothing new about the server.
        if !key.is_some_and(|key| self.is_certain(key)) {
            self.in_a_row += 1;
            self.strain += if connection_lost { BROKEN } else { 1 };
        }
        self.strain <= PATIENCE
    }

    /// Whether another round is needed to know.
    pub fn are_open(&self) -> bool {
        self.doubts.values().any(|doubt| doubt.times < TRIES)
    }

    /// At the end of a fetch: the mails that are given up with their announced sizes, and the trouble if others only wait.
    pub fn settle(self) -> (Vec<(K, u64)>, Result<(), Trouble>) {
        let all = self.doubts.len();
        let last_resort = self.failed_fetches >= FETCHES && all <= A_FEW;
        let is_given_up = |doubt: &Doubt| doubt.times >= TRIES && (doubt.proven || last_resort);
        let mut certain: Vec<(K, u64)> =
            self.doubts.into_iter().filter(|(_, doubt)| is_given_up(doubt)).map(|(key, doubt)| (key, doubt.size)).collect();
        certain.sort();
        let told = if certain.len() == all { Ok(()) } else { Err(Trouble::Server { step: "fetch", answer: self.answer }) };
        (certain, told)
    }
}

/// The `n`th of places that lie as far from each other as can be (van der Corput's sequence): 0, 1/2, 1/4, 3/4, 1/8 … of `count`.
fn spread(n: u64, count: usize) -> usize {
    let place = (u128::from(n.reverse_bits()) * count as u128) >> 64;
    usize::try_from(place).unwrap_or_default()
}

#[cfg(test)]
#[path = "doubts_tests.rs"]
mod tests;
