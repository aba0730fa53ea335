//! Notices and links: who is told what, until when, and who may change it.

use super::*;
use crate::{each_engine, testing::TestDesk};
use domain::{
    access::{Role, Viewing, Who},
    board::LinkForm,
};

fn form(title: &str, from: &str, until: &str) -> NoticeForm {
    NoticeForm { title: title.into(), text: "本文".into(), from: from.into(), until: until.into() }
}

fn link(name: &str, url: &str) -> LinkForm {
    LinkForm { name: name.into(), url: url.into(), heading: String::new() }
}

/// The same person as an operator of the first space.
fn operator(cx: &Cx) -> Cx {
    let mut person = cx.who.person().unwrap().clone();
    person.operates = vec![SpaceId(1)];
    Cx { who: Who::Person(person), ..cx.clone() }
}

each_engine! {
async fn a_notice_is_shown_in_its_time_until_it_was_read(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (writer, reader) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    // It is 2026-01-05 09:00 in Tokyo.
    let now = save_notice(&writer, None, &form("棚卸し", "", "2026-01-06")).await.unwrap();
    save_notice(&writer, None, &form("来週から", "2026-01-12", "")).await.unwrap();
    save_notice(&writer, None, &form("終わったこと", "2026-01-01", "2026-01-04")).await.unwrap();
    let titles = |list: Vec<NoticeView>| list.into_iter().map(|notice| notice.title).collect::<Vec<_>>();
    assert_eq!(titles(unread(&reader).await.unwrap()), ["棚卸し"]);
    assert!(unread(&writer).await.unwrap().is_empty(), "whoever writes it knows it");
    // The last day belongs to it, and no moment more.
    let on = |cx: &Cx, minutes: i64| TestDesk::later(cx, minutes * 60_000);
    assert_eq!(titles(unread(&on(&reader, 39 * 60 - 1)).await.unwrap()), ["棚卸し"]);
    assert!(unread(&on(&reader, 39 * 60)).await.unwrap().is_empty());
    assert_eq!(titles(unread(&on(&reader, 7 * 24 * 60)).await.unwrap()), ["来週から"]);

    seen(&reader, now).await.unwrap();
    seen(&reader, now).await.unwrap();
    assert!(unread(&reader).await.unwrap().is_empty());
    let board = read(&writer).await.unwrap();
    assert_eq!(titles(board.notices.clone()), ["来週から", "棚卸し", "終わったこと"]);
    assert_eq!(board.notices[1].readers, ["kuze", "hayase"]);
    assert!(read(&reader).await.unwrap().notices.iter().all(|notice| notice.readers.is_empty()), "who has read what is told to its writer");
    // Other dates are no news, other words are.
    save_notice(&writer, Some(now), &form("棚卸し", "", "2026-01-07")).await.unwrap();
    assert!(unread(&reader).await.unwrap().is_empty());
    save_notice(&writer, Some(now), &form("棚卸しの日が変わりました", "", "2026-01-07")).await.unwrap();
    assert_eq!(titles(unread(&reader).await.unwrap()), ["棚卸しの日が変わりました"]);
    remove_notice(&writer, now).await.unwrap();
    assert!(unread(&reader).await.unwrap().is_empty());
    restore_notice(&writer, now).await.unwrap();
    assert_eq!(unread(&reader).await.unwrap().len(), 1);
}

async fn a_notice_belongs_to_its_writer_and_to_operators(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let (writer, colleague) = (desk.member("kuze", &[mailbox]).await, desk.member("hayase", &[mailbox]).await);
    let viewer = desk.person("mizutani", Role::Member, &[mailbox], Viewing::All, false).await;
    let outsider = desk.member("soto", &[]).await;
    let id = save_notice(&writer, None, &form("棚卸し", "", "")).await.unwrap();
    let refused = |done: Result<NoticeId>| matches!(done, Err(Error::Refused(Refused::NotAllowed)));
    assert!(refused(save_notice(&colleague, Some(id), &form("x", "", "")).await));
    assert!(refused(save_notice(&viewer, None, &form("x", "", "")).await));
    assert!(matches!(remove_notice(&colleague, id).await, Err(Error::Refused(Refused::NotAllowed))));
    assert!(matches!(read(&outsider).await, Err(Error::Refused(Refused::NotFound))));
    assert!(matches!(seen(&outsider, id).await, Err(Error::Refused(Refused::NotFound))));
    assert!(unread(&outsider).await.unwrap().is_empty());
    seen(&viewer, id).await.unwrap();
    let board = read(&viewer).await.unwrap();
    assert!(!board.may_edit && !board.notices[0].may_change && board.notices[0].seen);
    assert!(read(&operator(&colleague)).await.unwrap().notices[0].may_change);
    save_notice(&operator(&colleague), Some(id), &form("棚卸し（確定）", "", "")).await.unwrap();
    let wrong = |done: Result<NoticeId>, expected: Field| match done {
        Err(Error::Refused(Refused::Invalid { field, .. })) => assert_eq!(field, expected),
        other => panic!("{other:?}"),
    };
    wrong(save_notice(&writer, None, &form("", "", "")).await, Field::Name);
    wrong(save_notice(&writer, None, &form("x", "2026-02-30", "")).await, Field::Days);
    wrong(save_notice(&writer, None, &form("x", "2026-01-07", "2026-01-06")).await, Field::Until);
    let mut tx = desk.desk.db.read().await.unwrap();
    let (entries,): (i64,) = tx.query("select count(*) from audit where action = 'notice'").one().await.unwrap();
    assert_eq!(entries, 2);
}

async fn links_have_an_order_and_lead_into_the_web(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let writer = desk.member("kuze", &[mailbox]).await;
    let viewer = desk.person("mizutani", Role::Member, &[mailbox], Viewing::All, false).await;
    let one = save_link(&writer, None, &link("規程", "https://kitei.example/")).await.unwrap();
    let two = save_link(&writer, None, &link("在庫", "https://zaiko.example/")).await.unwrap();
    assert!(matches!(save_link(&writer, None, &link("x", "javascript:alert(1)")).await, Err(Error::Refused(Refused::Invalid { field: Field::Address, .. }))));
    assert!(matches!(save_link(&viewer, None, &link("x", "https://x.example")).await, Err(Error::Refused(Refused::NotAllowed))));
    assert!(matches!(save_link(&writer, Some(LinkId(999)), &link("x", "https://x.example")).await, Err(Error::Refused(Refused::NotFound))));
    order_links(&writer, &[two, one]).await.unwrap();
    assert!(matches!(order_links(&writer, &[two]).await, Err(Error::Refused(Refused::Stale))));
    save_link(&writer, Some(one), &link("就業規則", "https://kitei.example/")).await.unwrap();
    let names = |board: BoardView| board.links.into_iter().map(|link| link.name).collect::<Vec<_>>();
    assert_eq!(names(read(&viewer).await.unwrap()), ["在庫", "就業規則"]);
    assert!(matches!(remove_link(&viewer, one).await, Err(Error::Refused(Refused::NotAllowed))));
    remove_link(&writer, two).await.unwrap();
    assert_eq!(names(read(&viewer).await.unwrap()), ["就業規則"]);
}
}
