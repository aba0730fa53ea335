//! `madoguchi reports`: what reports are answered from, against a recount of what was noted.

use crate::{config::Config, desk};
use anyhow::{Result, bail};
use backend::{Cx, reports};
use clap::Subcommand;

#[derive(Subcommand)]
pub enum ReportsCommand {
    /// Count everything anew beside what is kept and say where they differ; changes nothing, and a running copy may go on
    Check,
    /// Pack the figures of every day anew, and check them; reports are answered all the while
    Rebuild,
    /// Fill an empty desk with years of figures that nobody made, for measuring (`make bench`)
    #[command(hide = true)]
    MakeUp {
        /// How many conversations; each is three mails, and every third one five
        #[arg(long)]
        conversations: i64,
        /// Over how many days until today
        #[arg(long)]
        days: i64,
    },
}

pub async fn run(command: ReportsCommand, config: Config) -> Result<()> {
    let desk = desk::open(&config).await?;
    let cx = Cx::system(&desk);
    match command {
        ReportsCommand::Check => {}
        ReportsCommand::Rebuild => println!("{} days of mailboxes were packed anew.", reports::rebuild(&cx).await?),
        ReportsCommand::MakeUp { conversations, days } => match reports::make_up(&cx, conversations, days).await {
            Ok(facts) => {
                println!("{facts} facts were made up.");
                return Ok(());
            }
            Err(backend::Error::Refused(_)) => bail!("This needs a desk with three mailboxes and without any conversation. Use an empty database."),
            Err(cause) => return Err(cause.into()),
        },
    }
    let checked = reports::check(&cx).await?;
    desk.db.close().await;
    if checked.wrong.is_empty() {
        println!("A recount of {} days of mailboxes confirms every figure.", checked.days);
        return Ok(());
    }
    for wrong in &checked.wrong {
        println!("{wrong}");
    }
    match command {
        ReportsCommand::Rebuild => bail!("{} packs still differ from a recount. Please report this, with the lines above.", checked.wrong.len()),
        _ => bail!("{} packs differ from a recount. `madoguchi reports rebuild` mends them.", checked.wrong.len()),
    }
}
