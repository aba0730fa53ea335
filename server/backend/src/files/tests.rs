//! What is filed comes back, once, whole, and only by its own name.

use super::*;
use std::io::ErrorKind;

fn files() -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::local(folder.path()).unwrap();
    (folder, files)
}

fn count(folder: &Path) -> usize {
    let walk = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    walk.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn what_is_filed_comes_back_and_is_written_once() {
    let (folder, files) = files();
    let bytes = Bytes::from("Subject: 見積書\r\n\r\n".repeat(1000));
    let first = files.put(bytes.clone()).await.unwrap();
    let second = files.put(bytes.clone()).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(first.hash, hex(&Sha256::digest(&bytes)));
    assert_eq!(first.file, format!("{}/{}.zst", &first.hash[..2], first.hash));
    assert_eq!(files.get(&first.file).await.unwrap(), bytes);
    assert_eq!(count(folder.path()), 1);
}

#[tokio::test]
async fn a_spool_and_the_same_bytes_at_once_are_one_file() {
    let (folder, files) = files();
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let mut spool = files.spool(bytes.len() as u64).await.unwrap();
    for chunk in bytes.chunks(70_001) {
        spool.write_all(chunk).await.unwrap();
    }
    let whole = Bytes::from(bytes.clone());
    let (spooled, put) = tokio::join!(files.put_spool(spool), files.put(whole));
    let (spooled, put) = (spooled.unwrap(), put.unwrap());
    assert_eq!(spooled, put);
    assert_eq!(spooled.size, bytes.len() as u64);
    assert_eq!(files.get(&spooled.file).await.unwrap(), bytes);
    assert_eq!(count(folder.path()), 1);
}

#[tokio::test]
async fn a_spool_that_is_dropped_or_too_large_leaves_nothing() {
    let (folder, files) = files();
    let mut spool = files.spool(10).await.unwrap();
    spool.write_all(b"0123456789").await.unwrap();
    let refused = spool.write_all(b"x").await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::FileTooLarge);
    drop(spool);
    assert_eq!(count(folder.path()), 0);
}

#[tokio::test]
async fn only_names_of_ours_are_read() {
    let (folder, files) = files();
    std::fs::write(folder.path().join("secret"), "x").unwrap();
    let stored = files.put(Bytes::from_static(b"x")).await.unwrap();
    let digits = "0".repeat(64);
    for bad in [
        "secret",
        "../secret",
        "/etc/passwd",
        "",
        "ab/cd.zst",
        &format!("ab/{digits}.zst"),
        &format!("00/{digits}.zst/../../secret"),
        &stored.file.to_uppercase(),
    ] {
        assert!(files.get(bad).await.is_err(), "{bad}");
    }
    assert!(files.exists("../secret").await.is_err());
    assert!(!files.exists(&format!("00/{digits}.zst")).await.unwrap());
}

#[tokio::test]
async fn a_damaged_file_is_not_taken_for_a_whole_one() {
    let (folder, files) = files();
    let stored = files.put(Bytes::from("0123456789".repeat(50))).await.unwrap();
    let path = folder.path().join(&stored.file);
    let mut packed = std::fs::read(&path).unwrap();
    let last = packed.len() - 6;
    packed[last] ^= 0x55;
    std::fs::write(&path, packed).unwrap();
    assert!(files.get(&stored.file).await.is_err());
}

#[tokio::test]
async fn nothing_at_all_is_a_content_too() {
    let (_folder, files) = files();
    let stored = files.put(Bytes::new()).await.unwrap();
    assert_eq!((stored.size, files.get(&stored.file).await.unwrap().len()), (0, 0));
    let all = files.put_all((0..100_u8).map(|n| Bytes::from(vec![n])).collect()).await.unwrap();
    assert_eq!(files.get(&all[42].file).await.unwrap(), vec![42]);
}
