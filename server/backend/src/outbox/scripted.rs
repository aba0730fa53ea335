//! An SMTP server on this machine that behaves as a test asks: the faults that a real one shows only on bad days.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::{Notify, Semaphore},
};

/// What the server does with what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Takes,
    /// 550 for every recipient.
    RefusesAll,
    /// 550 for recipients whose address begins with `gone`.
    RefusesGone,
    /// 451 for recipients whose address begins with `grey`.
    PutsOffGrey,
    /// 451 instead of taking the mail.
    PutsOff,
    /// Closes the connection after the final dot, before its answer.
    DropsAfterDot,
    /// Takes the final dot and says nothing.
    HangsAfterDot,
    /// Takes a mail when it is allowed to: see [`Server::allows`].
    WaitsForLeave,
}

pub struct Server {
    pub port: u16,
    state: Arc<State>,
}

struct State {
    manner: Mutex<Manner>,
    mails: Mutex<Vec<Mail>>,
    connections: AtomicUsize,
    dots: AtomicUsize,
    dot: Notify,
    leave: Semaphore,
}

#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    pub text: String,
}

impl Server {
    pub async fn start(manner: Manner) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = State {
            manner: Mutex::new(manner),
            mails: Mutex::default(),
            connections: AtomicUsize::new(0),
            dots: AtomicUsize::new(0),
            dot: Notify::new(),
            leave: Semaphore::new(0),
        };
        let state = Arc::new(state);
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let state = shared.clone();
                // An error is the client leaving, which is its right.
                tokio::spawn(async move { drop(talk(connection, &state).await) });
            }
        });
        Server { port, state }
    }

    pub fn becomes(&self, manner: Manner) {
        *self.state.manner.lock().unwrap() = manner;
    }

    /// The mails it took responsibility for.
    pub fn mails(&self) -> Vec<Mail> {
        self.state.mails.lock().unwrap().clone()
    }

    /// So many more mails are taken.
    pub fn allows(&self, mails: usize) {
        self.state.leave.add_permits(mails);
    }

    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// Final dots seen.
    pub fn dots(&self) -> usize {
        self.state.dots.load(Ordering::SeqCst)
    }

    /// Waits until a final dot was seen.
    pub async fn saw_dot(&self) {
        while self.dots() == 0 {
            self.state.dot.notified().await;
        }
    }
}

async fn talk(mut connection: TcpStream, state: &State) -> std::io::Result<()> {
    let (reading, mut writing) = connection.split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 scripted\r\n").await?;
    let (mut from, mut to) = (String::new(), Vec::new());
    while let Some(line) = lines.next_line().await? {
        let manner = *state.manner.lock().unwrap();
        let address = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(addr, _)| addr.to_owned()).unwrap_or_default();
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 scripted".to_owned(),
            "MAIL" => {
                (from, to) = (address, Vec::new());
                "250 ok".to_owned()
            }
            "RCPT" if manner == Manner::RefusesAll || manner == Manner::RefusesGone && address.starts_with("gone") => {
                format!("550 no such user {address}")
            }
            "RCPT" if manner == Manner::PutsOffGrey && address.starts_with("grey") => "451 try later".to_owned(),
            "RCPT" => {
                to.push(address);
                "250 ok".to_owned()
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                state.dots.fetch_add(1, Ordering::SeqCst);
                state.dot.notify_waiters();
                state.dot.notify_one();
                match manner {
                    Manner::DropsAfterDot => return Ok(()),
                    Manner::HangsAfterDot => std::future::pending().await,
                    Manner::WaitsForLeave => {
                        state.leave.acquire().await.map_err(std::io::Error::other)?.forget();
                        state.mails.lock().unwrap().push(Mail { from: from.clone(), to: to.clone(), text });
                        "250 queued".to_owned()
                    }
                    Manner::PutsOff => "451 the disk is full".to_owned(),
                    _ => {
                        state.mails.lock().unwrap().push(Mail { from: from.clone(), to: to.clone(), text });
                        "250 queued".to_owned()
                    }
                }
            }
            "RSET" => "250 ok".to_owned(),
            "QUIT" => {
                writing.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "500 what?".to_owned(),
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
