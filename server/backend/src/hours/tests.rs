//! A target that is missed is told of once, to whoever looks after the work.

use super::*;
use crate::{
    Error,
    absence::tests::work,
    each_engine, messages,
    testing::{TestDesk, stranger},
};
use domain::{access::Who, addresses::Address, messages::Direction};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

/// A customer writes.
async fn writes(desk: &TestDesk, mailbox: MailboxId, id: ConversationId, at: Moment) {
    let cx = Cx { now: at, ..desk.system() };
    let stored = cx.desk.files.put("From: c@x.example\r\n\r\ntext".into()).await.unwrap();
    let mut tx = cx.desk.db.write().await.unwrap();
    let new = messages::NewMessage {
        conversation_id: id,
        mailbox_id: mailbox,
        arrival_id: None,
        account_id: None,
        author_id: None,
        direction: Direction::In,
        message_id: String::new(),
        from: Address { name: String::new(), addr: "c@x.example".into() },
        people: vec![],
        subject: "件".into(),
        snippet: String::new(),
        text: "text".into(),
        has_html: false,
        remote_pictures: false,
        file: stored.file,
        size: 1,
        at,
        sent_at: None,
        automatic: "no".into(),
        charset: "us-ascii".into(),
        language: String::new(),
        invitation: None,
        attachments: vec![],
    };
    messages::insert(&mut tx, &new).await.unwrap();
    let facts = conversations::MessageFacts {
        conversation: id,
        direction: Direction::In,
        at,
        automatic: false,
        snippet: "",
        has_attachment: false,
        language: "",
    };
    conversations::on_message(&mut tx, &cx, &facts).await.unwrap();
    tx.commit().await.unwrap();
}

each_engine! {
    async fn a_missed_target_is_told_once_and_counts_business_hours(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let id = work(&desk, mailbox, &mina, 1).await[0];
        // Monday, nine in the morning in Tokyo; the office works from nine to six.
        writes(&desk, mailbox, id, mina.now).await;
        let form = PaceForm { in_hours: true, first_answer: Some(10 * 60), resolution: Some(20 * 60), ..PaceForm::default() };
        save(&desk.system(), mailbox, &form, &Hours::usual("Asia/Tokyo")).await.unwrap();
        let told = async |minutes: i64| tell_missed(&Cx { now: mina.now.plus_minutes(minutes), ..desk.system() }).await.unwrap();
        assert_eq!(told(11 * 60).await, 0, "in the evening nine hours have passed");
        assert_eq!(told(25 * 60).await, 1, "ten hours: the next morning at ten");
        assert_eq!(told(26 * 60).await, 0, "once");
        let seen = notifications::list(&mina, None).await.unwrap().rows;
        assert_eq!(seen.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::Missed]);
        assert_eq!(told(3 * 24 * 60).await, 1, "and that it is not done");
        conversations::done(&mina, &[id]).await.unwrap();
        assert_eq!(told(9 * 24 * 60).await, 0);
        // A new wait is a new target. The second Monday of January is a holiday.
        writes(&desk, mailbox, id, mina.now.plus_days(7)).await;
        assert_eq!(told(9 * 24 * 60).await, 0, "on Wednesday morning nine hours have passed");
        assert_eq!(told(9 * 24 * 60 + 120).await, 1);
        assert_eq!(refused(tell_missed(&mina).await), Some(Refused::NotAllowed));
    }

    async fn what_came_until_half_past_five_is_a_list_that_has_to_be_empty(desk) {
        use domain::conversations::{Assigned, ListQuery, Sort, View};
        let mailbox = desk.mailbox("セミナー受付").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let own = desk.person("own", domain::access::Role::Member, &[mailbox], domain::access::Viewing::Own, true).await;
        let ids = work(&desk, mailbox, &mina, 4).await;
        // Monday, nine in the morning in Tokyo: one at once, one at noon, one at 17:40, and one that nobody waits for.
        for (id, minutes) in ids.iter().zip([0, 180, 520]) {
            writes(&desk, mailbox, *id, mina.now.plus_minutes(minutes)).await;
        }
        let today = async |cx: &Cx, minutes: i64, sort: Sort, assignee: Option<Assigned>| {
            let query = ListQuery { sort, assignee, ..ListQuery::of(mailbox, View::Today) };
            let page = conversations::list(&Cx { now: cx.now.plus_minutes(minutes), ..cx.clone() }, &query).await.unwrap();
            page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let counted = async |cx: &Cx, minutes: i64| {
            mailboxes::mine(&Cx { now: cx.now.plus_minutes(minutes), ..cx.clone() }).await.unwrap().remove(0).counts.today
        };
        assert_eq!(counted(&mina, 530).await, 0, "there is no such hour");
        let form = PaceForm { same_day: Some(17 * 60 + 30), ..PaceForm::default() };
        save(&desk.system(), mailbox, &form, &Hours::usual("Asia/Tokyo")).await.unwrap();
        assert_eq!(today(&mina, 530, Sort::Waiting, None).await, [ids[0], ids[1]]);
        assert_eq!(today(&mina, 530, Sort::Newest, None).await, [ids[1], ids[0]]);
        assert_eq!((counted(&mina, 530).await, counted(&own, 530).await), (2, 0));
        assert_eq!(today(&mina, 530, Sort::Newest, Some(Assigned::Nobody)).await, []);
        assert_eq!(today(&own, 530, Sort::Newest, None).await, []);
        // The next morning what came in the evening is due as well.
        assert_eq!(today(&mina, 24 * 60, Sort::Oldest, None).await, [ids[0], ids[1], ids[2]]);
        conversations::done(&mina, &ids[..2]).await.unwrap();
        assert_eq!((today(&mina, 530, Sort::Waiting, None).await, counted(&mina, 530).await), (vec![], 0));
        for wrong in [0, 24 * 60 + 1] {
            let form = PaceForm { same_day: Some(wrong), ..PaceForm::default() };
            let answer = refused(save(&desk.system(), mailbox, &form, &Hours::usual("Asia/Tokyo")).await);
            assert!(matches!(answer, Some(Refused::Invalid { field: Field::Interval, .. })));
        }
    }

    async fn the_pace_of_a_mailbox_reaches_its_screens(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        assert_eq!(mailboxes::mine(&mina).await.unwrap()[0].pace, Pace::default());
        let form = PaceForm { in_hours: true, first_answer: Some(60), ..PaceForm::default() };
        let hours = Hours { closed: vec!["2026-12-29".into()], ..Hours::usual("Asia/Tokyo") };
        save(&desk.system(), mailbox, &form, &hours).await.unwrap();
        let pace = mailboxes::mine(&mina).await.unwrap().remove(0).pace;
        assert_eq!((pace.first_answer, pace.open.is_some_and(|open| open.len() > 20)), (Some(60), true));
        let view = settings(&desk.system(), mailbox).await.unwrap();
        assert_eq!((view.form, view.hours, view.mailbox_name.as_str()), (form.clone(), hours.clone(), "窓口"));
        for cx in [&mina, &stranger(&desk)] {
            assert_eq!(refused(settings(cx, mailbox).await), Some(Refused::NotAllowed));
            assert_eq!(refused(save(cx, mailbox, &form, &hours).await), Some(Refused::NotAllowed));
        }
        assert_eq!(refused(settings(&desk.cx(Who::Nobody), mailbox).await), Some(Refused::NotSignedIn));
        let wrong = Hours { zone: "Mars/Olympus".into(), ..hours };
        assert!(matches!(refused(save(&desk.system(), mailbox, &form, &wrong).await), Some(Refused::Invalid { field: Field::Zone, .. })));
        let mut tx = desk.desk.db.read().await.unwrap();
        let (audited,): (i64,) = tx.query("select count(*) from audit where action in ('pace', 'hours')").one().await.unwrap();
        assert_eq!(audited, 2);
    }
}
