use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn kinds(text: &str) -> Vec<(Kind, String)> {
    split(text).into_iter().map(|segment| (segment.kind, segment.text)).collect()
}

fn own(text: &str) -> String {
    split(text).into_iter().filter(|segment| segment.kind == Kind::Own).map(|segment| segment.text).collect()
}

#[rstest]
#[case("承知しました。\n\n2024年6月3日(月) 9:01 山田太郎 <yamada@example.jp>:\n\n> 見積書です。\n")]
#[case("承知しました。\n\n2024/06/03 9:01、山田太郎 <yamada@example.jp>のメール:\n\n見積書です。\n")]
#[case("承知しました。\n\n-----Original Message-----\nFrom: yamada@example.jp\n見積書です。\n")]
#[case("承知しました。\n\n-----元のメッセージ-----\n見積書です。\n")]
#[case(
    "承知しました。\n\n________________________________\n差出人: 山田太郎 <yamada@example.jp>\n送信日時: 2024年6月3日 9:01\n宛先: info@example.jp\n件名: 見積書\n\n見積書です。\n"
)]
#[case("承知しました。\n\nOn Mon, Jun 3, 2024 at 9:01 AM Taro Yamada <\nyamada@example.jp> wrote:\n\n> 見積書です。\n")]
#[case("承知しました。\n\n山田さんは書きました:\n> 見積書です。\n")]
#[case("承知しました。\n\n---------- Forwarded message ---------\nFrom: a@b\n見積書です。\n")]
fn the_older_mail_is_folded(#[case] text: &str) {
    assert_eq!(own(text).trim(), "承知しました。");
}

#[rstest]
#[case("発送元と宛先です。\nFrom: Tokyo\nTo: Osaka\nDate: 5/3\n運賃を教えてください。\n")]
#[case("As John wrote on 5 May:\nwe need the parts by Friday.\n")]
#[case("差出人：山田\n住所：東京都\n電話：03-0000-0000\n")]
#[case("- a\n- b\n-----\n合計\n")]
#[case("On Monday we start.\n\nI wrote: hello.\n\nBye.\n")]
#[case("手順:\n1. 開く\n2. 送る\n")]
#[case("---------- Forwarded message ---------\nFrom: a@b.c\nDate: Mon\nSubject: x\n\n見てください。\n")]
fn what_may_be_the_customers_stays(#[case] text: &str) {
    assert_eq!(own(text), text);
}

#[test]
fn answers_between_quoted_lines_stay() {
    let text = "On Mon, Jun 3, 2024, Taro <t@example.jp> wrote:\n> 納期は?\n金曜日です。\n> 価格は?\n一万円です。\n";
    assert_eq!(own(text), "金曜日です。\n一万円です。\n");
}

#[test]
fn signatures_are_told_from_text() {
    let text = "承知しました。\n-- \n山田太郎\n";
    assert_eq!(kinds(text), [(Kind::Own, "承知しました。\n".into()), (Kind::Signature, "-- \n山田太郎\n".into())]);
    let ruled = "承知しました。\n\n━━━━━━━━━━\n株式会社サンプル 山田\nTEL 03-0000-0000\n━━━━━━━━━━\n";
    assert_eq!(own(ruled).trim(), "承知しました。");
    assert_eq!(own("了解です。\n\niPhoneから送信\n").trim(), "了解です。");
}

/// With a search from the first line at each opener these take hours.
#[rstest]
#[case("a <b@c> wrote:\n")]
#[case("On 3 Jun 2024, a <a@b> wrote:\n")]
#[case("> q\nOn 3 Jun 2024, a <a@b> wrote:\n> q\n")]
#[case("Sent from my iPhone\n> q\n")]
#[case("--\n")]
fn a_text_made_of_openers_is_split_to_its_end(#[case] line: &str) {
    let text = line.repeat(200_000);
    assert_eq!(split(&text).into_iter().map(|segment| segment.text).collect::<String>(), text);
    assert_eq!(own("了解です。\na <b@c> wrote:\n見積書です。\n"), "了解です。\n");
}

#[test]
fn a_reply_quotes_every_line_once() {
    assert_eq!(quote_for_reply("a\n\n> b\n", "山田さん:"), "山田さん:\n> a\n>\n>> b\n");
}

proptest! {
    #[test]
    fn no_character_is_ever_lost(lines in proptest::collection::vec("[>| ]{0,3}(On 3 Jun 2024, a <a@b> wrote:|-- |From: a@b|Subject: x|Date: y|_____|-----Original Message-----|[ -~あ-ん]{0,20})(\r?\n)?", 0..30)) {
        let text = lines.concat();
        prop_assert_eq!(split(&text).into_iter().map(|segment| segment.text).collect::<String>(), text);
    }

    #[test]
    fn text_without_openers_is_never_folded(text in "([あ-んa-z0-9 .,:]{0,40}\n){0,20}") {
        let harmless = text.replace(':', "");
        prop_assert_eq!(own(&harmless), harmless);
    }
}
