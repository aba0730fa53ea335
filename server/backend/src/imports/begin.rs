//! A new import: its source is noted, and the look through it begins. Nothing is taken in before a person has seen what it found.

use super::{operated, sql};
use crate::{
    Cx, Error, Result,
    db::{Tx, is_unique_violation},
    files::Spool,
    secrets, users,
};
use anyhow::Context;
use domain::{
    imports::{Choices, Origin, SourceKind, folders_of},
    live::Event,
    *,
};
use secrecy::SecretString;

/// Letters of a name that are kept.
const NAME: usize = 200;

/// Of a file that was sent up.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `OverLimit` while another import of the mailbox is not over.
pub async fn begin_upload(cx: &Cx, mailbox: MailboxId, name: &str, spool: Spool) -> Result<ImportId> {
    may_begin(cx, mailbox).await?;
    if spool.size() == 0 {
        return Err(Refused::Invalid { field: Field::Source, wrong: Wrong::Missing }.into());
    }
    let file = cx.desk.files.put_spool(spool).await?.file;
    // A name is shown, and leads nowhere.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    insert(cx, mailbox, SourceKind::Upload, name, New { file: &file, ..New::default() }).await
}

/// Of something in the server's folder for imports, or of a mail server.
///
/// # Errors
/// As [`begin_upload`]; `Invalid` for what is not there, or settings that cannot be right.
pub async fn begin(cx: &Cx, mailbox: MailboxId, origin: &Origin) -> Result<ImportId> {
    may_begin(cx, mailbox).await?;
    match origin {
        Origin::Folder(name) => {
            let place = cx.desk.files.import_folder();
            let places =
                tokio::task::spawn_blocking(move || super::source::places(&place)).await.context("looking into the folder for imports")??;
            // Only what is listed can be named: a path is nothing that is asked for.
            if !places.contains(name) {
                return Err(Refused::Invalid { field: Field::Source, wrong: Wrong::Missing }.into());
            }
            insert(cx, mailbox, SourceKind::Folder, name, New::default()).await
        }
        Origin::Imap { server, password, folders } => {
            server.check()?;
            let folders = folders_of(folders)?.join("\n");
            let settings = serde_json::to_string(server).context("settings of a server")?;
            let password = SecretString::from(password.clone());
            let new = New { server: &settings, folders: &folders, password: Some(&password), ..New::default() };
            insert(cx, mailbox, SourceKind::Imap, &server.host, new).await
        }
    }
}

#[derive(Default)]
struct New<'a> {
    file: &'a str,
    server: &'a str,
    folders: &'a str,
    password: Option<&'a SecretString>,
}

/// Whether an import may be begun: asked before anything large is sent.
///
/// # Errors
/// As [`begin_upload`].
pub async fn may_begin(cx: &Cx, mailbox: MailboxId) -> Result<()> {
    let mut tx = cx.desk.db.read().await?;
    operated(&mut tx, cx, mailbox).await?;
    match sql::active(&mut tx, mailbox).await? {
        Some(_) => Err(one_at_a_time()),
        None => Ok(()),
    }
}

fn one_at_a_time() -> Error {
    Refused::OverLimit { what: Limit::Imports, limit: 1 }.into()
}

async fn insert(cx: &Cx, mailbox: MailboxId, kind: SourceKind, name: &str, new: New<'_>) -> Result<ImportId> {
    let mut tx = cx.desk.db.write().await?;
    operated(&mut tx, cx, mailbox).await?;
    let account = account(&mut tx, cx, mailbox).await?;
    let secret = match new.password {
        Some(password) => Some(secrets::store(&mut tx, &cx.desk.keys, cx.now, password).await?),
        None => None,
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
    let choices = serde_json::to_string(&Choices::<Moment>::default()).context("choices of an import")?;
    let row = sql::NewImport {
        mailbox,
        account,
        by: cx.who.user_id(),
        at: cx.now,
        kind,
        name: &name,
        file: new.file,
        server: new.server,
        folders: new.folders,
        secret,
        choices: &choices,
    };
    let id = match sql::insert(&mut tx, &row).await {
        Ok(id) => id,
        Err(cause) if is_unique_violation(&cause) => return Err(one_at_a_time()),
        Err(cause) => return Err(cause.into()),
    };
    users::audit(&mut tx, cx, "import-begin", &format!("mailbox {mailbox} import {id}"), &name).await?;
    tx.commit().await?;
    cx.desk.wake.import.notify_one();
    cx.desk.live.publish(Event::Import { mailbox });
    Ok(id)
}

/// The account by which the mailbox knows what was imported, with the trust that its other accounts have by now.
async fn account(tx: &mut Tx, cx: &Cx, mailbox: MailboxId) -> Result<AccountId> {
    let id = match sql::account(tx, mailbox).await? {
        Some((id,)) => id,
        None => sql::insert_account(tx, mailbox, cx.now).await?,
    };
    let trusted: Vec<String> = sql::trusted_servers(tx, mailbox).await?.into_iter().map(|(servers,)| servers).collect();
    sql::trust(tx, id, &trusted.join(" ")).await?;
    Ok(id)
}
