//! Taking out everything of one person, erasing them, files of cards, filters by items, unknown senders in lists.

use super::super::*;
use crate::{
    comments, conversations, correspondents,
    drafts::fixture::{CUSTOMER, Desk, refused},
    each_engine, files, logs, messages, search,
    testing::NOW,
};
use domain::{
    access::{Role, Viewing},
    book::{BookQuery, ContactForm, EntryKind, ErasureForm, ItemFilter, ItemForm, ItemKind, ItemOptionForm, MailsFate, STAND_IN},
    conversations::{ListQuery, View},
    logs::{EntryForm, Log, LogQuery},
};
use std::io::Read;
use tokio::io::AsyncWriteExt;

async fn admin(desk: &Desk) -> Cx {
    desk.test.person("admin", Role::Admin, &[desk.mailbox], Viewing::All, true).await
}

async fn mishima(desk: &Desk) -> ContactId {
    let form = ContactForm {
        name: "三嶋 航太郎".into(),
        phone: "022-555-0101".into(),
        addresses: vec![CUSTOMER.into()],
        opted_out: true,
        ..ContactForm::default()
    };
    let id = add_contact(&desk.mina, &form).await.unwrap();
    let spool = |text: &'static str| {
        let files = desk.test.desk.files.clone();
        async move {
            let mut spool = files.spool(1_000).await.unwrap();
            spool.write_all(text.as_bytes()).await.unwrap();
            spool
        }
    };
    add_file(&desk.mina, EntryKind::Contact, id.0, NewFile { name: "名刺/表.txt", kind: "text/plain" }, spool("名刺").await).await.unwrap();
    let call =
        EntryForm {
            subject: "三嶋 航太郎さんに折り返し".into(), starts: "2026-01-05T09:00".into(), contact: Some(id), ..EntryForm::default()
        };
    logs::save(&desk.mina, Log::Calls, None, &call).await.unwrap();
    comments::add(&desk.mina, desk.conversation, "三嶋航太郎さんは午前中のみ").await.unwrap();
    id
}

async fn found(cx: &Cx, q: &str) -> usize {
    search::search(cx, &domain::search::Asked { q: q.into(), older: None }, "UTC").await.unwrap().hits.len()
}

/// Every file of the store, as it is on the disk.
fn on_disk(desk: &Desk) -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(String::from_utf8_lossy(&zstd::decode_all(std::fs::File::open(path).unwrap()).unwrap()).into_owned());
            }
        }
    }
    let mut found = Vec::new();
    walk(&desk.test.folder.path().join("files"), &mut found);
    found
}

fn form(mails: MailsFate, confirmed: &str) -> ErasureForm {
    ErasureForm { mails, confirmed: confirmed.into() }
}

each_engine! {
    async fn everything_of_a_person_goes_into_one_archive(test) {
        let desk = Desk::new(test).await;
        let (id, admin) = (mishima(&desk).await, admin(&desk).await);
        assert_eq!(refused(person_file(&desk.mina, id).await.map(|file| file.name)), Refused::NotAllowed);
        let person = person_file(&admin, id).await.unwrap();
        assert_eq!(person.name, "三嶋 航太郎.zip");
        let mut zip = zip::ZipArchive::new(person.file).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mail = names.iter().find(|name| name.starts_with("mails/") && name.ends_with(".eml")).unwrap().clone();
        assert!(names.iter().all(|name| !name.contains("..")) && names.iter().any(|name| name.starts_with("files/") && name.ends_with("表.txt")), "{names:?}");
        let mut read = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert!(read(&mail).contains(CUSTOMER));
        assert!(read("card.vcf").contains(CUSTOMER) && read("card.json").contains("022-555-0101") && read("calls.json").contains("折り返し"));
        assert_eq!(read("visits.json").trim(), "[]");
    }

    async fn nothing_of_somebody_who_was_erased_is_found_while_mails_stay_as_records(test) {
        let desk = Desk::new(test).await;
        let (id, admin) = (mishima(&desk).await, admin(&desk).await);
        let view = erasure(&admin, id).await.unwrap();
        assert_eq!((view.conversations, view.mails, view.calls, view.visits, view.files, view.opted_out), (1, 1, 1, 0, 1, true));
        assert!(found(&admin, CUSTOMER).await > 0 && found(&admin, "航太郎").await > 0);
        assert_eq!(refused(erase(&desk.mina, id, &form(MailsFate::Hidden, "三嶋航太郎")).await), Refused::NotAllowed);
        assert_eq!(refused(erase(&admin, id, &form(MailsFate::Hidden, "はい")).await), Refused::Invalid { field: Field::Name, wrong: Wrong::Same });
        erase(&admin, id, &form(MailsFate::Hidden, "三嶋航太郎")).await.unwrap();
        for q in [CUSTOMER, "航太郎", "三嶋 航太郎", "from:mishima"] {
            assert_eq!(found(&admin, q).await, 0, "{q}");
        }
        assert!(find(&admin, "三嶋").await.unwrap().is_empty() && find(&admin, "mishima@").await.unwrap().is_empty());
        assert!(correspondents::suggest(&admin, "mishima").await.unwrap().is_empty());
        assert!(logs::list(&admin, &LogQuery { text: "航太郎".into(), ..LogQuery::of(Log::Calls) }).await.unwrap().rows.is_empty());
        let call = logs::list(&admin, &LogQuery::of(Log::Calls)).await.unwrap().rows.remove(0);
        assert_eq!((call.subject.as_str(), call.party.as_str(), call.contact_id), ("＊＊＊さんに折り返し", STAND_IN, None));
        // The record of business: the mail is there, without them.
        let page = desk.page().await;
        assert_eq!((page.customer.name.as_str(), page.customer.addr.as_str()), (STAND_IN, format!("erased-{id}@erased.invalid").as_str()));
        assert!(!format!("{page:?}").contains("航太郎") && !format!("{page:?}").contains(CUSTOMER), "{page:?}");
        assert_eq!(refused(messages::raw(&admin, desk.question).await.map(|file| file.name)), Refused::NotFound);
        assert_eq!(refused(contact(&admin, id).await), Refused::NotFound);
        assert_eq!(refused(restore_contact(&admin, id).await), Refused::NotFound);
        // On the disk, too, once nothing has named the files for a day: neither the mail as it came nor what was attached.
        let before = on_disk(&desk);
        assert!(before.iter().any(|text| text.contains(CUSTOMER)) && before.iter().any(|text| text.contains("JVBERi0xLjQ=")));
        for days in [0, 1] {
            files::sweep(&Cx { now: NOW.plus_days(days), ..desk.test.system() }).await.unwrap();
        }
        let left = on_disk(&desk);
        assert!(!left.is_empty() && left.iter().all(|text| !text.contains(CUSTOMER) && !text.contains("JVBERi0xLjQ=") && !text.contains("名刺")), "{left:?}");
        assert_eq!(page.items.iter().filter(|item| format!("{item:?}").contains("order.pdf")).count(), 0);
        let mut tx = admin.desk.db.read().await.unwrap();
        let (marked, told): (i64, i64) = tx
            .query("select (select count(*) from bulk_marks where addr_key = $1 and kind = 'opted-out'), (select count(*) from audit where action = 'erase')")
            .text(CUSTOMER)
            .one()
            .await
            .unwrap();
        assert_eq!((marked, told), (1, 1), "no bulk mail ever again, and the audit log knows");
    }

    async fn what_others_have_too_stays_with_them_but_for_the_one_who_is_erased(test) {
        let desk = Desk::new(test).await;
        let admin = admin(&desk).await;
        let jane = ContactForm { name: "Jane Northgate".into(), addresses: vec!["jane@customer.example".into()], ..ContactForm::default() };
        let jane = add_contact(&desk.mina, &jane).await.unwrap();
        let of = |page: &domain::conversations::ConversationView| format!("{:?}", page.items);
        let page = desk.page().await;
        assert!(of(&page).contains("order.pdf") && of(&page).contains("jane@customer.example"), "{}", of(&page));
        erase(&admin, jane, &form(MailsFate::Deleted, "Jane Northgate")).await.unwrap();
        let page = desk.page().await;
        assert!(of(&page).contains("order.pdf") && !of(&page).contains("jane@customer.example"), "{}", of(&page));
        let zip = messages::attachments_zip(&desk.mina, desk.question).await.unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
        let mut bytes = Vec::new();
        zip.by_name("order.pdf").unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, b"%PDF-1.4");
        for days in [0, 1] {
            files::sweep(&Cx { now: NOW.plus_days(days), ..desk.test.system() }).await.unwrap();
        }
        assert!(on_disk(&desk).iter().all(|text| !text.contains("jane@customer.example")));
    }

    async fn many_mails_go_in_batches_and_a_program_that_died_goes_on_where_it_was(test) {
        let desk = Desk::new(test).await;
        let (id, admin) = (mishima(&desk).await, admin(&desk).await);
        for n in 1..60 {
            desk.arrives(None, NOW.plus_minutes(n)).await;
        }
        let erasure = crate::book::erase::begin(&admin, id, &form(MailsFate::Hidden, "三嶋 航太郎")).await.unwrap();
        assert!(crate::book::erasing::some(&admin, erasure).await.unwrap());
        let [half] = erasures(&admin).await.unwrap()[..] else { panic!() };
        assert!(half.done == 50 && half.total >= 120, "{half:?}");
        assert!(refused(erasures(&desk.mina).await) == Refused::NotAllowed);
        assert!(found(&admin, CUSTOMER).await > 0, "it died here");
        // Whoever is at work says so: only one that was silent is taken over.
        let at = |ms| Cx { now: Moment(crate::cx::now().0 + ms), ..desk.test.system() };
        assert_eq!(sweep_erasures(&at(0)).await.unwrap(), 0);
        let (one, two) = (at(90_000), at(90_000));
        let (one, two) = tokio::join!(sweep_erasures(&one), sweep_erasures(&two));
        one.unwrap();
        two.unwrap();
        assert!(erasures(&admin).await.unwrap().is_empty());
        assert_eq!(found(&admin, CUSTOMER).await, 0);
        let mut tx = admin.desk.db.read().await.unwrap();
        let (wanted, left): (String, i64) = tx.query("select wanted, total - done from book_erasures").one().await.unwrap();
        assert_eq!((wanted.as_str(), left), ("", 0), "and who it was is forgotten");
    }

    async fn conversations_with_somebody_go_where_that_was_decided(test) {
        let desk = Desk::new(test).await;
        let (id, admin) = (mishima(&desk).await, admin(&desk).await);
        erase(&admin, id, &form(MailsFate::Deleted, "三嶋 航太郎")).await.unwrap();
        assert_eq!(refused(conversations::open(&admin, desk.conversation).await), Refused::NotFound);
        assert_eq!((found(&admin, CUSTOMER).await, found(&admin, "航太郎").await), (0, 0));
        let mut tx = admin.desk.db.read().await.unwrap();
        let (left,): (i64,) = tx.query("select count(*) from people where addr_key = $1").text(CUSTOMER).one().await.unwrap();
        assert_eq!(left, 0);
    }

    async fn files_of_a_card_are_for_those_who_see_it(test) {
        let desk = Desk::new(test).await;
        let id = mishima(&desk).await;
        let one = contact(&desk.mina, id).await.unwrap().files.remove(0);
        assert_eq!((one.name.as_str(), one.size), ("表.txt", 6));
        assert_eq!(file(&desk.mina, EntryKind::Contact, id.0, one.id).await.unwrap().bytes, "名刺".as_bytes());
        let outsider = crate::testing::stranger(&desk.test);
        assert_eq!(refused(file(&outsider, EntryKind::Contact, id.0, one.id).await.map(|file| file.name)), Refused::NotFound);
        assert_eq!(refused(file(&desk.mina, EntryKind::Company, id.0, one.id).await.map(|file| file.name)), Refused::NotFound);
        drop_file(&desk.mina, EntryKind::Contact, id.0, one.id).await.unwrap();
        assert!(contact(&desk.mina, id).await.unwrap().files.is_empty());
    }

    async fn a_list_is_filtered_by_what_items_have(test) {
        let desk = Desk::new(test).await;
        let operator = desk.test.system();
        let item = |name: &str, kind| ItemForm {
            name: name.into(),
            kind,
            required: false,
            is_unique: false,
            listed: false,
            options: if kind == ItemKind::Menu { ["甲", "乙"].map(|name| ItemOptionForm { id: None, name: name.into(), archived: false }).to_vec() } else { vec![] },
        };
        let mut ids = Vec::new();
        for (name, kind) in [("製品", ItemKind::Menu), ("更新日", ItemKind::Date), ("台数", ItemKind::Number), ("型番", ItemKind::Text)] {
            ids.push(add_item(&operator, EntryKind::Contact, &item(name, kind)).await.unwrap());
        }
        let options = setup(&desk.mina).await.unwrap().items[0].options.clone();
        for (name, option, day, count, text) in [("一", 0, "2026-01-31", "2", "KM-1"), ("二", 1, "2026-02-01", "10", "KM-2"), ("三", 0, "2026-03-01", "9.5", "XX")] {
            let values = vec![(ids[0], options[option].id.to_string()), (ids[1], day.into()), (ids[2], count.into()), (ids[3], text.into())];
            add_contact(&desk.mina, &ContactForm { name: name.into(), values, ..ContactForm::default() }).await.unwrap();
        }
        type Case<'a> = (&'a [(usize, String)], &'a [&'a str]);
        let cases: [Case<'_>; 8] = [
            (&[(0, options[0].id.to_string())], &["一", "三"]),
            (&[(0, format!("{},{}", options[0].id, options[1].id))], &["一", "二", "三"]),
            (&[(1, "2026-02-01..".into())], &["二", "三"]),
            (&[(1, "..2026-01-31".into())], &["一"]),
            (&[(2, "9.5..10".into())], &["二", "三"]),
            (&[(3, "ｋｍ-".into())], &["一", "二"]),
            (&[(0, options[0].id.to_string()), (2, "3..".into())], &["三"]),
            (&[(2, "x".into())], &[]),
        ];
        for (filters, expected) in cases {
            let filters: Vec<ItemFilter> = filters.iter().map(|(place, wanted)| ItemFilter { item: ids[*place], wanted: wanted.clone() }).collect();
            let query = BookQuery { kind: EntryKind::Contact, q: String::new(), group: None, company: None, filters, after: None };
            let mut names: Vec<String> = list(&desk.mina, &query).await.unwrap().lines.into_iter().map(|line| line.name).collect();
            let mut expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
            names.sort_unstable();
            expected.sort_unstable();
            assert_eq!(names, expected, "{:?}", query.filters);
        }
    }

    async fn rows_of_a_list_tell_who_is_in_no_card(test) {
        let desk = Desk::new(test).await;
        let query = ListQuery::of(desk.mailbox, View::Tray);
        assert!(conversations::list(&desk.mina, &query).await.unwrap().rows.iter().all(|row| row.unknown));
        let id = mishima(&desk).await;
        assert!(conversations::list(&desk.mina, &query).await.unwrap().rows.iter().all(|row| !row.unknown));
        remove_contact(&desk.mina, id).await.unwrap();
        assert!(conversations::list(&desk.mina, &query).await.unwrap().rows.iter().all(|row| row.unknown));
    }
}
