//! Writing entries: new ones, changed ones, taken away and brought back.

use super::{edited, publish, seen, settings_of, sql, times};
use crate::{Cx, Error, Result, book, conversations, db::Tx, leases, mailboxes, once, users};
use domain::{
    conversations::EventKind,
    fields::{OptionView, Value},
    fold::fold,
    logs::{Blank, EntryForm, Log, LogSettings, Way, When},
    users::PersonName,
    *,
};
use jiff::tz::TimeZone;

/// What an entry begins with: now, the writer, and what is known of the contact, the company or the conversation that it is about.
pub async fn blank(cx: &Cx, log: Log, contact: Option<ContactId>, company: Option<CompanyId>, conversation: Option<ConversationId>) -> Result<Blank> {
    let mut tx = cx.desk.db.read().await?;
    let space = edited(&mut tx, cx).await?;
    let zone = times::zone(&mut tx, cx).await?;
    let (dating, step) = sql::dating(&mut tx, space, log).await?.unwrap_or(log.usual());
    let minute = step * 60_000;
    let at = Moment(cx.now.0.div_euclid(minute) * minute);
    let mut starts = times::typed(at, false, &zone);
    if !dating.has_time() {
        starts.truncate(10);
    }
    let mut form = EntryForm {
        starts,
        contact,
        company,
        person: cx.who.user_id(),
        way: (log == Log::Calls).then_some(Way::In),
        follow_person: cx.who.user_id(),
        ..EntryForm::default()
    };
    let mut conversation_subject = String::new();
    if let Some(id) = conversation {
        let id = conversations::place_of(&mut tx, id).await?;
        cx.who.may_view(conversations::target(&mut tx, id).await?)?;
        let (subject, name, addr) = sql::customer(&mut tx, id).await?.ok_or(Refused::NotFound)?;
        match book::known(&mut tx, space, &addr).await? {
            Some(known) => (form.contact, form.company) = (known.contact_id, known.company_id),
            None => form.party = if name.trim().is_empty() { addr } else { name },
        }
        form.subject = subject.chars().take(200).collect();
        form.conversation = Some(id);
        conversation_subject = subject;
    }
    let mut blank = Blank { form, contact_name: String::new(), company_name: String::new(), conversation_subject };
    if let Some(contact) = blank.form.contact {
        let (name, company, company_name) = sql::contact(&mut tx, space, contact).await?.ok_or(Refused::NotFound)?;
        (blank.contact_name, blank.form.company, blank.company_name) = (name, company, company_name);
    } else if let Some(company) = blank.form.company {
        blank.company_name = sql::company(&mut tx, space, company).await?.ok_or(Refused::NotFound)?;
    }
    Ok(blank)
}

/// Writes an entry, or changes the one that is named with the version it is based on. The conversation of an entry stays.
///
/// # Errors
/// What [`EntryForm::check`] and [`When::read`] say; [`Refused::Stale`] for an older version, and for options, people, contacts and
/// companies that are there no more.
pub async fn save(cx: &Cx, log: Log, known: Option<(LogId, i64)>, form: &EntryForm) -> Result<LogId> {
    let mut tx = cx.desk.db.write().await?;
    if let Some(first) = once::first(&mut tx, cx, "logs/save").await? {
        return Ok(first);
    }
    let space = edited(&mut tx, cx).await?;
    let conversation = match (known, form.conversation) {
        (None, Some(id)) => Some(conversation_of(&mut tx, cx, space, id).await?),
        _ => None,
    };
    let rules = Rules::read(&mut tx, cx, space, log).await?;
    let id = put(&mut tx, cx, &rules, known, form, conversation.map(|(id, _)| id)).await?;
    if let Some((conversation, _)) = conversation {
        let after = format!("{id} {}", form.subject.trim());
        conversations::record(&mut tx, cx, conversation, EventKind::Logged, log.as_str(), &after).await?;
    }
    once::keep(&mut tx, cx, &id).await?;
    tx.commit().await?;
    publish(cx, space);
    if let Some((conversation, mailbox)) = conversation {
        conversations::publish(cx, mailbox, conversation);
    }
    Ok(id)
}

/// What an entry is judged by: how its log is kept, who there is, and the writer's clocks.
pub(super) struct Rules {
    pub space: SpaceId,
    pub settings: LogSettings,
    pub people: Vec<PersonName>,
    pub zone: TimeZone,
}

impl Rules {
    pub async fn read(tx: &mut Tx, cx: &Cx, space: SpaceId, log: Log) -> Result<Rules> {
        let settings = settings_of(tx, space, log).await?;
        Ok(Rules { space, settings, people: sql::people(tx, space, cx.now).await?, zone: times::zone(tx, cx).await? })
    }

    fn when(&self, form: &EntryForm) -> Result<When> {
        let dating = self.settings.dating;
        Ok(When::read(dating, &form.starts, &form.ends, |text| if dating.has_time() { times::time(text, &self.zone) } else { times::day(text) })?)
    }

    fn follow(&self, form: &EntryForm, me: UserId) -> Result<Option<(Moment, UserId)>> {
        if form.follow.trim().is_empty() {
            return Ok(None);
        }
        let at = times::time(&form.follow, &self.zone).ok_or(Refused::Invalid { field: Field::SendAt, wrong: Wrong::Malformed })?;
        Ok(Some((at, form.follow_person.unwrap_or(me))))
    }

    /// Somebody of the space, or who stands there already.
    fn check_person(&self, person: UserId, was: Option<&sql::State>) -> Result<()> {
        let stays = was.is_some_and(|was| was.person_id == Some(person) || was.follow_id == Some(person));
        if stays || self.people.iter().any(|known| known.id == person) {
            return Ok(());
        }
        Err(Error::Refused(Refused::Invalid { field: Field::User, wrong: Wrong::Malformed }))
    }

    fn item(&self, id: LogItemId) -> &[OptionView] {
        self.settings.items.iter().find(|item| item.id == id).map(|item| item.options.as_slice()).unwrap_or_default()
    }

    fn check_value(&self, id: LogItemId, value: &Value, had: impl Fn(i64) -> bool) -> Result<()> {
        match value {
            Value::Options(ids) => ids.iter().try_for_each(|option| offered(self.item(id), *option, had(option.0))),
            Value::Person(person) if !had(person.0) && self.people.iter().all(|known| known.id != *person) => {
                Err(Error::Refused(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed }))
            }
            _ => Ok(()),
        }
    }

    /// The values in words, for searching.
    fn said(&self, values: &[(LogItemId, Value)]) -> String {
        let mut words: Vec<&str> = Vec::new();
        for (id, value) in values {
            match value {
                Value::Options(ids) => {
                    words.extend(self.item(*id).iter().filter(|option| ids.contains(&option.id)).map(|option| option.name.as_str()))
                }
                Value::Person(person) => words.extend(self.people.iter().filter(|known| known.id == *person).map(|known| known.name.as_str())),
                Value::Text(text) | Value::Number(text) | Value::Date(text) => words.push(text),
                Value::Checked => {}
            }
        }
        words.join("\n")
    }
}

/// Writes or changes one entry of the log of these rules, as part of a deed.
pub(super) async fn put(
    tx: &mut Tx,
    cx: &Cx,
    rules: &Rules,
    known: Option<(LogId, i64)>,
    form: &EntryForm,
    conversation: Option<ConversationId>,
) -> Result<LogId> {
    let me = cx.who.person()?.id;
    let log = rules.settings.log;
    let was = match known {
        None => None,
        Some((id, version)) => {
            let state = open(tx, rules.space, id).await?;
            if state.log != log || state.version != version {
                return Err(Error::Refused(Refused::Stale));
            }
            Some((id, state))
        }
    };
    let state = was.as_ref().map(|(_, state)| state);
    let values = form.check(&rules.settings)?;
    let (when, follow) = (rules.when(form)?, rules.follow(form, me)?);
    let person = form.person.unwrap_or(me);
    rules.check_person(person, state)?;
    if let Some((_, person)) = follow {
        rules.check_person(person, state)?;
    }
    if let Some(result) = form.result {
        offered(&rules.settings.results, result, state.is_some_and(|state| state.result_id == Some(result)))?;
    }
    let with = with(tx, rules.space, form, state).await?;
    let kept_values = match &was {
        Some((id, _)) => sql::values(tx, *id).await?,
        None => Vec::new(),
    };
    for (item, value) in &values {
        rules.check_value(*item, value, |choice| kept_values.iter().any(|row| row.item_id == *item && row.choice == choice))?;
    }
    let (subject, text) = (form.subject.trim(), form.text.trim_end());
    let folded = fold(&[subject, &with.contact_name, &with.company_name, &with.typed, text, &rules.said(&values)].join("\n"));
    let kept = sql::Kept {
        when,
        subject,
        contact: with.contact,
        company: with.company,
        party: &with.typed,
        person: Some(person),
        way: form.way_in(log),
        result: form.result,
        text,
        folded: &folded,
        conversation: state.map_or(conversation, |state| state.conversation_id),
        follow,
    };
    let id = match &was {
        Some((id, _)) => *id,
        None => sql::insert(tx, rules.space, log, cx.now, Some(me)).await?,
    };
    sql::keep(tx, id, &kept, cx.now).await?;
    sql::clear_values(tx, id).await?;
    for (item, value) in &values {
        for (choice, text) in value.rows() {
            sql::put_value(tx, id, *item, choice, text).await?;
        }
    }
    audit(tx, cx, log, id, &format!("{} {subject:?}", if was.is_none() { "add" } else { "edit" })).await?;
    Ok(id)
}

/// The conversation that an entry is written from, locked: its history will say so.
async fn conversation_of(tx: &mut Tx, cx: &Cx, space: SpaceId, id: ConversationId) -> Result<(ConversationId, MailboxId)> {
    let id = conversations::place_of(tx, id).await?;
    let target = leases::locked(tx, cx, id).await?;
    if mailboxes::space_of(tx, target.mailbox_id).await? != space {
        return Err(Error::Refused(Refused::NotFound));
    }
    Ok((id, target.mailbox_id))
}

/// An entry that is there, locked.
pub(super) async fn open(tx: &mut Tx, space: SpaceId, id: LogId) -> Result<sql::State> {
    Ok(sql::lock(tx, id).await?.filter(|state| state.space_id == space && !state.removed).ok_or(Refused::NotFound)?)
}

/// With whom it was.
struct With {
    contact: Option<ContactId>,
    company: Option<CompanyId>,
    contact_name: String,
    company_name: String,
    typed: String,
}

/// A contact brings its company along; what is typed counts only where no contact is chosen. Who was left out of the address book since
/// stays where they stand.
async fn with(tx: &mut Tx, space: SpaceId, form: &EntryForm, was: Option<&sql::State>) -> Result<With> {
    let mut with = With { contact: None, company: None, contact_name: String::new(), company_name: String::new(), typed: String::new() };
    if let Some(contact) = form.contact {
        with.contact = Some(contact);
        match sql::contact(tx, space, contact).await? {
            Some((name, company, company_name)) => (with.contact_name, with.company, with.company_name) = (name, company, company_name),
            None if was.is_some_and(|was| was.contact_id == Some(contact)) => with.company = was.and_then(|was| was.company_id),
            None => return Err(Error::Refused(Refused::Stale)),
        }
        return Ok(with);
    }
    with.typed = form.party.trim().to_owned();
    if let Some(company) = form.company {
        with.company = Some(company);
        match sql::company(tx, space, company).await? {
            Some(name) => with.company_name = name,
            None if was.is_some_and(|was| was.company_id == Some(company)) => {}
            None => return Err(Error::Refused(Refused::Stale)),
        }
    }
    Ok(with)
}

/// What is offered no more can stay, but not be chosen anew.
fn offered(options: &[OptionView], id: OptionId, stays: bool) -> Result<()> {
    match options.iter().find(|option| option.id == id) {
        None => Err(Error::Refused(Refused::Invalid { field: Field::Value, wrong: Wrong::Malformed })),
        Some(option) if option.archived && !stays => Err(Error::Refused(Refused::Stale)),
        Some(_) => Ok(()),
    }
}

/// One's own entries, and everything for operators.
pub(super) fn may_remove(cx: &Cx, state: &sql::State) -> Result<()> {
    cx.who.may_edit_space(state.space_id)?;
    let own = cx.who.user_id().is_some_and(|me| state.created_by == Some(me) || state.person_id == Some(me));
    if !own {
        cx.who.may_operate(state.space_id)?;
    }
    Ok(())
}

/// Taken from the lists; [`restore`] brings it back.
pub async fn remove(cx: &Cx, id: LogId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let state = open(&mut tx, space, id).await?;
    may_remove(cx, &state)?;
    sql::set_removed(&mut tx, id, Some(cx.now)).await?;
    audit(&mut tx, cx, state.log, id, &format!("remove {:?}", state.subject)).await?;
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

pub async fn restore(cx: &Cx, id: LogId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let space = seen(&mut tx, cx).await?;
    let state = sql::lock(&mut tx, id).await?.filter(|state| state.space_id == space).ok_or(Refused::NotFound)?;
    may_remove(cx, &state)?;
    if state.removed {
        sql::set_removed(&mut tx, id, None).await?;
        audit(&mut tx, cx, state.log, id, &format!("restore {:?}", state.subject)).await?;
    }
    tx.commit().await?;
    publish(cx, space);
    Ok(())
}

pub(super) async fn audit(tx: &mut Tx, cx: &Cx, log: Log, id: LogId, detail: &str) -> Result<()> {
    users::audit(tx, cx, "log", &format!("{log} {id}"), detail).await
}
