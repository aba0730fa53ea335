//! Sending: everybody once, whatever goes wrong on the way.

use super::*;
use domain::outbox::LEASE_MINUTES;
use std::time::Duration;

/// Waits for what happens elsewhere.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    tokio::time::timeout(Duration::from_secs(20), async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap();
}

each_engine! {
    async fn each_recipient_gets_a_mail_of_their_own(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,三嶋,月見浜\r\nb@x.example,波多野,星降り\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let mails = server.mails();
        assert_eq!(mails.len(), 2);
        for (mail, (addr, name, company)) in mails.iter().zip([("a@x.example", "三嶋", "月見浜"), ("b@x.example", "波多野", "星降り")]) {
            let read = mail::read::read(mail.text.as_bytes());
            assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("support@ours.example", [addr.to_owned()].as_slice()));
            assert_eq!((read.to.len(), read.to[0].addr.as_str(), read.cc.len()), (1, addr, 0));
            assert_eq!(read.subject, format!("{company} 様 ご案内"));
            assert!(read.text.starts_with(&format!("{name} 様\n\nご案内です。")), "{}", read.text);
            let token = link_in(&mail.text);
            assert_eq!(token.len(), 32);
            assert!(read.text.contains(&format!("/unsubscribe/{token}")), "{}", read.text);
            assert!(mail.text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n") && mail.text.contains("Precedence: bulk\n"));
        }
        assert_ne!(message_id_in(&mails[0].text), message_id_in(&mails[1].text));
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.sent, view.finished_at), (BulkState::Sent, 2, Some(NOW)));
        assert_eq!(server.connections(), 1, "over one connection");
    }

    async fn two_copies_send_to_everybody_once(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let rows: String = (0..30).map(|n| format!("p{n}@x.example\r\n")).collect();
        let id = desk.bulk_to(&rows).await;
        desk.bulk_sends(id).await;
        let copy = desk.test.copy();
        let clock = at(NOW);
        let (one, two) = tokio::join!(deliver_due(&desk.mina.desk, &clock), deliver_due(&copy, &clock));
        one.unwrap();
        two.unwrap();
        let mut to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        let mut expected: Vec<String> = (0..30).map(|n| format!("p{n}@x.example")).collect();
        expected.sort();
        assert_eq!(to, expected);
        assert_eq!(desk.bulk(id).await.state, BulkState::Sent);
    }

    async fn the_pace_of_an_account_is_kept(test) {
        let desk = Desk::new(test).await;
        desk.limited(BulkLimits { per_minute: 6, ..BulkLimits::default() }).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\nc@x.example\r\n").await;
        desk.bulk_sends(id).await;
        for (seconds, sent) in [(0, 1), (1, 1), (9, 1), (10, 2), (15, 2), (20, 3)] {
            desk.bulk_delivers(NOW.plus_seconds(seconds)).await;
            assert_eq!(server.mails().len(), sent, "after {seconds} seconds");
        }
        assert_eq!(desk.bulk(id).await.state, BulkState::Sent);
    }

    async fn a_day_takes_so_many_and_says_so_before_anything_is_sent(test) {
        let desk = Desk::new(test).await;
        desk.limited(BulkLimits { per_day: 3, per_minute: 0, ..BulkLimits::default() }).await;
        let first = desk.bulk_to("a@x.example\r\nb@x.example\r\n").await;
        let second = desk.bulk_to("c@x.example\r\nd@x.example\r\n").await;
        desk.bulk_sends(first).await;
        list_recipients(&desk.mina, second).await.unwrap();
        let version = desk.bulk(second).await.version;
        // Nine in the morning in Tokyo: the day ends fifteen hours later.
        let resets_at = NOW.plus_minutes(15 * 60);
        assert_eq!(refused(send(&desk.mina, second, version, None).await), Refused::OverDay { wanted: 2, used: 2, limit: 3, resets_at });
        assert_eq!(limits(&desk.mina).await.unwrap().1.left(), 1);
        // One that is ended gives back what it did not send.
        cancel(&desk.mina, first).await.unwrap();
        assert_eq!(limits(&desk.mina).await.unwrap().1.left(), 3);
        send(&desk.mina, second, version, None).await.unwrap();
        assert_eq!(desk.bulk(first).await.counts.cancelled, 2);
    }

    async fn a_scheduled_one_starts_at_its_hour_once_and_is_held_where_the_day_is_full(test) {
        let desk = Desk::new(test).await;
        desk.limited(BulkLimits { per_day: 1, per_minute: 0, scheduled: 2, ..BulkLimits::default() }).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let hour = NOW.plus_minutes(2);
        let mut made = Vec::new();
        for addr in ["a@x.example", "b@x.example", "c@x.example"] {
            let id = desk.bulk_to(addr).await;
            list_recipients(&desk.mina, id).await.unwrap();
            made.push((id, desk.bulk(id).await.version));
        }
        let [(one, v1), (two, v2), (three, v3)] = made[..] else { panic!() };
        assert!(matches!(refused(send(&desk.mina, one, v1, Some(NOW)).await), Refused::Invalid { field: Field::SendAt, .. }));
        // Taken back, and given an hour again.
        send(&desk.mina, one, v1, Some(hour)).await.unwrap();
        unschedule(&desk.mina, one).await.unwrap();
        desk.bulk_delivers(hour).await;
        assert_eq!((server.mails().len(), desk.bulk(one).await.state), (0, BulkState::Draft));
        send(&desk.mina, one, desk.bulk(one).await.version, Some(hour)).await.unwrap();
        send(&desk.mina, two, v2, Some(hour)).await.unwrap();
        assert_eq!(refused(send(&desk.mina, three, v3, Some(hour)).await), Refused::OverLimit { what: Limit::ScheduledBulkMails, limit: 2 });
        desk.bulk_delivers(hour.plus_ms(-1)).await;
        assert_eq!(server.mails().len(), 0);
        let copy = desk.test.copy();
        let clock = at(hour);
        let (first, second) = tokio::join!(deliver_due(&desk.mina.desk, &clock), deliver_due(&copy, &clock));
        first.unwrap();
        second.unwrap();
        assert_eq!(server.mails().len(), 1, "out once, and the day is full");
        let states = [desk.bulk(one).await, desk.bulk(two).await].map(|view| (view.state, view.pause));
        assert_eq!(states, [(BulkState::Sent, None), (BulkState::Paused, Some(domain::bulk::Pause::Limit))]);
        desk.limited(BulkLimits { per_minute: 0, ..BulkLimits::default() }).await;
        resume(&TestDesk::later(&desk.mina, 200_000), two).await.unwrap();
        desk.bulk_delivers(NOW.plus_ms(200_000)).await;
        assert_eq!((server.mails().len(), desk.bulk(two).await.state), (2, BulkState::Sent));
    }

    async fn paused_it_waits_and_ended_it_ends(test) {
        let desk = Desk::new(test).await;
        desk.limited(BulkLimits { per_minute: 60, ..BulkLimits::default() }).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\nc@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        pause(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(NOW.plus_seconds(1)).await;
        assert_eq!(server.mails().len(), 1);
        resume(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(NOW.plus_seconds(2)).await;
        assert_eq!(server.mails().len(), 2);
        cancel(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(NOW.plus_seconds(9)).await;
        let view = desk.bulk(id).await;
        assert_eq!((server.mails().len(), view.state, view.counts.sent, view.counts.cancelled), (2, BulkState::Cancelled, 2, 1));
        assert_eq!(refused(resume(&desk.mina, id).await), Refused::TooLate);
        assert_eq!(refused(cancel(&desk.mina, id).await), Refused::TooLate);
    }

    async fn whoever_was_claimed_ahead_waits_again_where_it_is_paused_and_is_free_where_it_is_ended(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::WaitsForLeave).await;
        desk.sends_through(server.port).await;
        let rows: String = (0..60).map(|n| format!("p{n}@x.example\r\n")).collect();
        let id = desk.bulk_to(&rows).await;
        desk.bulk_sends(id).await;
        let used = limits(&desk.mina).await.unwrap().1.used;
        let stop = tokio_util::sync::CancellationToken::new();
        let worker = tokio::spawn(sender::run(desk.mina.desk.clone(), stop.clone()));
        server.saw_dot().await;
        assert_eq!(desk.bulk(id).await.counts.sending, 60, "claimed at once, before the first byte");
        pause(&desk.mina, id).await.unwrap();
        server.allows(1);
        until(async || desk.bulk(id).await.counts.sending == 0).await;
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.sent, view.counts.waiting, server.mails().len()), (BulkState::Paused, 1, 59, 1));
        assert!(lines(&desk.mina, id, Shown::Errors, 0).await.unwrap().is_empty(), "nobody was tried");
        // Going on, several connections share the work; ended in the middle, what did not go out is free again.
        resume(&desk.mina, id).await.unwrap();
        until(async || server.dots() >= 2).await;
        server.allows(1);
        until(async || server.dots() >= 6).await;
        cancel(&desk.mina, id).await.unwrap();
        server.allows(100);
        until(async || desk.bulk(id).await.counts.sending == 0).await;
        stop.cancel();
        worker.await.unwrap();
        let view = desk.bulk(id).await;
        let sent = server.mails().len() as i64;
        assert_eq!((view.state, view.counts.sent, view.counts.cancelled), (BulkState::Cancelled, sent, 60 - sent));
        assert!((6..60).contains(&sent), "{sent}");
        assert_eq!(limits(&desk.mina).await.unwrap().1.used, used - (60 - sent));
        let mut to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        to.dedup();
        assert_eq!(to.len() as i64, sent, "nobody got it twice");
        assert!((3..=6).contains(&server.connections()), "{}", server.connections());
    }

    async fn who_opted_out_meanwhile_is_left_out(test) {
        let desk = Desk::new(test).await;
        desk.limited(BulkLimits { per_minute: 60, ..BulkLimits::default() }).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let contact = desk.contact("三嶋", None, "c@x.example").await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\nC@x.example\r\n").await;
        list_recipients(&desk.mina, id).await.unwrap();
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        tx.query("update contacts set opted_out_at = $2 where id = $1").bind(contact).bind(NOW).run().await.unwrap();
        tx.commit().await.unwrap();
        send(&desk.mina, id, desk.bulk(id).await.version, None).await.unwrap();
        assert_eq!(desk.left_out(id).await, [("C@x.example".into(), Some(Exclusion::OptedOut))]);
        // The second one opts out by the link of a test mail while it is being sent.
        desk.bulk_delivers(NOW).await;
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        let (token,): (String,) = tx.query("select token from bulk_recipients where addr = 'b@x.example'").one().await.unwrap();
        drop(tx);
        let nobody = desk.test.cx(domain::access::Who::Nobody);
        opt_out(&nobody, &token).await.unwrap();
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.sent, view.counts.excluded), (BulkState::Sent, 1, 2));
        desk.bulk_delivers(NOW.plus_seconds(5)).await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn errors_are_told_for_each_and_a_put_off_one_is_tried_again(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::RefusesGone).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("gone@x.example,居ない,会社\r\nb@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.sent, view.counts.failed), (BulkState::PartlyFailed, 1, 1));
        let errors = lines(&desk.mina, id, Shown::Errors, 0).await.unwrap();
        assert!(errors[0].answer.contains("no such user"), "{}", errors[0].answer);

        server.becomes(Manner::PutsOffGrey);
        let id = desk.bulk_to("grey@x.example\r\nc@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        assert_eq!(desk.bulk_states(id).await, [("grey@x.example".into(), RecipientState::Waiting), ("c@x.example".into(), RecipientState::Sent)]);
        let first = server.dots();
        desk.bulk_delivers(NOW.plus_seconds(59)).await;
        assert_eq!(server.dots(), first);
        server.becomes(Manner::Takes);
        desk.bulk_delivers(NOW.plus_seconds(60)).await;
        assert_eq!(desk.bulk(id).await.state, BulkState::Sent);
        assert_eq!(server.mails().iter().filter(|mail| mail.to == ["grey@x.example"]).count(), 1);
    }

    async fn what_may_be_out_is_never_sent_again_by_itself(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::DropsAfterDot).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        server.becomes(Manner::Takes);
        desk.bulk_delivers(NOW.plus_days(1)).await;
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.unsure, server.dots()), (BulkState::PartlyFailed, 1, 1));
    }

    async fn after_a_crash_who_cannot_have_got_it_gets_it_and_who_may_have_does_not(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\nc@x.example\r\n").await;
        desk.bulk_sends(id).await;
        let until = NOW.plus_minutes(LEASE_MINUTES);
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        let before = sql::sending::claim(&mut tx, id, "dead/1", NOW, until, 1).await.unwrap().remove(0);
        let after = sql::sending::claim(&mut tx, id, "dead/2", NOW, until, 1).await.unwrap().remove(0);
        assert_eq!(sql::sending::hand_over(&mut tx, &[after.id], "dead/2", NOW, until).await.unwrap(), [(after.id,)]);
        tx.commit().await.unwrap();
        desk.bulk_delivers(NOW.plus_minutes(1)).await;
        assert_eq!(server.mails().len(), 1, "claims are kept while they last");
        desk.bulk_delivers(until.plus_ms(1)).await;
        desk.bulk_delivers(until.plus_ms(2)).await;
        let states = desk.bulk_states(id).await;
        assert_eq!(states.iter().map(|(_, state)| *state).collect::<Vec<_>>(), [RecipientState::Sent, RecipientState::Unsure, RecipientState::Sent]);
        let to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        assert_eq!(to, ["c@x.example".to_owned(), before.addr]);
        assert_eq!(desk.bulk(id).await.state, BulkState::PartlyFailed);
        // Whoever fell silent and speaks again has lost it.
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        assert!(sql::sending::hand_over(&mut tx, &[before.id], "dead/1", until, until).await.unwrap().is_empty());
    }

    async fn a_mail_that_is_tried_again_is_the_same_mail(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::PutsOff).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,三嶋\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        server.becomes(Manner::Takes);
        desk.bulk_delivers(NOW.plus_days(1)).await;
        let read = mail::read::read(server.mails()[0].text.as_bytes());
        assert_eq!(read.date, Some(NOW), "of its first try");
        let key = desk.mina.desk.keys.key_for(crate::ingest::TOKEN_PURPOSE);
        let line = lines(&desk.mina, id, Shown::Recipients, 0).await.unwrap().remove(0);
        assert_eq!(read.message_id, Some(super::super::letters::message_id(&key[..], "support@ours.example", line.id)));
    }

    async fn a_test_goes_to_its_writer_and_counts_for_nothing(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,三嶋,月見浜\r\n").await;
        list_recipients(&desk.mina, id).await.unwrap();
        super::super::test(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(NOW).await;
        assert_eq!(server.mails()[0].to, ["mina@desk.example"]);
        assert_eq!(mail::read::read(server.mails()[0].text.as_bytes()).subject, "月見浜 様 ご案内");
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.tested, view.counts.total(), view.counts.sent), (BulkState::Draft, Some(RecipientState::Sent), 1, 0));
        assert_eq!(limits(&desk.mina).await.unwrap().1.used, 0);
    }

    async fn files_go_along_and_formatted_text_is_cleaned(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,<三嶋>\r\n").await;
        let mut spool = desk.mina.desk.files.spool(1_000).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut spool, b"%PDF-1.4").await.unwrap();
        add_file(&desk.mina, id, drafts::NewFile { name: "../案内.pdf", kind: "application/pdf", inside: false }, spool).await.unwrap();
        let html = "<p>%Customer% 様</p><script>alert(1)</script>";
        let content = BulkContent { html: Some(html.into()), ..desk.bulk_content("件", "") };
        save(&desk.mina, id, desk.bulk(id).await.version, content).await.unwrap();
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let read = mail::read::read(server.mails()[0].text.as_bytes());
        let html = read.html.unwrap();
        assert!(html.contains("&lt;三嶋&gt; 様") && !html.contains("script"), "{html}");
        assert!(read.text.starts_with("<三嶋> 様"), "{}", read.text);
        assert_eq!(read.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["案内.pdf"]);
    }

    async fn the_worker_sends_by_itself(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let stop = tokio_util::sync::CancellationToken::new();
        let worker = tokio::spawn(sender::run(desk.mina.desk.clone(), stop.clone()));
        let id = desk.bulk_to("a@x.example\r\n").await;
        desk.bulk_sends(id).await;
        server.saw_dot().await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(desk.bulk(id).await.state, BulkState::Sent);
    }
}
