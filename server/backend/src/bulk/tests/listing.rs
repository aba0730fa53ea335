//! Whom a bulk mail is for.

use super::*;

each_engine! {
    async fn lines_of_a_file_are_sent_to_once_and_bad_ones_are_named(test) {
        let desk = Desk::new(test).await;
        let csv = "アドレス,名前,会社,部課,会場\r\na@x.example,三嶋,月見浜,購買部,東京\r\nA@X.example,三嶋 二,,,\r\nnot an address,誰か\r\n,住所なし\r\nb@x.example,波多野,,,大阪\r\n";
        let id = desk.bulk_to(csv).await;
        let recap = list_recipients(&desk.mina, id).await.unwrap();
        assert_eq!(desk.bulk_states(id).await, [("a@x.example".into(), RecipientState::Listed), ("b@x.example".into(), RecipientState::Listed)]);
        let left = lines(&desk.mina, id, Shown::Excluded, 0).await.unwrap();
        let named: Vec<_> = left.iter().map(|line| (line.line, line.reason.as_str())).collect();
        assert_eq!(named, [(3, "duplicate"), (4, "invalid"), (5, "no-address")]);
        assert_eq!((recap.counts.listed, recap.counts.excluded), (2, 3));
        assert_eq!(recap.blank, [("%Company%".to_owned(), 1), ("%Customer%".to_owned(), 0)]);
        assert!(desk.bulk(id).await.listed);
    }

    async fn what_a_japanese_spreadsheet_writes_is_read(test) {
        let desk = Desk::new(test).await;
        let id = create(&desk.mina).await.unwrap();
        // "三嶋" in CP932.
        let bytes = [b"a@x.example,".as_slice(), &[0x8e, 0x4f, 0x93, 0x88], b" \x8d\x71\x91\xbe\x98\x59,\x8c\x8e\x8c\xa9\x95\x6c\x8f\xa4\x8e\x96\r\n"].concat();
        read_file(&desk.mina, id, 1, "名簿.csv", &bytes).await.unwrap();
        let Audience::File { rows, name, .. } = desk.bulk(id).await.audience else { panic!() };
        assert_eq!((rows[0].cell(1), rows[0].cell(2), name.as_str()), ("三嶋 航太郎", "月見浜商事", "名簿.csv"));
        assert!(matches!(refused(read_file(&desk.mina, id, 2, "x.csv", b"").await), Refused::Invalid { field: Field::File, wrong: Wrong::Missing }));
    }

    async fn more_than_a_thousand_are_refused_and_counted(test) {
        let desk = Desk::new(test).await;
        let rows: String = (0..1_001).map(|n| format!("p{n}@x.example\r\n")).collect();
        let id = desk.bulk_to(&format!("{rows}p0@x.example\r\n")).await;
        assert_eq!(refused(list_recipients(&desk.mina, id).await), Refused::TooManyRecipients { count: 1_001, limit: 1_000 });
        let version = desk.bulk(id).await.version;
        assert_eq!(refused(send(&desk.mina, id, version, None).await), Refused::Stale);
        let fewer: String = rows.lines().skip(1).map(|line| format!("{line}\r\n")).collect();
        read_file(&desk.mina, id, version, "x.csv", fewer.as_bytes()).await.unwrap();
        assert_eq!(list_recipients(&desk.mina, id).await.unwrap().counts.listed, 1_000);
    }

    async fn conditions_choose_from_the_address_book(test) {
        let desk = Desk::new(test).await;
        let (one, two) = (desk.company("月見浜商事").await, desk.company("星降り製作所").await);
        let mishima = desk.contact("三嶋 航太郎", Some(one), "mishima@customer.example").await;
        desk.contact("波多野 遼", Some(two), "hatano@x.example").await;
        desk.contact("相楽 みずき", None, "").await;
        let out = desk.contact("不破 朔太郎", Some(one), "fuwa@x.example").await;
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        tx.query("update contacts set opted_out_at = $2 where id = $1").bind(out).bind(NOW).run().await.unwrap();
        tx.query("insert into book_groups(space_id, kind, position, name, name_key) values(1, 'company', 0, '製造', '製造')").run().await.unwrap();
        tx.query("insert into book_group_members(group_id, entry_id) values(1, $1)").bind(two).run().await.unwrap();
        tx.query("insert into book_items(space_id, entry_kind, position, name, name_key, kind) values(1, 'contact', 0, '製品', '製品', 'text')").run().await.unwrap();
        tx.query("insert into book_values(item_id, entry_id, choice, text, text_key) values(1, $1, 0, 'KM-RF08', 'km-rf08')").bind(mishima).run().await.unwrap();
        tx.query("update companies set in_charge_id = $2 where id = $1").bind(two).bind(desk.mina.who.user_id().unwrap()).run().await.unwrap();
        tx.commit().await.unwrap();
        let mina = desk.mina.who.user_id().unwrap().to_string();
        let condition = |subject, test, value: &str| Condition { subject, test, value: value.into() };
        let cases: Vec<(bool, Vec<Condition>, &[&str])> = vec![
            (false, vec![condition(Subject::Company, Test::Contains, "月見")], &["mishima@customer.example"]),
            (false, vec![condition(Subject::Company, Test::Lacks, "月見")], &["hatano@x.example"]),
            (false, vec![condition(Subject::Name, Test::Is, "三嶋 航太郎")], &["mishima@customer.example"]),
            (false, vec![condition(Subject::Section, Test::Is, "購買部"), condition(Subject::Group(BookGroupId(1)), Test::Is, "")], &["hatano@x.example"]),
            (false, vec![condition(Subject::Group(BookGroupId(1)), Test::IsNot, "")], &["mishima@customer.example"]),
            (true, vec![condition(Subject::Item(BookItemId(1)), Test::Contains, "ＲＦ０８"), condition(Subject::Name, Test::Contains, "遼")], &["hatano@x.example", "mishima@customer.example"]),
            (false, vec![condition(Subject::InCharge, Test::Is, &mina)], &["hatano@x.example"]),
            // The customer of the desk wrote at this moment.
            (false, vec![condition(Subject::Wrote, Test::Within, "30")], &["mishima@customer.example"]),
            (false, vec![condition(Subject::Wrote, Test::NotWithin, "30")], &["hatano@x.example"]),
            (false, vec![condition(Subject::BulkMail, Test::NotWithin, "30")], &["hatano@x.example", "mishima@customer.example"]),
            (false, vec![condition(Subject::OptedOut, Test::IsNot, ""), condition(Subject::Name, Test::Contains, " ぶ")], &[]),
        ];
        let id = create(&desk.mina).await.unwrap();
        let mut version = save(&desk.mina, id, 1, desk.bulk_content("%item:製品%", "%Customer% %item:製品%")).await.unwrap();
        for (any, conditions, expected) in cases {
            let told = format!("{conditions:?}");
            version = save_audience(&desk.mina, id, version, &Audience::Book { any, conditions }).await.unwrap();
            match list_recipients(&desk.mina, id).await {
                Ok(_) => {
                    let mut found: Vec<String> = desk.bulk_states(id).await.into_iter().map(|(addr, _)| addr).collect();
                    found.sort();
                    assert_eq!(found, expected, "{told}");
                }
                Err(cause) => assert!(expected.is_empty() && matches!(cause, Error::Refused(Refused::NoRecipient)), "{told}: {cause}"),
            }
        }
        // Everybody: who has no address and who opted out is left out and said.
        let everybody = Audience::Book { any: false, conditions: vec![condition(Subject::Section, Test::Is, "購買部")] };
        save_audience(&desk.mina, id, version, &everybody).await.unwrap();
        let recap = list_recipients(&desk.mina, id).await.unwrap();
        assert_eq!(recap.excluded, [(Exclusion::NoAddress, 1), (Exclusion::OptedOut, 1)]);
        // An item that somebody does not have is blank, not unknown.
        assert_eq!((recap.blank, recap.unknown), (vec![("%item:製品%".to_owned(), 1), ("%Customer%".to_owned(), 0)], vec![]));
        let mut subjects = Vec::new();
        for place in 0..2 {
            subjects.push(preview(&desk.mina, id, place).await.unwrap().subject);
        }
        subjects.sort();
        assert_eq!(subjects, ["", "KM-RF08"]);
    }

    async fn an_audience_is_kept_and_used_again(test) {
        let desk = Desk::new(test).await;
        let id = desk.bulk_to("a@x.example\r\n").await;
        keep_audience(&desk.mina, id, "毎月の案内").await.unwrap();
        keep_audience(&desk.mina, id, " 毎月の案内 ").await.unwrap();
        let saved = super::super::desk(&desk.ren).await.unwrap().saved;
        assert_eq!(saved.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["毎月の案内"]);
        let other = create(&desk.ren).await.unwrap();
        use_audience(&desk.ren, other, 1, saved[0].id).await.unwrap();
        assert_eq!(desk.bulk(other).await.audience, desk.bulk(id).await.audience);
        forget_audience(&desk.ren, saved[0].id).await.unwrap();
        assert_eq!(refused(use_audience(&desk.ren, other, 2, saved[0].id).await), Refused::NotFound);
    }

    async fn only_who_may_send_writes_and_only_who_sees_the_mailbox_looks(test) {
        let desk = Desk::new(test).await;
        let id = desk.bulk_to("a@x.example\r\n").await;
        let reader = desk.test.person("reader", domain::access::Role::Member, &[desk.mailbox], Viewing::All, false).await;
        let own = desk.test.person("own", domain::access::Role::Member, &[desk.mailbox], Viewing::Own, true).await;
        assert!(!open(&reader, id).await.unwrap().may_send);
        assert_eq!(list(&reader, None).await.unwrap().lines.len(), 1);
        assert_eq!(refused(save(&reader, id, 3, desk.bulk_content("x", "y")).await), Refused::NotAllowed);
        assert_eq!(refused(create(&reader).await), Refused::NotAllowed);
        assert_eq!(refused(set_limits(&desk.mina, &BulkLimits::default()).await), Refused::NotAllowed);
        assert_eq!(refused(open(&own, id).await), Refused::NotFound);
        assert_eq!(list(&own, None).await.unwrap().lines.len(), 0);
        for verb in [refused(open(&stranger(&desk.test), id).await), refused(list(&stranger(&desk.test), None).await)] {
            assert_eq!(verb, Refused::NotFound);
        }
        remove(&desk.mina, id).await.unwrap();
        assert_eq!(refused(open(&desk.mina, id).await), Refused::NotFound);
    }

    async fn two_who_write_at_once_hear_of_each_other(test) {
        let desk = Desk::new(test).await;
        let id = create(&desk.mina).await.unwrap();
        save(&desk.mina, id, 1, desk.bulk_content("一", "x")).await.unwrap();
        assert_eq!(refused(save(&desk.ren, id, 1, desk.bulk_content("二", "x")).await), Refused::Stale);
        assert_eq!(desk.bulk(id).await.content.subject, "一");
    }
}
