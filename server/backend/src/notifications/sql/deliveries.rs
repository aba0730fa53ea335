//! The statements of what goes out: claimed by lease, tried again, and its log.

use crate::{db::Tx, secrets::SecretId};
use domain::{
    logs::Log,
    notifications::{About, Channel, DeliveryState, DeliveryView, Kind},
    *,
};
use sqlx::Result;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Claimed {
    pub id: i64,
    pub channel: Channel,
    pub target_id: i64,
    pub notification_id: Option<NotificationId>,
    pub kind: String,
    pub body: String,
    pub queued_at: Moment,
    pub attempts: i64,
    pub leased_by: String,
}

/// What is due, or was left behind by a copy of the program that died. One statement that repeats its condition: two copies never get the same.
pub async fn claim(tx: &mut Tx, lease: &str, now: Moment, until: Moment) -> Result<Option<Claimed>> {
    tx.query(
        "update deliveries set state = 'sending', leased_by = $1, leased_until = $3, attempts = attempts + 1 \
         where id = (select d.id from deliveries d where d.state = 'waiting' and d.due_at <= $2 or d.state = 'sending' and d.leased_until < $2 \
         order by d.due_at, d.id limit 1) and (state = 'waiting' and due_at <= $2 or state = 'sending' and leased_until < $2) \
         returning id, channel, target_id, notification_id, kind, body, queued_at, attempts, leased_by",
    )
    .text(lease)
    .bind(now)
    .bind(until)
    .maybe()
    .await
}

/// Whether there is something to claim.
pub async fn any_due(tx: &mut Tx, now: Moment) -> Result<bool> {
    let (due,): (bool,) = tx
        .query(
            "select exists(select 1 from deliveries d where d.state = 'waiting' and d.due_at <= $1) \
             or exists(select 1 from deliveries d where d.state = 'sending' and d.leased_until < $1)",
        )
        .bind(now)
        .one()
        .await?;
    Ok(due)
}

pub async fn next_due(tx: &mut Tx) -> Result<Option<Moment>> {
    let (at,): (Option<Moment>,) = tx.query("select min(due_at) from deliveries where state = 'waiting'").one().await?;
    Ok(at)
}

pub async fn release_all(tx: &mut Tx) -> Result<u64> {
    tx.query("update deliveries set leased_until = 0 where state = 'sending'").run().await
}

/// 0 rows: another copy took it meanwhile.
pub async fn settle(tx: &mut Tx, claimed: &Claimed, state: DeliveryState, answer: &str, due: Moment, now: Moment) -> Result<u64> {
    tx.query(
        "update deliveries set state = $3, answer = $4, due_at = $5, leased_until = 0, finished_at = case when $3 = 'waiting' then null else $6 end \
         where id = $1 and leased_by = $2 and state = 'sending'",
    )
    .bind(claimed.id)
    .text(&claimed.leased_by)
    .bind(state)
    .text(answer)
    .bind(due)
    .bind(now)
    .run()
    .await
}

pub async fn queue(
    tx: &mut Tx,
    channel: Channel,
    target: i64,
    conversation: Option<ConversationId>,
    kind: &str,
    body: &str,
    due: Moment,
    now: Moment,
) -> Result<i64> {
    let (id,): (i64,) = tx
        .query(
            "insert into deliveries(channel, target_id, conversation_id, kind, body, state, due_at, queued_at) \
             values($1, $2, $3, $4, $5, 'waiting', $6, $7) returning id",
        )
        .bind(channel)
        .bind(target)
        .bind(conversation)
        .text(kind)
        .text(body)
        .bind(due)
        .bind(now)
        .one()
        .await?;
    Ok(id)
}

/// One for each device of the person.
pub async fn insert_pushes(tx: &mut Tx, user: UserId, notification: NotificationId, kind: Kind, due: Moment, now: Moment) -> Result<u64> {
    tx.query(
        "insert into deliveries(channel, target_id, notification_id, kind, state, due_at, queued_at) \
         select 'push', d.id, $2, $3, 'waiting', $4, $5 from push_devices d where d.user_id = $1",
    )
    .bind(user)
    .bind(notification)
    .bind(kind)
    .bind(due)
    .bind(now)
    .run()
    .await
}

/// People for whom notices wait to be mailed and no mail is on its way to be made: since when, and when their last mail was.
pub async fn to_mail(tx: &mut Tx, since: Moment) -> Result<Vec<(UserId, Moment, Option<Moment>)>> {
    tx.query(
        "select n.user_id, min(n.at), (select max(d.finished_at) from deliveries d where d.channel = 'mail' and d.target_id = n.user_id and d.state = 'sent' and d.kind <> 'report-mail') \
         from notifications n where n.wants_mail and n.delivery_id is null and n.read_at is null and n.at >= $1 \
         and not exists(select 1 from deliveries w where w.channel = 'mail' and w.target_id = n.user_id and w.state = 'waiting' and w.kind <> 'report-mail') \
         group by n.user_id order by n.user_id",
    )
    .bind(since)
    .all()
    .await
}

/// Puts what waits for a person into this mail. Together with what was in it at an earlier try.
pub async fn gather(tx: &mut Tx, delivery: i64, user: UserId, since: Moment) -> Result<u64> {
    tx.query("update notifications set delivery_id = $1 where user_id = $2 and wants_mail and delivery_id is null and read_at is null and at >= $3")
        .bind(delivery)
        .bind(user)
        .bind(since)
        .run()
        .await
}

/// What goes out says so much and no more.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Told {
    pub id: NotificationId,
    pub kind: Kind,
    pub count: i64,
    pub text: String,
    pub actor_name: Option<String>,
    pub about: About,
    pub about_id: i64,
    pub mailbox_id: Option<MailboxId>,
    pub mailbox_name: String,
    pub log: Option<Log>,
    pub subject: String,
}

impl Told {
    pub fn url(&self) -> String {
        self.about.url(self.about_id, self.mailbox_id, self.log)
    }

    /// Its mailbox, where it has one, and what it is called.
    pub fn place(&self) -> String {
        if self.mailbox_name.is_empty() { self.subject.clone() } else { format!("{} / {}", self.mailbox_name, self.subject) }
    }
}

/// The notices of one mail that the person still may see and has not read.
pub async fn told_by_mail(tx: &mut Tx, delivery: i64, user: UserId) -> Result<Vec<Told>> {
    tx.query(concat!(
        "select n.id, n.kind, n.count, n.text, ",
        place!(),
        "from ",
        things!(),
        "where n.delivery_id = $1 and n.user_id = $2 and n.read_at is null and ",
        may_see!(),
        " order by n.at, n.id"
    ))
    .bind(delivery)
    .bind(user)
    .all()
    .await
}

/// The notice of one push, if its person still may see it and has not read it.
pub async fn told_by_push(tx: &mut Tx, notification: NotificationId) -> Result<Option<Told>> {
    tx.query(concat!(
        "select n.id, n.kind, n.count, n.text, ",
        place!(),
        "from ",
        things!(),
        "where n.id = $1 and n.read_at is null and ",
        may_see!()
    ))
    .bind(notification)
    .maybe()
    .await
}

/// Name, address, language and zone of whoever gets a mail; nobody who works here no more.
pub async fn reader(tx: &mut Tx, user: UserId) -> Result<Option<(String, String, Language)>> {
    tx.query("select name, email, language from users where id = $1 and state <> 'suspended'").bind(user).maybe().await
}

/// The account that notices are mailed from.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Sender {
    pub address: String,
    pub from_name: String,
    pub send_settings: String,
    pub send_secret_id: Option<SecretId>,
}

pub async fn sender(tx: &mut Tx, account: AccountId) -> Result<Option<Sender>> {
    tx.query("select address, from_name, send_settings, send_secret_id from accounts where id = $1 and removed_at is null and send = 'smtp'")
        .bind(account)
        .maybe()
        .await
}

/// Accounts that could mail notices.
pub async fn senders(tx: &mut Tx) -> Result<Vec<(AccountId, String)>> {
    tx.query("select id, address from accounts where removed_at is null and send = 'smtp' order by address, id").all().await
}

/// The newest of the log, of everybody: mails and webhooks.
pub async fn log(tx: &mut Tx, limit: i64) -> Result<Vec<DeliveryView>> {
    tx.query(
        "select d.id, d.channel, d.kind, coalesce(u.name, w.name, '') as target, d.state, d.queued_at, d.finished_at, d.attempts, d.answer \
         from deliveries d left join users u on d.channel = 'mail' and u.id = d.target_id left join webhooks w on d.channel = 'webhook' and w.id = d.target_id \
         where d.channel <> 'push' order by d.id desc limit $1",
    )
    .bind(limit)
    .all()
    .await
}

/// The newest of what was pushed to a person.
pub async fn own_log(tx: &mut Tx, user: UserId, limit: i64) -> Result<Vec<DeliveryView>> {
    tx.query(
        "select d.id, d.channel, d.kind, p.agent as target, d.state, d.queued_at, d.finished_at, d.attempts, d.answer \
         from push_devices p join deliveries d on d.channel = 'push' and d.target_id = p.id where p.user_id = $1 order by d.id desc limit $2",
    )
    .bind(user)
    .bind(limit)
    .all()
    .await
}

pub async fn sweep_deliveries(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.query("delete from deliveries where finished_at < $1").bind(before).run().await
}

/// What became of a try that nobody else takes out.
pub async fn note_test(tx: &mut Tx, id: i64, taken: bool, answer: &str, now: Moment) -> Result<u64> {
    tx.query("update deliveries set state = case when $2 then 'sent' else 'failed' end, answer = $3, attempts = 1, due_at = $4, finished_at = $4 where id = $1")
        .bind(id)
        .bind(taken)
        .text(answer)
        .bind(now)
        .run()
        .await
}
