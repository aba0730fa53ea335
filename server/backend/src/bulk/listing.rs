//! The list of recipients: made of the audience when it is looked at, and fixed to the version that it was made of.

use super::{publish, seen, sql, written};
use crate::{Cx, Error, Result, db::Tx};
use domain::{
    addresses::is_address,
    bulk::{
        Counts, Exclusion, Preview, Recap, RecipientLine, RecipientState, Shown,
        audience::{Audience, Condition, Subject, chosen},
        fill::{Addressee, fill, items_in, value},
        table,
    },
    fold::fold,
    reserved, *,
};
use std::collections::{HashMap, HashSet};

/// So long an address that was wrong is left out: by then its owner may have another one, or it may be somebody else's.
const WRONG_FOR_DAYS: i64 = 180;
/// People that conditions choose at most, with those who are left out.
const CHOSEN_MAX: usize = 20_000;
/// Lines of one reading.
const LINES: i64 = 100;

/// Somebody whom the audience names.
struct Named {
    line: i64,
    contact: Option<ContactId>,
    company: Option<CompanyId>,
    to: Addressee,
}

/// Makes the list of a draft anew where its text or audience changed since, and answers what is to be looked at before it goes out.
///
/// # Errors
/// [`Refused::TooManyRecipients`], naming how many there are; [`Refused::NoRecipient`] where the audience names nobody.
pub async fn list_recipients(cx: &Cx, id: BulkMailId) -> Result<Recap> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    if !mail.state.is_open() || cx.who.has(access::Right::Send, mail.mailbox_id).is_err() {
        return recap(&mut tx, cx, &mail).await;
    }
    drop(tx);
    let mut tx = cx.desk.db.write().await?;
    let mail = written(&mut tx, cx, id).await?;
    if mail.state.is_open() {
        renew(&mut tx, cx, &mail).await?;
    }
    let recap = recap(&mut tx, cx, &mail).await?;
    tx.commit().await?;
    publish(cx, &mail);
    Ok(recap)
}

/// The list as the audience and the address book are now.
pub(super) async fn renew(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<()> {
    let audience: Audience = serde_json::from_str(&mail.audience)?;
    let named = named(tx, cx, mail, &audience).await?;
    sql::recipients::forget_list(tx, mail.id).await?;
    let mut known: HashSet<String> = HashSet::new();
    for (position, Named { line, contact, company, to }) in named.iter().enumerate() {
        let addr_key = fold(&to.addr);
        let reason = if to.addr.is_empty() {
            Some(Exclusion::NoAddress)
        } else if !is_address(&to.addr) {
            Some(Exclusion::Invalid)
        } else if !known.insert(addr_key.clone()) {
            Some(Exclusion::Duplicate)
        } else {
            None
        };
        let new = sql::recipients::New {
            position: i64::try_from(position).unwrap_or(i64::MAX),
            is_test: false,
            line: *line,
            contact: *contact,
            company: *company,
            to,
            addr_key: &addr_key,
            items: &serde_json::to_string(&to.items)?,
            state: if reason.is_some() { RecipientState::Excluded } else { RecipientState::Listed },
            reason: reason.map_or("", Exclusion::as_str),
            token: &token(),
            due_at: Moment(0),
        };
        sql::recipients::insert(tx, mail.id, &new).await?;
    }
    leave_out(tx, cx, mail).await?;
    let listed = Counts::of(&sql::recipients::counts(tx, mail.id).await?).listed;
    let limit = sql::limits(tx, mail.space_id).await?.recipients;
    if listed > limit {
        return Err(too_many(listed, limit));
    }
    sql::set_listed(tx, mail.id, mail.version).await?;
    Ok(())
}

/// Who on the list must not get it, as it is known now. Asked once more when it starts.
pub(super) async fn leave_out(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<()> {
    sql::marks::leave_out_opted_out(tx, mail.id, mail.space_id).await?;
    sql::marks::leave_out_bounced(tx, mail.id, mail.space_id, cx.now.plus_days(-WRONG_FOR_DAYS)).await?;
    Ok(())
}

fn too_many(count: i64, limit: i64) -> Error {
    let positive = |number: i64| u64::try_from(number).unwrap_or_default();
    Error::Refused(Refused::TooManyRecipients { count: positive(count), limit: positive(limit) })
}

/// 128 random bits: what a link in a mail bears. It says nothing of whom it is for.
pub(super) fn token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

async fn named(tx: &mut Tx, cx: &Cx, mail: &sql::Mail, audience: &Audience) -> Result<Vec<Named>> {
    match audience {
        Audience::Nobody => Err(Error::Refused(Refused::NoRecipient)),
        Audience::File { columns, rows, .. } => {
            let known: HashMap<String, (ContactId, Option<CompanyId>)> =
                sql::book::known(tx, mail.space_id).await?.into_iter().rev().map(|(key, contact, company)| (key, (contact, company))).collect();
            let each = rows.iter().map(|row| {
                let found = known.get(&fold(row.cell(0)));
                let items = columns.iter().enumerate().filter(|(_, name)| !name.is_empty());
                let items = items.map(|(place, name)| (name.clone(), row.cell(table::FIXED + place).to_owned())).collect();
                let to = Addressee {
                    addr: row.cell(0).to_owned(),
                    name: row.cell(1).to_owned(),
                    company: row.cell(2).to_owned(),
                    section: row.cell(3).to_owned(),
                    items,
                };
                Named { line: row.line, contact: found.map(|(contact, _)| *contact), company: found.and_then(|(_, company)| *company), to }
            });
            Ok(each.collect())
        }
        Audience::Book { any, conditions } => of_book(tx, cx, mail, *any, conditions).await,
    }
}

async fn of_book(tx: &mut Tx, cx: &Cx, mail: &sql::Mail, any: bool, conditions: &[Condition]) -> Result<Vec<Named>> {
    let contacts = sql::book::contacts(tx, mail.space_id).await?;
    let items = sql::book::items(tx, mail.space_id).await?;
    let mut sets = Vec::with_capacity(conditions.len());
    // Twenty at most.
    for condition in conditions {
        sets.push((condition.test, true_of(tx, cx, mail.space_id, &contacts, &items, condition).await?));
    }
    let all: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    let chosen = chosen(&all, any, &sets);
    if chosen.is_empty() {
        return Err(Error::Refused(Refused::NoRecipient));
    }
    if chosen.len() > CHOSEN_MAX {
        return Err(too_many(i64::try_from(chosen.len()).unwrap_or(i64::MAX), sql::limits(tx, mail.space_id).await?.recipients));
    }
    // The values of the items that the text asks for: those of the contact, or else those of the company.
    let mut values = Vec::new();
    for name in items_in(&mail.content()) {
        let of_kind = |kind: &str| items.iter().find(|item| item.entry_kind == kind && item.name_key == fold(&name)).map(|item| item.id);
        let (contact, company) = (of_kind("contact"), of_kind("company"));
        if contact.is_some() || company.is_some() {
            values.push((name, values_of(tx, contact).await?, values_of(tx, company).await?));
        }
    }
    let named = contacts.into_iter().filter(|contact| chosen.contains(&contact.id)).map(|contact| {
        let item = |(name, of_contact, of_company): &(String, HashMap<i64, String>, HashMap<i64, String>)| {
            let own = of_contact.get(&contact.id.0);
            let value = own.or_else(|| contact.company_id.and_then(|company| of_company.get(&company.0)));
            (name.clone(), value.cloned().unwrap_or_default())
        };
        let items = values.iter().map(item).collect();
        let to = Addressee { addr: contact.addr, name: contact.name, company: contact.company, section: contact.section, items };
        Named { line: 0, contact: Some(contact.id), company: contact.company_id, to }
    });
    Ok(named.collect())
}

/// What entries have in an item; several options in one line.
async fn values_of(tx: &mut Tx, item: Option<BookItemId>) -> Result<HashMap<i64, String>> {
    let Some(item) = item else { return Ok(HashMap::new()) };
    let mut values: HashMap<i64, String> = HashMap::new();
    for (entry, text) in sql::book::item_values(tx, item).await? {
        let value = values.entry(entry).or_default();
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push_str(&text);
    }
    Ok(values)
}

/// Of whom the positive side of a condition is true.
async fn true_of(
    tx: &mut Tx,
    cx: &Cx,
    space: SpaceId,
    contacts: &[sql::book::Contact],
    items: &[sql::book::ItemRow],
    condition: &Condition,
) -> Result<HashSet<ContactId>> {
    let key = condition.key();
    let by = |holds: &dyn Fn(&sql::book::Contact) -> bool| contacts.iter().filter(|contact| holds(contact)).map(|contact| contact.id).collect();
    let of_entries = |kind: &str, entries: &HashSet<i64>| -> HashSet<ContactId> {
        match kind {
            "contact" => entries.iter().map(|id| ContactId(*id)).collect(),
            _ => by(&|contact| contact.company_id.is_some_and(|company| entries.contains(&company.0))),
        }
    };
    let since = cx.now.plus_days(-condition.days().unwrap_or_default());
    Ok(match condition.subject {
        Subject::Name => by(&|contact| condition.test.holds(&contact.name_key, &key)),
        Subject::Company => by(&|contact| condition.test.holds(&contact.company_key, &key)),
        Subject::Section => by(&|contact| condition.test.holds(&fold(&contact.section), &key)),
        Subject::InCharge => by(&|contact| contact.in_charge_id.is_some() && contact.in_charge_id == condition.user()),
        Subject::OptedOut => by(&|contact| contact.opted_out),
        Subject::Wrote => sql::book::wrote_since(tx, space, since).await?.into_iter().map(|(id,)| id).collect(),
        Subject::BulkMail => sql::book::bulk_since(tx, space, since).await?.into_iter().map(|(id,)| id).collect(),
        Subject::Group(id) => {
            let members = sql::book::group(tx, space, id).await?;
            let kind = members.first().map_or("contact", |(kind, _)| kind.as_str()).to_owned();
            of_entries(&kind, &members.into_iter().map(|(_, entry)| entry).collect())
        }
        Subject::Item(id) => {
            // One that was removed, or of another space, is true of nobody.
            let Some(item) = items.iter().find(|item| item.id == id) else { return Ok(HashSet::new()) };
            let values = sql::book::item_values(tx, id).await?;
            let entries = values.into_iter().filter(|(_, text)| condition.test.holds(&fold(text), &key)).map(|(entry, _)| entry).collect();
            of_entries(&item.entry_kind, &entries)
        }
    })
}

async fn recap(tx: &mut Tx, cx: &Cx, mail: &sql::Mail) -> Result<Recap> {
    let excluded = sql::recipients::excluded(tx, mail.id).await?;
    let mut recap = Recap {
        counts: Counts::of(&sql::recipients::counts(tx, mail.id).await?),
        excluded: excluded.into_iter().filter_map(|(reason, count)| Some((Exclusion::parse(&reason)?, count))).collect(),
        ..Recap::default()
    };
    let common = super::letters::common(tx, mail, cx.now).await?;
    let content = mail.content();
    let mut blank: HashMap<String, i64> = HashMap::new();
    let mut unknown = HashSet::new();
    for row in sql::recipients::all(tx, mail.id).await? {
        let filled = fill(&content, &common, &row.addressee()?);
        filled.blank.into_iter().for_each(|word| *blank.entry(word).or_default() += 1);
        unknown.extend(filled.left);
    }
    let words = [Some(&content.subject), Some(&content.text), content.html.as_ref()].into_iter().flatten().flat_map(|text| reserved::left_in(text));
    for word in words {
        let is_of_recipient = !unknown.contains(&word) && word_of_recipient(&word, &common);
        if is_of_recipient && !recap.blank.iter().any(|(known, _)| *known == word) {
            recap.blank.push((word.clone(), blank.get(&word).copied().unwrap_or_default()));
        } else if unknown.contains(&word) && !recap.unknown.contains(&word) {
            recap.unknown.push(word);
        }
    }
    Ok(recap)
}

/// Whether a word differs from one recipient to the next: of the others nothing needs to be looked at.
fn word_of_recipient(word: &str, common: &domain::bulk::fill::Common) -> bool {
    let of = |name: &str| {
        let to = Addressee { name: name.to_owned(), company: name.to_owned(), section: name.to_owned(), ..Addressee::default() };
        reserved::fill(word, reserved::Place::Text, |word| value(word, common, &to)).text
    };
    of("一") != of("二") || word.starts_with("%item:")
}

/// Lines of the list from behind `after` on.
pub async fn lines(cx: &Cx, id: BulkMailId, shown: Shown, after: i64) -> Result<Vec<RecipientLine>> {
    let mut tx = cx.desk.db.read().await?;
    seen(&mut tx, cx, id).await?;
    Ok(match shown {
        Shown::Recipients => sql::recipients::lines(&mut tx, id, after, LINES).await?,
        Shown::Excluded => sql::recipients::excluded_lines(&mut tx, id, after, LINES).await?,
        Shown::Errors => sql::recipients::error_lines(&mut tx, id, after, LINES).await?,
    })
}

/// What the recipient at a place gets.
///
/// # Errors
/// `NotFound` behind the last one.
pub async fn preview(cx: &Cx, id: BulkMailId, place: i64) -> Result<Preview> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    let total = Counts::of(&sql::recipients::counts(&mut tx, id).await?).total();
    let row = sql::recipients::at_place(&mut tx, id, place.max(0)).await?.ok_or(Refused::NotFound)?;
    let common = super::letters::common(&mut tx, &mail, mail.started_at.unwrap_or(cx.now)).await?;
    let filled = fill(&mail.content(), &common, &row.addressee()?);
    let (text, formatted) = (filled.text, filled.html.is_some());
    Ok(Preview { place, total, name: row.name, addr: row.addr, subject: filled.subject, text, formatted, blank: filled.blank })
}

/// Its formatted text, with its pictures, for a frame.
///
/// # Errors
/// `NotFound` behind the last one, and where the text is plain.
pub async fn preview_html(cx: &Cx, id: BulkMailId, place: i64) -> Result<String> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    let row = sql::recipients::at_place(&mut tx, id, place.max(0)).await?.ok_or(Refused::NotFound)?;
    let common = super::letters::common(&mut tx, &mail, mail.started_at.unwrap_or(cx.now)).await?;
    let html = fill(&mail.content(), &common, &row.addressee()?).html.ok_or(Refused::NotFound)?;
    let files = sql::files(&mut tx, id).await?;
    drop(tx);
    let mut pictures = Vec::new();
    for file in files.into_iter().filter(|file| !file.content_id.is_empty() && html.contains(&file.content_id)) {
        pictures.push((file.content_id, cx.desk.files.get(&file.file).await?.to_vec()));
    }
    let shown = move || {
        let options = mail::html::CleanOptions { remote_images: false, pictures: mail::html::Pictures::named(pictures) };
        mail::html::clean(&mail::html::as_letter(&html), &options).html
    };
    let shown = tokio::task::spawn_blocking(shown).await;
    shown.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("showing a bulk mail")))
}

/// Those who did not get it, in the form that is read as an audience: to be corrected and sent to. A last column says why.
pub async fn errors_file(cx: &Cx, id: BulkMailId, head: [&str; table::FIXED], why: &str) -> Result<(String, String)> {
    let mut tx = cx.desk.db.read().await?;
    let mail = seen(&mut tx, cx, id).await?;
    let (mut columns, rows) = errors(&mut tx, id).await?;
    columns.push(why.to_owned());
    let lines = rows.into_iter().map(|(mut cells, answer)| {
        cells.push(answer);
        cells
    });
    Ok((mail.subject.clone(), table::write(head, &columns, lines)))
}

/// The further columns, and the lines with the server's words.
pub(super) async fn errors(tx: &mut Tx, id: BulkMailId) -> Result<(Vec<String>, Vec<(Vec<String>, String)>)> {
    let failed = |row: &sql::recipients::Row| matches!(row.state, RecipientState::Failed | RecipientState::Bounced | RecipientState::Unsure);
    let rows: Vec<_> = sql::recipients::all(tx, id).await?.into_iter().filter(failed).collect();
    let mut columns: Vec<String> = Vec::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let to = row.addressee()?;
        if columns.is_empty() {
            columns = to.items.iter().map(|(name, _)| name.clone()).collect();
        }
        let mut cells = vec![to.addr, to.name, to.company, to.section];
        cells.extend(to.items.into_iter().map(|(_, value)| value));
        lines.push((cells, row.answer));
    }
    Ok((columns, lines))
}
