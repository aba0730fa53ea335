//! Who hears of what, and what goes out: to real servers that the tests are.

mod about;

use super::{choices, devices, list, messenger, push::browser::Browser, read, read_all, sweep, unread, unread_again, ways};
use crate::{
    Cx, Desk, Error, Limits, Outward, Result, comments, conversations, each_engine,
    outbox::scripted::{Manner, Server},
    testing::{TestDesk, stranger, with_limits},
};
use domain::{
    access::{Role, Viewing, Who},
    accounts::{AuthMethod, Security, ServerSettings},
    addresses::Address,
    conversations::Change,
    mailboxes::GrantView,
    notifications::{Channel, Choice, DeliveryState, DeliveryView, Kind, NewDevice, Times, WebhookEdit, WebhookForm},
    statuses::Class,
    *,
};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_util::sync::CancellationToken;

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId, subject: &str) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: String::new(), addr: "c@x.example".into() };
    let new = conversations::NewConversation { mailbox, subject, customer: &customer, class: Class::Open, assignee: None, at: cx.now, language: "" };
    let id = conversations::create(&mut tx, &cx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn assign(cx: &Cx, id: ConversationId, to: &Cx) {
    let give = Change { assignee: Some(to.who.user_id()), ..Change::default() };
    conversations::change(cx, &[(id, None)], &give).await.unwrap();
}

async fn kinds(cx: &Cx) -> Vec<Kind> {
    list(cx, None).await.unwrap().rows.into_iter().map(|row| row.kind).collect()
}

async fn arrive(desk: &TestDesk, id: ConversationId, is_first: bool) {
    let system = desk.system();
    let mut tx = system.desk.db.write().await.unwrap();
    let target = conversations::target(&mut tx, id).await.unwrap();
    crate::notifications::arrived(&mut tx, &system, target.mailbox_id, id, target.assignee_id, is_first).await.unwrap();
    tx.commit().await.unwrap();
}

/// Heads and bodies.
type Heard = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A server of the web that keeps what it is told and answers with `status`.
struct Sink {
    url: String,
    heard: Heard,
    status: Arc<Mutex<u16>>,
}

impl Sink {
    async fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://127.0.0.1:{}/hook?k=v", listener.local_addr().unwrap().port());
        let (heard, status) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(201)));
        let (keeps, answers) = (heard.clone(), status.clone());
        tokio::spawn(async move {
            while let Ok((mut other, _)) = listener.accept().await {
                let mut read = Vec::new();
                let (head, body) = loop {
                    if other.read_buf(&mut read).await.unwrap_or(0) == 0 {
                        break (String::new(), vec![]);
                    }
                    let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
                    let head = String::from_utf8(read[..end].to_vec()).unwrap();
                    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
                    if read.len() >= end + 4 + length {
                        break (head, read[end + 4..].to_vec());
                    }
                };
                keeps.lock().unwrap().push((head, body));
                let status = *answers.lock().unwrap();
                let _ = other.write_all(format!("HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\nok").as_bytes()).await;
            }
        });
        Sink { url, heard, status }
    }

    fn heard(&self) -> Vec<(String, Vec<u8>)> {
        self.heard.lock().unwrap().clone()
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }
}

/// The desk as one that may call this machine.
fn at_home(desk: &TestDesk) -> Arc<Desk> {
    let outward = Outward { networks: vec!["127.0.0.0/8".parse().unwrap()], public_url: "https://desk.example".into() };
    with_limits(&desk.desk, Limits { outward, ..Limits::default() })
}

async fn deliver(desk: &Arc<Desk>, now: Moment) {
    messenger::deliver(desk, &|| now, &CancellationToken::new()).await.unwrap();
}

async fn log(cx: &Cx) -> Vec<DeliveryView> {
    ways::ways(cx).await.unwrap().log
}

each_engine! {
    async fn people_hear_of_what_others_do_to_their_work(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let id = conversation(&desk, mailbox, "納期").await;
        assign(&mina, id, &toru).await;
        assign(&toru, id, &toru).await;
        let check = Change { confirmer: Some(toru.who.user_id()), ..Change::default() };
        conversations::change(&TestDesk::later(&mina, 1), &[(id, None)], &check).await.unwrap();
        arrive(&desk, id, false).await;
        let page = list(&toru, None).await.unwrap();
        assert_eq!(page.unread, 3);
        let told: Vec<_> = page.rows.iter().map(|row| (row.kind, row.actor_name.as_deref(), row.subject.as_str())).collect();
        assert_eq!(told.len(), 3);
        for expected in [(Kind::Confirmer, Some("mina"), "納期"), (Kind::Assigned, Some("mina"), "納期"), (Kind::Wrote, None, "納期")] {
            assert!(told.contains(&expected), "{told:?}");
        }
        assert_eq!(kinds(&mina).await, [], "one's own deeds are no news");
        assert_eq!(read(&toru, id).await.unwrap(), 3);
        assert_eq!(unread(&toru).await.unwrap(), 0);
        unread_again(&toru, page.rows[0].id).await.unwrap();
        assert_eq!(unread(&toru).await.unwrap(), 1);
        assert_eq!(refused(unread_again(&mina, page.rows[0].id).await), Some(Refused::NotFound));
        read_all(&toru).await.unwrap();
        assert_eq!(unread(&toru).await.unwrap(), 0);
    }

    async fn new_mails_of_a_mailbox_are_one_line_until_it_is_read(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        let (first, second) = (conversation(&desk, mailbox, "a").await, conversation(&desk, mailbox, "b").await);
        arrive(&desk, first, true).await;
        arrive(&desk, second, true).await;
        let rows = list(&mina, None).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| (row.kind, row.count, row.subject.as_str())).collect::<Vec<_>>(), [(Kind::Arrived, 2, "b")]);
        assert_eq!(kinds(&own).await, [], "whoever sees a part hears of a part");
        read_all(&mina).await.unwrap();
        arrive(&desk, first, true).await;
        assert_eq!(kinds(&mina).await, [Kind::Arrived, Kind::Arrived]);
        assert_eq!(unread(&mina).await.unwrap(), 1);
        choices::choose(&mina, Choice { kind: Kind::Arrived, app: false, mail: false, push: false }).await.unwrap();
        read_all(&mina).await.unwrap();
        arrive(&desk, first, true).await;
        assert_eq!(unread(&mina).await.unwrap(), 0);
    }

    async fn whoever_may_see_it_no_more_hears_nothing(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let id = conversation(&desk, mailbox, "秘密").await;
        assign(&mina, id, &toru).await;
        assert_eq!(unread(&toru).await.unwrap(), 1);
        let user_id = toru.who.user_id().unwrap();
        let grant = |viewing, editing| GrantView { mailbox_id: mailbox, user_id, user_name: String::new(), viewing, editing, sending: false, deleting: false };
        crate::mailboxes::set_grant(&desk.system(), &grant(Viewing::None, false)).await.unwrap();
        assert_eq!((kinds(&toru).await, unread(&toru).await.unwrap()), (vec![], 0));
        crate::mailboxes::set_grant(&desk.system(), &grant(Viewing::Own, true)).await.unwrap();
        assert_eq!(unread(&toru).await.unwrap(), 1, "what is theirs");
        assign(&mina, id, &mina).await;
        assert_eq!(unread(&toru).await.unwrap(), 0, "what is theirs no more");
        for cx in [stranger(&desk), desk.cx(Who::Nobody)] {
            assert!(list(&cx, None).await.map(|page| page.rows.is_empty()).unwrap_or(true));
        }
        assert_eq!(refused(unread(&desk.cx(Who::Nobody)).await), Some(Refused::NotSignedIn));
    }

    async fn whoever_is_called_in_a_comment_hears_of_it_once(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let outsider = desk.member("outsider", &[]).await;
        let id = conversation(&desk, mailbox, "納期").await;
        let comment = comments::add(&mina, id, "@toru と @outsider と @mina、お願いします").await.unwrap();
        assert_eq!(kinds(&toru).await, [Kind::Mentioned]);
        assert!(list(&toru, None).await.unwrap().rows[0].text.contains("お願いします"));
        assert_eq!((kinds(&outsider).await, kinds(&mina).await), (vec![], vec![]));
        comments::edit(&mina, comment, "@toru お願いします").await.unwrap();
        assert_eq!(kinds(&toru).await, [Kind::Mentioned], "not again");
        let view = conversations::open(&toru, id).await.unwrap();
        let names: Vec<_> = view.items.iter().filter_map(|item| if let domain::conversations::Item::Comment(c) = item { Some(c.mentions.clone()) } else { None }).collect();
        assert_eq!(names, [vec!["toru".to_owned()]]);
    }

    async fn a_list_goes_on_behind_its_page_and_ends_with_the_years(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        for number in 0..35 {
            let id = conversation(&desk, mailbox, &number.to_string()).await;
            assign(&TestDesk::later(&mina, number / 2), id, &toru).await;
        }
        let first = list(&toru, None).await.unwrap();
        assert_eq!((first.rows.len(), first.unread), (30, 35));
        let second = list(&toru, first.next).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (5, None));
        let mut all: Vec<i64> = first.rows.iter().chain(&second.rows).map(|row| row.subject.parse().unwrap()).collect();
        all.reverse();
        assert_eq!(all, (0..35).collect::<Vec<_>>());
        let late = TestDesk::later(&desk.system(), 91 * 24 * 60 * 60_000);
        sweep(&late).await.unwrap();
        assert_eq!(kinds(&toru).await, []);
        assert_eq!(refused(sweep(&toru).await), Some(Refused::NotAllowed));
    }

    async fn a_push_is_read_by_its_browser_only_and_goes_with_the_session(desk) {
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let nobody = desk.cx(Who::Nobody);
        let token = crate::auth::login(&nobody, "toru@desk.example", "correct-horse-9", "x").await.unwrap().token;
        let browser = Browser::new();
        devices::subscribe(&toru, &token, &browser.subscribes(&sink.url), "Firefox").await.unwrap();
        let settings = choices::settings(&toru).await.unwrap();
        assert_eq!((settings.devices.len(), settings.push_key.len()), (1, 87));
        let id = conversation(&desk, mailbox, "納期の件").await;
        assign(&mina, id, &toru).await;
        deliver(&home, mina.now).await;
        let (head, body) = sink.heard().remove(0);
        for part in ["POST /hook?k=v HTTP/1.1", "content-encoding: aes128gcm", "ttl: 86400", "authorization: vapid t=", &format!("k={}", settings.push_key)] {
            assert!(head.contains(part), "{head}");
        }
        assert!(!String::from_utf8_lossy(&body).contains("納期"), "the service reads nothing");
        let told: serde_json::Value = serde_json::from_str(&browser.opens(&body)).unwrap();
        assert_eq!(told["title"], "mina さんがあなたを担当者にしました");
        assert_eq!((told["body"].as_str(), told["url"].as_str()), (Some("納期の件"), Some(format!("/m/{mailbox}/all/{id}").as_str())));
        assert_eq!(choices::own_log(&toru).await.unwrap()[0].state, DeliveryState::Sent);
        // Gone for good: never asked again.
        sink.answers(410);
        devices::test(&toru, &sink.url).await.unwrap();
        deliver(&home, mina.now).await;
        assert_eq!(sink.heard().len(), 2);
        assert!(choices::settings(&toru).await.unwrap().devices.is_empty());
        // With the session it goes too.
        sink.answers(201);
        devices::subscribe(&toru, &token, &Browser::new().subscribes(&sink.url), "Firefox").await.unwrap();
        crate::auth::logout(&toru, &token).await.unwrap();
        assign(&mina, id, &mina).await;
        assign(&mina, id, &toru).await;
        deliver(&home, mina.now).await;
        assert_eq!(sink.heard().len(), 2);
        sweep(&desk.system()).await.unwrap();
    }

    async fn a_push_into_a_private_network_is_refused(desk) {
        let sink = Sink::open().await;
        let toru = desk.member("toru", &[]).await;
        let token = crate::auth::login(&desk.cx(Who::Nobody), "toru@desk.example", "correct-horse-9", "x").await.unwrap().token;
        devices::subscribe(&toru, &token, &Browser::new().subscribes(&sink.url), "x").await.unwrap();
        devices::test(&toru, &sink.url).await.unwrap();
        deliver(&desk.desk, toru.now).await;
        assert!(sink.heard().is_empty());
        let line = choices::own_log(&toru).await.unwrap().remove(0);
        assert_eq!((line.state, line.answer.as_str()), (DeliveryState::Failed, "leads into a private network"));
        for wrong in [
            NewDevice { endpoint: "ftp://x/".into(), ..Browser::new().subscribes("https://x.example/") },
            NewDevice { p256dh: "AAAA".into(), ..Browser::new().subscribes("https://x.example/") },
            NewDevice { auth: "AAAA".into(), ..Browser::new().subscribes("https://x.example/") },
        ] {
            assert!(matches!(refused(devices::subscribe(&toru, &token, &wrong, "x").await), Some(Refused::Invalid { .. })), "{wrong:?}");
        }
        assert_eq!(refused(devices::test(&stranger(&desk), &sink.url).await), Some(Refused::NotFound), "of others nobody's device");
    }

    async fn quiet_hours_hold_pushes_back(desk) {
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let token = crate::auth::login(&desk.cx(Who::Nobody), "toru@desk.example", "correct-horse-9", "x").await.unwrap().token;
        devices::subscribe(&toru, &token, &Browser::new().subscribes(&sink.url), "x").await.unwrap();
        // It is nine in the morning in Tokyo.
        choices::set_times(&toru, &Times { quiet_from: 8 * 60, quiet_to: 10 * 60, ..Times::default() }).await.unwrap();
        let id = conversation(&desk, mailbox, "a").await;
        assign(&mina, id, &toru).await;
        deliver(&home, mina.now.plus_minutes(59)).await;
        assert!(sink.heard().is_empty());
        deliver(&home, mina.now.plus_minutes(60)).await;
        assert_eq!(sink.heard().len(), 1);
        let wrong = Times { digest_minutes: 7, ..Times::default() };
        assert!(matches!(refused(choices::set_times(&toru, &wrong).await), Some(Refused::Invalid { .. })));
    }

    async fn a_webhook_is_signed_tried_again_and_given_up(desk) {
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let mailbox = desk.mailbox("窓口").await;
        let admin = Cx { desk: home.clone(), ..desk.person("admin", Role::Admin, &[], Viewing::None, false).await };
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let edit = WebhookEdit { id: None, name: "社内".into(), form: WebhookForm::Generic, url: sink.url.clone(), kinds: vec![Kind::Assigned], enabled: true };
        let key = ways::save_webhook(&admin, &edit).await.unwrap().unwrap();
        let mina = Cx { desk: home.clone(), ..mina };
        let id = conversation(&desk, mailbox, "納期").await;
        arrive(&desk, id, true).await;
        assign(&mina, id, &toru).await;
        sink.answers(503);
        deliver(&home, mina.now).await;
        assert_eq!(log(&admin).await.iter().map(|line| (line.channel, line.state, line.answer.as_str())).collect::<Vec<_>>(), [(Channel::Webhook, DeliveryState::Waiting, "503 ok")]);
        sink.answers(200);
        deliver(&home, mina.now.plus_minutes(1)).await;
        let heard = sink.heard();
        assert_eq!(heard.len(), 2, "what it does not hear of is not told");
        assert_eq!(heard[0].1, heard[1].1, "the same at every try");
        let header = |name: &str| heard[1].0.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim_start_matches(": ").to_owned();
        let body = String::from_utf8(heard[1].1.clone()).unwrap();
        let expected = crate::notifications::webhooks::sign(&key, &header("webhook-id"), &header("webhook-timestamp"), &body).unwrap();
        assert_eq!(header("webhook-signature"), expected);
        let told: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!((told["event"].as_str(), told["person"].as_str(), told["conversation"]["subject"].as_str()), (Some("assigned"), Some("toru"), Some("納期")));
        assert_eq!(told["conversation"]["url"], format!("https://desk.example/m/{mailbox}/all/{id}"));
        // A day of failures is enough.
        sink.answers(500);
        assign(&mina, id, &mina).await;
        let mut now = mina.now;
        for _ in 0..30 {
            now = now.plus_minutes(12 * 60);
            deliver(&home, now).await;
        }
        assert_eq!(log(&admin).await[0].state, DeliveryState::Failed);
        let (taken, answer) = ways::test_webhook(&admin, ways::ways(&admin).await.unwrap().webhooks[0].id).await.unwrap();
        assert_eq!((taken, answer.as_str()), (false, "500 ok"));
    }

    async fn chats_are_told_in_their_own_words(desk) {
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let mailbox = desk.mailbox("窓口").await;
        let admin = Cx { desk: home.clone(), ..desk.person("admin", Role::Admin, &[], Viewing::None, false).await };
        for form in [WebhookForm::Slack, WebhookForm::Teams] {
            let edit = WebhookEdit { id: None, name: "chat".into(), form, url: sink.url.clone(), kinds: vec![Kind::Arrived], enabled: true };
            assert_eq!(ways::save_webhook(&admin, &edit).await.unwrap(), None);
        }
        let id = conversation(&desk, mailbox, "<!channel> 納期").await;
        let system = Cx { desk: home.clone(), ..desk.system() };
        let mut tx = system.desk.db.write().await.unwrap();
        crate::notifications::arrived(&mut tx, &system, mailbox, id, None, true).await.unwrap();
        tx.commit().await.unwrap();
        deliver(&home, system.now).await;
        let bodies: Vec<serde_json::Value> = sink.heard().iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect();
        let text = bodies.iter().find_map(|body| body["text"].as_str()).unwrap();
        assert!(text.contains("&lt;!channel&gt; 納期") && !text.contains("<!channel>"), "{text}");
        let card = bodies.iter().find(|body| body["type"] == "message").unwrap();
        assert_eq!(card["attachments"][0]["content"]["actions"][0]["url"], format!("https://desk.example/m/{mailbox}/all/{id}"));
    }

    async fn only_admins_keep_the_ways_out_and_no_address_is_shown_again(desk) {
        let mina = desk.member("mina", &[]).await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let edit = WebhookEdit { id: None, name: "x".into(), form: WebhookForm::Slack, url: "https://hooks.example/T0/secret".into(), kinds: vec![], enabled: true };
        assert_eq!(refused(ways::ways(&mina).await), Some(Refused::NotAllowed));
        assert_eq!(refused(ways::save_webhook(&mina, &edit).await), Some(Refused::NotAllowed));
        assert_eq!(refused(ways::set_account(&mina, None).await), Some(Refused::NotAllowed));
        assert_eq!(refused(ways::test_webhook(&mina, WebhookId(1)).await), Some(Refused::NotAllowed));
        assert_eq!(refused(ways::set_account(&admin, Some(AccountId(7))).await), Some(Refused::NotFound));
        assert_eq!(refused(ways::test_mail(&admin).await), Some(Refused::NoSendingAccount));
        for url in ["", "http://hooks.example/", "gopher://x/", "https://u@x/"] {
            let wrong = WebhookEdit { url: url.into(), ..edit.clone() };
            assert!(matches!(refused(ways::save_webhook(&admin, &wrong).await), Some(Refused::Invalid { field: Field::Address, .. })), "{url}");
        }
        ways::save_webhook(&admin, &edit).await.unwrap();
        let shown = ways::ways(&admin).await.unwrap();
        assert!(!serde_json::to_string(&shown).unwrap().contains("secret"));
        let id = shown.webhooks[0].id;
        let renamed = WebhookEdit { id: Some(id), name: "y".into(), url: String::new(), ..edit.clone() };
        ways::save_webhook(&admin, &renamed).await.unwrap();
        let shown = ways::ways(&admin).await.unwrap().webhooks.remove(0);
        assert_eq!((shown.name.as_str(), shown.host.as_str()), ("y", "hooks.example"));
        ways::remove_webhook(&admin, id).await.unwrap();
        let mut tx = admin.desk.db.read().await.unwrap();
        let (left,): (i64,) = tx.query("select count(*) from secrets").one().await.unwrap();
        let (audited,): (i64,) = tx.query("select count(*) from audit where action = 'webhook'").one().await.unwrap();
        assert_eq!((left, audited), (0, 3));
    }

    async fn what_a_dead_messenger_had_in_hand_is_taken_over(desk) {
        let (sink, home) = (Sink::open().await, at_home(&desk));
        let toru = desk.member("toru", &[]).await;
        let token = crate::auth::login(&desk.cx(Who::Nobody), "toru@desk.example", "correct-horse-9", "x").await.unwrap().token;
        devices::subscribe(&toru, &token, &Browser::new().subscribes(&sink.url), "x").await.unwrap();
        devices::test(&toru, &sink.url).await.unwrap();
        let mut tx = desk.desk.db.write().await.unwrap();
        let claimed = crate::notifications::sql::claim(&mut tx, "dead", toru.now, toru.now.plus_minutes(2)).await.unwrap().unwrap();
        assert!(crate::notifications::sql::claim(&mut tx, "second", toru.now, toru.now.plus_minutes(2)).await.unwrap().is_none(), "nobody gets it twice");
        tx.commit().await.unwrap();
        deliver(&home, toru.now.plus_minutes(1)).await;
        assert!(sink.heard().is_empty());
        deliver(&home, toru.now.plus_minutes(3)).await;
        assert_eq!(sink.heard().len(), 1);
        let mut tx = desk.desk.db.write().await.unwrap();
        let late = crate::notifications::sql::settle(&mut tx, &claimed, DeliveryState::Failed, "late", toru.now, toru.now).await.unwrap();
        assert_eq!(late, 0, "the dead one settles nothing any more");
    }

    async fn what_waits_for_a_person_is_one_mail_that_says_that_a_program_wrote_it(desk) {
        let server = Server::start(Manner::PutsOff).await;
        let home = at_home(&desk);
        let mailbox = desk.mailbox("窓口").await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let (first, second) = (conversation(&desk, mailbox, "一つ目").await, conversation(&desk, mailbox, "二つ目").await);
        assign(&mina, first, &toru).await;
        let system = Cx { desk: home.clone(), ..desk.system() };
        assert_eq!(crate::notifications::mails::plan(&system).await.unwrap(), 0, "no account is chosen");
        let mut form = domain::accounts::AccountForm::blank();
        form.address = "notice@desk.example".into();
        form.receive = domain::accounts::ReceiveKind::None;
        form.send_server = ServerSettings { host: "127.0.0.1".into(), auth: AuthMethod::None, ..ServerSettings::empty(server.port, Security::Plain) };
        let account = crate::accounts::create(&desk.system(), mailbox, form).await.unwrap();
        ways::set_account(&admin, Some(account)).await.unwrap();
        assert_eq!(crate::notifications::mails::plan(&system).await.unwrap(), 1);
        assign(&mina, second, &toru).await;
        assert_eq!(crate::notifications::mails::plan(&system).await.unwrap(), 0, "one mail is on its way to be made");
        deliver(&home, mina.now.plus_minutes(1)).await;
        assert_eq!((server.mails().len(), log(&admin).await[0].state), (0, DeliveryState::Waiting));
        server.becomes(Manner::Takes);
        deliver(&home, mina.now.plus_minutes(2)).await;
        let mail = server.mails().remove(0);
        assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("notice@desk.example", &["toru@desk.example".to_owned()][..]));
        assert!(mail.text.contains("Auto-Submitted: auto-generated"), "{}", mail.text);
        let read = mail::read::read(mail.text.as_bytes());
        assert_eq!(read.subject, "2件のお知らせ");
        for part in ["一つ目", "二つ目", &format!("https://desk.example/m/{mailbox}/all/{first}")] {
            assert!(read.text.contains(part), "{}", read.text);
        }
        // The next one comes no sooner than the digest allows, and not at all when it was seen meanwhile.
        assign(&mina, first, &mina).await;
        assign(&TestDesk::later(&mina, 3 * 60_000), first, &toru).await;
        crate::notifications::mails::plan(&Cx { now: mina.now.plus_minutes(4), ..system.clone() }).await.unwrap();
        deliver(&home, mina.now.plus_minutes(16)).await;
        assert_eq!(server.mails().len(), 1);
        read_all(&toru).await.unwrap();
        deliver(&home, mina.now.plus_minutes(20)).await;
        assert_eq!((server.mails().len(), log(&admin).await[0].state), (1, DeliveryState::Dropped));
    }

    async fn whoever_is_away_has_a_substitute_who_hears(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru, aoi) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await, desk.member("aoi", &[mailbox]).await);
        let mut tx = desk.desk.db.write().await.unwrap();
        tx.query("update users set absent_until = $1, substitute_id = $2 where id = $3").bind(mina.now.plus_days(1)).bind(aoi.who.user_id()).bind(toru.who.user_id()).run().await.unwrap();
        tx.commit().await.unwrap();
        let id = conversation(&desk, mailbox, "a").await;
        assign(&mina, id, &toru).await;
        assert_eq!((kinds(&toru).await, kinds(&aoi).await), (vec![Kind::Assigned], vec![Kind::Assigned]));
        assign(&mina, id, &mina).await;
        assign(&TestDesk::later(&mina, 2 * 24 * 60 * 60_000), id, &toru).await;
        assert_eq!(kinds(&aoi).await.len(), 1, "back again");
    }
}
