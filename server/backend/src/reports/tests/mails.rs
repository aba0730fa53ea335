//! Reports by mail: once for each hour and reader, with the rights of that hour, over servers of every kind.

use super::*;
use crate::{
    Desk, notifications,
    outbox::scripted::{Manner, Server},
};
use domain::{
    access::{Role, Viewing},
    accounts::{AccountForm, AuthMethod, ReceiveKind, Security, ServerSettings},
    mailboxes::GrantView,
    notifications::Kind as Told,
    recurring::{Every, Recurrence, Shift},
    rules::Together,
};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Monday, nine o'clock in Berlin.
fn weekly() -> Recurrence {
    Recurrence { every: Every::Week { days: vec![1] }, minute: 540, shift: Shift::Keep }
}

fn form(mailbox: MailboxId, readers: &[&Cx]) -> ScheduleForm {
    let readers = readers.iter().filter_map(|cx| cx.who.user_id()).collect();
    ScheduleForm { name: "週報".into(), address: format!("/reports?box={mailbox}"), recurrence: weekly(), readers }
}

async fn mailing(world: &World, server: &Server) {
    let mut form = AccountForm::blank();
    form.address = "notice@desk.example".into();
    form.receive = ReceiveKind::None;
    form.send_server = ServerSettings { host: "127.0.0.1".into(), auth: AuthMethod::None, ..ServerSettings::empty(server.port, Security::Plain) };
    let account = crate::accounts::create(&world.desk.system(), world.mailbox, form).await.unwrap();
    notifications::ways::set_account(&world.desk.system(), Some(account)).await.unwrap();
}

async fn deliver(desk: &Arc<Desk>, now: Moment) {
    notifications::messenger::deliver(desk, &|| now, &CancellationToken::new()).await.unwrap();
}

async fn states(cx: &Cx) -> Vec<(String, PostState)> {
    schedules(cx).await.unwrap().remove(0).posts.into_iter().map(|post| (post.reader, post.state)).collect()
}

async fn viewing(world: &World, cx: &Cx, viewing: Viewing) {
    let user_id = cx.who.user_id().unwrap();
    let view = GrantView { mailbox_id: world.mailbox, user_id, user_name: String::new(), viewing, editing: false, sending: false, deleting: false };
    crate::mailboxes::set_grant(&world.desk.system(), &view).await.unwrap();
}

each_engine! {
    async fn each_hour_has_one_mail_for_each_reader_whoever_makes_it(desk) {
        let world = World::new(desk).await;
        let server = Server::start(Manner::Takes).await;
        mailing(&world, &server).await;
        let (mina, toru) = (&world.mina, &world.toru);
        world.mail(NOW.plus_minutes(-600), world.mailbox, None, "a@tsukimi.example").await;
        save_schedule(mina, None, &form(world.mailbox, &[mina, toru])).await.unwrap();
        let due = berlin("2026-01-05T09:00");
        assert_eq!(schedules(toru).await.unwrap()[0].next_at, Some(due));
        assert_eq!(make_due(&world.system(due.plus_ms(-1))).await.unwrap(), 0);
        // Three copies of the program at the same moment.
        let copies = [world.desk.desk.clone(), world.desk.copy(), world.desk.copy()];
        let systems: Vec<Cx> = copies.iter().map(|desk| Cx { desk: desk.clone(), ..world.system(due) }).collect();
        let made = tokio::join!(make_due(&systems[0]), make_due(&systems[1]), make_due(&systems[2]));
        assert_eq!(made.0.unwrap() + made.1.unwrap() + made.2.unwrap(), 1);
        tokio::join!(deliver(&copies[0], due), deliver(&copies[1], due), deliver(&copies[2], due));
        let mut mails = server.mails();
        mails.sort_by(|one, other| one.to.cmp(&other.to));
        let to: Vec<&str> = mails.iter().flat_map(|mail| &mail.to).map(String::as_str).collect();
        assert_eq!(to, ["mina@desk.example", "toru@desk.example"]);
        let text = &mails[1].text;
        let read = mail::read::read(text.as_bytes());
        assert_eq!((read.subject.as_str(), read.text.trim()), ("レポート 週報", "toru 1"));
        assert!(text.contains("Auto-Submitted: auto-generated") && text.contains("Content-ID: <chart."), "{text}");
        assert!(text.contains("@desk.example>") && text.contains("spreadsheetml.sheet"), "{text}");
        assert_eq!(states(mina).await, [("mina".to_owned(), PostState::Sent), ("toru".to_owned(), PostState::Sent)]);
        // Nothing more until the week after; what passed while the program was off is sent once, for its last hour.
        assert_eq!(make_due(&world.system(due.plus_minutes(5))).await.unwrap(), 0);
        let later = due.plus_days(16);
        assert_eq!(make_due(&world.system(later)).await.unwrap(), 1);
        deliver(&world.desk.desk, later).await;
        assert_eq!(server.mails().len(), 4);
        let view = schedules(toru).await.unwrap().remove(0);
        assert_eq!((view.posts[0].due_at, view.next_at), (due.plus_days(14), Some(due.plus_days(21))));
        assert_eq!(view.posts.len(), 1, "of others a reader hears nothing");
    }

    async fn whoever_lost_the_right_gets_none_and_the_owner_is_told(desk) {
        let world = World::new(desk).await;
        let server = Server::start(Manner::Takes).await;
        mailing(&world, &server).await;
        let (mina, toru) = (&world.mina, &world.toru);
        let aoi = world.desk.member("aoi", &[world.mailbox]).await;
        let id = save_schedule(mina, None, &form(world.mailbox, &[mina, toru, &aoi])).await.unwrap();
        viewing(&world, toru, Viewing::Own).await;
        let mut tx = world.desk.desk.db.write().await.unwrap();
        tx.query("update users set state = 'suspended' where id = $1").bind(aoi.who.user_id()).run().await.unwrap();
        tx.commit().await.unwrap();
        let due = berlin("2026-01-05T09:00");
        make_due(&world.system(due)).await.unwrap();
        deliver(&world.desk.desk, due).await;
        let to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        assert_eq!(to, ["mina@desk.example"]);
        let no = PostState::NoRight;
        assert_eq!(states(mina).await, [("aoi".to_owned(), no), ("mina".to_owned(), PostState::Sent), ("toru".to_owned(), no)]);
        let heard = notifications::list(mina, None).await.unwrap().rows;
        assert_eq!(heard.iter().map(|row| row.kind).collect::<Vec<_>>(), [Told::Report, Told::Report]);
        // A condition that is gone is told as such, and so is an account that is chosen no more.
        let clause = Clause::Assignee { user: None, is: true };
        let condition = ConditionForm { name: "担当なし".into(), together: Together::All, clauses: vec![clause] };
        let condition = save_condition(&world.desk.system(), world.mailbox, None, &condition).await.unwrap();
        let narrowed = ScheduleForm { address: format!("/reports?box={}&cond={condition}", world.mailbox), ..form(world.mailbox, &[mina]) };
        let narrowed = save_schedule(mina, None, &narrowed).await.unwrap();
        remove_condition(&world.desk.system(), condition).await.unwrap();
        send_schedule(mina, narrowed).await.unwrap();
        deliver(&world.desk.desk, due).await;
        let told = schedules(mina).await.unwrap().into_iter().find(|schedule| schedule.id == narrowed).unwrap();
        assert_eq!(told.posts[0].state, PostState::ConditionGone);
        remove_schedule(mina, narrowed).await.unwrap();
        notifications::ways::set_account(&world.desk.system(), None).await.unwrap();
        assert_eq!(refused(send_schedule(mina, id).await), Some(Refused::NoSendingAccount));
        make_due(&world.system(due.plus_days(7))).await.unwrap();
        deliver(&world.desk.desk, due.plus_days(7)).await;
        assert_eq!(states(mina).await[1].1, PostState::NoAccount);
        assert_eq!(server.mails().len(), 1);
    }

    async fn a_mail_that_may_be_out_is_not_sent_again_and_one_that_is_not_is(desk) {
        let world = World::new(desk).await;
        let server = Server::start(Manner::PutsOff).await;
        mailing(&world, &server).await;
        let mina = &world.mina;
        let id = save_schedule(mina, None, &form(world.mailbox, &[mina])).await.unwrap();
        send_schedule(mina, id).await.unwrap();
        deliver(&world.desk.desk, NOW).await;
        assert_eq!((server.mails().len(), states(mina).await[0].1), (0, PostState::Waiting));
        server.becomes(Manner::Takes);
        deliver(&world.desk.desk, NOW.plus_minutes(5)).await;
        assert_eq!((server.mails().len(), states(mina).await[0].1), (1, PostState::Sent));
        // The connection breaks behind the final dot.
        server.becomes(Manner::DropsAfterDot);
        let later = NOW.plus_minutes(10);
        send_schedule(&Cx { now: later, ..mina.clone() }, id).await.unwrap();
        deliver(&world.desk.desk, later).await;
        assert_eq!(states(mina).await[0].1, PostState::Unsure);
        server.becomes(Manner::Takes);
        deliver(&world.desk.desk, later.plus_days(1)).await;
        assert_eq!(server.mails().len(), 1);
        // A copy was killed when the server had all of it.
        let later = NOW.plus_minutes(20);
        send_schedule(&Cx { now: later, ..mina.clone() }, id).await.unwrap();
        let mut tx = world.desk.desk.db.write().await.unwrap();
        tx.query("update report_posts set handed_at = $1 where state = 'waiting'").bind(later).run().await.unwrap();
        tx.commit().await.unwrap();
        deliver(&world.desk.desk, later.plus_days(1)).await;
        assert_eq!((server.mails().len(), states(mina).await[0].1), (1, PostState::Unsure));
        server.becomes(Manner::RefusesAll);
        let later = NOW.plus_minutes(30);
        send_schedule(&Cx { now: later, ..mina.clone() }, id).await.unwrap();
        deliver(&world.desk.desk, later).await;
        let post = schedules(mina).await.unwrap().remove(0).posts.remove(0);
        assert_eq!((post.state, post.answer.contains("550")), (PostState::Failed, true));
        assert_eq!(notifications::list(mina, None).await.unwrap().rows.len(), 3);
    }

    async fn who_keeps_a_schedule_and_what_it_may_not_be(desk) {
        let world = World::new(desk).await;
        let server = Server::start(Manner::Takes).await;
        let (mina, toru) = (&world.mina, &world.toru);
        let other = world.desk.mailbox("経理").await;
        let aoi = world.desk.member("aoi", &[other]).await;
        let admin = world.desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let wanted = form(world.mailbox, &[mina, toru]);
        assert_eq!(refused(save_schedule(mina, None, &wanted).await), Some(Refused::NoSendingAccount));
        mailing(&world, &server).await;
        // Rights come before the form, and nobody sends others to what they do not see themselves.
        assert_eq!(refused(save_schedule(&aoi, None, &wanted).await), Some(Refused::NotFound));
        assert_eq!(refused(save_schedule(&stranger(&world.desk), None, &ScheduleForm::default()).await), Some(Refused::NotFound));
        let nobody = ScheduleForm { readers: vec![], ..wanted.clone() };
        assert_eq!(refused(save_schedule(mina, None, &nobody).await), Some(Refused::Invalid { field: Field::User, wrong: Wrong::Missing }));
        let elsewhere = ScheduleForm { address: "/reports/list?m=done".into(), ..wanted.clone() };
        assert_eq!(refused(save_schedule(mina, None, &elsewhere).await), Some(Refused::Invalid { field: Field::Address, wrong: Wrong::Malformed }));
        let id = save_schedule(mina, None, &wanted).await.unwrap();
        assert_eq!(schedules(&aoi).await.unwrap(), []);
        assert_eq!((schedules(toru).await.unwrap()[0].may_change, schedules(&admin).await.unwrap()[0].may_change), (false, true));
        for refusal in [
            refused(save_schedule(toru, Some(id), &wanted).await),
            refused(pause_schedule(toru, id, true).await),
            refused(remove_schedule(toru, id).await),
        ] {
            assert_eq!(refusal, Some(Refused::NotAllowed));
        }
        assert_eq!(refused(send_schedule(&aoi, id).await), Some(Refused::NotFound));
        assert_eq!(refused(leave_schedule(&aoi, id).await), Some(Refused::NotFound));
        leave_schedule(toru, id).await.unwrap();
        assert_eq!(schedules(toru).await.unwrap(), []);
        pause_schedule(mina, id, true).await.unwrap();
        assert_eq!(make_due(&world.system(NOW.plus_days(30))).await.unwrap(), 0);
        let renamed = ScheduleForm { name: "月報".into(), ..wanted };
        save_schedule(&Cx { now: NOW.plus_days(30), ..mina.clone() }, Some(id), &renamed).await.unwrap();
        let view = schedules(mina).await.unwrap().remove(0);
        assert_eq!((view.form.name.as_str(), view.next_at, view.readers.len()), ("月報", None, 2));
        pause_schedule(&Cx { now: NOW.plus_days(30), ..mina.clone() }, id, false).await.unwrap();
        assert_eq!(schedules(mina).await.unwrap()[0].next_at, Some(berlin("2026-02-09T09:00")));
        remove_schedule(&admin, id).await.unwrap();
        assert_eq!(schedules(mina).await.unwrap(), []);
    }
}
