//! Fills a fresh desk with the practice company: received mail goes through the ordinary ingest, at the time it tells.

use super::{
    Colleague, PracticeMail, PracticeMailbox, PracticeThread, StatusKey, book, company, kinds::Kinds, logged, mails, sql, templates, threads,
    unreadable,
};
use crate::{Cx, Desk, Error, Result, accounts, auth, comments, conversations, cx, drafts, ingest, mailboxes, messages, reports, users};
use anyhow::Context;
use domain::{
    access::{Person, Role, Viewing, Who},
    accounts::{AccountForm, ReceiveKind, SendKind},
    addresses::Address,
    conversations::Change,
    drafts::DraftKind,
    mailboxes::GrantView,
    messages::{Direction, PersonRole},
    users::{NewUser, UserState},
    *,
};
use std::{collections::HashMap, path::Path, sync::Arc};

/// How to sign in.
pub struct Login {
    pub email: String,
    pub password: &'static str,
    pub others: Vec<String>,
}

const PASSWORD: &str = "practice-2026";
/// The server of the practice company that receives its mail and checks the senders.
const RECEIVER: &str = "mx.komorebi.example";

/// What was made so far: ids by the names that the content uses.
struct Filled {
    people: HashMap<Colleague, UserId>,
    mailboxes: HashMap<PracticeMailbox, MailboxId>,
    accounts: HashMap<String, AccountId>,
    statuses: HashMap<(PracticeMailbox, StatusKey), StatusId>,
    conversations: HashMap<String, ConversationId>,
    /// When the last mail of a conversation came or went.
    last: HashMap<String, Moment>,
}

/// Fills the desk when nobody is known there yet, and says how to sign in either way. Mail that is dropped into `mail/NAME/in` below
/// `folder` is received; answers are written into `mail/NAME/out`.
pub async fn fill(desk: &Arc<Desk>, folder: &Path) -> Result<Login> {
    let employees = company::company().employees;
    let login = Login {
        email: employees[0].mail.to_owned(),
        password: PASSWORD,
        others: employees[1..].iter().map(|e| format!("{} ({})", e.mail, e.latin)).collect(),
    };
    let now = cx::now();
    let cx = Cx { now, ..Cx::system(desk) };
    if !crate::setup::needed(&cx).await? {
        return Ok(login);
    }
    let mut filled = found(&cx, folder).await?;
    for mail in mails(now)? {
        let conversation = match mail.ours {
            Some(author) => answered(desk, &filled, &mail, author).await?,
            None => received(desk, &filled, &mail).await?,
        };
        filled.conversations.entry(mail.thread.clone()).or_insert(conversation);
        filled.last.insert(mail.thread.clone(), mail.at);
    }
    let broken = unreadable(now);
    if let Some(id) =
        accounts::fetcher::deliver(desk, filled.account(broken.account)?, "unreadable", bytes::Bytes::from_static(broken.raw), broken.at).await?
    {
        ingest::take_in(desk, broken.at, id).await?;
    }
    let kinds = Kinds::make(&cx, filled.mailbox(PracticeMailbox::Support)?).await?;
    for thread in threads(now)? {
        worked_on(&cx, &filled, &kinds, &thread).await?;
    }
    // Answers of before are counted at their own dates.
    let mut tx = cx.desk.db.write().await?;
    for id in filled.conversations.values() {
        reports::imported(&mut tx, *id).await?;
    }
    tx.commit().await?;
    templates::make(&cx, &filled.people, &filled.mailboxes).await?;
    logged::fill(&cx, &filled.people, &filled.mailboxes).await?;
    book::fill(&cx, filled.person(Colleague::Kuze)?).await?;
    Ok(login)
}

impl Filled {
    fn account(&self, address: &str) -> Result<AccountId> {
        Ok(*self.accounts.get(address).with_context(|| format!("practice account {address}"))?)
    }

    fn person(&self, who: Colleague) -> Result<UserId> {
        Ok(*self.people.get(&who).with_context(|| format!("practice person {who:?}"))?)
    }

    fn mailbox(&self, mailbox: PracticeMailbox) -> Result<MailboxId> {
        Ok(*self.mailboxes.get(&mailbox).with_context(|| format!("practice mailbox {mailbox:?}"))?)
    }
}

/// Company, people, mailboxes, statuses, accounts: in one transaction.
async fn found(cx: &Cx, folder: &Path) -> Result<Filled> {
    let company = company::company();
    let hash = auth::hash_password(PASSWORD).await?;
    let mut filled = Filled {
        people: HashMap::new(),
        mailboxes: HashMap::new(),
        accounts: HashMap::new(),
        statuses: HashMap::new(),
        conversations: HashMap::new(),
        last: HashMap::new(),
    };
    let mut tx = cx.desk.db.write().await?;
    sql::put_setting(&mut tx, "company", company.name).await?;
    for employee in company.employees {
        let new = NewUser { name: employee.name.into(), email: employee.mail.into(), role: employee.role };
        let id = users::insert(&mut tx, cx, &new, Some(&hash), false, UserState::Active).await?;
        sql::set_reading(&mut tx, id, employee.reading).await?;
        // They have worked here for months.
        users::knows_the_way(&mut tx, id, cx.now).await?;
        filled.people.insert(employee.who, id);
    }
    for content in company.mailboxes {
        let id = mailboxes::create_in(&mut tx, cx, content.name).await?;
        // The practice company signs with its name; each person's own signature goes before it.
        sql::set_signature(&mut tx, id, &content.signature.replace("%User%\n", "")).await?;
        for (position, key) in content.statuses.iter().enumerate() {
            let status = key.status();
            let status_id = match status.name {
                "" => sql::standard_status(&mut tx, id, status.class, position as i64).await?,
                _ => sql::insert_status(&mut tx, id, position as i64, status).await?,
            };
            filled.statuses.insert((content.mailbox, *key), status_id);
        }
        for employee in company.employees {
            let viewing = if content.mailbox == PracticeMailbox::Support { employee.support } else { employee.recruit };
            let works = viewing != Viewing::None;
            let grant = GrantView {
                mailbox_id: id,
                user_id: filled.person(employee.who)?,
                user_name: String::new(),
                viewing,
                editing: works,
                sending: works && !employee.needs_check,
                deleting: works && employee.role == Role::Admin,
            };
            mailboxes::put_grant_in(&mut tx, &grant).await?;
        }
        for address in content.addresses {
            let account = accounts::create_in(&mut tx, cx, id, &account_form(folder, address)?).await?;
            filled.accounts.insert((*address).to_owned(), account);
        }
        filled.mailboxes.insert(content.mailbox, id);
    }
    tx.commit().await?;
    Ok(filled)
}

/// A folder account: `in` is watched, `out` takes what is sent.
fn account_form(folder: &Path, address: &str) -> Result<AccountForm> {
    let name = address.split('@').next().unwrap_or_default();
    let base = std::path::absolute(folder)?.join("mail").join(name);
    std::fs::create_dir_all(base.join("in"))?;
    std::fs::create_dir_all(base.join("out"))?;
    let mut form = AccountForm::blank();
    form.address = address.to_owned();
    form.from_name = company::NAME.to_owned();
    form.receive = ReceiveKind::Folder;
    form.folder = base.join("in").display().to_string();
    form.every_minutes = 1;
    form.trusted_servers = RECEIVER.into();
    form.send = SendKind::Folder;
    form.send_server.host = base.join("out").display().to_string();
    Ok(form)
}

async fn received(desk: &Arc<Desk>, filled: &Filled, mail: &PracticeMail) -> Result<ConversationId> {
    let account = filled.account(&mail.account)?;
    let delivered = accounts::fetcher::deliver(desk, account, mail.file, mail.raw.clone().into(), mail.at).await?;
    let id = delivered.with_context(|| format!("practice mail {} was delivered twice", mail.file))?;
    ingest::take_in(desk, mail.at, id).await?;
    let mut tx = desk.db.read().await?;
    let known = messages::known(&mut tx, filled.mailbox(mail.mailbox)?, std::slice::from_ref(&mail.message_id)).await?;
    let (conversation, _) = known.with_context(|| format!("practice mail {} was not taken in", mail.file))?;
    Ok(conversation)
}

/// An answer of ours from days ago: it was sent then, so no letter waits for it.
async fn answered(desk: &Arc<Desk>, filled: &Filled, mail: &PracticeMail, author: Colleague) -> Result<ConversationId> {
    let read = mail::read::read(&mail.raw);
    let stored = desk.files.put(mail.raw.clone().into()).await?;
    let author_id = filled.person(author)?;
    let cx = Cx { now: mail.at, ..Cx::system(desk) };
    let mailbox_id = filled.mailbox(mail.mailbox)?;
    let address = |person: &mail::read::Person| Address { name: person.name.clone(), addr: person.addr.clone() };
    let mut tx = desk.db.write().await?;
    let conversation_id = match filled.conversations.get(&mail.thread) {
        Some(id) => *id,
        None => {
            let customer = read.to.first().map(address).unwrap_or(Address { name: String::new(), addr: String::new() });
            let new = conversations::NewConversation {
                mailbox: mailbox_id,
                subject: &read.subject,
                customer: &customer,
                class: statuses::Class::Done,
                assignee: Some(author_id),
                at: mail.at,
                language: read.language.unwrap_or_default(),
            };
            conversations::create(&mut tx, &cx, &new).await?
        }
    };
    let roles = [(PersonRole::To, &read.to), (PersonRole::Cc, &read.cc)];
    let new = messages::NewMessage {
        conversation_id,
        mailbox_id,
        arrival_id: None,
        account_id: Some(filled.account(&mail.account)?),
        author_id: Some(author_id),
        direction: Direction::Out,
        message_id: mail.message_id.clone(),
        from: read.from.first().map(address).unwrap_or(Address { name: String::new(), addr: mail.account.clone() }),
        people: roles.iter().flat_map(|(role, people)| people.iter().map(move |p| (*role, address(p)))).collect(),
        subject: read.subject.clone(),
        snippet: read.snippet.clone(),
        text: read.text.clone(),
        has_html: read.html.is_some(),
        remote_pictures: read.html.as_deref().is_some_and(mail::html::asks_outside),
        file: stored.file,
        size: mail.raw.len() as i64,
        at: mail.at,
        sent_at: Some(mail.at),
        automatic: "no".into(),
        charset: read.charset.clone(),
        language: read.language.unwrap_or_default().into(),
        invitation: None,
        attachments: messages::new_attachments(&read),
    };
    messages::insert(&mut tx, &new).await?;
    let facts = conversations::MessageFacts {
        conversation: conversation_id,
        direction: Direction::Out,
        at: mail.at,
        automatic: false,
        snippet: &read.snippet,
        has_attachment: !new.attachments.is_empty(),
        language: read.language.unwrap_or_default(),
    };
    conversations::on_message(&mut tx, &cx, &facts).await?;
    tx.commit().await?;
    Ok(conversation_id)
}

/// Status, people, comments and drafts, as the desk left them.
async fn worked_on(cx: &Cx, filled: &Filled, kinds: &Kinds, thread: &PracticeThread) -> Result<()> {
    let id = *filled.conversations.get(&thread.key).with_context(|| format!("practice conversation {}", thread.key))?;
    for comment in &thread.comments {
        comments::add(&person(cx, filled, thread, comment.author, comment.at)?, id, &comment.text).await?;
    }
    if let Some(draft) = &thread.draft {
        let writer = person(cx, filled, thread, draft.author, draft.at)?;
        let held = drafts::start(&writer, id, DraftKind::Reply, None).await?;
        let view = conversations::open(&writer, id).await?;
        let opened = view.drafts.iter().find(|d| d.id == held.draft_id).context("the practice draft")?;
        let mut content = opened.content.clone();
        content.text = format!("{}{}", draft.text, content.text);
        drafts::save(&writer, held.draft_id, &held.token, opened.version, content).await?;
        drafts::leave(&writer, held.draft_id, &held.token).await?;
    }
    // Some minutes after whatever happened last, but never in the future.
    let written = thread.comments.iter().chain(&thread.draft).map(|text| text.at).max();
    let last = filled.last.get(&thread.key).copied().max(written).unwrap_or(cx.now);
    let leader = person(cx, filled, thread, Colleague::Saegusa, last.plus_minutes(7).min(cx.now))?;
    let change = Change {
        fields: if thread.mailbox == PracticeMailbox::Support { kinds.of(thread.folder.as_deref()) } else { Vec::new() },
        status: filled.statuses.get(&(thread.mailbox, thread.status)).copied(),
        assignee: Some(thread.assignee.map(|who| filled.person(who)).transpose()?),
        confirmer: Some(thread.confirmer.map(|who| filled.person(who)).transpose()?),
        priority: Some(thread.priority),
        ..Change::default()
    };
    conversations::change(&leader, &[(id, None)], &change).await?;
    Ok(())
}

/// A colleague at work, at that time.
fn person(cx: &Cx, filled: &Filled, thread: &PracticeThread, who: Colleague, at: Moment) -> Result<Cx> {
    let mailbox_id = filled.mailbox(thread.mailbox)?;
    let employee = who.employee();
    let grant = access::Grant { mailbox_id, space_id: SpaceId(0), viewing: Viewing::All, editing: true, sending: true, deleting: true };
    let person = Person {
        id: filled.person(who)?,
        name: employee.name.into(),
        role: employee.role,
        grants: vec![grant],
        operates: vec![],
        must_change_password: false,
    };
    Ok::<_, Error>(Cx { who: Who::Person(person), now: at, ..cx.clone() })
}
