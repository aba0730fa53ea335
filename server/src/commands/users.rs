//! `madoguchi user …`: for the first person, and for a password that nobody remembers.

use crate::{config::Config, desk};
use anyhow::{Context, Result, bail};
use backend::{Cx, Error, users};
use clap::{Args, Subcommand};
use domain::{access::Role, users::NewUser};
use std::io::Read;

#[derive(Subcommand)]
pub enum UserCommand {
    /// Add a person with a password
    Add(Add),
    /// Set a temporary password; it must be changed at the next sign-in, and every session ends
    ResetPassword(Reset),
    /// List people
    List,
}

#[derive(Args)]
pub struct Add {
    /// Mail address, which is the name to sign in with
    #[arg(long)]
    email: String,
    /// Name as colleagues see it
    #[arg(long)]
    name: String,
    /// admin or member
    #[arg(long, default_value = "member")]
    role: Role,
    /// Read the password from standard input; without it a temporary one is made and printed
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct Reset {
    /// Mail address of the person, with which they sign in
    #[arg(long)]
    email: String,
    /// Read the temporary password from standard input; without it one is made and printed
    #[arg(long)]
    password_stdin: bool,
}

pub async fn run(command: UserCommand, config: Config) -> Result<()> {
    let desk = desk::open(&config).await?;
    let cx = Cx::system(&desk);
    match command {
        UserCommand::Add(add) => {
            let (password, made) = password(add.password_stdin)?;
            let new = NewUser { name: add.name, email: add.email.clone(), role: add.role };
            users::add(&cx, new, &password, made).await.map_err(explain)?;
            println!("{} was added.", add.email);
            if made {
                println!("Temporary password: {password}");
            }
        }
        UserCommand::ResetPassword(reset) => {
            let (password, made) = password(reset.password_stdin)?;
            users::reset_password(&cx, &reset.email, &password).await.map_err(explain)?;
            println!("The password of {} was reset; it must be changed at the next sign-in.", reset.email);
            if made {
                println!("Temporary password: {password}");
            }
        }
        UserCommand::List => {
            for user in users::list(&cx).await.map_err(explain)? {
                println!("{}\t{}\t{}\t{}", user.email, user.name, user.role, user.state);
            }
        }
    }
    desk.db.close().await;
    Ok(())
}

/// The password, and whether it was made here.
fn password(from_stdin: bool) -> Result<(String, bool)> {
    if !from_stdin {
        return Ok((format!("{}-1", backend::auth::random_token().chars().take(16).collect::<String>()), true));
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("the password on standard input")?;
    let text = text.trim_end_matches(['\r', '\n']).to_owned();
    if text.is_empty() {
        bail!("No password came on standard input.");
    }
    Ok((text, false))
}

/// A refusal as a sentence for the command line.
fn explain(error: Error) -> anyhow::Error {
    use domain::{Field, Refused, Wrong};
    match error {
        Error::Failed(cause) => cause,
        Error::Refused(refused) => anyhow::anyhow!(match refused {
            Refused::NotFound => "Nobody has this mail address.".to_owned(),
            Refused::Taken { .. } => "Somebody has this mail address already.".to_owned(),
            Refused::Invalid { field: Field::Password, wrong: Wrong::TooShort } => "The password needs at least 8 characters.".to_owned(),
            Refused::Invalid { field: Field::Password, .. } => "This password is easy to guess: mix letters and digits, at least 8.".to_owned(),
            Refused::Invalid { field: Field::Email, .. } => "This is no mail address.".to_owned(),
            other => format!("Refused: {other}."),
        }),
    }
}
