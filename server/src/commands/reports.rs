//! `madoguchi reports`: the sums that reports are answered from, against a recount of what was noted.

use crate::{config::Config, desk};
use anyhow::{Result, bail};
use backend::{Cx, reports};
use clap::Subcommand;

#[derive(Subcommand)]
pub enum ReportsCommand {
    /// Count everything anew beside the kept sums and say where they differ; changes nothing, and a running copy may go on
    Check,
    /// Sum up every day anew, and check it; reports are answered all the while
    Rebuild,
}

pub async fn run(command: ReportsCommand, config: Config) -> Result<()> {
    let desk = desk::open(&config).await?;
    let cx = Cx::system(&desk);
    if matches!(command, ReportsCommand::Rebuild) {
        let days = reports::rebuild(&cx).await?;
        println!("{days} days of mailboxes were summed up anew.");
    }
    let checked = reports::check(&cx).await?;
    desk.db.close().await;
    if checked.wrong.is_empty() {
        println!("A recount of {} days of mailboxes confirms every sum.", checked.days);
        return Ok(());
    }
    for wrong in &checked.wrong {
        println!("{wrong}");
    }
    match command {
        ReportsCommand::Check => bail!("{} sums differ from a recount. `madoguchi reports rebuild` mends them.", checked.wrong.len()),
        ReportsCommand::Rebuild => bail!("{} sums still differ from a recount. Please report this, with the lines above.", checked.wrong.len()),
    }
}
