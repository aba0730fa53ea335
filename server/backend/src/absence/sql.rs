//! The statements of absences and of what people have in hand.

use crate::db::Tx;
use domain::{absence::Absence, users::PersonName, *};
use sqlx::Result;

pub async fn absence(tx: &mut Tx, user: UserId) -> Result<Option<Absence>> {
    tx.query("select absent_until as until, substitute_id as substitute from users where id = $1").bind(user).maybe().await
}

pub async fn set_absence(tx: &mut Tx, user: UserId, absence: &Absence) -> Result<u64> {
    tx.query("update users set absent_until = $2, substitute_id = $3 where id = $1")
        .bind(user)
        .bind(absence.until)
        .bind(absence.substitute)
        .run()
        .await
}

/// Whoever sees one of the mailboxes that the person sees.
pub async fn colleagues(tx: &mut Tx, user: UserId, now: Moment) -> Result<Vec<PersonName>> {
    tx.query(
        "select u.id, u.name, coalesce(u.absent_until, 0) > $2 as absent from users u where u.id <> $1 and u.state <> 'suspended' \
         and exists(select 1 from grants mine join grants theirs on theirs.mailbox_id = mine.mailbox_id and theirs.viewing <> 'none' \
         where mine.user_id = $1 and mine.viewing <> 'none' and theirs.user_id = u.id) order by u.reading, u.name, u.id",
    )
    .bind(user)
    .bind(now)
    .all()
    .await
}

/// Mailboxes in which somebody has unfinished work, and how much.
pub async fn open_work(tx: &mut Tx, user: UserId) -> Result<Vec<(MailboxId, String, i64)>> {
    tx.query(
        "select m.id, m.name, count(*) from conversations c join mailboxes m on m.id = c.mailbox_id \
         where c.assignee_id = $1 and c.class <> 'done' and c.trashed_at is null group by m.id, m.name, m.position order by m.position, m.id",
    )
    .bind(user)
    .all()
    .await
}

/// Unfinished work of somebody in a mailbox, or of nobody.
pub async fn in_hand(tx: &mut Tx, mailbox: MailboxId, user: Option<UserId>) -> Result<Vec<(ConversationId,)>> {
    let text = match user {
        Some(_) => "select id from conversations where mailbox_id = $1 and assignee_id = $2 and class <> 'done' and trashed_at is null order by id",
        None => {
            "select id from conversations where mailbox_id = $1 and assignee_id is null and $2 = $2 and class <> 'done' and trashed_at is null order by id"
        }
    };
    tx.query(text).bind(mailbox).bind(user.unwrap_or(UserId(0))).all().await
}
