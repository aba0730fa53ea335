//! An SMTP server that takes every mail after a while and remembers which ends of mails it saw.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

pub struct Sink {
    pub address: String,
    seen: Arc<Mutex<HashMap<String, Seen>>>,
}

/// What was seen of the mails of one subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Times its final dot came: from then on it may have been delivered.
    pub ends: u32,
    /// Times that was confirmed to a client that still listened.
    pub confirmed: u32,
}

impl Sink {
    /// Each mail takes `time` before it is confirmed.
    pub async fn start(time: Duration) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let seen: Arc<Mutex<HashMap<String, Seen>>> = Arc::default();
        let shared = seen.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let seen = shared.clone();
                // Clients are killed in the middle: their connections end as they end.
                tokio::spawn(async move { drop(talk(connection, time, &seen).await) });
            }
        });
        Sink { address, seen }
    }

    pub fn seen(&self) -> HashMap<String, Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn talk(mut connection: TcpStream, time: Duration, seen: &Mutex<HashMap<String, Seen>>) -> std::io::Result<()> {
    let (reading, mut writing) = connection.split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 sink\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        if line != "DATA" {
            writing.write_all(if line.starts_with("QUIT") { b"221 bye\r\n" } else { b"250 ok\r\n" }).await?;
            continue;
        }
        writing.write_all(b"354 go on\r\n").await?;
        let mut subject = String::new();
        let mut ended = false;
        while let Some(line) = lines.next_line().await? {
            if line == "." {
                ended = true;
                break;
            }
            if let Some(text) = line.strip_prefix("Subject: ") {
                subject = text.to_owned();
            }
        }
        if !ended {
            return Ok(());
        }
        seen.lock().unwrap().entry(subject.clone()).or_default().ends += 1;
        tokio::time::sleep(time).await;
        writing.write_all(b"250 taken\r\n").await?;
        seen.lock().unwrap().entry(subject).or_default().confirmed += 1;
    }
    Ok(())
}
