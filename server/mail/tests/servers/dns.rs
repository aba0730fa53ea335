//! A name server with a few TXT records (RFC 1035), and one that is silent.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{net::UdpSocket, task::JoinHandle};

pub struct NameServer {
    pub addr: SocketAddr,
    asked: Arc<AtomicUsize>,
    talk: JoinHandle<()>,
}

impl NameServer {
    /// Answers with the text of a name, or that the name does not exist.
    pub async fn with(records: &[(&str, &str)]) -> NameServer {
        let records: HashMap<String, String> = records.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        NameServer::start(move |question| Some(answer(question, &records))).await
    }

    pub async fn silent() -> NameServer {
        NameServer::start(|_| None).await
    }

    async fn start(talk: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> NameServer {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let addr = socket.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        let talk = tokio::spawn(async move {
            let mut question = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut question).await {
                count.fetch_add(1, Ordering::Relaxed);
                if let Some(answer) = talk(&question[..length]) {
                    let _ = socket.send_to(&answer, from).await;
                }
            }
        });
        NameServer { addr, asked, talk }
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.talk.abort();
    }
}

/// One question, for a TXT record; the rest of the message is of no interest.
fn answer(message: &[u8], records: &HashMap<String, String>) -> Vec<u8> {
    let mut name = Vec::new();
    let mut at = 12;
    while message[at] > 0 {
        let length = usize::from(message[at]);
        name.push(String::from_utf8_lossy(&message[at + 1..=at + length]).to_lowercase());
        at += 1 + length;
    }
    let question = &message[12..at + 5];
    let record = records.get(&name.join("."));
    let mut answer = message[..2].to_vec();
    // A response, recursion available, without error or with "no such name"; one question, at most one answer.
    answer.extend([0x81, if record.is_some() { 0x80 } else { 0x83 }, 0, 1, 0, u8::from(record.is_some()), 0, 0, 0, 0]);
    answer.extend(question);
    if let Some(text) = record {
        let data: Vec<u8> = text.as_bytes().chunks(255).flat_map(|piece| std::iter::once(piece.len() as u8).chain(piece.iter().copied())).collect();
        // The name of the question, TXT, IN, kept for an hour.
        answer.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0x0e, 0x10]);
        answer.extend((data.len() as u16).to_be_bytes());
        answer.extend(data);
    }
    answer
}
