//! The statements of how often a template was used, and who has seen its newest version.

use crate::db::Tx;
use domain::*;
use sqlx::Result;

pub async fn add_uses(tx: &mut Tx, id: TemplateId, week: i64, user: UserId, count: i64) -> Result<u64> {
    tx.query(
        "insert into template_uses(template_id, week, user_id, count) values($1, $2, $3, $4) \
         on conflict(template_id, week, user_id) do update set count = template_uses.count + excluded.count",
    )
    .bind(id)
    .bind(week)
    .bind(user)
    .bind(count)
    .run()
    .await
}

pub async fn weeks(tx: &mut Tx, id: TemplateId, after: i64) -> Result<Vec<(i64, i64)>> {
    tx.query("select week, cast(sum(count) as bigint) from template_uses where template_id = $1 and week > $2 group by week order by week")
        .bind(id)
        .bind(after)
        .all()
        .await
}

/// Who used it how often, most first.
pub async fn users_of(tx: &mut Tx, id: TemplateId, after: i64) -> Result<Vec<(String, i64)>> {
    tx.query(
        "select u.name, cast(sum(w.count) as bigint) from template_uses w join users u on u.id = w.user_id where w.template_id = $1 and w.week > $2 \
         group by u.id, u.name order by sum(w.count) desc, u.id limit 20",
    )
    .bind(id)
    .bind(after)
    .all()
    .await
}

pub async fn mark_seen(tx: &mut Tx, id: TemplateId, user: UserId, number: i64) -> Result<u64> {
    tx.query(
        "insert into template_seen(template_id, user_id, number) values($1, $2, $3) \
         on conflict(template_id, user_id) do update set number = excluded.number where template_seen.number < excluded.number",
    )
    .bind(id)
    .bind(user)
    .bind(number)
    .run()
    .await
}
