//! Cards as programs write them.

use super::*;

fn card(file: &str) -> Vec<Card> {
    read(&std::fs::read(format!("{}/tests/fixtures/vcard/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap())
}

#[test]
fn a_phone_of_apple_writes_readings_groups_of_properties_and_folded_lines() {
    let cards = card("iphone.vcf");
    assert_eq!(cards.len(), 2);
    let first = &cards[0];
    assert_eq!((first.line, first.name.as_str(), first.reading.as_str()), (1, "三嶋 航太郎", "みしま こうたろう"));
    assert_eq!((first.company.as_str(), first.section.as_str(), first.title.as_str()), ("月見浜商事", "購買部 第二課", "課長"));
    assert_eq!((first.phone.as_str(), first.mobile.as_str()), ("022-555-0101", "090-5555-0101"));
    assert_eq!(first.addresses, ["k.mishima@tsukimihama.example", "kotaro@nagi.example"]);
    assert_eq!((first.note.as_str(), first.birthday.as_str()), ("月〜金, 午前のみ;\n要連絡", "1980-04-01"));
    assert_eq!(first.address, "980-0811 宮城県 仙台市青葉区 一番町1-2-3");
    assert_eq!((cards[1].line, cards[1].name.as_str(), cards[1].phone.as_str()), (24, "Zoë Northgate", "+44 20 5550 0199"));
}

#[test]
fn android_writes_2_1_in_quoted_printable() {
    let cards = card("android.vcf");
    assert_eq!((cards[0].name.as_str(), cards[0].reading.as_str()), ("髙島 花子", "たかしま はなこ"));
    assert_eq!((cards[0].company.as_str(), cards[0].phone.as_str()), ("ひかり工業株式会社 仙台支店", "09055550123"));
    assert_eq!(cards[0].addresses, ["hanako@hikari.example"]);
    assert_eq!(cards[1].reading, "やまさき じろう");
}

#[test]
fn outlook_writes_2_1_in_the_code_page_of_windows() {
    let cards = card("outlook.vcf");
    assert_eq!((cards.len(), cards[0].name.as_str()), (1, "山﨑 次郎"));
    assert_eq!((cards[0].reading.as_str(), cards[0].company.as_str(), cards[0].section.as_str()), ("ヤマサキ ジロウ", "㈱なぎ水産", "営業部"));
    assert_eq!((cards[0].phone.as_str(), cards[0].addresses.as_slice()), ("(022) 555-0166", ["jiro@nagi.example".to_owned()].as_slice()));
}

#[test]
fn google_writes_its_own_groups_which_are_nobodys() {
    let cards = card("google.vcf");
    assert_eq!((cards[0].name.as_str(), cards[0].reading.as_str()), ("瀬名 みお", "せな みお"));
    assert_eq!(cards[0].groups, ["保守契約"]);
    assert_eq!(cards[0].addresses, ["sena@minamo.example"]);
}

#[test]
fn version_4_says_how_to_sort_and_what_is_preferred() {
    let cards = card("version4.vcf");
    assert_eq!((cards[0].name.as_str(), cards[0].reading.as_str()), ("早瀬 凪", "はやせ なぎ"));
    assert_eq!((cards[0].phone.as_str(), cards[0].addresses[0].as_str()), ("+81-22-555-0177", "first@minamo.example"));
}

#[test]
fn what_was_written_is_read_back() {
    let all = [
        Card {
            name: "三嶋 航太郎".into(),
            reading: "みしま こうたろう".into(),
            company: "月見浜商事; 本店".into(),
            section: "購買部, 第二課".into(),
            phone: "022-555-0101".into(),
            addresses: vec!["a@b.example".into(), "c@d.example".into()],
            groups: vec!["保守, 契約".into(), "展示会".into()],
            code: "K-1".into(),
            opted_out: true,
            note: format!("一行目\n{}\\", "長い".repeat(90)),
            ..Card::default()
        },
        Card { name: "Zoë Anne Northgate".into(), addresses: vec!["z@n.example".into()], ..Card::default() },
        Card { name: "一語".into(), ..Card::default() },
    ];
    let text = write(&all);
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let again: Vec<Card> = read(text.as_bytes()).into_iter().map(|card| Card { line: 0, ..card }).collect();
    assert_eq!(again, all);
    assert!(is_cards(text.as_bytes()) && is_cards(b"\xef\xbb\xbfbegin:vcard\r\n") && !is_cards("名前,よみ\n".as_bytes()) && !is_cards(b""));
}

proptest::proptest! {
    #[test]
    fn whatever_is_sent_in_is_read_without_a_fall(text in "(BEGIN:VCARD\n|[NFTEL;:=,\\\\\"^ \n\ra-c三]{0,40}){0,6}", bytes in proptest::collection::vec(0_u8..=255, 0..200)) {
        read(text.as_bytes());
        read(&bytes);
        read(&[b"BEGIN:VCARD\r\nN;ENCODING=QUOTED-PRINTABLE:=\r\n".as_slice(), &bytes].concat());
    }
}
