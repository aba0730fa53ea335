//! Every number is that of the list it leads to.

use super::*;
use crate::{
    absence::tests::work,
    conversations, each_engine,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Who},
    conversations::{Assigned, ListQuery, View},
};

each_engine! {
    async fn every_number_is_that_of_its_list(desk) {
        let (mailbox, other) = (desk.mailbox("窓口").await, desk.mailbox("採用").await);
        let (mina, toru) = (desk.member("mina", &[mailbox, other]).await, desk.member("toru", &[mailbox]).await);
        let nobody = desk.cx(Who::Nobody);
        let ids = work(&desk, mailbox, &toru, 3).await;
        work(&desk, mailbox, &nobody, 2).await;
        work(&desk, other, &mina, 1).await;
        let statuses = crate::mailboxes::mine(&mina).await.unwrap().into_iter().find(|one| one.id == mailbox).unwrap().statuses;
        let working = statuses.iter().find(|status| status.class == Class::Working).unwrap().id;
        let change = domain::conversations::Change { status: Some(working), ..Default::default() };
        conversations::change(&mina, &[(ids[0], None)], &change).await.unwrap();
        conversations::done(&toru, &[ids[1]]).await.unwrap();
        let loads = workload(&mina).await.unwrap();
        assert_eq!(loads.iter().map(|load| load.name.as_str()).collect::<Vec<_>>(), ["窓口", "採用"]);
        for load in &loads {
            for person in &load.people {
                for (status, count) in person.by_status.iter().map(|(status, count)| (Some(*status), *count)).chain([(None, person.total())]) {
                    let assignee = Some(person.user_id.map_or(Assigned::Nobody, Assigned::To));
                    let query = ListQuery { status, assignee, ..ListQuery::of(load.mailbox_id, View::Tray) };
                    assert_eq!(conversations::list(&mina, &query).await.unwrap().rows.len() as i64, count, "{} {status:?}", person.name);
                }
            }
        }
        let of = |cx: &Cx| loads[0].people.iter().find(|person| person.user_id == cx.who.user_id()).unwrap();
        assert_eq!((of(&toru).total(), of(&toru).done, of(&mina).total(), of(&nobody).total()), (2, 1, 0, 2));
        assert_eq!(workload(&toru).await.unwrap().len(), 1, "of other mailboxes nothing is told");
        assert!(workload(&stranger(&desk)).await.is_err() || workload(&stranger(&desk)).await.unwrap().is_empty());
    }

    async fn whoever_sees_a_part_sees_no_load(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let own = desk.person("own", Role::Member, &[mailbox], domain::access::Viewing::Own, true).await;
        work(&desk, mailbox, &own, 1).await;
        assert!(workload(&own).await.unwrap().is_empty());
        assert!(workload(&desk.cx(Who::Nobody)).await.is_err());
    }

    async fn a_month_begins_on_the_readers_clocks(desk) {
        // 2026-01-31 15:30 UTC is February in Tokyo.
        let now = Moment(1_769_873_400_000);
        assert_eq!(month_began(now, "Asia/Tokyo"), Moment(1_769_871_600_000));
        assert_eq!(month_began(now, "UTC"), Moment(1_767_225_600_000));
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let ids = work(&desk, mailbox, &mina, 1).await;
        conversations::done(&mina, &ids).await.unwrap();
        let next = TestDesk::later(&mina, 40 * 24 * 60 * 60_000);
        assert_eq!(workload(&next).await.unwrap()[0].people[0].done, 0);
    }
}
