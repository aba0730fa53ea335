//! `madoguchi rotate-key`: a new key for what is sealed, and everything sealed with it.

use crate::{config::Config, desk};
use anyhow::Result;
use backend::{Cx, Error, secrets};

pub async fn rotate_key(config: Config) -> Result<()> {
    let desk = desk::open(&config).await?;
    desk.keys.rotate()?;
    let count = secrets::reseal(&Cx::system(&desk)).await.map_err(|cause| match cause {
        Error::Failed(cause) => cause,
        Error::Refused(refused) => refused.into(),
    })?;
    desk.db.close().await;
    println!("A new key was added to {}.", config.data.join("secret.key").display());
    println!("Stored passwords that are sealed with it now: {count}.");
    println!("Older keys stay in the file: copies of the database from before need them. A running copy finds the new key by itself.");
    Ok(())
}
