//! Tests run every verb on both engines: a temporary SQLite file, and a schema of its own on the PostgreSQL that the test
//! command starts.

use crate::{Cx, Desk, Limits, cx::Wake, db::Db, files::Files, live::Live, secrets::Keys};
use domain::{
    Moment, SpaceId, UserId,
    access::{Grant, Person, Role, Viewing, Who},
    *,
};
use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Declares a test that runs on SQLite and on PostgreSQL: `each_engine! { async fn sentence(desk: TestDesk) { … } }`.
#[macro_export]
macro_rules! each_engine {
    ($($(#[$meta:meta])* async fn $name:ident($desk:ident) $body:block)+) => {
        $(mod $name {
            #[allow(clippy::allow_attributes, unused_imports, reason = "not every test uses everything of its file")]
            use super::*;
            async fn story($desk: $crate::testing::TestDesk) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { story($crate::testing::TestDesk::sqlite().await).await }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match $crate::testing::TestDesk::postgres().await {
                    Some(desk) => story(desk).await,
                    None => eprintln!("skipped: MADOGUCHI_TEST_POSTGRES is not set"),
                }
            }
        })+
    };
}

/// A desk with a database of its own, gone at the end of the test.
pub struct TestDesk {
    pub desk: Arc<Desk>,
    pub folder: tempfile::TempDir,
}

/// 2026-01-05 00:00 UTC, a Monday. Tests pass time in.
pub const NOW: Moment = Moment(1_767_571_200_000);

static COUNT: AtomicU64 = AtomicU64::new(0);

impl TestDesk {
    pub async fn sqlite() -> TestDesk {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/test.db", folder.path().display())).await.unwrap();
        Self::with(db, folder).await
    }

    /// `None` where no server was started for the tests; it is an error to lack one when `MADOGUCHI_TEST_REQUIRE` is set.
    pub async fn postgres() -> Option<TestDesk> {
        let Ok(url) = std::env::var("MADOGUCHI_TEST_POSTGRES") else {
            assert!(std::env::var_os("MADOGUCHI_TEST_REQUIRE").is_none(), "MADOGUCHI_TEST_POSTGRES is required here");
            return None;
        };
        let schema = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let options = sqlx::postgres::PgConnectOptions::from_str(&url).unwrap();
        let admin = sqlx::PgPool::connect_with(options.clone()).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("create schema {schema}"))).execute(&admin).await.unwrap();
        admin.close().await;
        let db = Db::open_postgres(options.options([("search_path", schema.as_str())])).await.unwrap();
        Some(Self::with(db, tempfile::tempdir().unwrap()).await)
    }

    async fn with(db: Db, folder: tempfile::TempDir) -> TestDesk {
        db.migrate().await.unwrap();
        let desk = Desk {
            live: Live::new(&db),
            files: Files::local(&folder.path().join("files")).unwrap(),
            keys: Keys::open(&folder.path().join("secret.key")).unwrap(),
            trust: mail::wire::TlsTrust::load(std::env::var_os("MADOGUCHI_TEST_CA").map(std::path::PathBuf::from).as_deref()).unwrap(),
            signatures: None,
            limits: Limits::default(),
            wake: Wake::default(),
            rules: Default::default(),
            paper: PAPER,
            name: "test".into(),
            db,
        };
        TestDesk { desk: Arc::new(desk), folder }
    }

    /// Another copy of the program on the same database and files.
    pub fn copy(&self) -> Arc<Desk> {
        let desk = &self.desk;
        Arc::new(Desk {
            db: desk.db.clone(),
            files: desk.files.clone(),
            keys: desk.keys.clone(),
            live: desk.live.clone(),
            trust: desk.trust.clone(),
            signatures: None,
            limits: desk.limits.clone(),
            wake: Wake::default(),
            rules: Default::default(),
            paper: PAPER,
            name: "copy".into(),
        })
    }

    pub fn cx(&self, who: Who) -> Cx {
        Cx { who, now: NOW, ip: "192.0.2.7".into(), key: None, desk: self.desk.clone(), rule: None }
    }

    pub fn system(&self) -> Cx {
        self.cx(Who::System)
    }

    /// A person with every right in `mailboxes`, known to the database.
    pub async fn member(&self, name: &str, mailboxes: &[MailboxId]) -> Cx {
        self.person(name, Role::Member, mailboxes, Viewing::All, true).await
    }

    pub async fn person(&self, name: &str, role: Role, mailboxes: &[MailboxId], viewing: Viewing, all: bool) -> Cx {
        let system = self.system();
        let email = format!("{name}@desk.example");
        let id = crate::users::add(&system, domain::users::NewUser { name: name.into(), email, role }, "correct-horse-9", false).await.unwrap();
        let grants: Vec<Grant> =
            mailboxes.iter().map(|m| Grant { mailbox_id: *m, space_id: SpaceId(1), viewing, editing: all, sending: all, deleting: all }).collect();
        for grant in &grants {
            let view = domain::mailboxes::GrantView {
                mailbox_id: grant.mailbox_id,
                user_id: id,
                user_name: String::new(),
                viewing,
                editing: all,
                sending: all,
                deleting: all,
            };
            crate::mailboxes::set_grant(&system, &view).await.unwrap();
        }
        self.cx(Who::Person(Person { id, name: name.into(), role, grants, operates: vec![], must_change_password: false }))
    }

    /// A mailbox in the first space, with the four standard statuses.
    pub async fn mailbox(&self, name: &str) -> MailboxId {
        crate::mailboxes::create(&self.system(), name).await.unwrap()
    }

    /// The same person, asking under a key.
    pub fn keyed(cx: &Cx, key: &str) -> Cx {
        Cx { key: Some(key.to_owned()), ..cx.clone() }
    }

    /// The same request, later.
    pub fn later(cx: &Cx, ms: i64) -> Cx {
        Cx { now: cx.now.plus_ms(ms), ..cx.clone() }
    }
}

/// Somebody that no table knows.
pub fn stranger(desk: &TestDesk) -> Cx {
    desk.cx(Who::Person(Person {
        id: UserId(999_999),
        name: "x".into(),
        role: Role::Member,
        grants: vec![],
        operates: vec![],
        must_change_password: false,
    }))
}

/// The same desk with other limits.
pub fn with_limits(desk: &Arc<Desk>, limits: Limits) -> Arc<Desk> {
    Arc::new(Desk {
        db: desk.db.clone(),
        files: desk.files.clone(),
        keys: desk.keys.clone(),
        live: desk.live.clone(),
        trust: desk.trust.clone(),
        signatures: None,
        limits,
        wake: Wake::default(),
        rules: Default::default(),
        paper: PAPER,
        name: desk.name.clone(),
    })
}

/// A report as a mail, as plain as can be: its address names a mailbox, or everything, and it may name a condition. How the screens write it is tried there.
pub const PAPER: crate::reports::Paper = crate::reports::Paper { questions: asked_of, written: as_mail };

fn asked_of(address: &str, desk: &domain::reports::ReportsDesk) -> Vec<domain::reports::Question> {
    use domain::reports::{Axis, Measure, Period, Question};
    let Some(named) = address.strip_prefix("/reports?box=") else { return vec![] };
    let (box_id, condition) = named.split_once("&cond=").unwrap_or((named, ""));
    let question = Question::of(desk.space, &[Measure::Received], Axis::Assignee, Period::last(7, desk.today));
    let condition = condition.parse().ok().map(ReportConditionId);
    vec![Question { mailboxes: box_id.parse().into_iter().map(MailboxId).collect(), condition, ..question }]
}

fn as_mail(post: &crate::reports::Post<'_>) -> crate::reports::Written {
    use domain::reports::{Sheet, SheetCell, SheetColumn, Workbook};
    let received = post.answers[0].totals[0].unwrap_or_default();
    let columns = vec![SheetColumn { name: "受信".into(), is_span: false, is_drawn: false }];
    let sheet = Sheet { name: "受信".into(), columns, rows: vec![vec![SheetCell::Count(received)]], total: None, chart: None };
    crate::reports::Written {
        subject: format!("レポート {}", post.name),
        text: format!("{} {received}", post.reader),
        html: format!("<p>{received}</p><img src=\"cid:chart\">"),
        pictures: vec![("chart".into(), crate::reports::Picture { width: 4.0, height: 4.0, parts: vec![] })],
        book: Workbook { title: "レポート".into(), sheets: vec![sheet.clone()], about: sheet },
        file: "週報.xlsx".into(),
    }
}
