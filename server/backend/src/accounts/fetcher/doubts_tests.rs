//! Servers as the rules see them: which mails come in, and what becomes of the others.

use super::{Doubts, Next, spread};
use std::collections::BTreeSet;

fn twice(doubts: &mut Doubts<u32>, key: u32) {
    for _ in 0..2 {
        doubts.failed(key, 10);
        doubts.bear(Some(&key), "NO".into(), false);
    }
}

#[test]
fn a_mail_is_given_up_when_another_came_after_it() {
    let mut doubts = Doubts::new(0);
    doubts.failed(5, 10);
    doubts.given(&6);
    assert!(doubts.are_open());
    doubts.failed(5, 10);
    assert!(!doubts.are_open() && doubts.is_given_up(&5));
    let (certain, told) = doubts.settle();
    assert_eq!(certain, [(5, 10)]);
    assert!(told.is_ok());
}

#[test]
fn a_server_that_gives_nothing_keeps_its_mails() {
    for (count, fetches, given_up) in [(1, 0, 0), (3, 4, 0), (3, 5, 3), (4, 100, 0)] {
        let mut doubts = Doubts::new(fetches);
        (0..count).for_each(|key| twice(&mut doubts, key));
        let (certain, told) = doubts.settle();
        assert_eq!((certain.len(), told.is_ok()), (given_up, given_up > 0), "{count} after {fetches}");
    }
}

#[test]
fn asking_ends_when_the_line_breaks_again_and_again() {
    let mut doubts = Doubts::<u32>::new(0);
    assert_eq!((0..).take_while(|_| doubts.bear(None, String::new(), true)).count(), 6);
    doubts.given(&1);
    assert_eq!((0..).take_while(|_| doubts.bear(None, String::new(), false)).count(), 100);
}

#[test]
fn places_lie_far_from_each_other_and_all_are_visited() {
    assert_eq!((0..8).map(|n| spread(n, 8)).collect::<Vec<_>>(), [0, 4, 2, 6, 1, 5, 3, 7]);
    assert_eq!((0..128).map(|n| spread(n, 100)).collect::<BTreeSet<_>>().len(), 100);
}

#[test]
fn after_two_failures_the_newest_is_asked_and_what_is_proven_makes_way() {
    let mut left: Vec<u32> = (1..=9).collect();
    let mut doubts = Doubts::new(0);
    assert_eq!(doubts.next(left.iter()), Next::InOrder(0));
    doubts.failed(1, 10);
    doubts.bear(Some(&1), String::new(), true);
    assert_eq!(doubts.next(left.iter()), Next::InOrder(1), "one failure says nothing");
    doubts.failed(2, 10);
    doubts.bear(Some(&2), String::new(), true);
    assert_eq!(doubts.next(left.iter()), Next::Alone(8));
    doubts.given(&9);
    left.pop();
    for key in [1, 2] {
        assert_eq!(doubts.next(left.iter()), Next::Alone(0), "the second try of {key}");
        doubts.failed(key, 10);
        assert!(doubts.bear(Some(&key), String::new(), true));
        left.remove(0);
    }
    assert_eq!(doubts.next(left.iter()), Next::InOrder(0), "they count for nothing any more");
}

/// What a server with these mails gives away in fetches one after the other, each mail asked for alone over a connection that breaks
/// at a bad one. Answers what came and what was given up.
fn fetches(count: u32, is_bad: impl Fn(u32) -> bool, most: i64) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut came, mut given_up) = (BTreeSet::new(), BTreeSet::new());
    for failed_before in 0..most {
        let mut doubts = Doubts::new(failed_before);
        loop {
            let left: Vec<u32> = (0..count).filter(|key| !came.contains(key) && !given_up.contains(key) && !doubts.is_given_up(key)).collect();
            if left.is_empty() {
                break;
            }
            let (Next::InOrder(at) | Next::Alone(at)) = doubts.next(left.iter());
            let key = left[at];
            if is_bad(key) {
                doubts.failed(key, 1);
                if !doubts.bear(Some(&key), String::new(), true) {
                    break;
                }
            } else {
                doubts.given(&key);
                came.insert(key);
            }
        }
        let (certain, told) = doubts.settle();
        given_up.extend(certain.into_iter().map(|(key, _)| key));
        if told.is_ok() && came.len() + given_up.len() == count as usize {
            break;
        }
    }
    (came, given_up)
}

#[test]
fn no_row_of_bad_mails_keeps_the_good_ones_out() {
    type Case = (&'static str, u32, fn(u32) -> bool, i64);
    let cases: [Case; 5] = [
        ("fifty in front", 100, |key| key < 50, 1),
        ("one good one behind fifty", 51, |key| key < 50, 1),
        ("at both ends", 60, |key| !(20..40).contains(&key), 6),
        ("one good one among ninety-nine", 100, |key| key != 37, 60),
        ("every other one", 100, |key| key % 2 == 0, 1),
    ];
    for (name, count, is_bad, most) in cases {
        let (came, given_up) = fetches(count, is_bad, most);
        assert_eq!(came, (0..count).filter(|key| !is_bad(*key)).collect(), "{name}");
        assert!(given_up.iter().all(|key| is_bad(*key)), "{name}");
    }
    let (_, given_up) = fetches(100, |key| key < 50, 1);
    assert_eq!(given_up.len(), 50, "what the good ones prove is given up in the same fetch");
}
