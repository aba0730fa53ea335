//! `madoguchi demo`: the practice company, in a folder of its own so that real work never meets it.

use super::serve;
use crate::{config::Config, desk};
use anyhow::Result;

pub async fn demo(mut config: Config) -> Result<()> {
    config.data = config.data.join("practice");
    config.database = None;
    let desk = desk::open(&config).await?;
    let login = backend::practice::fill(&desk, &config.data).await?;
    desk.db.close().await;
    drop(desk);
    println!();
    println!("  Madoguchi, the practice company:  {}", config.public_url);
    println!("  Sign in as                        {}", login.email);
    println!("  Password                          {}", login.password);
    println!("  Other people                      {}", login.others.join(", "));
    println!();
    println!("  Everything here is practice: nothing is fetched from or sent to the outside.");
    println!("  For your own mail: stop this with Ctrl-C, run  madoguchi serve  and open the same address;");
    println!("  a wizard asks for your mailbox (IMAP or POP3, SMTP) and tests it while you watch.");
    println!();
    serve::serve(config, true).await
}
