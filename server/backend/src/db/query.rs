//! The query builder: owned arguments, static text, one `match` per call.

use super::Tx;
use sqlx::{
    Arguments, Encode, FromRow, IntoArguments, PgConnection, Postgres, SqlSafeStr, SqlStr, Sqlite, SqliteConnection, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgRow},
    query_as_with, query_with,
    sqlite::{SqliteArguments, SqliteRow},
};

/// What can be bound on both engines.
pub trait Value: Send + Type<Sqlite> + Type<Postgres> + for<'q> Encode<'q, Sqlite> + for<'q> Encode<'q, Postgres> {}
impl<T> Value for T where T: Send + Type<Sqlite> + Type<Postgres> + for<'q> Encode<'q, Sqlite> + for<'q> Encode<'q, Postgres> {}

/// What can be read from both engines: tuples, and structs that derive `FromRow`.
pub trait Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

pub struct Query<'t> {
    sql: SqlStr,
    on: On<'t>,
    unfit: Option<BoxDynError>,
}

enum On<'t> {
    Sqlite(&'t mut SqliteConnection, SqliteArguments),
    Postgres(&'t mut PgConnection, PgArguments),
}

impl<'t> Query<'t> {
    pub(super) fn new(tx: &'t mut Tx, sql: &'static str) -> Self {
        let on = match tx {
            Tx::Sqlite(tx) => On::Sqlite(tx, SqliteArguments::default()),
            Tx::Postgres(tx) => On::Postgres(tx, PgArguments::default()),
        };
        Query { sql: sql.into_sql_str(), on, unfit: None }
    }

    pub fn bind(mut self, value: impl Value) -> Self {
        let added = match &mut self.on {
            On::Sqlite(_, arguments) => arguments.add(value),
            On::Postgres(_, arguments) => arguments.add(value),
        };
        if let Err(cause) = added {
            self.unfit.get_or_insert(cause);
        }
        self
    }

    /// Text, with U+0000 taken out: PostgreSQL refuses it.
    pub fn text(self, value: &str) -> Self {
        self.bind(domain::fold::storable(value))
    }

    pub async fn all<T: Row>(self) -> sqlx::Result<Vec<T>> {
        if let Some(cause) = self.unfit {
            return Err(sqlx::Error::Encode(cause));
        }
        match self.on {
            On::Sqlite(connection, arguments) => query_as_with::<Sqlite, T, _>(self.sql, arguments.into_arguments()).fetch_all(connection).await,
            On::Postgres(connection, arguments) => query_as_with::<Postgres, T, _>(self.sql, arguments.into_arguments()).fetch_all(connection).await,
        }
    }

    pub async fn maybe<T: Row>(self) -> sqlx::Result<Option<T>> {
        Ok(self.all().await?.into_iter().next())
    }

    /// The first row; `RowNotFound` when there is none.
    pub async fn one<T: Row>(self) -> sqlx::Result<T> {
        self.maybe().await?.ok_or(sqlx::Error::RowNotFound)
    }

    /// Rows that were touched.
    pub async fn run(self) -> sqlx::Result<u64> {
        if let Some(cause) = self.unfit {
            return Err(sqlx::Error::Encode(cause));
        }
        Ok(match self.on {
            On::Sqlite(connection, arguments) => {
                query_with::<Sqlite, _>(self.sql, arguments.into_arguments()).execute(connection).await?.rows_affected()
            }
            On::Postgres(connection, arguments) => {
                query_with::<Postgres, _>(self.sql, arguments.into_arguments()).execute(connection).await?.rows_affected()
            }
        })
    }
}
