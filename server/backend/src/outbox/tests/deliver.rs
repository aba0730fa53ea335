//! The sender when all goes well: order, connections, several copies, the real server.

use super::*;
use tokio_util::sync::CancellationToken;

each_engine! {
    async fn several_letters_share_a_connection(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        for to in ["one@x.example", "two@x.example", "three@x.example"] {
            desk.sent_to(to).await;
        }
        desk.deliver(&due()).await;
        let to: Vec<_> = server.mails().into_iter().map(|mail| mail.to.join(",")).collect();
        assert_eq!((to, server.connections()), (vec!["one@x.example".into(), "two@x.example".into(), "three@x.example".into()], 1));
        assert_eq!(server.mails()[0].from, "support@ours.example");
        assert!(server.mails()[0].text.contains("Subject:"));
    }

    async fn two_copies_send_each_letter_once(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        for number in 0..20 {
            desk.sent_to(&format!("p{number}@x.example")).await;
        }
        let clock = due();
        tokio::join!(desk.deliver(&clock), desk.deliver(&clock), desk.deliver(&clock));
        desk.deliver(&clock).await;
        let mut to: Vec<_> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        let mut expected: Vec<_> = (0..20).map(|number| format!("p{number}@x.example")).collect();
        expected.sort();
        assert_eq!(to, expected);
        assert!(desk.messages().await.into_iter().filter_map(|m| m.letter).all(|letter| letter.state == LetterState::Sent));
    }

    async fn the_worker_sends_what_is_queued_and_stops_when_asked(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let stop = CancellationToken::new();
        let worker = tokio::spawn(sender::run(desk.mina.desk.clone(), stop.clone()));
        // Sent at the time of the test's clock, long due for the worker's.
        let message = desk.sent_to(CUSTOMER).await;
        server.saw_dot().await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!((server.mails().len(), desk.letter(message).await.state), (1, LetterState::Sent));
    }

    async fn everybody_gets_it_once_whatever_field_they_stand_in(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        let content = DraftContent { cc: "A@x.example, b@x.example".into(), bcc: "a@x.example; c@x.example".into(), ..desk.content(CUSTOMER, "x") };
        let version = drafts::save(&desk.mina, id, &token, version, content).await.unwrap();
        send(&desk.mina, id, &token, version, After::Done, "k".into()).await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!(server.mails()[0].to, [CUSTOMER, "A@x.example", "b@x.example", "c@x.example"]);
        assert!(!server.mails()[0].text.contains("c@x.example"));
    }

    async fn a_real_server_takes_it(test) {
        let (Ok(smtp), Ok(root)) = (std::env::var("MADOGUCHI_TEST_SMTP"), std::env::var("MADOGUCHI_TEST_MAIL_ROOT")) else {
            assert!(std::env::var_os("MADOGUCHI_TEST_REQUIRE").is_none(), "MADOGUCHI_TEST_SMTP is required here");
            eprintln!("skipped: MADOGUCHI_TEST_SMTP is not set");
            return;
        };
        let desk = Desk::new(test).await;
        desk.sends_through(smtp.rsplit_once(':').unwrap().1.parse().unwrap()).await;
        let user = format!("u{:x}", rand::random::<u32>());
        let message = desk.sent_to(&format!("{user}@ours.example")).await;
        desk.deliver(&due()).await;
        let letter = desk.letter(message).await;
        assert_eq!(letter.state, LetterState::Sent, "{}", letter.answer);
        let folder = std::path::Path::new(&root).join(&user).join("Maildir/new");
        let delivered = loop {
            let found = std::fs::read_dir(&folder).ok().and_then(|mut entries| entries.next());
            match found {
                Some(entry) => break std::fs::read(entry.unwrap().path()).unwrap(),
                None => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            }
        };
        let (delivered, kept) = (mail::read::read(&delivered), mail::read::read(&messages::raw(&desk.mina, message).await.unwrap().bytes));
        assert_eq!((delivered.message_id, delivered.subject, delivered.text), (kept.message_id, kept.subject, kept.text));
    }

    async fn a_formatted_mail_arrives_with_its_plain_part_and_only_the_pictures_it_shows(test) {
        let desk = Desk::new(test).await;
        let (id, token, version) = desk.written(CUSTOMER).await;
        let mut ids = Vec::new();
        for inside in [true, true, false] {
            let mut spool = desk.mina.desk.files.spool(1_000).await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut spool, b"\x89PNG...").await.unwrap();
            let new = drafts::NewFile { name: "図.png", kind: "image/png", inside };
            ids.push(drafts::add_file(&desk.mina, id, &token, new, spool).await.unwrap().content_id);
        }
        let html = format!("<div>図の<b>とおり</b>です。<img src=\"cid:{}\" alt=\"図\"></div><blockquote><div>納期は</div></blockquote>", ids[0]);
        let version = drafts::save(&desk.mina, id, &token, version, DraftContent { html: Some(html), ..desk.content(CUSTOMER, "") }).await.unwrap();
        let sent = send(&desk.mina, id, &token, version, After::Done, "k".into()).await.unwrap();
        desk.deliver(&due()).await;
        let out = desk.out();
        let read = mail::read::read(out[0].as_bytes());
        assert_eq!(read.text.trim_end(), "図のとおりです。図\n> 納期は");
        let html = read.html.unwrap();
        assert!(html.contains("<b>とおり</b>") && html.contains("type=\"cite\"") && html.contains(&format!("cid:{}", ids[0])), "{html}");
        let files: Vec<_> = read.attachments.iter().map(|a| (a.inline, a.content_id.as_deref())).collect();
        assert_eq!(files, [(true, Some(ids[0].as_str())), (false, None)], "the picture that the text does not show stays at home");
        let message = desk.messages().await.into_iter().find(|m| m.id == sent.message).unwrap();
        assert!(message.has_html && message.attachments.len() == 2);
        assert!(messages::html(&desk.ren, sent.message, false, None).await.unwrap().html.contains("data:image/png"));
        assert_eq!(message.segments[0].text.trim(), "図のとおりです。図");
    }
}
