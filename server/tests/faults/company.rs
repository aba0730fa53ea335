//! A data folder with one mailbox and one person, made by the verbs of the product, and what can be seen in its database.

use backend::{Cx, Desk, Limits, cx::Wake, db::Db, drafts, files::Files, live::Live, outbox, secrets::Keys, users};
use domain::{
    AccountId, MailboxId, SpaceId,
    access::{Grant, Person, Role, Viewing, Who},
    accounts::{AccountForm, AfterFetch, AuthMethod, ReceiveKind, Security, SendKind},
    drafts::DraftContent,
    leases::Held,
    mailboxes::GrantView,
    outbox::After,
    users::{NewUser, Profile},
};
use std::{path::PathBuf, sync::Arc};

pub const EMAIL: &str = "mina@desk.example";
pub const PASSWORD: &str = "correct-horse-9";

pub struct Company {
    pub desk: Arc<Desk>,
    pub mailbox: MailboxId,
    /// Mina, who may do everything in the mailbox.
    pub mina: Cx,
    folder: tempfile::TempDir,
}

/// What the database says about received mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub arrivals: i64,
    /// Filed and not yet taken in.
    pub stored: i64,
    pub quarantined: i64,
    pub messages: i64,
}

impl Company {
    pub async fn new() -> Company {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let url = format!("sqlite://{}", data.join("madoguchi.db").display());
        Self::on(&url, folder).await
    }

    /// On SQLite, below a folder of the caller's choice.
    pub async fn below(place: &std::path::Path) -> Company {
        let folder = tempfile::tempdir_in(place).unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let url = format!("sqlite://{}", data.join("madoguchi.db").display());
        Self::on(&url, folder).await
    }

    /// On a database that may be shared, with a data folder of its own.
    pub async fn shared(url: &str) -> Company {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        Self::on(url, folder).await
    }

    async fn on(url: &str, folder: tempfile::TempDir) -> Company {
        let data = folder.path().join("data");
        let db = Db::open(url).await.unwrap();
        db.migrate().await.unwrap();
        let desk = Arc::new(Desk {
            live: Live::new(&db),
            files: Files::local(&data.join("files")).unwrap(),
            keys: Keys::open(&data.join("secret.key")).unwrap(),
            trust: mail::wire::TlsTrust::load(None).unwrap(),
            signatures: None,
            limits: Limits::default(),
            wake: Wake::default(),
            rules: Default::default(),
            paper: app::server_side::paper(),
            name: "test".into(),
            db,
        });
        let system = Cx::system(&desk);
        let mailbox = backend::mailboxes::create(&system, "窓口").await.unwrap();
        let new = NewUser { name: "Mina".into(), email: EMAIL.into(), role: Role::Member };
        let id = backend::users::add(&system, new, PASSWORD, false).await.unwrap();
        let view = GrantView {
            mailbox_id: mailbox,
            user_id: id,
            user_name: String::new(),
            viewing: Viewing::All,
            editing: true,
            sending: true,
            deleting: true,
        };
        backend::mailboxes::set_grant(&system, &view).await.unwrap();
        let grants = vec![Grant { mailbox_id: mailbox, space_id: SpaceId(1), viewing: Viewing::All, editing: true, sending: true, deleting: true }];
        let mina = Person { id, name: "Mina".into(), role: Role::Member, grants, operates: vec![], must_change_password: false };
        Company { mina: Cx { who: Who::Person(mina), ..system }, desk, mailbox, folder }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn account(&self, form: AccountForm) -> AccountId {
        backend::accounts::create(&Cx::system(&self.desk), self.mailbox, form).await.unwrap()
    }

    pub async fn standing(&self) -> Standing {
        let mut tx = self.desk.db.read().await.unwrap();
        let (arrivals, stored, quarantined, messages) = tx
            .query(
                "select count(*), count(case when state = 'stored' then 1 end), count(case when state = 'quarantined' then 1 end), \
                 (select count(*) from messages) from arrivals",
            )
            .one()
            .await
            .unwrap();
        Standing { arrivals, stored, quarantined, messages }
    }

    /// Message-ID and raw bytes of every message, in the order in which they came.
    pub async fn messages(&self) -> Vec<(String, String)> {
        let mut tx = self.desk.db.read().await.unwrap();
        let rows: Vec<(String, String)> = tx.query("select message_id, file from messages order by id").all().await.unwrap();
        drop(tx);
        let mut all = Vec::with_capacity(rows.len());
        for (id, file) in rows {
            all.push((id, String::from_utf8(self.desk.files.get(&file).await.unwrap().to_vec()).unwrap()));
        }
        all
    }

    /// As if the pause between two fetches were over. Whoever holds an account keeps it.
    pub async fn make_due(&self) {
        let mut tx = self.desk.db.write().await.unwrap();
        tx.query("update accounts set next_at = 0 where next_at > 0").run().await.unwrap();
        tx.commit().await.unwrap();
    }

    /// As if what the process `id` held had run out: no other copy can know that it is dead.
    pub async fn leases_of_the_dead_run_out(&self, id: u32) {
        let mut tx = self.desk.db.write().await.unwrap();
        let holder = format!("{id}-%");
        tx.query("update accounts set leased_until = 0 where leased_by like $1").text(&holder).run().await.unwrap();
        tx.query("update letters set leased_until = 0 where state = 'sending' and leased_by like $1").text(&holder).run().await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A new mail of Mina's, due at once.
    pub async fn letter(&self, account_id: AccountId, to: &str, subject: &str) {
        let (draft, version) = self.written(account_id, to, subject, "お知らせです。").await;
        outbox::send(&self.mina, draft.draft_id, &draft.token, version, After::Done, subject.into()).await.unwrap();
    }

    /// A draft of Mina's, saved once, and its version.
    pub async fn written(&self, account_id: AccountId, to: &str, subject: &str, text: &str) -> (Held, i64) {
        let profile = users::profile(&self.mina).await.unwrap();
        if profile.undo_seconds > 0 {
            users::save_profile(&self.mina, &Profile { undo_seconds: 0, ..profile }).await.unwrap();
        }
        let (_, held) = drafts::start_new(&self.mina, self.mailbox).await.unwrap();
        let content = content(account_id, to, subject, text);
        let version = drafts::save(&self.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        (held, version)
    }

    /// Subject and state of every letter, and whether its end was handed over.
    pub async fn letters(&self) -> Vec<(String, String, bool)> {
        let mut tx = self.desk.db.read().await.unwrap();
        tx.query("select m.subject, l.state, l.handed_at is not null from letters l join messages m on m.id = l.message_id order by l.id")
            .all()
            .await
            .unwrap()
    }

    /// What the account shows of its last failure.
    pub async fn last_error(&self, id: AccountId) -> String {
        let all = backend::accounts::list(&Cx::system(&self.desk)).await.unwrap();
        all.into_iter().find(|account| account.id == id).unwrap().last_error
    }

    /// As if leases had run out: on a shared database nobody else can know that their holder is dead.
    pub async fn leases_run_out(&self) {
        let mut tx = self.desk.db.write().await.unwrap();
        tx.query("update accounts set leased_until = 0").run().await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub fn content(account_id: AccountId, to: &str, subject: &str, text: &str) -> DraftContent {
    DraftContent { account_id, to: to.into(), cc: String::new(), bcc: String::new(), subject: subject.into(), text: text.into(), html: None }
}

/// An account that receives from the test server.
pub fn receiving(kind: ReceiveKind, address: &str, user: &str, after_fetch: AfterFetch) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = format!("{user}@desk.example");
    form.receive = kind;
    (form.receive_server.host, form.receive_server.port) = super::host_and_port(address);
    form.receive_server.security = Security::Plain;
    form.receive_server.auth = AuthMethod::Auto;
    form.receive_server.user = user.into();
    form.receive_password = Some("secret".into());
    form.after_fetch = after_fetch;
    form.send = SendKind::None;
    form
}

/// An account that hands over to the test server.
pub fn handing_over(address: &str) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = "support@desk.example".into();
    form.receive = ReceiveKind::None;
    form.send = SendKind::Smtp;
    (form.send_server.host, form.send_server.port) = super::host_and_port(address);
    form.send_server.security = Security::Plain;
    form.send_server.auth = AuthMethod::None;
    form
}
