//! Who an address belongs to.

use super::*;
use crate::each_engine;

each_engine! {
async fn an_address_is_known_by_name_company_and_section_whatever_its_case(desk) {
    let cx = desk.system();
    let space = SpaceId(1);
    let mut tx = cx.desk.db.write().await.unwrap();
    let company = sql::insert_company(&mut tx, space, "月見浜商事", "つきみはましょうじ", cx.now).await.unwrap();
    let contact = sql::insert_contact(&mut tx, space, Some(company), "三嶋 航太郎", "購買部", cx.now).await.unwrap();
    sql::add_address(&mut tx, space, contact, "k@tsukimihama.example").await.unwrap();
    sql::add_address(&mut tx, space, contact, "Kotaro.Mishima@Tsukimihama.example").await.unwrap();
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
}
