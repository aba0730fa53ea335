//! Notices that stand in no conversation: who hears, for how long, and where they lead by every way.

use super::*;
use crate::{logs, notifications, templates};
use domain::{
    logs::{EntryForm, Log},
    notifications::About,
    templates::{Content, Editors, Form},
};

async fn publishes(cx: &Cx, id: TemplateId, text: &str, note: &str) {
    let version = templates::page(cx, id).await.unwrap().version;
    let content = Content { text: text.into(), ..Content::default() };
    templates::publish(cx, id, version, content, note).await.unwrap();
}

async fn about(cx: &Cx) -> Vec<(Kind, About, i64, i64)> {
    let rows = list(cx, None).await.unwrap().rows;
    rows.into_iter().filter(|row| !row.is_read).map(|row| (row.kind, row.about, row.about_id, row.count)).collect()
}

each_engine! {
    async fn a_new_version_is_one_line_until_it_is_seen(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("別").await);
        let (mina, toru, elsewhere) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await, desk.member("aoi", &[other]).await);
        let form = Form { name: "一次対応".into(), folder: String::new(), mailbox: Some(mailbox), editors: Editors::Everybody, named: vec![] };
        let id = templates::create(&mina, &form).await.unwrap();
        publishes(&mina, id, "一", "最初の版").await;
        publishes(&mina, id, "二", "電話番号を更新").await;
        assert_eq!(about(&toru).await, [(Kind::Template, About::Template, id.0, 2)]);
        let row = list(&toru, None).await.unwrap().rows.remove(0);
        assert_eq!((row.subject.as_str(), row.text.as_str(), row.url()), ("一次対応", "電話番号を更新", format!("/templates/{id}")));
        assert!(about(&mina).await.is_empty() && about(&elsewhere).await.is_empty(), "own deeds, and templates of elsewhere, are no news");
        assert_eq!(unread(&toru).await.unwrap(), 1);
        templates::seen(&toru, id).await.unwrap();
        assert_eq!(unread(&toru).await.unwrap(), 0);
        publishes(&mina, id, "三", "").await;
        assert_eq!(about(&toru).await, [(Kind::Template, About::Template, id.0, 1)], "a new line for what is new again");
        // Whoever wants to hear nothing of it hears nothing.
        templates::seen(&toru, id).await.unwrap();
        choices::choose(&toru, Choice { kind: Kind::Template, app: false, mail: false, push: false }).await.unwrap();
        publishes(&mina, id, "四", "").await;
        assert!(about(&toru).await.is_empty());
    }

    async fn what_may_be_seen_no_more_is_told_no_more(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let form = Form { name: "一次対応".into(), folder: String::new(), mailbox: None, editors: Editors::Everybody, named: vec![] };
        let id = templates::create(&mina, &form).await.unwrap();
        publishes(&mina, id, "一", "").await;
        let entry = EntryForm { subject: "折り返し".into(), starts: "2026-01-05T09:00".into(), way: Some(domain::logs::Way::Out), ..EntryForm::default() };
        let call = logs::save(&mina, Log::Calls, None, &entry).await.unwrap();
        logs::comment(&mina, call, "@toru お願いします").await.unwrap();
        assert_eq!(about(&toru).await, [(Kind::Mentioned, About::Log, call.0, 1), (Kind::Template, About::Template, id.0, 1)]);
        let row = list(&toru, None).await.unwrap().rows.remove(0);
        assert_eq!((row.url(), row.text.as_str(), row.mailbox_id), (format!("/logs/calls/{call}"), "@toru お願いします", None));
        notifications::read_about(&toru, About::Log, call.0).await.unwrap();
        assert_eq!(unread(&toru).await.unwrap(), 1);
        let taken = GrantView { mailbox_id: mailbox, user_id: toru.who.user_id().unwrap(), user_name: String::new(), viewing: Viewing::None, editing: false, sending: false, deleting: false };
        crate::mailboxes::set_grant(&desk.system(), &taken).await.unwrap();
        assert_eq!((unread(&toru).await.unwrap(), list(&toru, None).await.unwrap().rows.len()), (0, 0));
    }

    async fn an_account_that_fails_is_told_to_those_who_operate_it(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut form = domain::accounts::AccountForm::blank();
        form.address = "shop@desk.example".into();
        form.receive = domain::accounts::ReceiveKind::None;
        form.send_server = ServerSettings { host: "127.0.0.1".into(), auth: AuthMethod::None, ..ServerSettings::empty(25, Security::Plain) };
        let account = crate::accounts::create(&desk.system(), mailbox, form).await.unwrap();
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let keeper = Cx { desk: home.clone(), ..admin.clone() };
        let edit = WebhookEdit { id: None, name: "社内".into(), form: WebhookForm::Generic, url: sink.url.clone(), kinds: vec![Kind::Account], enabled: true };
        ways::save_webhook(&keeper, &edit).await.unwrap();
        let system = Cx { desk: home.clone(), ..desk.system() };
        let mut tx = system.desk.db.write().await.unwrap();
        let people = notifications::operators(&mut tx, account).await.unwrap();
        assert_eq!(people, [admin.who.user_id().unwrap()], "nobody operates the space: the administrators");
        notifications::tell_about(&mut tx, &system, Kind::Account, &people, (About::Account, account.0), "LOGIN failed").await.unwrap();
        tx.commit().await.unwrap();
        let row = list(&admin, None).await.unwrap().rows.remove(0);
        assert_eq!((row.subject.as_str(), row.url()), ("shop@desk.example", format!("/settings/mailboxes/{mailbox}/accounts/{account}")));
        assert!(about(&mina).await.is_empty());
        deliver(&home, system.now).await;
        let told: serde_json::Value = serde_json::from_slice(&sink.heard()[0].1).unwrap();
        assert_eq!((told["event"].as_str(), told["about"]["title"].as_str()), (Some("account"), Some("shop@desk.example")));
        assert_eq!(told["about"]["url"], format!("https://desk.example/settings/mailboxes/{mailbox}/accounts/{account}"));
    }
}
