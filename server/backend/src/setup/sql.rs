//! The statements of the wizard.

use crate::db::Tx;
use sqlx::Result;

pub async fn claim(tx: &mut Tx) -> Result<u64> {
    tx.query("insert into settings(name, value) values('founded', 'yes') on conflict(name) do nothing").run().await
}

pub async fn setting(tx: &mut Tx, name: &'static str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.query("select value from settings where name = $1").text(name).maybe().await?;
    Ok(found.map(|(value,)| value))
}

pub async fn put_setting(tx: &mut Tx, name: &'static str, value: &str) -> Result<u64> {
    tx.query("insert into settings(name, value) values($1, $2) on conflict(name) do update set value = excluded.value")
        .text(name)
        .text(value)
        .run()
        .await
}
