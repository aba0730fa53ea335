//! The statements of priorities.

use crate::db::Tx;
use domain::{priorities::Level, *};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct LevelRow {
    pub space_id: SpaceId,
    #[sqlx(flatten)]
    pub level: Level,
}

/// Few: three a space at most.
pub async fn levels(tx: &mut Tx) -> Result<Vec<LevelRow>> {
    tx.query("select space_id, priority, name, color from priority_levels order by space_id, priority").all().await
}

pub async fn clear(tx: &mut Tx, space: SpaceId) -> Result<u64> {
    tx.query("delete from priority_levels where space_id = $1").bind(space).run().await
}

pub async fn put(tx: &mut Tx, space: SpaceId, level: &Level) -> Result<u64> {
    tx.query("insert into priority_levels(space_id, priority, name, color) values($1, $2, $3, $4)")
        .bind(space)
        .bind(level.priority)
        .text(&level.name)
        .bind(level.color)
        .run()
        .await
}
