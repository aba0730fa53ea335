//! Everything there was with somebody, and registering whoever wrote a mail.

use super::super::*;
use crate::{
    conversations,
    drafts::fixture::{CUSTOMER, Desk, refused},
    each_engine,
    testing::{NOW, TestDesk},
};
use domain::{
    access::{Role, Viewing},
    book::{CompanyForm, ContactForm, PAST_PAGE, Past},
};

fn person(addresses: &[&str]) -> ContactForm {
    ContactForm { name: "三嶋 航太郎".into(), addresses: addresses.iter().map(|addr| (*addr).to_owned()).collect(), ..ContactForm::default() }
}

async fn mails(cx: &Cx, id: ContactId) -> usize {
    past_of_contact(cx, id, None).await.unwrap().lines.len()
}

each_engine! {
    async fn an_unknown_sender_is_registered_and_their_earlier_mails_are_there_at_once(test) {
        let desk = Desk::new(test).await;
        desk.arrives(Some(desk.conversation), NOW.plus_seconds(60)).await;
        let sender = desk.page().await.sender.unwrap();
        assert!(sender.known.is_none() && sender.companies.is_empty() && sender.may_edit);
        let company = add_company(&desk.mina, &CompanyForm { name: "月見浜商事".into(), ..CompanyForm::default() }).await.unwrap();
        let colleague = ContactForm { company: Some(company), name: "同僚".into(), ..person(&["jane@customer.example"]) };
        add_contact(&desk.mina, &colleague).await.unwrap();
        let sender = desk.page().await.sender.unwrap();
        assert_eq!(sender.companies.iter().map(|guess| (guess.id, guess.people)).collect::<Vec<_>>(), [(company, 1)], "somebody of the same domain is there");
        let id = add_contact(&desk.mina, &ContactForm { company: Some(company), section: "購買部".into(), ..person(&[CUSTOMER]) }).await.unwrap();
        let known = desk.page().await.sender.unwrap().known.unwrap();
        assert_eq!((known.contact_id, known.company.as_str(), known.section.as_str()), (Some(id), "月見浜商事", "購買部"));
        assert_eq!(mails(&desk.mina, id).await, 2);
        let of_company = past_of_company(&desk.mina, company, None).await.unwrap().lines;
        assert_eq!(of_company.len(), 2, "each mail once, although two people of the company are in it");
        remove_contact(&desk.mina, id).await.unwrap();
        assert!(desk.page().await.sender.unwrap().known.is_none());
    }

    async fn all_addresses_of_a_person_are_one_history_newest_first_page_by_page(test) {
        let desk = Desk::new(test).await;
        for n in 1..=PAST_PAGE as i64 + 5 {
            desk.arrives(Some(desk.conversation), NOW.plus_seconds(n)).await;
        }
        // Jane stands in CC of each mail: what both addresses tell is told once.
        let id = add_contact(&desk.mina, &person(&[CUSTOMER, "jane@customer.example"])).await.unwrap();
        let first = past_of_contact(&desk.mina, id, None).await.unwrap();
        assert_eq!(first.lines.len(), PAST_PAGE);
        let rest = past_of_contact(&desk.mina, id, first.next).await.unwrap();
        assert_eq!((rest.lines.len(), rest.next), (6, None));
        let places: Vec<_> = first.lines.iter().chain(&rest.lines).map(Past::place).collect();
        assert!(places.is_sorted_by(|one, next| one > next), "newest first, none twice");
    }

    async fn a_history_shows_what_its_reader_may_see(test) {
        let desk = Desk::new(test).await;
        let id = add_contact(&desk.mina, &person(&[CUSTOMER])).await.unwrap();
        let own = desk.test.person("own", Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        assert_eq!((mails(&desk.mina, id).await, mails(&own, id).await), (1, 0));
        conversations::trash(&desk.mina, &[desk.conversation]).await.unwrap();
        assert_eq!(mails(&desk.mina, id).await, 0);
        let outsider = crate::testing::stranger(&desk.test);
        assert_eq!(refused(past_of_contact(&outsider, id, None).await), Refused::NotFound);
        assert_eq!(refused(past_of_contact(&TestDesk::later(&desk.mina, 1), ContactId(999), None).await), Refused::NotFound);
    }
}
