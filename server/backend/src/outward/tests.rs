//! Addresses of attackers lead nowhere (security class 8), and what is said back is read with bounds.

use super::*;
use crate::{Limits, Outward, testing::TestDesk};
use std::{net::IpAddr, sync::Arc};
use tokio::net::TcpListener;

#[test]
fn only_what_is_everybodys_is_public() {
    for (ip, expected) in [
        ("8.8.8.8", true),
        ("127.0.0.1", false),
        ("10.1.2.3", false),
        ("172.16.0.1", false),
        ("172.32.0.1", true),
        ("192.168.1.1", false),
        ("169.254.169.254", false),
        ("100.64.0.1", false),
        ("100.128.0.1", true),
        ("0.0.0.0", false),
        ("192.0.0.1", false),
        ("198.18.0.1", false),
        ("224.0.0.1", false),
        ("255.255.255.255", false),
        ("2606:4700::1111", true),
        ("::1", false),
        ("::", false),
        ("::ffff:127.0.0.1", false),
        ("::ffff:8.8.8.8", true),
        ("::7f00:1", false),
        ("fe80::1", false),
        ("fc00::1", false),
        ("fd12:3456::1", false),
        ("ff02::1", false),
        ("64:ff9b::7f00:1", false),
        ("64:ff9b::808:808", true),
        ("2002:7f00:1::", false),
        ("2001:db8::1", false),
        ("2001::1", false),
    ] {
        assert_eq!(public::is_public(ip.parse::<IpAddr>().unwrap()), expected, "{ip}");
    }
}

#[test]
fn an_address_is_taken_apart_or_refused() {
    let place = |url: &str| Place::parse(url).map(|place| (place.origin(), place.path));
    assert_eq!(place("https://Hooks.Example.com/a?b=c"), Some(("https://hooks.example.com".into(), "/a?b=c".into())));
    assert_eq!(place("https://h.example:8443"), Some(("https://h.example:8443".into(), "/".into())));
    assert_eq!(place("http://[::1]:80?x"), Some(("http://[::1]".into(), "/?x".into())));
    for bad in [
        "",
        "ftp://a/",
        "https://",
        "https:///x",
        "https://a b/",
        "https://user@evil.example/",
        "https://a/\r\nX: y",
        "https://a/#x",
        "//a/",
        "https://a:0/",
        "https://a:99999/",
        "https://日本.example/",
        "https://[zz]/",
        "javascript://x/",
        "file:///etc/passwd",
        "https://a\\@b/",
    ] {
        assert_eq!(place(bad), None, "{bad}");
    }
}

async fn one_answer(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut other, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4_096];
        let _ = other.read(&mut asked).await;
        let _ = other.write_all(bytes).await;
    });
    format!("http://127.0.0.1:{port}/x")
}

/// A desk that may call this machine.
fn at_home(desk: &TestDesk) -> Arc<Desk> {
    let outward = Outward { networks: vec!["127.0.0.0/8".parse().unwrap()], ..Outward::default() };
    crate::testing::with_limits(&desk.desk, Limits { outward, ..Limits::default() })
}

#[tokio::test]
async fn answers_are_read_as_they_come() {
    let desk = TestDesk::sqlite().await;
    let desk = at_home(&desk);
    for (bytes, expected) in [
        (&b"HTTP/1.1 204 No Content\r\n\r\n"[..], Some((204, ""))),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\ncontent-length: 13\r\n\r\ninvalid\ttoken", Some((403, "invalid token"))),
        (b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\n\r\n", Some((302, ""))),
        (b"nonsense\r\n\r\n", None),
        (b"HTTP/1.1 99\r\n\r\n", None),
        (b"", None),
    ] {
        let url = one_answer(bytes).await;
        let answer = post(&desk, &url, &[("content-type", "text/plain")], b"hello").await;
        assert_eq!(answer.ok().map(|answer| (answer.status, answer.said)), expected.map(|(status, said)| (status, said.to_owned())), "{bytes:?}");
    }
}

#[tokio::test]
async fn nothing_private_is_called_unless_it_is_ones_own() {
    let desk = TestDesk::sqlite().await;
    let url = one_answer(b"HTTP/1.1 200 OK\r\n\r\n").await;
    assert_eq!(post(&desk.desk, &url, &[], b"").await, Err(Trouble::Private));
    for url in [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://0x7f000001/",
        "https://2130706433/",
    ] {
        let refused = post(&desk.desk, url, &[], b"").await.unwrap_err();
        assert!(matches!(refused, Trouble::Private | Trouble::Network(_)), "{url}: {refused:?}");
    }
    assert_eq!(post(&desk.desk, &url, &[("x", "a\r\nb: c")], b"").await, Err(Trouble::Private));
    assert_eq!(post(&at_home(&desk), &url, &[("x", "a\r\nb: c")], b"").await, Err(Trouble::Address));
    // Open text goes to one's own network only.
    assert!(matches!(post(&at_home(&desk), "http://8.8.8.8/", &[], b"").await, Err(Trouble::Address)));
}
