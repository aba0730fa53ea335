//! UIDs as IMAP writes them, `1:3,7`, cut into sets that fit on a command line.

/// RFC 2683 section 3.2.1.5 asks clients to stay below about 1000 octets a line.
const LONGEST: usize = 900;

/// The sets that together name `uids`, in ascending order without doubles.
pub(super) fn sets(uids: &[u32], most_in_set: usize) -> Vec<String> {
    let mut sorted = uids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let (mut sets, mut set, mut in_set) = (Vec::new(), String::new(), 0);
    let mut rest = sorted.as_slice();
    while let Some(&first) = rest.first() {
        let room = most_in_set.max(1) - in_set;
        let run = rest.iter().zip(first..=u32::MAX).take(room).take_while(|(uid, expected)| **uid == *expected).count();
        if !set.is_empty() {
            set.push(',');
        }
        match run {
            0 | 1 => set.push_str(&first.to_string()),
            _ => set.push_str(&format!("{first}:{}", rest[run - 1])),
        }
        in_set += run;
        rest = &rest[run..];
        if set.len() > LONGEST - 24 || in_set >= most_in_set.max(1) {
            sets.push(std::mem::take(&mut set));
            in_set = 0;
        }
    }
    if !set.is_empty() {
        sets.push(set);
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::sets;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(&[], 9, &[])]
    #[case(&[5], 9, &["5"])]
    #[case(&[3, 1, 2, 7, 2], 9, &["1:3,7"])]
    #[case(&[1, 2, 3, 4, 5], 2, &["1:2", "3:4", "5"])]
    #[case(&[u32::MAX - 1, u32::MAX], 9, &["4294967294:4294967295"])]
    fn runs_are_written_short(#[case] uids: &[u32], #[case] most: usize, #[case] expected: &[&str]) {
        assert_eq!(sets(uids, most), expected);
    }

    proptest! {
        #[test]
        fn every_uid_is_named_once_and_lines_stay_short(uids in prop::collection::btree_set(1_u32..100_000, 0..2000)) {
            let uids: Vec<u32> = uids.into_iter().collect();
            let mut named = Vec::new();
            for set in sets(&uids, 300) {
                prop_assert!(set.len() < 1000);
                for part in set.split(',') {
                    let (first, last) = part.split_once(':').unwrap_or((part, part));
                    named.extend(first.parse::<u32>()?..=last.parse()?);
                }
            }
            prop_assert_eq!(named, uids);
        }
    }
}
