//! The statements of reserved words.

use crate::db::Tx;
use domain::{Language, UserId};
use sqlx::Result;

#[derive(sqlx::FromRow)]
pub struct AgentRow {
    pub name: String,
    pub email: String,
    pub language: Language,
    pub zone: String,
}

pub async fn agent(tx: &mut Tx, id: UserId) -> Result<Option<AgentRow>> {
    tx.query("select name, email, language, zone from users where id = $1").bind(id).maybe().await
}
