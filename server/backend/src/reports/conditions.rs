//! Conditions: kept by operators, judged by the words of rules. Which conversations meet one is kept beside it, and judged anew when a
//! conversation changes, so that a question over years asks no text.

use super::sql;
use crate::{Cx, Error, Result, db::Tx, mailboxes, users};
use domain::{
    addresses::Address,
    fold::fold,
    live::Event,
    messages::PersonRole,
    proofs::Proof,
    reports::{CONDITIONS_MAX, Clause, ConditionForm, ConditionView, Question},
    rules::{Content, Facts, Operator, Ready, ReadyRule, RuleForm, Together},
    *,
};
use mail::automatic::Automatic;
use serde::{Deserialize, Serialize};

/// Mails of a conversation that are looked at, the newest first.
const MAILS_MAX: i64 = 200;
/// Conversations of one transaction.
const AT_ONCE: i64 = 200;

#[derive(Serialize, Deserialize)]
struct Kept {
    together: Together,
    clauses: Vec<Clause>,
}

fn view(row: sql::conditions::Row, gathering: bool) -> Result<ConditionView> {
    let Kept { together, clauses } = serde_json::from_str(&row.content)?;
    let form = ConditionForm { name: row.name, together, clauses };
    Ok(ConditionView { id: row.id, mailbox: row.mailbox_id, form, gathering: gathering || row.below > 1 })
}

pub(super) async fn of_space(tx: &mut Tx, space: SpaceId) -> Result<Vec<ConditionView>> {
    let rows = sql::conditions::of_space(tx, space).await?;
    let gathering = !rows.is_empty() && sql::conditions::has_marks(tx).await?;
    rows.into_iter().map(|row| view(row, gathering)).collect()
}

/// # Errors
/// [`Refused::ConditionGone`] for one that was removed; [`Refused::NotFound`] for a condition of another mailbox.
pub(super) async fn check(tx: &mut Tx, question: &Question) -> Result<()> {
    let Some(id) = question.condition else { return Ok(()) };
    match sql::conditions::find(tx, id).await? {
        Some(row) if question.mailboxes.contains(&row.mailbox_id) => Ok(()),
        Some(_) => Err(Error::Refused(Refused::NotFound)),
        None => Err(Error::Refused(Refused::ConditionGone)),
    }
}

/// Keeps a condition. Its conversations are gathered by and by.
///
/// # Errors
/// [`Refused::NotAllowed`] for anybody but the operators; [`Refused::Taken`] for a name that another one of the mailbox has; what
/// [`ConditionForm::check`] says.
pub async fn save_condition(cx: &Cx, mailbox: MailboxId, known: Option<ReportConditionId>, form: &ConditionForm) -> Result<ReportConditionId> {
    let mut tx = cx.desk.db.write().await?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, mailbox).await?)?;
    form.check()?;
    let content = serde_json::to_string(&Kept { together: form.together, clauses: form.clauses.clone() })?;
    let name = form.name.trim();
    let kept = sql::conditions::Kept { name, name_key: &fold(name), content: &content, at: cx.now, by: cx.who.user_id() };
    let saved = match known {
        Some(id) => {
            sql::conditions::lock(&mut tx, id).await?.filter(|row| row.mailbox_id == mailbox).ok_or(Refused::NotFound)?;
            sql::conditions::update(&mut tx, id, &kept).await.map(|_| id)
        }
        None => {
            if sql::conditions::count(&mut tx, mailbox).await? >= CONDITIONS_MAX as i64 {
                return Err(Error::Refused(Refused::OverLimit { what: Limit::ReportConditions, limit: CONDITIONS_MAX as u64 }));
            }
            sql::conditions::insert(&mut tx, mailbox, &kept).await
        }
    };
    let id = match saved {
        Err(cause) if crate::db::is_unique_violation(&cause) => return Err(Error::Refused(Refused::Taken { field: Field::Name })),
        saved => saved?,
    };
    users::audit(&mut tx, cx, "report-condition", &format!("mailbox {mailbox}"), name).await?;
    tx.commit().await?;
    cx.desk.wake.reports.notify_one();
    cx.desk.live.publish(Event::Settings);
    Ok(id)
}

/// # Errors
/// [`Refused::NotAllowed`] for anybody but the operators; [`Refused::NotFound`].
pub async fn remove_condition(cx: &Cx, id: ReportConditionId) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let row = sql::conditions::lock(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    cx.who.may_operate(mailboxes::space_of(&mut tx, row.mailbox_id).await?)?;
    sql::conditions::remove(&mut tx, id).await?;
    users::audit(&mut tx, cx, "report-condition-removed", &format!("mailbox {}", row.mailbox_id), &row.name).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Judges a batch of what is still to be judged. Answers whether there may be more.
pub(super) async fn step(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    let rows = sql::conditions::all(&mut tx).await?;
    let marks = sql::conditions::has_marks(&mut tx).await?;
    drop(tx);
    if marks {
        let mut tx = cx.desk.db.write().await?;
        let mut touched = sql::conditions::take_marks(&mut tx, AT_ONCE).await?;
        touched.sort_unstable();
        touched.dedup();
        let ready = rows.iter().map(|row| Ok((row.id, row.mailbox_id, Judge::new(&row.content)?))).collect::<Result<Vec<_>>>()?;
        for (id,) in touched {
            for (condition, mailbox, judge) in &ready {
                judge_one(&mut tx, *condition, *mailbox, judge, id).await?;
            }
        }
        tx.commit().await?;
        return Ok(true);
    }
    for row in rows.iter().filter(|row| row.below > 1) {
        let mut tx = cx.desk.db.write().await?;
        let Some(row) = sql::conditions::lock(&mut tx, row.id).await? else { continue };
        let judge = Judge::new(&row.content)?;
        let stretch = sql::conditions::stretch(&mut tx, row.mailbox_id, row.below, AT_ONCE).await?;
        for (id,) in &stretch {
            judge_one(&mut tx, row.id, row.mailbox_id, &judge, *id).await?;
        }
        sql::conditions::set_below(&mut tx, row.id, stretch.last().map_or(1, |(id,)| id.0)).await?;
        tx.commit().await?;
        return Ok(true);
    }
    Ok(false)
}

async fn judge_one(tx: &mut Tx, condition: ReportConditionId, mailbox: MailboxId, judge: &Judge, id: ConversationId) -> Result<()> {
    let fits = match sql::conditions::asked(tx, id).await? {
        Some(asked) if asked.mailbox_id == mailbox => judge.fits(tx, id, &asked).await?,
        _ => false,
    };
    if fits {
        sql::conditions::hit(tx, condition, id).await?;
    } else {
        sql::conditions::miss(tx, condition, id).await?;
    }
    Ok(())
}

/// A condition made ready.
struct Judge {
    together: Together,
    clauses: Vec<(Clause, Option<Ready>)>,
}

impl Judge {
    fn new(content: &str) -> Result<Judge> {
        let Kept { together, clauses } = serde_json::from_str(content)?;
        let ready = |clause: Clause| -> Result<(Clause, Option<Ready>)> {
            let Clause::Mail { condition } = &clause else { return Ok((clause, None)) };
            let form = RuleForm { content: Content { conditions: vec![condition.clone()], ..Content::default() }, ..RuleForm::default() };
            let ready = Ready { rules: vec![ReadyRule::new(RuleId(0), &form)?] };
            Ok((clause, Some(ready)))
        };
        Ok(Judge { together, clauses: clauses.into_iter().map(ready).collect::<Result<_>>()? })
    }

    async fn fits(&self, tx: &mut Tx, id: ConversationId, asked: &sql::conditions::Asked) -> Result<bool> {
        let mails = if self.clauses.iter().any(|(_, ready)| ready.is_some()) { mails(tx, id).await? } else { vec![] };
        let values = sql::conditions::values(tx, id).await?;
        let above: Vec<FolderId> = match asked.folder_id {
            Some(folder) => sql::conditions::above(tx, folder).await?.into_iter().map(|(id,)| id).collect(),
            None => vec![],
        };
        let holds = |(clause, ready): &(Clause, Option<Ready>)| match clause {
            Clause::Mail { condition } => {
                let fits = |facts: &Facts| ready.as_ref().is_some_and(|ready| !ready.judge(facts).is_empty());
                let negative = matches!(condition.operator, Operator::NotContains | Operator::NotEquals | Operator::No);
                if negative { mails.iter().all(fits) } else { mails.iter().any(fits) }
            }
            Clause::Folder { folder, below, is } => {
                let here = match folder {
                    Some(folder) if *below => above.contains(folder),
                    folder => asked.folder_id == *folder,
                };
                here == *is
            }
            Clause::Assignee { user, is } => (asked.assignee_id == *user) == *is,
            Clause::Confirmer { user, is } => (asked.confirmer_id == *user) == *is,
            Clause::Status { status, is } => (asked.status_id == *status) == *is,
            Clause::Priority { priority, is } => (asked.priority == *priority) == *is,
            Clause::Field { field, choice, is } => {
                let mut own = values.iter().filter(|(of, _)| of == field);
                let has = match choice {
                    Some(choice) => own.any(|(_, value)| value == choice),
                    None => own.next().is_none(),
                };
                has == *is
            }
        };
        Ok(match self.together {
            Together::All => self.clauses.iter().all(holds),
            Together::Any => self.clauses.iter().any(holds),
        })
    }
}

/// What a condition may look at of the received mails.
async fn mails(tx: &mut Tx, id: ConversationId) -> Result<Vec<Facts>> {
    let people = sql::conditions::people(tx, id).await?;
    let facts = |mail: sql::conditions::Mail| {
        let of = |wanted| {
            let mine = people.iter().filter(|(message, role, ..)| *message == mail.id && *role == wanted);
            mine.map(|(_, _, name, addr)| Address { name: name.clone(), addr: addr.clone() }).collect::<Vec<_>>()
        };
        let mut from = of(PersonRole::From);
        if from.is_empty() {
            from.push(Address { name: mail.from_name.clone(), addr: mail.from_addr.clone() });
        }
        Facts {
            to: of(PersonRole::To),
            cc: of(PersonRole::Cc),
            from,
            subject: mail.subject,
            body: String::new(),
            headers: vec![],
            account: mail.account,
            files: if mail.has_file { vec![String::new()] } else { vec![] },
            size: 0,
            known: false,
            language: mail.language,
            automatic: !matches!(Automatic::parse(&mail.automatic).unwrap_or_default(), Automatic::No | Automatic::List),
            proof: Proof::Unknown,
            powerless: false,
            answerable: false,
            passable: false,
        }
    };
    Ok(sql::conditions::mails(tx, id, MAILS_MAX).await?.into_iter().map(facts).collect())
}
