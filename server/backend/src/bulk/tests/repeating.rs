//! What repeats: each time once, of whoever belongs to it by then, and never late without a decision.

use super::*;
use domain::{
    bulk::Pause,
    checks::{CheckMode, CheckState, SendingRules},
    recurring::{Every, Recurrence, Shift},
};

const DAY_MS: i64 = 24 * 60 * 60_000;

/// Every month on the 6th, at nine in Tokyo: for the first time a day after [`NOW`], then on the 6th of February.
fn monthly() -> Recurrence {
    Recurrence { every: Every::MonthDay { day: 6 }, minute: 9 * 60, shift: Shift::Keep }
}

const FIRST: Moment = Moment(NOW.0 + DAY_MS);
const SECOND: Moment = Moment(NOW.0 + 32 * DAY_MS);

impl Desk {
    /// Looked at, and repeating from now on.
    async fn bulk_repeats(&self, id: BulkMailId, recurrence: &Recurrence) {
        list_recipients(&self.mina, id).await.unwrap();
        repeat(&self.mina, id, self.bulk(id).await.version, recurrence).await.unwrap();
    }

    /// What was made of it, the newest first.
    async fn bulk_runs(&self, id: BulkMailId) -> Vec<BulkMailId> {
        self.bulk(id).await.repeat.unwrap().runs.into_iter().map(|run| run.id).collect()
    }
}

each_engine! {
    async fn three_copies_send_once_a_month_and_to_whoever_belongs_to_it_by_then(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        desk.contact("三嶋", None, "a@x.example").await;
        let id = desk.bulk_to("z@x.example").await;
        let all = Audience::Book { any: false, conditions: vec![Condition { subject: Subject::Section, test: Test::Is, value: "購買部".into() }] };
        save_audience(&desk.mina, id, desk.bulk(id).await.version, &all).await.unwrap();
        desk.bulk_repeats(id, &monthly()).await;
        let view = desk.bulk(id).await;
        assert_eq!((view.state, view.repeat.unwrap().next[..2].to_vec()), (BulkState::Repeating, vec![FIRST, SECOND]));

        desk.bulk_delivers(FIRST.plus_ms(-1)).await;
        assert_eq!(server.mails().len(), 0);
        for hour in [FIRST, SECOND] {
            let (one, two, clock) = (desk.test.copy(), desk.test.copy(), at(hour));
            let all = tokio::join!(deliver_due(&desk.mina.desk, &clock), deliver_due(&one, &clock), deliver_due(&two, &clock));
            for answer in [all.0, all.1, all.2] {
                answer.unwrap();
            }
            // Once more a while later: this month is done.
            desk.bulk_delivers(hour.plus_minutes(5)).await;
            if hour == FIRST {
                assert_eq!(server.mails().len(), 1);
                desk.contact("波多野", None, "b@x.example").await;
            }
        }
        let mut to: Vec<String> = server.mails().into_iter().flat_map(|mail| mail.to).collect();
        to.sort();
        assert_eq!(to, ["a@x.example", "a@x.example", "b@x.example"]);
        let runs = desk.bulk_runs(id).await;
        assert_eq!(runs.len(), 2);
        let run = desk.bulk(runs[0]).await;
        assert_eq!((run.state, run.series, run.counts.sent, run.repeat), (BulkState::Sent, Some(id), 2, None));
    }

    async fn opting_out_and_the_limits_are_asked_each_time(test) {
        let desk = Desk::new(test).await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        desk.limited(BulkLimits { per_minute: 0, per_day: 2, recipients: 2, ..BulkLimits::default() }).await;
        let id = desk.bulk_to("a@x.example\r\nb@x.example\r\n").await;
        desk.bulk_repeats(id, &monthly()).await;
        desk.bulk_delivers(FIRST).await;
        opt_out(&stranger(&desk.test), &link_in(&server.mails()[0].text)).await.unwrap();
        desk.bulk_delivers(SECOND).await;
        assert_eq!(server.mails().len(), 3);
        // A month whose day is full is held, and says so; the next one is not touched by it.
        desk.limited(BulkLimits { per_minute: 0, per_day: 0, ..BulkLimits::default() }).await;
        let third = SECOND.plus_days(28);
        desk.bulk_delivers(third).await;
        let held = desk.bulk(desk.bulk_runs(id).await[0]).await;
        assert_eq!((held.state, held.pause, server.mails().len()), (BulkState::Paused, Some(Pause::Limit), 3));
        desk.limited(BulkLimits { per_minute: 0, ..BulkLimits::default() }).await;
        resume(&TestDesk::later(&desk.mina, third.0 - NOW.0), held.id).await.unwrap();
        desk.bulk_delivers(third).await;
        assert_eq!((server.mails().len(), desk.bulk(held.id).await.state), (4, BulkState::Sent));
        assert_eq!(desk.bulk(id).await.state, BulkState::Repeating);
    }

    async fn what_was_missed_is_told_and_waits_for_a_decision(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example").await;
        desk.bulk_repeats(id, &monthly()).await;
        // Off for January and February: one decision, about the last of them, and a row that says what became of the first.
        let back = SECOND.plus_minutes(60);
        desk.bulk_delivers(back).await;
        let runs = desk.bulk_runs(id).await;
        assert_eq!((server.mails().len(), runs.len()), (0, 2));
        let rows = desk.bulk(id).await.repeat.unwrap().runs;
        let told: Vec<_> = rows.iter().map(|run| (run.at, run.state, run.reason.as_str())).collect();
        assert_eq!(told, [(SECOND, BulkState::Paused, "missed"), (FIRST, BulkState::Cancelled, "missed")]);
        let missed = desk.bulk(runs[0]).await;
        assert_eq!((missed.state, missed.pause, missed.scheduled_at), (BulkState::Paused, Some(Pause::Missed), Some(SECOND)));
        let mut tx = desk.mina.desk.db.read().await.unwrap();
        let (said,): (String,) = tx.query("select detail from audit where action = 'bulk-missed'").one().await.unwrap();
        drop(tx);
        assert_eq!(said, "2");
        // A person decides that it goes out all the same; the next month goes by itself.
        resume(&TestDesk::later(&desk.mina, back.0 - NOW.0), missed.id).await.unwrap();
        desk.bulk_delivers(back).await;
        assert_eq!(server.mails().len(), 1);
        // A program that was started anew is minutes late, and that is nothing missed.
        desk.bulk_delivers(SECOND.plus_days(28).plus_minutes(9)).await;
        assert_eq!(server.mails().len(), 2);
    }

    async fn paused_changed_and_ended_it_does_as_it_is_told(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example").await;
        assert!(matches!(
            refused(repeat(&desk.mina, id, 3, &Recurrence { every: Every::Week { days: vec![] }, ..monthly() }).await),
            Refused::Invalid { field: Field::Weekday, .. }
        ));
        desk.bulk_repeats(id, &monthly()).await;
        pause(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(FIRST).await;
        assert_eq!((server.mails().len(), desk.bulk(id).await.state), (0, BulkState::Paused));
        // What was due meanwhile is passed over.
        resume(&TestDesk::later(&desk.mina, 2 * DAY_MS), id).await.unwrap();
        desk.bulk_delivers(NOW.plus_days(2)).await;
        assert_eq!((server.mails().len(), desk.bulk(id).await.repeat.unwrap().next[0]), (0, SECOND));
        // Changed, it begins again by itself only when somebody says so, and remembers how often.
        unschedule(&desk.mina, id).await.unwrap();
        let draft = desk.bulk(id).await;
        assert_eq!((draft.state, draft.repeat.unwrap().recurrence), (BulkState::Draft, monthly()));
        save(&desk.mina, id, draft.version, desk.bulk_content("改めて", "新しい文です")).await.unwrap();
        desk.bulk_repeats(id, &monthly()).await;
        desk.bulk_delivers(FIRST).await;
        assert!(server.mails()[0].text.contains("Subject:"), "{}", server.mails()[0].text);
        assert_eq!(mail::read::read(server.mails()[0].text.as_bytes()).subject, "改めて");
        cancel(&desk.mina, id).await.unwrap();
        desk.bulk_delivers(SECOND).await;
        assert_eq!((server.mails().len(), desk.bulk(id).await.state), (1, BulkState::Ended));
        assert_eq!(refused(resume(&desk.mina, id).await), Refused::TooLate);
    }

    async fn each_one_is_approved_where_the_mailbox_asks_for_it(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let rules = SendingRules { mode: CheckMode::Everybody, ..SendingRules::default() };
        crate::checks::set_rules(&desk.test.system(), desk.mailbox, &rules).await.unwrap();
        let id = desk.bulk_to("a@x.example").await;
        list_recipients(&desk.mina, id).await.unwrap();
        let version = desk.bulk(id).await.version;
        assert_eq!(refused(repeat(&desk.mina, id, version, &monthly()).await), Refused::NeedsCheck);
        ask(&desk.mina, id, version, desk.ren.who.user_id().unwrap(), "").await.unwrap();
        approve(&desk.ren, id, version).await.unwrap();
        desk.bulk_repeats(id, &monthly()).await;
        // A day before, so that there is time to look at it.
        desk.bulk_delivers(FIRST.plus_minutes(-60)).await;
        let run = desk.bulk_runs(id).await[0];
        let made = open(&desk.ren, run).await.unwrap();
        assert_eq!((made.state, made.check.map(|check| (check.state, check.may_decide))), (BulkState::Draft, Some((CheckState::Asked, true))));
        desk.bulk_delivers(FIRST).await;
        assert_eq!(server.mails().len(), 0, "nobody approved it");
        approve(&TestDesk::later(&desk.ren, DAY_MS), run, made.version).await.unwrap();
        desk.bulk_delivers(FIRST.plus_minutes(1)).await;
        assert_eq!((server.mails().len(), desk.bulk(run).await.state), (1, BulkState::Sent));
        // Approved before its hour it waits for it.
        desk.bulk_delivers(SECOND.plus_minutes(-30)).await;
        let next = desk.bulk_runs(id).await[0];
        approve(&TestDesk::later(&desk.ren, SECOND.0 - NOW.0 - 1), next, 1).await.unwrap();
        desk.bulk_delivers(SECOND.plus_minutes(-1)).await;
        assert_eq!((server.mails().len(), desk.bulk(next).await.state), (1, BulkState::Scheduled));
        desk.bulk_delivers(SECOND).await;
        assert_eq!(server.mails().len(), 2);
    }
}
