//! Servers that follow a script, to misbehave in ways no real one can be asked for. Each records all that it was told.

use domain::accounts::{AuthMethod, Security, ServerSettings};
use mail::wire::{Timeouts, TlsTrust};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server for one connection.
pub struct Scripted {
    addr: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
    talk: JoinHandle<()>,
}

/// The server's side of its connection.
pub struct Peer {
    tcp: TcpStream,
    rest: Vec<u8>,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Scripted {
    pub async fn start<F>(script: impl FnOnce(Peer) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ears = heard.clone();
        let talk = tokio::spawn(async move {
            let (tcp, _) = listener.accept().await.unwrap();
            script(Peer { tcp, rest: Vec::new(), heard: ears }).await;
        });
        Self { addr, heard, talk }
    }

    /// Answers the lines in `answers` by the start of what it is told, the greeting first; hangs up at an unknown one.
    /// `{tag}` in an answer is the first word of the line.
    pub async fn answering(greeting: &'static str, answers: &'static [(&'static str, &'static str)]) -> Self {
        Self::start(move |mut peer| async move {
            peer.say(greeting).await;
            peer.answer(answers).await;
        })
        .await
    }

    pub fn settings(&self, security: Security, auth: AuthMethod) -> ServerSettings {
        ServerSettings {
            host: self.addr.ip().to_string(),
            port: self.addr.port(),
            security,
            auth,
            user: "user".to_owned(),
            accept_invalid_certificate: true,
        }
    }

    /// All that was said to the server until its script ended.
    pub async fn heard_in_all(self) -> String {
        let Self { heard, talk, .. } = self;
        talk.await.unwrap();
        String::from_utf8_lossy(&heard.lock().unwrap()).into_owned()
    }
}

impl Peer {
    pub async fn say(&mut self, text: impl AsRef<[u8]>) {
        // A client that has left already is part of some scripts.
        let _ = self.tcp.write_all(text.as_ref()).await;
    }

    /// The next line without its end; `None` when the client has left.
    pub async fn hear(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                return Some(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if !self.hear_more().await {
                return None;
            }
        }
    }

    async fn hear_more(&mut self) -> bool {
        let mut piece = [0; 4096];
        match self.tcp.read(&mut piece).await {
            Ok(0) | Err(_) => false,
            Ok(count) => {
                self.heard.lock().unwrap().extend_from_slice(&piece[..count]);
                self.rest.extend_from_slice(&piece[..count]);
                true
            }
        }
    }

    /// Answers until a line that is not in the list, which is returned.
    pub async fn answer(&mut self, answers: &[(&str, &str)]) -> Option<String> {
        loop {
            let line = self.hear().await?;
            let (first, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let known =
                |asked: &str| line.starts_with(asked) || (first.starts_with('M') && first[1..].parse::<u32>().is_ok() && rest.starts_with(asked));
            match answers.iter().find(|(asked, _)| known(asked)) {
                Some((_, answer)) => self.say(answer.replace("{tag}", first)).await,
                None => return Some(line),
            }
        }
    }

    /// Says nothing more, and waits until the client leaves.
    pub async fn hang(&mut self) {
        while self.hear_more().await {}
    }
}

pub fn trust() -> TlsTrust {
    TlsTrust::load(None).unwrap()
}

/// Short enough for a test, long enough for this machine.
pub fn impatient() -> Timeouts {
    let all = Duration::from_millis(700);
    Timeouts { connect: Duration::from_secs(5), command: all, idle: all, delivery: all }
}

/// Fails unless neither the password nor any encoding of it was said.
pub fn assert_kept_secret(heard: &str) {
    use base64::Engine;
    let encode = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    for secret in ["secret".to_owned(), encode("secret"), encode("\0user\0secret")] {
        assert!(!heard.contains(&secret), "the server was told {heard:?}");
    }
}
