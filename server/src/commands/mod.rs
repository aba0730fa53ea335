//! The command line.

mod demo;
mod doctor;
pub mod read_file;
mod reports;
mod rotate_key;
mod serve;
mod users;

use crate::{
    config::{Config, Options},
    desk,
};
use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "madoguchi", version, about = "Madoguchi (窓口): shared mailboxes for teams that answer customers", propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    pub options: Options,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// The options, wherever on the line they stand.
    pub fn options(&self) -> Options {
        let mut options = self.options.clone();
        if let Command::Serve { role: Some(role) } = &self.command {
            options.role = Some(role.clone());
        }
        options
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Run: pages, fetching, sending and the clock (see --role)
    Serve {
        /// What this copy does: all, web (pages only) or worker (fetches and sends only) [default: all]
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
    },
    /// Run the practice company in a folder of its own below the data folder; no mail server needed
    Demo,
    /// Bring the tables of the database up to date and end
    Migrate,
    /// People, from the command line
    #[command(subcommand)]
    User(users::UserCommand),
    /// Figures of reports: whether a recount confirms them, and making them anew
    #[command(subcommand)]
    Reports(reports::ReportsCommand),
    /// Make a new key for stored passwords of mail servers and seal all of them with it; a running copy may go on
    RotateKey,
    /// Say what a file says, from standard input to standard output; the program asks itself for it, for the search
    #[command(hide = true)]
    ReadFile(read_file::ReadFile),
    /// Check database, folders, clock and every account's servers, and say what to do
    Doctor,
}

pub async fn run(command: Command, config: Config) -> Result<()> {
    match command {
        Command::Serve { .. } => serve::serve(config, false).await,
        Command::Demo => demo::demo(config).await,
        Command::Migrate => {
            let desk = desk::open(&config).await?;
            println!("The tables are up to date ({}).", desk.db.engine());
            desk.db.close().await;
            Ok(())
        }
        Command::User(command) => users::run(command, config).await,
        Command::Reports(command) => reports::run(command, config).await,
        Command::RotateKey => rotate_key::rotate_key(config).await,
        Command::Doctor => doctor::doctor(config).await,
        // Answered by `main`, before anything is opened.
        Command::ReadFile(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_every_option_is_explained() {
        fn look(command: &clap::Command) {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name}");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{name} {}", argument.get_id());
            }
            command.get_subcommands().for_each(look);
        }
        look(&Arguments::command());
    }

    #[test]
    fn the_role_of_a_copy_and_of_a_person_do_not_mix() {
        let read = |words: &[&str]| Arguments::try_parse_from([&["madoguchi"], words].concat()).unwrap();
        assert_eq!(read(&["serve", "--role", "worker"]).options().role.as_deref(), Some("worker"));
        assert_eq!(read(&["--role", "web", "serve"]).options().role.as_deref(), Some("web"));
        let added = read(&["user", "add", "--email", "a@b.example", "--name", "A", "--role", "admin"]);
        assert!(matches!(added.command, Command::User(users::UserCommand::Add(_))));
        assert_eq!(added.options().role, None);
    }
}
