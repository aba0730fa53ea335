//! Words in signatures and letters by rule, with an address book.

use super::*;
use crate::{
    book,
    drafts::{self, fixture::Desk},
    each_engine,
};
use domain::{drafts::DraftKind, guard::Warning};

/// The customer of the fixture, as the address book has them.
async fn in_the_book(desk: &Desk) {
    let cx = desk.test.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let space = mailboxes::space_of(&mut tx, desk.mailbox).await.unwrap();
    let company = book::insert_company(&mut tx, space, "月見浜商事", "", cx.now).await.unwrap();
    let contact = book::insert_contact(&mut tx, space, Some(company), "三嶋 航太郎（購買）", "", cx.now).await.unwrap();
    book::add_address(&mut tx, space, contact, "Mishima@CUSTOMER.example").await.unwrap();
    tx.commit().await.unwrap();
}

each_engine! {
    async fn a_signature_knows_the_customer_as_the_address_book_does_and_sending_asks_about_blanks(test) {
        let desk = Desk::new(test).await;
        in_the_book(&desk).await;
        mailboxes::edit(&desk.test.system(), desk.mailbox, "窓口", "%Company%\n%Section%\n%Customer% 様係\n%Nobody%").await.unwrap();
        let held = drafts::start(&desk.mina, desk.conversation, DraftKind::Reply, None).await.unwrap();
        let content = desk.draft(held.draft_id).await.content;
        assert!(content.text.contains("月見浜商事\n\n三嶋 航太郎（購買） 様係\n%Nobody%\n"), "{}", content.text);
        let asked = |warnings: Vec<Warning>| -> Vec<Warning> {
            warnings.into_iter().filter(|warning| matches!(warning, Warning::Unfilled { .. } | Warning::Blank { .. })).collect()
        };
        let guard = drafts::guard(&desk.mina, held.draft_id).await.unwrap();
        assert_eq!(asked(guard.warnings), [Warning::Unfilled { word: "%Nobody%".into() }, Warning::Blank { word: "%Section%".into() }]);
        // Written by hand where it was blank: nothing is asked about it.
        let text = content.text.replace("商事\n\n", "商事\n購買部\n").replace("%Nobody%", "");
        let content = domain::drafts::DraftContent { text, ..content };
        drafts::save(&desk.mina, held.draft_id, &held.token, 1, content).await.unwrap();
        assert!(asked(drafts::guard(&desk.mina, held.draft_id).await.unwrap().warnings).is_empty());
        // The draft goes with what was noted of it.
        drafts::cancel(&desk.mina, held.draft_id, &held.token).await.unwrap();
    }

    async fn nobody_is_known_in_another_space_or_by_another_address(test) {
        let desk = Desk::new(test).await;
        in_the_book(&desk).await;
        let mut tx = desk.test.desk.db.read().await.unwrap();
        for (addr, expected) in [("mishima@customer.example", "三嶋 航太郎（購買）"), ("jane@customer.example", "名乗り")] {
            let address = Address { name: "名乗り".into(), addr: addr.into() };
            let recipient = recipient(&mut tx, desk.mailbox, &address).await.unwrap();
            let writing = Writing { mailbox: desk.mailbox, agent: None, subject: "納期", language: "ja" };
            let around = around(&mut tx, &desk.mina, &writing).await.unwrap();
            let filled = around.fill(Some(&recipient), "%Customer% %Mailbox% %Date% %User%", domain::reserved::Place::Text);
            // Nobody writes: the hour is that of the company, 9 o'clock in Tokyo.
            assert_eq!(filled.text, format!("{expected} 窓口 2026年1月5日 %User%"));
            assert_eq!(around.now.hour(), 9);
        }
    }
}
