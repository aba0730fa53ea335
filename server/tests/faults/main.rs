//! Faults with real processes: the built program is killed in the middle of its work, against a real Dovecot and Postfix.
//! No mail may be lost, none taken in twice, none sent twice.
//!
//! `MADOGUCHI_FAULT_ROUNDS` sets how often it is killed, `MADOGUCHI_FAULT_SEED` when.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::panic, reason = "tests")]

mod bombs;
mod bulk;
mod chance;
mod company;
mod copies;
mod database;
mod disk;
mod ending;
mod fetching;
mod importing;
mod line;
mod maildir;
mod memory;
mod postgres;
mod program;
mod reading;
mod repeating;
mod sending;
mod sink;
mod three;
mod web;

use std::time::Duration;

/// For whatever is waited for: a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_secs(180);

/// The variable of a server that the test command started. `None` where there is none; it is an error to lack one when
/// `MADOGUCHI_TEST_REQUIRE` is set.
fn server(variable: &str) -> Option<String> {
    let found = std::env::var(variable).ok();
    if found.is_none() {
        assert!(std::env::var_os("MADOGUCHI_TEST_REQUIRE").is_none(), "{variable} is required here");
        eprintln!("skipped: {variable} is not set");
    }
    found
}

fn host_and_port(address: &str) -> (String, u16) {
    let (host, port) = address.rsplit_once(':').unwrap();
    (host.to_owned(), port.parse().unwrap())
}

/// How often the program is killed.
fn rounds(usual: usize) -> usize {
    std::env::var("MADOGUCHI_FAULT_ROUNDS").ok().map_or(usual, |text| text.parse().unwrap())
}

/// Asks again and again until `answer` is some; `what` is what never came.
async fn until<T>(what: &str, mut answer: impl AsyncFnMut() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(answer) = answer().await {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("never: {what}"))
}
