//! The command line.

mod demo;
mod doctor;
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

#[derive(Subcommand)]
pub enum Command {
    /// Run: pages, fetching, sending and the clock (see --role)
    Serve,
    /// Run the practice company in a folder of its own below the data folder; no mail server needed
    Demo,
    /// Bring the tables of the database up to date and end
    Migrate,
    /// People, from the command line
    #[command(subcommand)]
    User(users::UserCommand),
    /// Check database, folders, clock and every account's servers, and say what to do
    Doctor,
}

pub async fn run(command: Command, config: Config) -> Result<()> {
    match command {
        Command::Serve => serve::serve(config, false).await,
        Command::Demo => demo::demo(config).await,
        Command::Migrate => {
            let desk = desk::open(&config).await?;
            println!("The tables are up to date ({}).", desk.db.engine());
            desk.db.close().await;
            Ok(())
        }
        Command::User(command) => users::run(command, config).await,
        Command::Doctor => doctor::doctor(config).await,
    }
}
