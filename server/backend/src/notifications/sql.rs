//! The statements of notifications and of what each person wants to hear.

mod deliveries;
mod devices;
mod webhooks;

pub use deliveries::*;
pub use devices::*;
pub use webhooks::*;

use crate::db::Tx;
use domain::{
    notifications::{Before, Choice, Kind, NoticeView, Times},
    *,
};
use jiff::tz::TimeZone;
use sqlx::Result;

/// How one person hears of one kind, on which clocks.
#[derive(sqlx::FromRow)]
pub struct Wants {
    zone: String,
    app: Option<bool>,
    mail: Option<bool>,
    push: Option<bool>,
    digest_minutes: Option<i64>,
    quiet_from: Option<i64>,
    quiet_to: Option<i64>,
    quiet_days: Option<String>,
}

impl Wants {
    pub fn choice(&self, kind: Kind) -> Choice {
        let usual = Choice::usual(kind);
        Choice { kind, app: self.app.unwrap_or(usual.app), mail: self.mail.unwrap_or(usual.mail), push: self.push.unwrap_or(usual.push) }
    }

    pub fn times(&self) -> Times {
        let usual = Times::default();
        Times {
            digest_minutes: self.digest_minutes.unwrap_or(usual.digest_minutes),
            quiet_from: self.quiet_from.unwrap_or(usual.quiet_from),
            quiet_to: self.quiet_to.unwrap_or(usual.quiet_to),
            quiet_days: self.quiet_days.clone().unwrap_or_default(),
        }
    }

    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// `None`: there is no such person, or they work here no more.
pub async fn wants(tx: &mut Tx, user: UserId, kind: Kind) -> Result<Option<Wants>> {
    tx.query(
        "select u.zone, c.app, c.mail, c.push, t.digest_minutes, t.quiet_from, t.quiet_to, t.quiet_days from users u \
         left join notice_choices c on c.user_id = u.id and c.kind = $2 left join notice_times t on t.user_id = u.id \
         where u.id = $1 and u.state <> 'suspended'",
    )
    .bind(user)
    .bind(kind)
    .maybe()
    .await
}

/// Who looks after the work of somebody who is away.
pub async fn substitute(tx: &mut Tx, user: UserId, now: Moment) -> Result<Option<UserId>> {
    let found: Option<(UserId,)> = tx
        .query("select substitute_id from users where id = $1 and absent_until > $2 and substitute_id is not null and substitute_id <> $1")
        .bind(user)
        .bind(now)
        .maybe()
        .await?;
    Ok(found.map(|(id,)| id))
}

pub async fn insert(
    tx: &mut Tx,
    at: Moment,
    choice: &Choice,
    user: UserId,
    conversation: ConversationId,
    actor: Option<UserId>,
    text: &str,
) -> Result<NotificationId> {
    let (id,): (NotificationId,) = tx
        .query(
            "insert into notifications(user_id, kind, conversation_id, mailbox_id, actor_id, at, text, shown, wants_mail) \
             select $1, $2, c.id, c.mailbox_id, $4, $5, $6, $7, $8 from conversations c where c.id = $3 returning id",
        )
        .bind(user)
        .bind(choice.kind)
        .bind(conversation)
        .bind(actor)
        .bind(at)
        .text(text)
        .bind(choice.app)
        .bind(choice.mail)
        .one()
        .await?;
    Ok(id)
}

/// One more mail in a mailbox, for everybody who sees all of it and wants to hear of it: in the row that they have not read yet, or a
/// new one. Rows are taken in the order of people, so that two of these never wait for each other in a circle.
pub async fn upsert_arrived(tx: &mut Tx, at: Moment, mailbox: MailboxId, conversation: ConversationId, usual: &Choice) -> Result<u64> {
    tx.query(
        "insert into notifications(user_id, kind, conversation_id, mailbox_id, at, text, shown, wants_mail) \
         select u.id, 'arrived', $2, $1, $3, '', coalesce(c.app, $4), coalesce(c.mail, $5) from grants g join users u on u.id = g.user_id \
         left join notice_choices c on c.user_id = u.id and c.kind = 'arrived' \
         where g.mailbox_id = $1 and g.viewing = 'all' and u.state <> 'suspended' and (coalesce(c.app, $4) or coalesce(c.mail, $5) or coalesce(c.push, $6)) \
         order by u.id \
         on conflict(user_id, mailbox_id) where kind = 'arrived' and read_at is null do update set \
         count = notifications.count + 1, at = excluded.at, conversation_id = excluded.conversation_id, shown = excluded.shown, wants_mail = excluded.wants_mail",
    )
    .bind(mailbox)
    .bind(conversation)
    .bind(at)
    .bind(usual.app)
    .bind(usual.mail)
    .bind(usual.push)
    .run()
    .await
}

/// Who wants every arrival pushed, has a device for it, and the row that was just written for them.
pub async fn pushed_arrivals(tx: &mut Tx, mailbox: MailboxId, usual: &Choice) -> Result<Vec<(UserId, NotificationId)>> {
    tx.query(
        "select n.user_id, n.id from notifications n left join notice_choices c on c.user_id = n.user_id and c.kind = 'arrived' \
         where n.mailbox_id = $1 and n.kind = 'arrived' and n.read_at is null and coalesce(c.push, $2) \
         and n.user_id in (select d.user_id from push_devices d) order by n.user_id, n.id",
    )
    .bind(mailbox)
    .bind(usual.push)
    .all()
    .await
}

/// What the person may see now, whatever it was when it happened.
pub async fn list(tx: &mut Tx, user: UserId, before: Before, limit: i64) -> Result<Vec<NoticeView>> {
    tx.query(
        "select n.id, n.kind, n.at, n.count, n.text, n.read_at is not null as is_read, a.name as actor_name, n.conversation_id, c.mailbox_id, \
         m.name as mailbox_name, c.subject, case when c.customer_name = '' then c.customer_addr else c.customer_name end as customer \
         from notifications n join conversations c on c.id = n.conversation_id join mailboxes m on m.id = c.mailbox_id \
         left join users a on a.id = n.actor_id \
         where n.user_id = $1 and n.shown and (n.at, n.id) < ($2, $3) and exists(select 1 from grants g where g.user_id = $1 \
         and g.mailbox_id = c.mailbox_id and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1)) \
         order by n.at desc, n.id desc limit $4",
    )
    .bind(user)
    .bind(before.at)
    .bind(before.id)
    .bind(limit)
    .all()
    .await
}

pub async fn unread(tx: &mut Tx, user: UserId) -> Result<i64> {
    let (count,): (i64,) = tx
        .query(
            "select count(*) from notifications n join conversations c on c.id = n.conversation_id \
             join grants g on g.user_id = n.user_id and g.mailbox_id = c.mailbox_id \
             where n.user_id = $1 and n.shown and n.read_at is null and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = $1)",
        )
        .bind(user)
        .one()
        .await?;
    Ok(count)
}

pub async fn read(tx: &mut Tx, user: UserId, conversation: ConversationId, at: Moment) -> Result<u64> {
    tx.query("update notifications set read_at = $3 where user_id = $1 and conversation_id = $2 and read_at is null")
        .bind(user)
        .bind(conversation)
        .bind(at)
        .run()
        .await
}

pub async fn kind_of(tx: &mut Tx, user: UserId, id: NotificationId) -> Result<Option<Kind>> {
    let found: Option<(Kind,)> =
        tx.query("select kind from notifications where user_id = $1 and id = $2 and shown").bind(user).bind(id).maybe().await?;
    Ok(found.map(|(kind,)| kind))
}

pub async fn unread_again(tx: &mut Tx, user: UserId, id: NotificationId) -> Result<u64> {
    tx.query("update notifications set read_at = null where user_id = $1 and id = $2 and read_at is not null").bind(user).bind(id).run().await
}

pub async fn read_all(tx: &mut Tx, user: UserId, at: Moment) -> Result<u64> {
    tx.query("update notifications set read_at = $2 where user_id = $1 and read_at is null").bind(user).bind(at).run().await
}

pub async fn choices(tx: &mut Tx, user: UserId) -> Result<Vec<Choice>> {
    tx.query("select kind, app, mail, push from notice_choices where user_id = $1 order by kind").bind(user).all().await
}

pub async fn put_choice(tx: &mut Tx, user: UserId, choice: &Choice) -> Result<u64> {
    tx.query(
        "insert into notice_choices(user_id, kind, app, mail, push) values($1, $2, $3, $4, $5) \
         on conflict(user_id, kind) do update set app = excluded.app, mail = excluded.mail, push = excluded.push",
    )
    .bind(user)
    .bind(choice.kind)
    .bind(choice.app)
    .bind(choice.mail)
    .bind(choice.push)
    .run()
    .await
}

pub async fn times(tx: &mut Tx, user: UserId) -> Result<Option<Times>> {
    tx.query("select digest_minutes, quiet_from, quiet_to, quiet_days from notice_times where user_id = $1").bind(user).maybe().await
}

pub async fn put_times(tx: &mut Tx, user: UserId, times: &Times) -> Result<u64> {
    tx.query(
        "insert into notice_times(user_id, digest_minutes, quiet_from, quiet_to, quiet_days) values($1, $2, $3, $4, $5) \
         on conflict(user_id) do update set digest_minutes = excluded.digest_minutes, quiet_from = excluded.quiet_from, \
         quiet_to = excluded.quiet_to, quiet_days = excluded.quiet_days",
    )
    .bind(user)
    .bind(times.digest_minutes)
    .bind(times.quiet_from)
    .bind(times.quiet_to)
    .text(&times.quiet_days)
    .run()
    .await
}

pub async fn setting(tx: &mut Tx, name: &'static str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.query("select value from settings where name = $1").text(name).maybe().await?;
    Ok(found.map(|(value,)| value))
}

/// The first to come sets it. Answers what holds now.
pub async fn setting_once(tx: &mut Tx, name: &'static str, value: &str) -> Result<String> {
    tx.query("insert into settings(name, value) values($1, $2) on conflict(name) do nothing").text(name).text(value).run().await?;
    let (value,): (String,) = tx.query("select value from settings where name = $1").text(name).one().await?;
    Ok(value)
}

pub async fn put_setting(tx: &mut Tx, name: &'static str, value: &str) -> Result<u64> {
    tx.query("insert into settings(name, value) values($1, $2) on conflict(name) do update set value = excluded.value")
        .text(name)
        .text(value)
        .run()
        .await
}

pub async fn sweep(tx: &mut Tx, before: Moment) -> Result<u64> {
    tx.query("delete from deliveries where notification_id in (select id from notifications where at < $1)").bind(before).run().await?;
    tx.query("delete from notifications where at < $1").bind(before).run().await
}

pub async fn purge(tx: &mut Tx, id: ConversationId) -> Result<()> {
    tx.query("delete from deliveries where conversation_id = $1").bind(id).run().await?;
    tx.query("delete from deliveries where notification_id in (select id from notifications where conversation_id = $1)").bind(id).run().await?;
    tx.query("delete from notifications where conversation_id = $1").bind(id).run().await?;
    Ok(())
}
