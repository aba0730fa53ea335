//! Everything of one person as an archive (MD-14): their card, mails as they came and went, calls, visits, bulk mails, files.

use super::{cards, contacts, erase::Whole, sql, values};
use crate::{Cx, Error, Result, bulk, db::Tx, logs, messages, users};
use domain::{book::EntryKind, logs::Log, *};
use std::io::{Seek, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive that lies in a file without a name, and what it is called.
pub struct PersonFile {
    pub name: String,
    pub file: std::fs::File,
    pub size: u64,
}

/// Bulk mails that are named.
const BULK_MAX: i64 = 10_000;

/// One entry of the archive: its bytes, or the file where they lie.
enum Part {
    Bytes(Vec<u8>),
    Filed(String),
}

/// Data leave the house, so the audit log knows.
///
/// # Errors
/// `NotAllowed` for anybody but admins; `NotFound`.
pub async fn person_file(cx: &Cx, id: ContactId) -> Result<PersonFile> {
    let mut tx = cx.desk.db.write().await?;
    let whole = Whole::read(&mut tx, cx, id).await?;
    let parts = parts(&mut tx, cx, &whole).await?;
    users::audit(&mut tx, cx, "export", &format!("contact {id}"), &format!("everything: {} mails", whole.mails.len())).await?;
    tx.commit().await?;
    let mut zip = ZipWriter::new(tempfile::tempfile()?);
    for (name, part) in parts {
        let bytes = match part {
            Part::Bytes(bytes) => bytes,
            Part::Filed(file) => cx.desk.files.get(&file).await?.to_vec(),
        };
        zip = in_background(move || {
            zip.start_file(name, SimpleFileOptions::default().large_file(bytes.len() > 0x7fff_ffff)).map_err(broken)?;
            zip.write_all(&bytes)?;
            Ok(zip)
        })
        .await?;
    }
    let (file, size) = in_background(move || {
        let mut file = zip.finish().map_err(broken)?;
        let size = file.stream_position()?;
        file.rewind()?;
        Ok((file, size))
    })
    .await?;
    Ok(PersonFile { name: format!("{}.zip", whole.row.name), file, size })
}

async fn parts(tx: &mut Tx, cx: &Cx, whole: &Whole) -> Result<Vec<(String, Part)>> {
    let mut parts = vec![
        ("card.json".to_owned(), Part::Bytes(card(tx, whole).await?)),
        ("card.vcf".to_owned(), Part::Bytes(mail::vcard::write(&[cards::card(tx, &whole.row).await?]).into_bytes())),
    ];
    for (count, (id, conversation, at, file)) in messages::raw_files(tx, &whole.mails).await?.into_iter().enumerate() {
        let day: String = read(at).chars().take(10).collect();
        parts.push((format!("mails/{:05} {day} conversation {conversation} mail {id}.eml", count + 1), Part::Filed(file)));
    }
    let mut entries = Vec::new();
    for contact in &whole.contacts {
        entries.extend(logs::of_contact(tx, *contact).await?);
    }
    for (name, log) in [("calls.json", Log::Calls), ("visits.json", Log::Visits)] {
        let told: Vec<_> = entries
            .iter()
            .filter(|entry| entry.1 == log)
            .map(|(id, _, at, subject, text)| serde_json::json!({ "id": id, "at": read(*at), "subject": subject, "text": text }))
            .collect();
        parts.push((name.to_owned(), Part::Bytes(serde_json::to_vec_pretty(&told)?)));
    }
    let sent = bulk::traces(tx, cx, whole.space, &whole.contacts, None, (Moment(i64::MAX), i64::MAX), BULK_MAX).await?;
    let told: Vec<_> =
        sent.iter().map(|one| serde_json::json!({ "at": read(one.at), "subject": one.title, "by": one.by, "result": one.result })).collect();
    parts.push(("bulk-mails.json".to_owned(), Part::Bytes(serde_json::to_vec_pretty(&told)?)));
    for file in sql::files(tx, EntryKind::Contact, whole.row.id.0).await? {
        if let Some((name, _, content)) = sql::file(tx, EntryKind::Contact, whole.row.id.0, file.id).await? {
            parts.push((format!("files/{} {}", file.id, flat(&name)), Part::Filed(content)));
        }
    }
    Ok(parts)
}

async fn card(tx: &mut Tx, whole: &Whole) -> Result<Vec<u8>> {
    let form = contacts::form(tx, &whole.row).await?;
    let found = sql::values_of(tx, whole.space, EntryKind::Contact, whole.row.id.0).await?;
    let items: Vec<_> = values::states(&found).into_iter().map(|(_, item)| serde_json::json!({ "name": item.name, "value": item.text })).collect();
    let groups: Vec<String> = sql::groups_of(tx, EntryKind::Contact, whole.row.id.0).await?.into_iter().map(|(_, name)| name).collect();
    let card = serde_json::json!({
        "code": form.code, "name": form.name, "reading": form.reading, "company": whole.row.company, "section": form.section, "phone": form.phone,
        "addresses": form.addresses, "groups": groups, "items": items,
        "opted_out_at": whole.row.opted_out_at.map(read), "opted_out_by": whole.row.opted_out_by,
    });
    Ok(serde_json::to_vec_pretty(&card)?)
}

/// As programs read it (RFC 3339).
fn read(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_string()
}

/// No folders in a name: what is unpacked stays beside the archive.
fn flat(name: &str) -> String {
    name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect()
}

fn broken(cause: zip::result::ZipError) -> Error {
    Error::Failed(anyhow::Error::new(cause).context("the archive of a person"))
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("the archive of a person")))?
}
