//! Sealed things open where they belong, with the keys of this installation, and nowhere else.

use super::*;
use crate::{each_engine, testing::stranger};
use domain::Refused;
use secrecy::ExposeSecret;
use std::path::PathBuf;

fn keys() -> (tempfile::TempDir, PathBuf, Keys) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.key");
    let keys = Keys::open(&path).unwrap();
    (folder, path, keys)
}

#[test]
fn a_sealed_secret_opens_in_its_place_only() {
    let (_folder, path, keys) = keys();
    let sealed = keys.seal("secrets/1", &"合言葉 hunter2".into()).unwrap();
    assert!(!sealed.windows(7).any(|w| w == b"hunter2"));
    assert_ne!(sealed, keys.seal("secrets/1", &"合言葉 hunter2".into()).unwrap());
    let again = Keys::open(&path).unwrap();
    assert_eq!(again.open_sealed("secrets/1", &sealed).unwrap().expose_secret(), "合言葉 hunter2");
    assert!(again.open_sealed("secrets/2", &sealed).is_err());
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(again.open_sealed("secrets/1", &changed).is_err(), "byte {at}");
        assert!(again.open_sealed("secrets/1", &sealed[..at]).is_err(), "{at} bytes");
    }
}

#[test]
fn another_installation_opens_nothing_and_makes_other_tags() {
    let (_a, _, ours) = keys();
    let (_b, _, others) = keys();
    let sealed = ours.seal("x", &"y".into()).unwrap();
    assert!(others.open_sealed("x", &sealed).is_err());
    assert_ne!(ours.keyed_tag(b"thread", b"42"), others.keyed_tag(b"thread", b"42"));
    assert_ne!(ours.keyed_tag(b"thread", b"42"), ours.keyed_tag(b"other", b"42"));
    assert_ne!(ours.keyed_tag(b"thread", b"42"), ours.keyed_tag(b"thread", b"43"));
}

#[test]
fn rotation_keeps_what_was_sealed_and_tagged() {
    let (_folder, path, keys) = keys();
    let (sealed, tag) = (keys.seal("x", &"y".into()).unwrap(), keys.keyed_tag(b"thread", b"42"));
    let clone = keys.clone();
    keys.rotate().unwrap();
    for keys in [keys, clone, Keys::open(&path).unwrap()] {
        assert_eq!(keys.open_sealed("x", &sealed).unwrap().expose_secret(), "y");
        assert_eq!(keys.keyed_tag(b"thread", b"42"), tag);
        assert_ne!(keys.seal("x", &"y".into()).unwrap()[1..5], sealed[1..5]);
    }
}

#[test]
fn a_running_copy_finds_the_key_that_another_one_added() {
    let (_folder, path, keys) = keys();
    let running = Keys::open(&path).unwrap();
    let before = running.seal("x", &"before".into()).unwrap();
    keys.rotate().unwrap();
    let after = keys.seal("x", &"after".into()).unwrap();
    assert_eq!(running.open_sealed("x", &after).unwrap().expose_secret(), "after");
    assert_eq!(running.seal("x", &"y".into()).unwrap()[1..5], after[1..5], "and seals with it from now on");
    // A copy that has not heard of it loses no key when it rotates.
    let (late, other) = (Keys::open(&path).unwrap(), Keys::open(&path).unwrap());
    other.rotate().unwrap();
    let newest = other.seal("x", &"newest".into()).unwrap();
    late.rotate().unwrap();
    for (sealed, text) in [(before, "before"), (after, "after"), (newest, "newest")] {
        assert_eq!(Keys::open(&path).unwrap().open_sealed("x", &sealed).unwrap().expose_secret(), text);
    }
}

#[cfg(unix)]
#[test]
fn a_key_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path, keys) = keys();
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    keys.rotate().unwrap();
    assert_eq!(mode(), 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let refused = Keys::open(&path).unwrap_err().to_string();
    assert!(refused.contains("can be read by others"), "{refused}");
}

#[test]
fn a_malformed_key_file_is_refused_without_showing_it() {
    let (_folder, path, _) = keys();
    for text in ["", "tags", "tags c2hvcnQ", "tags !!!! ", "zzzzzzzz c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I"] {
        std::fs::write(&path, text).unwrap();
        let refused = format!("{:#}", Keys::open(&path).unwrap_err());
        assert!(refused.contains("malformed") && !refused.contains("c2"), "{refused}");
    }
}

each_engine! {
    async fn every_secret_is_sealed_again_after_a_rotation(desk) {
        let (system, keys) = (desk.system(), desk.desk.keys.clone());
        let mut tx = desk.desk.db.write().await.unwrap();
        let mut ids = vec![];
        for n in 0..5 {
            ids.push(store(&mut tx, &keys, system.now, &format!("password {n}").into()).await.unwrap());
        }
        change(&mut tx, &keys, system.now, ids[1], &"changed".into()).await.unwrap();
        tx.commit().await.unwrap();
        keys.rotate().unwrap();
        assert!(matches!(reseal(&stranger(&desk)).await, Err(crate::Error::Refused(Refused::NotAllowed))));
        assert_eq!(reseal(&system).await.unwrap(), 5);
        let mut tx = desk.desk.db.read().await.unwrap();
        assert_eq!(read(&mut tx, &keys, ids[0]).await.unwrap().expose_secret(), "password 0");
        assert_eq!(read(&mut tx, &keys, ids[1]).await.unwrap().expose_secret(), "changed");
        // The new key alone opens them all.
        let path = desk.folder.path().join("secret.key");
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(lines.len(), 3);
        std::fs::write(&path, lines[..2].join("\n")).unwrap();
        let newest = Keys::open(&path).unwrap();
        for id in ids {
            read(&mut tx, &newest, id).await.unwrap();
        }
    }
}
