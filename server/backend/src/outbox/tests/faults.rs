//! The sender on bad days. What was certainly not sent is tried again or shown; what may be out is never sent again by itself.

use super::*;

/// The answer once more, in the state that the faults left it.
async fn state(desk: &Desk, message: MessageId) -> (LetterState, bool, Class) {
    (desk.letter(message).await.state, desk.has_failed().await, desk.page().await.class)
}

each_engine! {
    async fn a_refused_letter_comes_back_into_the_tray_and_is_sent_again_when_a_person_says_so(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesAll).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        assert_eq!(state(&desk, message).await, (LetterState::Failed, true, Class::Working));
        let letter = desk.letter(message).await;
        assert!(letter.answer.contains("no such user"), "{}", letter.answer);
        assert_eq!(letter.refused.iter().map(|(addr, _)| addr.as_str()).collect::<Vec<_>>(), [CUSTOMER]);
        assert!(desk.history().await.contains(&EventKind::SendFailed));
        // It stays failed until a person speaks.
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_days(10))).await;
        assert_eq!(server.dots(), 0);
        retry(&TestDesk::later(&desk.mina, 60_000), message).await.unwrap();
        assert!(!desk.has_failed().await);
        assert_eq!(refused(retry(&desk.mina, message).await), Refused::Stale);
        desk.deliver(&at(NOW.plus_seconds(61))).await;
        assert_eq!((desk.letter(message).await.state, server.mails().len()), (LetterState::Sent, 1));
    }

    async fn a_failed_letter_is_corrected_and_sent_anew(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesGone).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to("gone@x.example").await;
        desk.deliver(&due()).await;
        let held = drafts::from_failed(&desk.ren, message).await.unwrap();
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.content.to.as_str(), draft.content.text.as_str(), draft.author_name.as_str()), ("gone@x.example", "明日です。", "ren"));
        assert_eq!(drafts::from_failed(&desk.ren, message).await.unwrap().draft_id, held.draft_id);
        let held = drafts::resume(&desk.ren, held.draft_id).await.unwrap();
        let version = drafts::save(&desk.ren, held.draft_id, &held.token, draft.version, desk.content("here@x.example", "明日です。")).await.unwrap();
        assert!(desk.has_failed().await);
        let sent = send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
        assert!(!desk.has_failed().await);
        // Taking it back brings the failure back.
        let held = take_back(&desk.ren, sent.message).await.unwrap();
        assert!(desk.has_failed().await);
        let version = desk.draft(held.draft_id).await.version;
        let sent = send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k2".into()).await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!(state(&desk, sent.message).await, (LetterState::Sent, false, Class::Done));
        // The corrected one went out: the first is not sent again.
        assert_eq!(refused(retry(&desk.mina, message).await), Refused::Stale);
        assert_eq!(refused(drafts::from_failed(&desk.mina, message).await), Refused::Stale);
        assert_eq!(server.mails().len(), 1);
    }

    async fn whoever_sent_a_mail_hears_that_it_failed(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesAll).await;
        desk.sends_through(server.port).await;
        desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        let told = crate::notifications::list(&desk.mina, None).await.unwrap().rows;
        let failed: Vec<_> = told.iter().filter(|row| row.kind == domain::notifications::Kind::Failed).collect();
        assert_eq!(failed.len(), 1);
        assert!(failed[0].text.contains("no such user"), "{}", failed[0].text);
    }

    async fn of_a_retry_and_a_corrected_letter_only_one_goes_out(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesAll).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        let held = drafts::from_failed(&desk.ren, message).await.unwrap();
        let version = desk.draft(held.draft_id).await.version;
        let corrected = |key: &str| send(&desk.ren, held.draft_id, &held.token, version, After::Done, key.into());
        server.becomes(Manner::Takes);
        retry(&desk.mina, message).await.unwrap();
        assert_eq!(refused(corrected("while it waits").await), Refused::SentAgain);
        desk.deliver(&due()).await;
        assert_eq!(refused(corrected("after it went out").await), Refused::SentAgain);
        assert_eq!((desk.draft(held.draft_id).await.content.text.as_str(), server.mails().len()), ("明日です。", 1));

        // The other way round: the corrected one first.
        server.becomes(Manner::RefusesAll);
        let message = desk.sent_by(&desk.ren, CUSTOMER).await;
        desk.deliver(&due()).await;
        server.becomes(Manner::Takes);
        let held = drafts::from_failed(&desk.ren, message).await.unwrap();
        let version = desk.draft(held.draft_id).await.version;
        send(&desk.ren, held.draft_id, &held.token, version, After::Done, "first".into()).await.unwrap();
        assert_eq!(refused(retry(&desk.mina, message).await), Refused::Stale);
        desk.deliver(&due()).await;
        assert_eq!(server.mails().len(), 2);
    }

    async fn what_is_put_off_is_tried_again_for_two_days(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::PutsOff).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        let first = NOW.plus_seconds(10);
        desk.deliver(&at(first)).await;
        let letter = desk.letter(message).await;
        assert_eq!((letter.state, letter.due_at, letter.attempts), (LetterState::Waiting, first.plus_minutes(1), 1));
        assert!(letter.answer.contains("disk is full"), "{}", letter.answer);
        assert_eq!(refused(take_back(&desk.mina, message).await), Refused::TooLate);
        desk.deliver(&at(first.plus_seconds(59))).await;
        assert_eq!(server.dots(), 1);
        desk.deliver(&at(first.plus_minutes(1))).await;
        assert_eq!(desk.letter(message).await.due_at, first.plus_minutes(6));
        assert_eq!(state(&desk, message).await, (LetterState::Waiting, false, Class::Done));
        desk.deliver(&at(NOW.plus_days(2))).await;
        assert_eq!(state(&desk, message).await, (LetterState::Failed, true, Class::Working));
        assert_eq!(server.mails().len(), 0);
    }

    async fn a_server_that_is_not_there_is_tried_again(test) {
        let desk = Desk::new(test).await;
        let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        desk.sends_through(port).await;
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        let letter = desk.letter(message).await;
        assert!(letter.state == LetterState::Waiting && !letter.answer.is_empty());
    }

    async fn whoever_is_refused_alone_is_shown_and_the_others_get_it_once(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesGone).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(&format!("{CUSTOMER}, gone@x.example")).await;
        desk.deliver(&due()).await;
        let letter = desk.letter(message).await;
        assert_eq!(letter.refused, [("gone@x.example".to_owned(), letter.refused[0].1.clone())]);
        assert_eq!((state(&desk, message).await, server.mails()[0].to.as_slice()), ((LetterState::Sent, true, Class::Working), [CUSTOMER.to_owned()].as_slice()));
        assert!(desk.history().await.contains(&EventKind::SendFailed));

        // Finished work does not point at it; work that is taken up again does.
        let undos = conversations::done(&desk.mina, &[desk.conversation]).await.unwrap();
        assert!(!desk.has_failed().await);
        conversations::undo(&desk.mina, &undos).await.unwrap();
        assert!(desk.has_failed().await);
        // The others are not asked again.
        assert_eq!(refused(retry(&desk.mina, message).await), Refused::Stale);
        let held = drafts::from_failed(&desk.ren, message).await.unwrap();
        let draft = desk.draft(held.draft_id).await;
        assert_eq!((draft.content.to.as_str(), draft.content.cc.as_str()), ("gone@x.example", ""));
        let version = drafts::save(&desk.ren, held.draft_id, &held.token, draft.version, desk.content("here@x.example", "明日です。")).await.unwrap();
        send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
        assert!(desk.letter(message).await.resent);
        desk.deliver(&due()).await;
        assert_eq!((state(&desk, message).await, server.mails()[1].to.as_slice()), ((LetterState::Sent, false, Class::Done), ["here@x.example".to_owned()].as_slice()));
    }

    async fn a_correction_goes_to_nobody_who_got_the_first_one_meanwhile(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::RefusesAll).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(&format!("{CUSTOMER}, gone@x.example")).await;
        desk.deliver(&due()).await;
        let held = drafts::from_failed(&desk.ren, message).await.unwrap();
        let version = desk.draft(held.draft_id).await.version;
        server.becomes(Manner::RefusesGone);
        retry(&TestDesk::later(&desk.mina, 60_000), message).await.unwrap();
        desk.deliver(&at(NOW.plus_minutes(2))).await;
        assert_eq!(refused(send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k".into()).await), Refused::SentAgain);
        let version = drafts::save(&desk.ren, held.draft_id, &held.token, version, desk.content("here@x.example", "明日です。")).await.unwrap();
        send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
    }

    async fn a_delayed_letter_is_tried_now_when_a_person_says_so(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::PutsOff).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        desk.deliver(&at(NOW.plus_minutes(2))).await;
        server.becomes(Manner::Takes);
        let soon = TestDesk::later(&desk.mina, 3 * 60_000);
        desk.deliver(&at(soon.now)).await;
        assert_eq!(server.mails().len(), 0, "not due for some minutes");
        retry(&soon, message).await.unwrap();
        desk.deliver(&at(soon.now)).await;
        assert_eq!((state(&desk, message).await, server.mails().len()), ((LetterState::Sent, false, Class::Done), 1));
        assert_eq!(refused(retry(&soon, message).await), Refused::Stale);
    }

    async fn a_delayed_letter_is_stopped_and_edited(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::PutsOff).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        assert_eq!(refused(stop_and_edit(&desk.mina, message).await), Refused::TooLate, "it was not tried yet");
        desk.deliver(&due()).await;
        let reader = desk.test.person("reader", domain::access::Role::Member, &[desk.mailbox], domain::access::Viewing::All, false).await;
        assert_eq!(refused(stop_and_edit(&reader, message).await), Refused::NotAllowed);
        let held = stop_and_edit(&desk.ren, message).await.unwrap();
        let page = desk.page().await;
        assert_eq!((page.class, page.lease.unwrap().draft_id, desk.messages().await.len()), (Class::Working, Some(held.draft_id), 1));
        assert_eq!(desk.history().await.last(), Some(&EventKind::SendStopped));
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_days(1))).await;
        assert_eq!(server.mails().len(), 0);
        let version = desk.draft(held.draft_id).await.version;
        send(&desk.ren, held.draft_id, &held.token, version, After::Done, "k".into()).await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn of_a_letter_that_some_have_only_the_rest_is_stopped_and_edited(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::PutsOffGrey).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(&format!("三嶋 <{CUSTOMER}>, Grey <grey@x.example>")).await;
        desk.deliver(&due()).await;
        let held = stop_and_edit(&desk.ren, message).await.unwrap();
        assert_eq!(desk.draft(held.draft_id).await.content.to, "Grey <grey@x.example>");
        assert_eq!((desk.messages().await.len(), state(&desk, message).await), (2, (LetterState::Sent, true, Class::Working)));
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_days(1))).await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn whoever_is_put_off_alone_gets_it_later_alone(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::PutsOffGrey).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(&format!("{CUSTOMER}, grey@x.example")).await;
        desk.deliver(&due()).await;
        assert_eq!(state(&desk, message).await, (LetterState::Waiting, false, Class::Done));
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_minutes(2))).await;
        let to: Vec<_> = server.mails().into_iter().map(|mail| mail.to.join(",")).collect();
        assert_eq!(to, [CUSTOMER, "grey@x.example"]);
        let letter = desk.letter(message).await;
        assert_eq!((letter.state, letter.refused), (LetterState::Sent, vec![]));
    }

    async fn a_connection_lost_after_the_dot_leaves_it_unsure_and_nothing_is_sent_twice(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::DropsAfterDot).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        assert_eq!(state(&desk, message).await, (LetterState::Unsure, true, Class::Working));
        assert!(desk.history().await.contains(&EventKind::SendUnsure));
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_days(1))).await;
        assert_eq!(server.dots(), 1);
        retry(&desk.mina, message).await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!((desk.letter(message).await.state, server.mails().len()), (LetterState::Sent, 1));
    }

    async fn a_letter_whose_sender_died_after_the_end_becomes_unsure_when_its_claim_runs_out(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::HangsAfterDot).await;
        desk.sends_through(server.port).await;
        let message = desk.sent_to(CUSTOMER).await;
        let (other, clock) = (desk.mina.desk.clone(), due());
        let sender = tokio::spawn(async move { deliver_due(&other, &clock).await });
        server.saw_dot().await;
        assert_eq!(desk.letter(message).await.state, LetterState::Sending);
        sender.abort();
        assert!(sender.await.unwrap_err().is_cancelled());
        server.becomes(Manner::Takes);
        desk.deliver(&at(NOW.plus_minutes(LEASE_MINUTES))).await;
        assert_eq!(desk.letter(message).await.state, LetterState::Sending, "its claim still holds");
        desk.deliver(&at(NOW.plus_minutes(LEASE_MINUTES + 1))).await;
        assert_eq!(state(&desk, message).await, (LetterState::Unsure, true, Class::Working));
        desk.deliver(&at(NOW.plus_days(1))).await;
        assert_eq!((server.dots(), server.mails().len()), (1, 0));
    }

    async fn a_sender_that_lost_its_claim_does_not_send(test) {
        let desk = Desk::new(test).await;
        let message = desk.sent_to(CUSTOMER).await;
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        let now = NOW.plus_seconds(11);
        let claimed = sql::claim(&mut tx, desk.account, "a/1", now, now).await.unwrap().unwrap();
        assert!(sql::claim(&mut tx, desk.account, "b/1", now, now).await.unwrap().is_none());
        tx.commit().await.unwrap();
        // Its claim runs out before it began: nothing is out, so another one sends it. Only then it goes on.
        desk.deliver(&at(now.plus_ms(1))).await;
        assert_eq!((desk.letter(message).await.state, desk.letter(message).await.attempts), (LetterState::Sent, 2));
        let out = desk.out();
        assert_eq!(out.len(), 1);
        sender::hand_over_claimed(&desk.mina.desk, &due(), desk.account, &claimed).await.unwrap();
        assert_eq!(desk.out(), out);
        assert_eq!(desk.letter(message).await.state, LetterState::Sent);
    }

    async fn an_account_that_was_removed_fails_its_letters(test) {
        let desk = Desk::new(test).await;
        let message = desk.sent_to(CUSTOMER).await;
        crate::accounts::remove(&desk.test.system(), desk.account).await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!(state(&desk, message).await, (LetterState::Failed, true, Class::Working));
    }

    async fn a_folder_that_is_missing_is_waited_for(test) {
        let desk = Desk::new(test).await;
        let message = desk.sent_to(CUSTOMER).await;
        let (out, away) = (desk.test.folder.path().join("out"), desk.test.folder.path().join("away"));
        std::fs::rename(&out, &away).unwrap();
        desk.deliver(&due()).await;
        assert_eq!(desk.letter(message).await.state, LetterState::Waiting);
        std::fs::rename(&away, &out).unwrap();
        desk.deliver(&at(NOW.plus_minutes(2))).await;
        assert_eq!((desk.letter(message).await.state, desk.out().len()), (LetterState::Sent, 1));
    }

    async fn a_letter_that_was_claimed_by_a_wrong_clock_does_not_wait_for_it(test) {
        let desk = Desk::new(test).await;
        let message = desk.sent_to(CUSTOMER).await;
        let tomorrow = NOW.plus_days(1);
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        sql::claim(&mut tx, desk.account, "dead/1", tomorrow, tomorrow.plus_minutes(LEASE_MINUTES)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        desk.deliver(&due()).await;
        assert_eq!((desk.letter(message).await.state, desk.out().len()), (LetterState::Sent, 1));
    }

    async fn what_is_wrong_with_a_folder_is_told_in_a_word_of_ours(test) {
        let desk = Desk::new(test).await;
        let out = desk.test.folder.path().join("out");
        std::fs::remove_dir(&out).unwrap();
        let message = desk.sent_to(CUSTOMER).await;
        desk.deliver(&due()).await;
        assert_eq!(desk.letter(message).await.answer, domain::own_fault::OwnFault::FolderMissing.as_str());
        std::fs::write(&out, "a file").unwrap();
        desk.deliver(&at(NOW.plus_minutes(2))).await;
        assert_eq!(desk.letter(message).await.answer, domain::own_fault::OwnFault::NotAFolder.as_str());
        std::fs::remove_file(&out).unwrap();
        std::fs::create_dir(&out).unwrap();
        desk.deliver(&at(NOW.plus_minutes(10))).await;
        assert_eq!((desk.letter(message).await.state, desk.out().len()), (LetterState::Sent, 1));
    }
}
