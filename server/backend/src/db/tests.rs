//! The front door behaves the same on both engines.

use crate::{db::Db, each_engine, testing::TestDesk};
use std::collections::BTreeMap;

each_engine! {
    async fn values_travel_through_both_engines(desk) {
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("insert into settings(name, value) values($1, $2)").text("kana\0").text("窓口 😀").run().await.unwrap();
        let found: Vec<(String, String)> = tx.query("select name, value from settings where name = $1 order by name").text("kana").all().await.unwrap();
        assert_eq!(found, [("kana".to_owned(), "窓口 😀".to_owned())]);
        let (sum,): (i64,) = tx.query("select cast(sum($1) as bigint)").bind(i64::MAX).one().await.unwrap();
        assert_eq!(sum, i64::MAX);
    }

    async fn what_is_not_committed_was_never_there(desk) {
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("insert into settings(name, value) values('gone', '1')").run().await.unwrap();
        drop(tx);
        let mut tx = desk.desk.db.read().await.unwrap();
        let found: Option<(String,)> = tx.query("select value from settings where name = 'gone'").maybe().await.unwrap();
        assert_eq!(found, None);
    }

    async fn nothing_is_written_through_a_reader(desk) {
        let mut tx = desk.desk.db.read().await.unwrap();
        assert!(tx.query("insert into settings(name, value) values('x', 'y')").run().await.is_err());
    }

    async fn writers_wait_for_each_other(desk) {
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("insert into settings(name, value) values('count', '0')").run().await.unwrap();
        tx.commit().await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let db = desk.desk.db.clone();
            tasks.spawn(async move {
                let mut tx = db.write().await.unwrap();
                tx.query("update settings set value = cast(cast(value as bigint) + 1 as text) where name = 'count'").run().await.unwrap();
                tx.commit().await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await { done.unwrap(); }
        let mut tx = desk.desk.db.read().await.unwrap();
        let (count,): (String,) = tx.query("select value from settings where name = 'count'").one().await.unwrap();
        assert_eq!(count, "20");
    }
}

/// Tables and columns of one engine, with their kinds brought to a common name.
async fn catalogue(db: &Db) -> BTreeMap<String, String> {
    let mut tx = db.read().await.unwrap();
    let rows: Vec<(String, String, String)> = match db {
        Db::Sqlite { .. } => tx
            .query("select m.name, p.name, lower(p.type) from sqlite_master m join pragma_table_xinfo(m.name) p where m.type = 'table' order by 1, 2")
            .all()
            .await
            .unwrap(),
        Db::Postgres(_) => tx
            .query(
                "select cast(table_name as text), cast(column_name as text), cast(data_type as text) from information_schema.columns \
                 where table_schema = current_schema() and table_name not in (select viewname from pg_views where schemaname = current_schema()) order by 1, 2",
            )
            .all()
            .await
            .unwrap(),
    };
    rows.into_iter()
        // The index of words is each engine's own.
        .filter(|(table, ..)| !table.starts_with('_') && !table.starts_with("sqlite_") && !table.starts_with("tokens_of_"))
        .map(|(table, column, kind)| {
            let kind = match kind.as_str() {
                "integer" | "bigint" | "boolean" => "integer",
                "blob" | "bytea" => "bytes",
                other => other,
            };
            (format!("{table}.{column}"), kind.to_owned())
        })
        .collect()
}

async fn indexes(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let rows: Vec<(String,)> = match db {
        Db::Sqlite { .. } => tx.query("select name from sqlite_master where type = 'index' and sql is not null order by name").all().await.unwrap(),
        Db::Postgres(_) => tx
            .query("select cast(indexname as text) from pg_indexes where schemaname = current_schema() and indexname not like '%_key' and indexname not like '%_pkey' and indexname not like '\\_%' order by 1")
            .all()
            .await
            .unwrap(),
    };
    rows.into_iter().map(|(name,)| name).filter(|name| !name.starts_with("tokens_of_")).collect()
}

/// What a view's columns are made of is told by one engine only.
async fn views(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let rows: Vec<(String,)> = match db {
        Db::Sqlite { .. } => tx.query("select name from sqlite_master where type = 'view' order by name").all().await.unwrap(),
        Db::Postgres(_) => {
            tx.query("select cast(viewname as text) from pg_views where schemaname = current_schema() order by 1").all().await.unwrap()
        }
    };
    rows.into_iter().map(|(name,)| name).collect()
}

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    let Some(postgres) = TestDesk::postgres().await else { return };
    let sqlite = TestDesk::sqlite().await;
    assert_eq!(catalogue(&sqlite.desk.db).await, catalogue(&postgres.desk.db).await);
    assert_eq!(views(&sqlite.desk.db).await, views(&postgres.desk.db).await);
    assert_eq!(indexes(&sqlite.desk.db).await, indexes(&postgres.desk.db).await);
}
