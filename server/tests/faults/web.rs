//! The web side of a running program, asked over connections of our own.

use super::{
    PATIENCE,
    company::{EMAIL, PASSWORD},
    program::Program,
};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::{Duration, Instant},
};

/// An address on which nobody answers. Somebody else may take it before the program does; the ports of the kernel's own choice go round,
/// so that this hardly ever happens within a second.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// One request over a connection of its own. `None` when nobody answers yet.
pub fn ask(address: SocketAddr, request: &str) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).ok()?;
    Some(stream)
}

pub fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

pub fn ready(address: SocketAddr, program: &mut Program) {
    let begun = Instant::now();
    while !get(address, "/readyz").is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
        program.must_run();
        assert!(begun.elapsed() < PATIENCE, "never ready: {}", program.said());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads on until `word` came.
pub fn read_until(stream: &mut TcpStream, word: &str) -> String {
    let mut heard = Vec::new();
    let mut piece = [0; 1024];
    while !String::from_utf8_lossy(&heard).contains(word) {
        let read = stream.read(&mut piece).unwrap();
        assert_ne!(read, 0, "it ended before {word:?}: {}", String::from_utf8_lossy(&heard));
        heard.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(heard).unwrap()
}

/// The cookie of a new session of Mina's.
pub fn sign_in(address: SocketAddr) -> String {
    let form = format!("email={}&password={PASSWORD}&next=", EMAIL.replace('@', "%40"));
    let login = format!(
        "POST /rpc/auth/login HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut answer = String::new();
    ask(address, &login).unwrap().read_to_string(&mut answer).unwrap();
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: madoguchi=")).unwrap_or_else(|| panic!("no session: {answer}"));
    cookie.split(';').next().unwrap().to_owned()
}

/// A page or file as somebody who is signed in gets it.
pub fn page(address: SocketAddr, cookie: &str, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: madoguchi={cookie}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    ask(address, &request).unwrap().read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Something that a page does, with `body` of the kind `kind`.
pub fn post(address: SocketAddr, cookie: &str, path: &str, kind: &str, body: &[u8]) -> String {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: madoguchi={cookie}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Accept: application/json\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = ask(address, &head).unwrap();
    // A server that refuses may answer before it has heard everything.
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
