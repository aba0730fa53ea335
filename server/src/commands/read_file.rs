//! `madoguchi read-file`: reads one attached file, with little memory and time. What is in it is a stranger's.

use clap::Args;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
    io::{Read, Write},
    process::ExitCode,
};

/// Bytes of memory: a file of the largest size, unpacked, and its text.
const MEMORY: u64 = 768 * 1024 * 1024;
const SECONDS: u64 = 25;

#[derive(Args)]
pub struct ReadFile {
    /// The name of the file, whose ending says what it is
    #[arg(long, default_value = "")]
    name: String,
    /// Its media type, where the name does not say it
    #[arg(long, default_value = "")]
    kind: String,
}

/// Before anything else of the program is begun: no configuration, no database, no secret is in this process.
pub fn run(asked: &ReadFile) -> ExitCode {
    let most = |limit: u64| Rlimit { current: Some(limit), maximum: Some(limit) };
    if setrlimit(Resource::Data, most(MEMORY)).and_then(|()| setrlimit(Resource::Cpu, most(SECONDS))).is_err() {
        return ExitCode::FAILURE;
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(mail::files::FILE_MAX).unwrap_or(u64::MAX);
    if std::io::stdin().take(most).read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let text = mail::files::text_of(&asked.name, &asked.kind, &bytes).unwrap_or_default();
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
