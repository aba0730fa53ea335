//! The statements of notifications and of what each person wants to hear.

/// Whatever the notices of `n` are about.
macro_rules! things {
    () => {
        "notifications n left join conversations c on c.id = n.conversation_id \
         left join bulk_mails b on n.about = 'bulk-mail' and b.id = n.about_id \
         left join templates t on n.about = 'template' and t.id = n.about_id \
         left join log_entries l on n.about = 'log' and l.id = n.about_id \
         left join imports i on n.about = 'import' and i.id = n.about_id \
         left join accounts k on n.about = 'account' and k.id = n.about_id \
         left join report_schedules q on n.about = 'report' and q.id = n.about_id \
         left join mailboxes m on m.id = coalesce(c.mailbox_id, b.mailbox_id, t.mailbox_id, i.mailbox_id, k.mailbox_id) \
         left join users a on a.id = n.actor_id "
    };
}

/// Where each of them is, and what it is called.
macro_rules! place {
    () => {
        "a.name as actor_name, n.about, coalesce(n.conversation_id, n.about_id) as about_id, m.id as mailbox_id, \
         coalesce(m.name, '') as mailbox_name, l.log, coalesce(c.subject, b.subject, t.name, l.subject, i.name, k.address, q.name, '') as subject "
    };
}

/// That its person may see it, as their rights are now: by the mailbox, as a member of the space, or by operating it.
macro_rules! may_see {
    () => {
        "(exists(select 1 from grants g where g.user_id = n.user_id and (g.mailbox_id = c.mailbox_id \
           and (g.viewing = 'all' or g.viewing = 'own' and c.assignee_id = n.user_id) or g.mailbox_id = b.mailbox_id and g.viewing = 'all')) \
         or exists(select 1 from grants g join mailboxes s on s.id = g.mailbox_id where g.user_id = n.user_id and g.viewing <> 'none' \
           and (s.space_id = t.space_id and t.archived_at is null and (t.mailbox_id is null or t.mailbox_id = s.id) \
             or s.space_id = l.space_id and l.removed_at is null)) \
         or exists(select 1 from users o where o.id = n.user_id and (i.id is not null or k.id is not null and k.removed_at is null) \
           and (o.role = 'admin' or exists(select 1 from space_operators p where p.user_id = o.id and p.space_id = m.space_id))) \
         or q.owner_id = n.user_id)"
    };
}

mod deliveries;
mod devices;
mod webhooks;

pub use deliveries::*;
pub use devices::*;
pub use webhooks::*;

use crate::db::Tx;

use domain::{
    logs::Log,
    notifications::{About, Before, Choice, Kind, NoticeView, Times},
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
    tx.query(concat!(
        "select n.id, n.kind, n.at, n.count, n.text, n.read_at is not null as is_read, ",
        place!(),
        ", case when c.id is null then '' when c.customer_name = '' then c.customer_addr else c.customer_name end as customer from ",
        things!(),
        "where n.user_id = $1 and n.shown and (n.at, n.id) < ($2, $3) and ",
        may_see!(),
        " order by n.at desc, n.id desc limit $4"
    ))
    .bind(user)
    .bind(before.at)
    .bind(before.id)
    .bind(limit)
    .all()
    .await
}

pub async fn unread(tx: &mut Tx, user: UserId) -> Result<i64> {
    let (count,): (i64,) = tx
        .query(concat!("select count(*) from ", things!(), "where n.user_id = $1 and n.shown and n.read_at is null and ", may_see!()))
        .bind(user)
        .one()
        .await?;
    Ok(count)
}

/// Something that is no conversation.
pub async fn insert_about(
    tx: &mut Tx,
    at: Moment,
    choice: &Choice,
    user: UserId,
    (about, id): (About, i64),
    actor: Option<UserId>,
    text: &str,
) -> Result<NotificationId> {
    let (id,): (NotificationId,) = tx
        .query(
            "insert into notifications(user_id, kind, about, about_id, actor_id, at, text, shown, wants_mail) values($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             on conflict(user_id, about_id) where kind = 'template' and read_at is null do update set count = notifications.count + 1, at = excluded.at, \
             actor_id = excluded.actor_id, text = excluded.text, shown = excluded.shown, wants_mail = excluded.wants_mail, delivery_id = null returning id",
        )
        .bind(user)
        .bind(choice.kind)
        .bind(about)
        .bind(id)
        .bind(actor)
        .bind(at)
        .text(text)
        .bind(choice.app)
        .bind(choice.mail)
        .one()
        .await?;
    Ok(id)
}

pub async fn read_about(tx: &mut Tx, user: UserId, about: About, id: i64, at: Moment) -> Result<u64> {
    tx.query("update notifications set read_at = $4 where user_id = $1 and about = $2 and about_id = $3 and read_at is null")
        .bind(user)
        .bind(about)
        .bind(id)
        .bind(at)
        .run()
        .await
}

/// Who operates the space that an account belongs to; where nobody does, the administrators.
pub async fn operators(tx: &mut Tx, account: AccountId) -> Result<Vec<(UserId,)>> {
    tx.query(
        "select u.id from accounts k join mailboxes m on m.id = k.mailbox_id join users u on u.state <> 'suspended' \
         where k.id = $1 and (exists(select 1 from space_operators p where p.space_id = m.space_id and p.user_id = u.id) \
         or u.role = 'admin' and not exists(select 1 from space_operators p where p.space_id = m.space_id)) order by u.id",
    )
    .bind(account)
    .all()
    .await
}

#[derive(sqlx::FromRow)]
pub struct Thing {
    pub space_id: SpaceId,
    pub mailbox_id: Option<MailboxId>,
    pub mailbox_name: String,
    pub log: Option<Log>,
    pub subject: String,
}

/// Where it is, and what it is called.
pub async fn thing(tx: &mut Tx, about: About, id: i64) -> Result<Option<Thing>> {
    tx.query(
        "select coalesce(m.space_id, t.space_id, l.space_id, q.space_id) as space_id, m.id as mailbox_id, coalesce(m.name, '') as mailbox_name, l.log, \
         coalesce(b.subject, t.name, l.subject, i.name, k.address, q.name, '') as subject \
         from (select cast($1 as text) as about, cast($2 as bigint) as about_id) n \
         left join bulk_mails b on n.about = 'bulk-mail' and b.id = n.about_id left join templates t on n.about = 'template' and t.id = n.about_id \
         left join log_entries l on n.about = 'log' and l.id = n.about_id left join imports i on n.about = 'import' and i.id = n.about_id \
         left join accounts k on n.about = 'account' and k.id = n.about_id left join report_schedules q on n.about = 'report' and q.id = n.about_id \
         left join mailboxes m on m.id = coalesce(b.mailbox_id, t.mailbox_id, i.mailbox_id, k.mailbox_id) \
         where coalesce(b.id, t.id, l.id, i.id, k.id, q.id) is not null",
    )
    .bind(about)
    .bind(id)
    .maybe()
    .await
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
