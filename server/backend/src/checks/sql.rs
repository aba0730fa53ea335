//! The statements of checks, of the rules of sending, and of the marks of people.

use crate::db::Tx;
use domain::{
    checks::{CheckState, SendingRules},
    users::PersonName,
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
struct RulesRow {
    check_mode: domain::checks::CheckMode,
    correcting: bool,
    always_confirm: bool,
    forbidden: String,
}

/// The rules of a mailbox; those of one that never set any ask for nothing.
pub async fn rules(tx: &mut Tx, mailbox: MailboxId) -> Result<SendingRules> {
    let found: Option<RulesRow> =
        tx.query("select check_mode, correcting, always_confirm, forbidden from sending_rules where mailbox_id = $1").bind(mailbox).maybe().await?;
    Ok(found.map_or_else(SendingRules::default, |row| SendingRules {
        mode: row.check_mode,
        correcting: row.correcting,
        always_confirm: row.always_confirm,
        forbidden: row.forbidden,
    }))
}

pub async fn put_rules(tx: &mut Tx, mailbox: MailboxId, rules: &SendingRules) -> Result<u64> {
    tx.query(
        "insert into sending_rules(mailbox_id, check_mode, correcting, always_confirm, forbidden) values($1, $2, $3, $4, $5) \
         on conflict(mailbox_id) do update set check_mode = excluded.check_mode, correcting = excluded.correcting, \
         always_confirm = excluded.always_confirm, forbidden = excluded.forbidden",
    )
    .bind(mailbox)
    .bind(rules.mode)
    .bind(rules.correcting)
    .bind(rules.always_confirm)
    .text(&rules.forbidden)
    .run()
    .await
}

pub async fn marked(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<(UserId,)>> {
    tx.query("select user_id from check_marks where mailbox_id = $1 order by user_id").bind(mailbox).all().await
}

pub async fn is_marked(tx: &mut Tx, mailbox: MailboxId, user: UserId) -> Result<bool> {
    let found: Option<(UserId,)> =
        tx.query("select user_id from check_marks where mailbox_id = $1 and user_id = $2").bind(mailbox).bind(user).maybe().await?;
    Ok(found.is_some())
}

pub async fn mark(tx: &mut Tx, mailbox: MailboxId, user: UserId) -> Result<u64> {
    tx.query("insert into check_marks(mailbox_id, user_id) values($1, $2) on conflict do nothing").bind(mailbox).bind(user).run().await
}

pub async fn unmark(tx: &mut Tx, mailbox: MailboxId, user: UserId) -> Result<u64> {
    tx.query("delete from check_marks where mailbox_id = $1 and user_id = $2").bind(mailbox).bind(user).run().await
}

/// Who may send from a mailbox and sees all of it, and whether their own mails are marked to need a check.
pub async fn senders(tx: &mut Tx, mailbox: MailboxId, now: Moment) -> Result<Vec<(PersonName, bool)>> {
    let rows: Vec<(UserId, String, bool, bool)> = tx
        .query(
            "select u.id, u.name, coalesce(u.absent_until, 0) > $2 as absent, \
             exists(select 1 from check_marks k where k.mailbox_id = g.mailbox_id and k.user_id = u.id) as marked \
             from users u join grants g on g.user_id = u.id where g.mailbox_id = $1 and g.viewing = 'all' and g.editing and g.sending \
             and u.state <> 'suspended' order by u.reading, u.name, u.id",
        )
        .bind(mailbox)
        .bind(now)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(id, name, absent, marked)| (PersonName { id, name, absent }, marked)).collect())
}

pub struct NewCheck<'a> {
    pub draft_id: DraftId,
    pub revision_id: RevisionId,
    pub asked_by: UserId,
    pub asked_at: Moment,
    pub confirmer_id: UserId,
    pub note: &'a str,
}

pub async fn insert(tx: &mut Tx, new: &NewCheck<'_>) -> Result<u64> {
    tx.query("insert into checks(draft_id, revision_id, asked_by, asked_at, confirmer_id, note, state) values($1, $2, $3, $4, $5, $6, 'asked')")
        .bind(new.draft_id)
        .bind(new.revision_id)
        .bind(new.asked_by)
        .bind(new.asked_at)
        .bind(new.confirmer_id)
        .text(new.note)
        .run()
        .await
}

/// A check as deciding it needs it; `writer` wrote what was submitted.
#[derive(sqlx::FromRow)]
pub struct CheckRow {
    pub id: CheckId,
    pub state: CheckState,
    pub revision_id: RevisionId,
    pub approved_id: Option<RevisionId>,
    pub asked_by: UserId,
    pub writer: UserId,
}

impl CheckRow {
    /// The revision that it stands for.
    pub fn bound(&self) -> RevisionId {
        self.approved_id.unwrap_or(self.revision_id)
    }
}

/// The newest check of a draft, locked until the transaction ends.
pub async fn newest(tx: &mut Tx, draft: DraftId) -> Result<Option<CheckRow>> {
    tx.query(
        "update checks set state = state where id = (select max(id) from checks where draft_id = $1) returning id, state, revision_id, approved_id, asked_by, \
         (select r.author_id from revisions r where r.id = checks.revision_id) as writer",
    )
    .bind(draft)
    .maybe()
    .await
}

pub async fn decide(tx: &mut Tx, id: CheckId, state: CheckState, approved: Option<RevisionId>, reason: &str, by: UserId, at: Moment) -> Result<u64> {
    tx.query("update checks set state = $2, approved_id = $3, reason = $4, decided_by = $5, decided_at = $6 where id = $1")
        .bind(id)
        .bind(state)
        .bind(approved)
        .text(reason)
        .bind(by)
        .bind(at)
        .run()
        .await
}

/// It ended without a decision of anybody.
pub async fn end(tx: &mut Tx, id: CheckId, state: CheckState) -> Result<u64> {
    tx.query("update checks set state = $2 where id = $1").bind(id).bind(state).run().await
}

/// The newest check of a draft and what was submitted for it.
pub async fn newest_shown(tx: &mut Tx, draft: DraftId) -> Result<Option<(CheckId, RevisionId)>> {
    tx.query("select id, revision_id from checks where draft_id = $1 order by id desc limit 1").bind(draft).maybe().await
}

/// Whether somebody waits for a word about a draft, or got it.
pub async fn is_live(tx: &mut Tx, draft: DraftId) -> Result<bool> {
    let found: Option<(CheckId,)> =
        tx.query("select id from checks where draft_id = $1 and state in ('asked', 'approved') order by id desc limit 1").bind(draft).maybe().await?;
    Ok(found.is_some())
}

/// The address of an account, which may have been removed since.
pub async fn address(tx: &mut Tx, account: AccountId) -> Result<String> {
    let (address,): (String,) = tx.query("select address from accounts where id = $1").bind(account).one().await?;
    Ok(address)
}

/// What was looked at before the newest check: the revision that the one before stood for.
pub async fn looked_at_before(tx: &mut Tx, draft: DraftId, check: CheckId) -> Result<Option<RevisionId>> {
    let found: Option<(RevisionId,)> = tx
        .query(
            "select coalesce(approved_id, revision_id) from checks where draft_id = $1 and id < $2 and state <> 'withdrawn' order by id desc limit 1",
        )
        .bind(draft)
        .bind(check)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}

/// How many saves of substance a revision stands after the first content.
pub async fn number(tx: &mut Tx, draft: DraftId, revision: RevisionId) -> Result<i64> {
    let (number,): (i64,) = tx.query("select count(*) - 1 from revisions where draft_id = $1 and id <= $2").bind(draft).bind(revision).one().await?;
    Ok(number)
}

#[derive(sqlx::FromRow)]
pub struct ShownRow {
    pub id: CheckId,
    pub draft_id: DraftId,
    pub state: CheckState,
    pub revision_id: RevisionId,
    pub approved_id: Option<RevisionId>,
    pub asked_by: UserId,
    pub asked_by_name: String,
    pub asked_at: Moment,
    pub confirmer_name: String,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<Moment>,
    pub reason: String,
    pub writer: UserId,
    pub number: i64,
}

/// The newest check of each open draft of a conversation.
pub async fn of_conversation(tx: &mut Tx, id: ConversationId) -> Result<Vec<ShownRow>> {
    tx.query(
        "select k.id, k.draft_id, k.state, k.revision_id, k.approved_id, k.asked_by, a.name as asked_by_name, k.asked_at, c.name as confirmer_name, \
         b.name as decided_by_name, k.decided_at, k.reason, r.author_id as writer, \
         (select count(*) - 1 from revisions x where x.draft_id = k.draft_id and x.id <= coalesce(k.approved_id, k.revision_id)) as number \
         from checks k join drafts d on d.id = k.draft_id join revisions r on r.id = k.revision_id join users a on a.id = k.asked_by \
         join users c on c.id = k.confirmer_id left join users b on b.id = k.decided_by \
         where d.conversation_id = $1 and d.sent_at is null and d.deleted_at is null \
         and k.id = (select max(y.id) from checks y where y.draft_id = k.draft_id) order by k.id",
    )
    .bind(id)
    .all()
    .await
}

/// Where the newest check of the open drafts stands, in the row of the list.
pub async fn refresh(tx: &mut Tx, id: ConversationId) -> Result<u64> {
    tx.query(
        "update conversations set check_state = (select k.state from checks k join drafts d on d.id = k.draft_id \
         where d.conversation_id = $1 and d.sent_at is null and d.deleted_at is null and k.state in ('asked', 'approved', 'returned') \
         and k.id = (select max(x.id) from checks x where x.draft_id = d.id) order by k.id desc limit 1) where id = $1",
    )
    .bind(id)
    .run()
    .await
}
