//! One SQL text, two engines. Everything that knows which engine runs stands here and in `migrations/`.
//!
//! SQLite has one writer (transactions begin immediate, so none is refused halfway) and a pool of readers that never
//! block it; PostgreSQL has one pool.

mod query;
mod signals;
mod trouble;

pub use query::{Query, Row, Value};
pub use trouble::{Trouble, trouble};

use anyhow::Context;
use sqlx::{
    Connection, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

#[derive(Clone)]
pub enum Db {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// A transaction on either engine. Dropped without [`Tx::commit`] it is rolled back.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens `postgres://…` or `sqlite://PATH`. Nothing is created on PostgreSQL but tables.
    pub async fn open(url: &str) -> anyhow::Result<Db> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::open_postgres(PgConnectOptions::from_str(url).context("address of the database")?).await;
        }
        let file = SqliteConnectOptions::from_str(url)
            .context("address of the database")?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit must survive power loss: mail is deleted on its server after it.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        let writer = sqlite_pool().max_connections(1).acquire_timeout(Duration::from_secs(60)).connect_with(file.clone()).await?;
        let readers = sqlite_pool()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(file.read_only(true).create_if_missing(false))
            .await?;
        Ok(Db::Sqlite { readers, writer })
    }

    pub async fn open_postgres(options: PgConnectOptions) -> anyhow::Result<Db> {
        let pool = PgPoolOptions::new()
            .max_connections(20)
            .acquire_timeout(Duration::from_secs(30))
            // Compiling a statement takes seconds where it tells many things apart, and none runs long enough to win them back.
            .after_connect(|connection, _| Box::pin(async move { sqlx::query("set jit = off").execute(connection).await.map(|_| ()) }))
            .connect_with(options)
            .await?;
        Ok(Db::Postgres(pool))
    }

    /// Brings the tables up to date. Safe to run from several copies at once.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        match self {
            Db::Sqlite { writer, .. } => SQLITE.run(writer).await?,
            Db::Postgres(pool) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// A consistent view of the data; nothing can be written through it.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Db::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin_with("begin isolation level repeatable read, read only").await?),
        })
    }

    pub async fn write(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Db::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// `sqlite` or `postgresql`, for people.
    pub fn engine(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres(_) => "postgresql",
        }
    }

    pub async fn close(&self) {
        match self {
            Db::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// On a full disk SQLite ends a transaction by itself. The driver goes on counting it as open, and would refuse every transaction after
/// it on this connection: such a one is closed, and the next one is new.
fn sqlite_pool() -> SqlitePoolOptions {
    SqlitePoolOptions::new().after_release(|connection, _| {
        Box::pin(async move {
            // Comes to its turn after a roll-back that is still on its way.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

impl Tx {
    pub fn query(&mut self, sql: &'static str) -> Query<'_> {
        Query::new(self, sql)
    }

    /// What stands for the engine that runs: for the few places that must say the same to each in its own words.
    pub fn either<T>(&self, sqlite: T, postgres: T) -> T {
        match self {
            Tx::Sqlite(_) => sqlite,
            Tx::Postgres(_) => postgres,
        }
    }

    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await,
            Tx::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Whether this error says that a unique key was hit.
pub fn is_unique_violation(cause: &sqlx::Error) -> bool {
    matches!(cause, sqlx::Error::Database(e) if e.is_unique_violation())
}

#[cfg(test)]
mod tests;
