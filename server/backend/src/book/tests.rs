//! Who an address belongs to.

mod entries;
mod erase;
mod import;
mod items;
mod merge;
mod past;

use super::*;
use crate::each_engine;

each_engine! {
async fn an_address_is_known_by_name_company_and_section_whatever_its_case(desk) {
    desk.mailbox("窓口").await;
    let cx = desk.system();
    let space = SpaceId(1);
    let mut tx = cx.desk.db.write().await.unwrap();
    let company = insert_company(&mut tx, space, "月見浜商事", "つきみはましょうじ", cx.now).await.unwrap();
    let contact = insert_contact(&mut tx, space, Some(company), "三嶋 航太郎", "購買部", cx.now).await.unwrap();
    add_address(&mut tx, space, contact, "k@tsukimihama.example").await.unwrap();
    add_address(&mut tx, space, contact, "Kotaro.Mishima@Tsukimihama.example").await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = cx.desk.db.read().await.unwrap();
    for addr in ["k@tsukimihama.example", "kotaro.mishima@TSUKIMIHAMA.example"] {
        let known = known(&mut tx, space, addr).await.unwrap().unwrap();
        let told = (known.contact_id, known.company_id, known.name.as_str(), known.company.as_str(), known.section.as_str());
        assert_eq!(told, (Some(contact), Some(company), "三嶋 航太郎", "月見浜商事", "購買部"));
    }
    assert_eq!(known(&mut tx, space, "q@tsukimihama.example").await.unwrap(), None);
    assert_eq!(known(&mut tx, SpaceId(2), "k@tsukimihama.example").await.unwrap(), None);
}

async fn people_and_companies_are_found_by_what_is_known_of_them(desk) {
    let mailbox = desk.mailbox("窓口").await;
    let cx = desk.member("mina", &[mailbox]).await;
    let mut tx = cx.desk.db.write().await.unwrap();
    let space = SpaceId(1);
    let company = insert_company(&mut tx, space, "月見浜商事", "ツキミハマショウジ", cx.now).await.unwrap();
    let mishima = insert_contact(&mut tx, space, Some(company), "三嶋 航太郎", "購買部", cx.now).await.unwrap();
    add_address(&mut tx, space, mishima, "k.mishima@tsukimihama.example").await.unwrap();
    let other = insert_contact(&mut tx, space, None, "三嶋 花", "", cx.now).await.unwrap();
    let elsewhere = insert_contact(&mut tx, SpaceId(1), None, "Zoë Northgate", "", cx.now).await.unwrap();
    tx.commit().await.unwrap();
    for (typed, people, companies) in [
        ("三嶋", vec![other, mishima], vec![]),
        ("k.mi", vec![mishima], vec![]),
        ("ﾂｷﾐ", vec![mishima], vec![company]),
        ("tsukimih", vec![mishima], vec![company]),
        ("月見", vec![mishima], vec![company]),
        ("ZOË", vec![elsewhere], vec![]),
        ("", vec![], vec![]),
        ("%", vec![], vec![]),
    ] {
        let found = find(&cx, typed).await.unwrap();
        let mut ids: Vec<_> = found.contacts.iter().map(|one| one.id).collect();
        let mut expected = people;
        ids.sort_unstable();
        expected.sort_unstable();
        assert_eq!(ids, expected, "{typed}");
        assert_eq!(found.companies.iter().map(|one| one.id).collect::<Vec<_>>(), companies, "{typed}");
    }
    let brief = find(&cx, "k.mishima").await.unwrap().contacts.remove(0);
    assert_eq!((brief.company.as_str(), brief.section.as_str(), brief.addr.as_str()), ("月見浜商事", "購買部", "k.mishima@tsukimihama.example"));
    let refused = crate::drafts::fixture::refused(find(&crate::testing::stranger(&desk), "三嶋").await);
    assert_eq!(refused, Refused::NotFound);
}
}
