//! Starting and ending: what a service manager and a monitoring system see.

use super::{
    PATIENCE,
    company::{Company, EMAIL, PASSWORD},
    program::{Program, command},
};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

/// An address on which nobody answers. Somebody else may take it before the program does; the ports of the kernel's own choice go round,
/// so that this hardly ever happens within a second.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// One request over a connection of its own. `None` when nobody answers yet.
fn ask(address: SocketAddr, request: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).ok()?;
    Some(stream)
}

fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn ready(address: SocketAddr, program: &mut Program) {
    let begun = Instant::now();
    while !get(address, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
        program.must_run();
        assert!(begun.elapsed() < PATIENCE, "never ready: {}", program.said());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads on until `word` came.
fn read_until(stream: &mut TcpStream, word: &str) -> String {
    let mut heard = Vec::new();
    let mut piece = [0; 1024];
    while !String::from_utf8_lossy(&heard).contains(word) {
        let read = stream.read(&mut piece).unwrap();
        assert_ne!(read, 0, "it ended before {word:?}: {}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(heard).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_end_it_ends_cleanly_although_a_stream_is_open() {
    let company = Company::new().await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);

    let form = format!("email={}&password={PASSWORD}&next=", EMAIL.replace('@', "%40"));
    let login = format!(
        "POST /rpc/auth/login HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut answer = String::new();
    ask(address, &login).unwrap().read_to_string(&mut answer).unwrap();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: madoguchi=")).unwrap_or_else(|| panic!("no session: {answer}"));
    let cookie = cookie.split(';').next().unwrap();

    let listen = format!("GET /events HTTP/1.1\r\nHost: {address}\r\nCookie: madoguchi={cookie}\r\nAccept: text/event-stream\r\n\r\n");
    let mut stream = ask(address, &listen).unwrap();
    let heard = read_until(&mut stream, "event: hello");
    assert!(heard.starts_with("HTTP/1.1 200") && heard.contains("text/event-stream"), "{heard}");

    let (ended, after) = program.stop();
    assert_eq!(ended.code(), Some(0), "{}", program.said());
    assert!(after <= Duration::from_secs(10), "{after:?}");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(get(address, "/healthz").is_none(), "nobody answers any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_readiness_and_figures_are_answered_without_a_session() {
    let company = Company::new().await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    assert!(get(address, "/healthz").unwrap().ends_with("ok\n"));
    assert!(get(address, "/readyz").unwrap().ends_with("ready\n"));
    let figures = get(address, "/metrics").unwrap();
    assert!(figures.starts_with("HTTP/1.1 200") && figures.contains("text/plain; version=0.0.4"), "{figures}");
    for figure in ["madoguchi_mails_received_total 0", "madoguchi_letters_total{state=\"sent\"} 0", "madoguchi_letters_waiting 0"] {
        assert!(figures.contains(figure), "{figure} in {figures}");
    }
    assert!(figures.contains("madoguchi_requests_total{status=\"2xx\"}"), "what was answered before is counted: {figures}");
}

#[test]
fn a_setting_that_is_wrong_ends_it_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[&str], [&str; 3]); 4] = [
        (&["serve", "--listen", "nowhere"], ["listen", "nowhere", "127.0.0.1:3000"]),
        (&["serve", "--role", "king"], ["role", "king", "all, web, worker"]),
        (&["serve", "--message-mb", "501"], ["message_mb", "501", "1 to 500"]),
        (&["migrate", "--database", "mysql://u:geheim@h/d"], ["database", "mysql", "postgres://"]),
    ];
    for (words, parts) in cases {
        let output = command(words).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty(), "{words:?}");
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
        for part in parts {
            assert!(sentence.contains(part), "{sentence:?} lacks {part:?}");
        }
        assert!(!sentence.contains("geheim"), "{sentence}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}
