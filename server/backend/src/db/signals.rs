//! Signals between copies of the program on one database: LISTEN and NOTIFY of PostgreSQL (payload below 8,000 bytes, lost while
//! disconnected). One process on SQLite needs none.

use super::{Db, Tx};

impl Db {
    /// Whether other copies of the program may work on this database at the same time.
    pub fn is_shared(&self) -> bool {
        matches!(self, Db::Postgres(_))
    }

    /// Gives every payload on `channel` to `heard`, until the connection breaks. Never returns on SQLite.
    pub async fn hear(&self, channel: &str, mut heard: impl FnMut(&str)) -> sqlx::Result<()> {
        let Db::Postgres(pool) = self else { return std::future::pending().await };
        let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
        listener.listen(channel).await?;
        loop {
            heard(listener.recv().await?.payload());
        }
    }
}

impl Tx {
    /// Sends `payload` on `channel` when this transaction commits.
    pub async fn notify(&mut self, channel: &str, payload: &str) -> sqlx::Result<()> {
        if let Tx::Postgres(tx) = self {
            sqlx::query("select pg_notify($1, $2)").bind(channel).bind(payload).execute(&mut **tx).await?;
        }
        Ok(())
    }
}
