//! The statements of rules.

mod earlier;
mod letters;

pub use earlier::{MailRow, file_names, newest_mails, people, places};
pub use letters::{
    NewLetter, Noted, Place, answered_since, held_of_mailbox, held_since, hold_letter, is_account, letters_an_hour, note_letter, noted,
    passed_on_since, place_of_letter, purge_letters, redact_letters, sender, set_letters_an_hour, take_letter, written_since,
};

use crate::db::Tx;
use domain::{
    rules::{Content, RuleForm, RuleView},
    *,
};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct RuleRow {
    pub id: RuleId,
    pub name: String,
    pub enabled: bool,
    pub content: String,
    pub fired: i64,
    pub last_at: Option<Moment>,
}

impl RuleRow {
    /// What another version of the program has kept and this one cannot read is a rule that does nothing.
    pub fn view(self) -> RuleView {
        let content = serde_json::from_str::<Content>(&self.content);
        let enabled = self.enabled && content.is_ok();
        let form = RuleForm { name: self.name, enabled, content: content.unwrap_or_default() };
        RuleView { id: self.id, form, fired: self.fired, last_at: self.last_at }
    }
}

pub async fn of_mailbox(tx: &mut Tx, mailbox: MailboxId) -> Result<Vec<RuleRow>> {
    tx.query(
        "select r.id, r.name, r.enabled, r.content, coalesce(c.fired, 0) as fired, c.last_at from rules r \
         left join rule_counts c on c.rule_id = r.id where r.mailbox_id = $1 order by r.position, r.id",
    )
    .bind(mailbox)
    .all()
    .await
}

pub async fn version(tx: &mut Tx, mailbox: MailboxId) -> Result<i64> {
    let (version,): (i64,) = tx.query("select rules_version from mailboxes where id = $1").bind(mailbox).one().await?;
    Ok(version)
}

pub async fn raise_version(tx: &mut Tx, mailbox: MailboxId) -> Result<u64> {
    tx.query("update mailboxes set rules_version = rules_version + 1 where id = $1").bind(mailbox).run().await
}

pub async fn mailbox_of(tx: &mut Tx, id: RuleId) -> Result<Option<MailboxId>> {
    let found: Option<(MailboxId,)> = tx.query("select mailbox_id from rules where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(mailbox,)| mailbox))
}

pub async fn name_of(tx: &mut Tx, id: RuleId) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.query("select name from rules where id = $1").bind(id).maybe().await?;
    Ok(found.map(|(name,)| name))
}

pub async fn insert(tx: &mut Tx, mailbox: MailboxId, name: &str, enabled: bool, content: &str) -> Result<RuleId> {
    let (id,): (RuleId,) = tx
        .query(
            "insert into rules(mailbox_id, position, name, enabled, content) \
             values($1, (select coalesce(max(r.position) + 1, 0) from rules r where r.mailbox_id = $1), $2, $3, $4) returning id",
        )
        .bind(mailbox)
        .text(name)
        .bind(enabled)
        .text(content)
        .one()
        .await?;
    Ok(id)
}

pub async fn change(tx: &mut Tx, id: RuleId, name: &str, enabled: bool, content: &str) -> Result<u64> {
    tx.query("update rules set name = $2, enabled = $3, content = $4 where id = $1").bind(id).text(name).bind(enabled).text(content).run().await
}

pub async fn enable(tx: &mut Tx, id: RuleId, on: bool) -> Result<u64> {
    tx.query("update rules set enabled = $2 where id = $1").bind(id).bind(on).run().await
}

pub async fn set_position(tx: &mut Tx, id: RuleId, position: i64) -> Result<u64> {
    tx.query("update rules set position = $2 where id = $1 and position <> $2").bind(id).bind(position).run().await
}

pub async fn delete(tx: &mut Tx, id: RuleId) -> Result<u64> {
    tx.query("delete from rule_counts where rule_id = $1").bind(id).run().await?;
    tx.query("delete from rules where id = $1").bind(id).run().await
}

/// A rule that was removed meanwhile is not counted any more.
pub async fn count(tx: &mut Tx, id: RuleId, fired: i64, last_at: Moment) -> Result<u64> {
    tx.query(
        "insert into rule_counts(rule_id, fired, last_at) select r.id, $2, $3 from rules r where r.id = $1 \
         on conflict(rule_id) do update set fired = rule_counts.fired + excluded.fired, \
         last_at = case when excluded.last_at > rule_counts.last_at then excluded.last_at else rule_counts.last_at end",
    )
    .bind(id)
    .bind(fired)
    .bind(last_at)
    .run()
    .await
}

/// Whether a person may be given work by a rule: somebody who can do it, and is there.
pub async fn takes_work(tx: &mut Tx, mailbox: MailboxId, user: UserId, now: Moment) -> Result<bool> {
    let found: Option<(UserId,)> = tx
        .query(
            "select u.id from users u join grants g on g.user_id = u.id \
             where u.id = $1 and g.mailbox_id = $2 and g.viewing <> 'none' and g.editing and u.state <> 'suspended' \
             and coalesce(u.absent_until, 0) <= $3",
        )
        .bind(user)
        .bind(mailbox)
        .bind(now)
        .maybe()
        .await?;
    Ok(found.is_some())
}

/// Who had the newest conversation with an address, as far as anybody had one: mails that came from it and mails that went to it.
/// The newest two hundred mails are looked at.
pub async fn last_assignee(tx: &mut Tx, mailbox: MailboxId, but: ConversationId, addr_key: &str) -> Result<Option<UserId>> {
    let found: Option<(UserId,)> = tx
        .query(
            "select c.assignee_id from (select p.message_id, p.role from people p where p.addr_key = $3 and p.role in ('from', 'to', 'cc') \
             order by p.at desc, p.message_id desc limit 200) w \
             join messages m on m.id = w.message_id and (m.direction = 'in') = (w.role = 'from') \
             join conversations c on c.id = m.conversation_id \
             where c.mailbox_id = $1 and c.id <> $2 and c.assignee_id is not null order by m.at desc, m.id desc limit 1",
        )
        .bind(mailbox)
        .bind(but)
        .text(addr_key)
        .maybe()
        .await?;
    Ok(found.map(|(user,)| user))
}
