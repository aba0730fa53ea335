//! The program `madoguchi`: command line, configuration, and which parts run.

mod commands;
mod config;
mod desk;
mod figures;
mod logs;
mod routes;
mod site;
mod workers;

use clap::Parser;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = commands::Arguments::parse();
    if let commands::Command::ReadFile(asked) = &arguments.command {
        return commands::read_file::run(asked);
    }
    let config = match config::Config::read(&arguments.options()) {
        Ok(config) => config,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    logs::start(&config);
    figures::start();
    // Every TLS connection uses ring; nothing else is compiled in.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("The TLS provider was installed twice.");
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => {
            eprintln!("The program could not start its threads: {cause}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(commands::run(arguments.command, config));
    // Threads that still parse a mail do not hold up the end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("{cause:#}");
            ExitCode::FAILURE
        }
    }
}
