//! A PostgreSQL of one test, which may be ended and started again.

use super::PATIENCE;
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpStream,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub struct Postgres {
    pub url: String,
    data: PathBuf,
    /// How it was started, and as whom.
    words: Vec<String>,
    owner: (u32, u32),
    /// The one that was started again.
    again: Option<Child>,
    /// Made the cluster, and removes it when its input ends.
    keeper: Child,
}

impl Postgres {
    pub fn start() -> Postgres {
        let with = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/servers/with.mjs");
        let say = "echo \"$MADOGUCHI_TEST_POSTGRES $MADOGUCHI_TEST_LOGS\"; exec cat";
        let mut keeper = Command::new("node")
            .args([with, "--only", "postgres", "--", "sh", "-c", say])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(keeper.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (url, logs) = line.trim().split_once(' ').unwrap_or_else(|| panic!("no PostgreSQL: {line:?}"));
        let data = Path::new(logs).parent().unwrap().join("postgres/data");
        let owner = fs::metadata(&data).unwrap();
        let command = fs::read(format!("/proc/{}/cmdline", process(&data).unwrap())).unwrap();
        // A commit that was confirmed must survive a crash here, as it does in earnest.
        let words = String::from_utf8(command).unwrap().trim_end_matches('\0').replace("synchronous_commit=off", "synchronous_commit=on");
        let words = words.split('\0').map(str::to_owned).collect();
        let mut postgres = Postgres { url: url.to_owned(), data, words, owner: (owner.uid(), owner.gid()), again: None, keeper };
        postgres.restart("INT", Duration::ZERO);
        postgres
    }

    /// Ends it by a signal (INT lets it finish writing, KILL does not), and starts it again after a while.
    pub fn restart(&mut self, signal: &str, away: Duration) {
        let id = process(&self.data).unwrap();
        assert!(Command::new("kill").args([&format!("-{signal}"), &id.to_string()]).status().unwrap().success());
        wait("PostgreSQL ends", || match &mut self.again {
            Some(child) => child.try_wait().unwrap().is_some(),
            None => !Path::new("/proc").join(id.to_string()).exists(),
        });
        std::thread::sleep(away);
        // The processes of a killed one end when they notice; until then nobody may take their place.
        wait("PostgreSQL starts", || {
            let mut command = Command::new(&self.words[0]);
            command.args(&self.words[1..]).uid(self.owner.0).gid(self.owner.1).current_dir(self.data.parent().unwrap());
            let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            let port = self.url.rsplit_once(':').unwrap().1.split('/').next().unwrap().to_owned();
            loop {
                if child.try_wait().unwrap().is_some() {
                    return false;
                }
                if TcpStream::connect(format!("127.0.0.1:{port}")).is_ok() {
                    self.again = Some(child);
                    return true;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        });
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut child) = self.again.take() {
            let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
            let _ = child.wait();
        }
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The id of the server that works on a cluster.
fn process(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
}

fn wait(what: &str, mut came: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !came() {
        assert!(begun.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
