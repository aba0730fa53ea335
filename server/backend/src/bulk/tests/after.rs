//! What comes back: answers, reports, people who opt out, and those who are sent to once more.

use super::*;
use crate::{
    accounts::fetcher::deliver,
    conversations,
    ingest::{Taken, take_in},
};
use domain::{
    conversations::{EventKind, Item},
    statuses::Class,
};

impl Desk {
    /// A mail comes in at the account of the desk, as the fetcher would bring it.
    async fn comes_in(&self, raw: String) -> ConversationId {
        let (desk, at) = (&self.test.desk, NOW.plus_minutes(1));
        let id = deliver(desk, self.account, &format!("{:x}", rand::random::<u64>()), raw.into(), at).await.unwrap().unwrap();
        match take_in(desk, at, id).await.unwrap() {
            Taken::Message { conversation, .. } => conversation,
            other => panic!("{other:?}"),
        }
    }
}

fn report(about: &str, to: &str) -> String {
    format!(
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: support@ours.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
Message-ID: <{:x}@mx.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
--b\r\nContent-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\r\n\r\n\
--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{about}>\r\nSubject: x\r\n\r\ntext\r\n--b--\r\n",
        rand::random::<u64>()
    )
}

fn answer(about: &str, from: &str) -> String {
    format!(
        "From: {from}\r\nTo: support@ours.example\r\nSubject: Re: \r\nMessage-ID: <{:x}@x.example>\r\nIn-Reply-To: <{about}>\r\n\r\n質問です。\r\n",
        rand::random::<u64>()
    )
}

each_engine! {
    async fn an_answer_begins_a_conversation_that_names_the_bulk_mail(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,,会社\r\nb@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let (one, two) = (message_id_in(&server.mails()[0].text), message_id_in(&server.mails()[1].text));
        let first = desk.comes_in(answer(&one, "a@x.example")).await;
        let again = desk.comes_in(answer(&one, "a@x.example")).await;
        let other = desk.comes_in(answer(&two, "b@x.example")).await;
        assert_eq!(first, again, "what answers the same copy is one conversation");
        assert_ne!(first, other);
        let view = conversations::open(&desk.mina, first).await.unwrap();
        let named = view.items.iter().find_map(|item| match item {
            Item::Event(event) if event.kind == EventKind::AnswersBulk => Some((event.before.clone(), event.after.clone())),
            _ => None,
        });
        assert_eq!(named, Some((id.to_string(), "%Company% 様 ご案内".to_owned())));
        assert_eq!(view.class, Class::Open);
        // A stranger's id that looks like one of ours names nothing.
        let forged = desk.comes_in(answer("bulk1.c-1.00000000000000000000@ours.example", "evil@x.example")).await;
        let view = conversations::open(&desk.mina, forged).await.unwrap();
        assert!(!view.items.iter().any(|item| matches!(item, Item::Event(event) if event.kind == EventKind::AnswersBulk)));
    }

    async fn reports_are_noted_at_their_recipient_and_make_no_work(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\nc@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let ids: Vec<String> = server.mails().iter().map(|mail| message_id_in(&mail.text)).collect();
        let one = desk.comes_in(report(&ids[0], "a@x.example")).await;
        let two = desk.comes_in(report(&ids[1], "b@x.example")).await;
        assert_eq!(one, two, "all of them in one place");
        assert_eq!(conversations::open(&desk.mina, one).await.unwrap().class, Class::Done);
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.counts.bounced, view.counts.sent), (BulkState::PartlyFailed, 2, 1));
        // Of somebody else's mail, or with a seal that is none: a mail like any other.
        desk.comes_in(report(&ids[2], "evil@x.example")).await;
        desk.comes_in(report("bulk3.c-3.00000000000000000000@ours.example", "c@x.example")).await;
        assert_eq!(desk.bulk(id).await.counts.bounced, 2);
        // Known to be wrong, they are left out of the next one, for a while.
        let next = desk.bulk_to("A@x.example\r\nc@x.example\r\n").await;
        list_recipients(&desk.mina, next).await.unwrap();
        assert_eq!(desk.left_out(next).await, [("A@x.example".into(), Some(Exclusion::Bounced))]);
        let later = TestDesk::later(&desk.mina, 181 * 24 * 60 * 60_000);
        list_recipients(&later, next).await.unwrap();
        assert_eq!(desk.left_out(next).await, []);
    }

    async fn a_link_opts_out_everybody_with_that_address_for_good(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let one = desk.contact("三嶋", None, "a@x.example").await;
        let two = desk.contact("波多野", None, "A@x.example").await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let tokens: Vec<String> = server.mails().iter().map(|mail| link_in(&mail.text)).collect();
        let years_later = Cx { now: NOW.plus_days(3 * 365), ..desk.test.cx(domain::access::Who::Nobody) };
        let view = opt_out_view(&years_later, &tokens[0]).await.unwrap();
        assert_eq!((view.addr.as_str(), view.done), ("a***@x.example", false));
        for token in &tokens {
            opt_out(&years_later, token).await.unwrap();
            opt_out(&years_later, token).await.unwrap();
        }
        assert!(opt_out_view(&years_later, &tokens[0]).await.unwrap().done);
        for wrong in ["", "x", "0123456789abcdef0123456789abcdef", "' or 1=1 --"] {
            assert_eq!(refused(opt_out(&years_later, wrong).await), Refused::NotFound, "{wrong}");
        }
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        for contact in [one, two] {
            let (by,): (Option<String>,) = tx.query("select opted_out_by from contacts where id = $1").bind(contact).one().await.unwrap();
            assert_eq!(by.as_deref(), Some("link"));
        }
        drop(tx);
        let next = desk.bulk_to("a@x.example\r\nB@x.example\r\nc@x.example\r\n").await;
        list_recipients(&desk.mina, next).await.unwrap();
        let out = Some(Exclusion::OptedOut);
        assert_eq!(desk.left_out(next).await, [("a@x.example".into(), out), ("B@x.example".into(), out)]);
        // Asked for again by hand, they get it; read in anew, they do not.
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        tx.query("update contacts set opted_out_at = null").run().await.unwrap();
        tx.commit().await.unwrap();
        desk.contact_at(NOW.plus_days(4 * 365), "新しい人", None, "b@x.example").await;
        list_recipients(&desk.mina, next).await.unwrap();
        assert_eq!(desk.left_out(next).await, [("B@x.example".into(), out)]);
    }

    async fn those_who_did_not_get_it_are_sent_to_once_more(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::RefusesGone).await;
        desk.sends_through(server.port).await;
        let csv = "アドレス,名前,会社,部課,会場\r\ngone@x.example,三嶋,月見浜,,=1+1\r\nb@x.example,波多野,,,大阪\r\n";
        let id = desk.bulk_to(csv).await;
        assert_eq!(refused(resend(&desk.mina, id).await), Refused::TooLate);
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let (_, text) = errors_file(&desk.mina, id, ["アドレス", "名前", "会社", "部課"], "エラー").await.unwrap();
        assert!(text.starts_with("\u{feff}アドレス,名前,会社,部課,会場,エラー\r\ngone@x.example,三嶋,月見浜,,'=1+1,550"), "{text}");
        // Corrected in a spreadsheet and read again.
        let corrected = desk.bulk_to(&text.replace("gone@", "here@")).await;
        list_recipients(&desk.mina, corrected).await.unwrap();
        let Audience::File { rows, columns, .. } = desk.bulk(corrected).await.audience else { panic!() };
        assert_eq!((rows[0].cell(0), rows[0].cell(4), columns), ("here@x.example", "=1+1", vec!["会場".to_owned(), "エラー".to_owned()]));
        let again = resend(&desk.mina, id).await.unwrap();
        server.becomes(Manner::Takes);
        desk.bulk_sends(again).await;
        desk.bulk_delivers(NOW).await;
        let to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        assert_eq!(to, ["b@x.example", "gone@x.example"]);
        assert_eq!(refused(resend(&desk.mina, again).await), Refused::NoRecipient);
    }

    async fn a_contact_remembers_what_they_got(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let company = desk.company("月見浜商事").await;
        let contact = desk.contact("三嶋", Some(company), "a@x.example").await;
        desk.contact("波多野", Some(company), "b@x.example").await;
        let mut ids = Vec::new();
        for hour in 0..3 {
            let id = desk.bulk_with("a@x.example,三嶋\r\nb@x.example,波多野\r\nc@x.example\r\n", &format!("案内 {hour}"), "x").await;
            desk.bulk_sends(id).await;
            desk.bulk_delivers(NOW.plus_minutes(hour * 60)).await;
            ids.push(id);
        }
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        let end = (Moment(i64::MAX), i64::MAX);
        let page = traces(&mut tx, &desk.mina, SPACE, &[contact], None, end, 2).await.unwrap();
        let told: Vec<_> = page.iter().map(|trace| (trace.title.as_str(), trace.path.clone(), trace.by.as_str(), trace.result.as_str())).collect();
        assert_eq!(told, [("案内 2", format!("/bulk/{}", ids[2]), "mina", "sent"), ("案内 1", format!("/bulk/{}", ids[1]), "mina", "sent")]);
        let before = (page[1].at, page[1].id);
        let rest = traces(&mut tx, &desk.mina, SPACE, &[contact], None, before, 2).await.unwrap();
        assert_eq!(rest.iter().map(|trace| trace.title.as_str()).collect::<Vec<_>>(), ["案内 0"]);
        let of_company = traces(&mut tx, &desk.mina, SPACE, &[], Some(company), end, 10).await.unwrap();
        assert_eq!(of_company.len(), 6);
        assert_eq!(of_company[0].contact, "波多野");
        assert_eq!(refused(traces(&mut tx, &stranger(&desk.test), SPACE, &[contact], None, end, 2).await), Refused::NotFound);
    }

    async fn whoever_opted_out_is_listed_and_given_back_when_they_ask(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let known = desk.contact("三嶋", None, "a@x.example").await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\n").await;
        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        for mail in server.mails() {
            opt_out(&stranger(&desk.test), &link_in(&mail.text)).await.unwrap();
        }
        let listed = opt_outs(&desk.mina, "", "").await.unwrap();
        let lines: Vec<_> = listed.lines.iter().map(|line| (line.addr.as_str(), line.name.as_str(), line.by_link)).collect();
        assert_eq!((lines, listed.next, listed.may_lift), (vec![("a@x.example", "三嶋", true), ("b@x.example", "", true)], None, true));
        assert_eq!(opt_outs(&desk.mina, "三嶋", "").await.unwrap().lines.len(), 1, "by name");
        assert_eq!(opt_outs(&desk.mina, "", "a@x.example").await.unwrap().lines.len(), 1, "behind an address");
        assert_eq!(refused(opt_outs(&stranger(&desk.test), "", "").await), Refused::NotFound);
        lift_opt_out(&desk.mina, "A@x.example").await.unwrap();
        assert_eq!(refused(lift_opt_out(&desk.mina, "a@x.example").await), Refused::NotFound);
        assert_eq!(book::contact(&desk.mina, known).await.unwrap().opted_out_at, None);
        let again = desk.bulk_to("a@x.example\r\nb@x.example\r\n").await;
        list_recipients(&desk.mina, again).await.unwrap();
        assert_eq!(desk.left_out(again).await, [("b@x.example".to_owned(), Some(Exclusion::OptedOut))]);
    }
}
