//! The built program as a process of its own.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

pub struct Program {
    child: Child,
    log: PathBuf,
}

/// The program with no settings but those that are given.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
    command.args(words).env_clear().stdin(Stdio::null());
    command
}

impl Program {
    /// `serve` on a data folder, with further words of the command line. What it says goes to a file beside the folder.
    pub fn serve(data: &Path, words: &[&str]) -> Program {
        let log = data.parent().unwrap().join("log");
        let written = File::options().create(true).append(true).open(&log).unwrap();
        let mut command = command(&["serve", "--data", data.to_str().unwrap()]);
        let child = command.args(words).stdout(written.try_clone().unwrap()).stderr(written).spawn().unwrap();
        Program { child, log }
    }

    pub fn worker(data: &Path, words: &[&str]) -> Program {
        Self::serve(data, &[&["--role", "worker"], words].concat())
    }

    /// SIGKILL. It must have been running until now.
    pub fn kill(&mut self) {
        self.must_run();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn must_run(&mut self) {
        if let Some(ended) = self.child.try_wait().unwrap() {
            panic!("it ended by itself ({ended}): {}", self.said());
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGTERM; answers how it ended and after what time. One that has only just begun is let come to where it hears it.
    pub fn stop(&mut self) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        while !self.hears() && asked.elapsed() < super::PATIENCE {
            self.must_run();
            std::thread::sleep(Duration::from_millis(5));
        }
        self.must_run();
        let begun = Instant::now();
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        while begun.elapsed() < super::PATIENCE {
            if let Some(ended) = self.child.try_wait().unwrap() {
                return (ended, begun.elapsed());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not end: {}", self.said());
    }

    /// The end of what it said.
    pub fn said(&self) -> String {
        let mut text = String::new();
        File::open(&self.log).unwrap().read_to_string(&mut text).unwrap();
        let from = text.len().saturating_sub(4_000);
        text.split_off(text.ceil_char_boundary(from))
    }

    /// The most memory it ever had, in bytes (VmHWM).
    pub fn peak_memory(&self) -> u64 {
        self.status("VmHWM:").strip_suffix(" kB").unwrap().trim().parse::<u64>().unwrap() * 1024
    }

    /// Whether it has a handler for SIGTERM, which is signal 15 (SigCgt of proc(5)).
    fn hears(&self) -> bool {
        u64::from_str_radix(&self.status("SigCgt:"), 16).unwrap() & (1 << 14) != 0
    }

    /// A line of what the system knows of it.
    fn status(&self, name: &str) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("── the program said:\n{}", self.said());
        }
    }
}
