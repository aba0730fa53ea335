//! The rules of search, by cases and by chance.

use super::{
    query::{split, value, with, written},
    *,
};
use crate::fold::fold;
use jiff::tz::{Offset, TimeZone};
use proptest::prelude::*;

fn term(text: &str) -> Term {
    Term::new(text).unwrap()
}

fn listed(tokens: &Tokens) -> Vec<String> {
    let mut out = String::new();
    tokens.write(&mut out, "", " ");
    out.split(' ').filter(|token| !token.is_empty()).map(str::to_owned).collect()
}

fn shown(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn text_is_compared_without_width_case_kana_and_line_breaks() {
    let full = "あ".repeat(30);
    let cases = [
        ("ＲＦ０８　ｵﾝﾄﾞ　ケイホウ", "rf08 おんど けいほう"),
        ("  a \r\n\t b\u{a0}c  ", "a b c"),
        ("か\u{3099}", "が"),
        ("見\u{200b}積\u{feff}書", "見積書"),
        ("東京\n都内", "東京 都内"),
        ("①㈱½", "1(株)1⁄2"),
    ];
    for (text, expected) in cases {
        assert_eq!(folded(text), expected, "{text:?}");
    }
    assert_eq!(folded(&format!("{full}見積\r\nもり")), format!("{full}見積もり"), "a line that a mail program broke goes on");
    assert_eq!(folded(&format!("{full}。\n\nもり")), format!("{full}。 もり"), "a paragraph ends");
    assert_eq!(folded(&format!("{full}\n> もり")), format!("{full} > もり"));
}

#[test]
fn words_are_whole_and_dense_scripts_are_pairs_and_single_characters() {
    let tokens = Tokens::of(["KM-RF08の温度警報。", "棚"]);
    assert_eq!(listed(&tokens), ["の", "の温", "報", "度", "度警", "棚", "温", "温度", "警", "警報", "km", "rf08"]);
    assert_eq!(term("温度警報").tokens(), ["度警", "温度", "警報"]);
    assert_eq!(term("棚").tokens(), ["棚"]);
    assert_eq!(term("第2倉庫").tokens(), ["2", "倉庫", "第"]);
    assert_eq!(Term::new("！？…"), None);
}

#[test]
fn a_document_with_endless_different_words_stays_within_what_an_engine_takes() {
    let text: String = (0..200_000).map(|n| format!("w{n} ")).collect();
    let mut out = String::new();
    Tokens::of([text.as_str()]).write(&mut out, "1234567", " ");
    assert!(out.len() < 1 << 20, "{}", out.len());
    assert_eq!(listed(&Tokens::of(["x".repeat(5_000).as_str()]))[0].len(), 40);
}

#[test]
fn a_term_stands_where_its_words_are_whole() {
    let cases = [
        ("port", "a report", false),
        ("port", "the port-of-call", true),
        ("a-a", "xa-a-a", true),
        ("京", "東京都", true),
        ("東京都", "東京 京都", false),
        ("第2", "第25倉庫", false),
        ("第2", "第2倉庫", true),
        ("RF08の", "km-rf08の警報", true),
        ("mishima@x", "mishima@x.example", true),
        ("見積書 再発行", "見積書　\n再発行のお願い", true),
    ];
    for (text, inside, expected) in cases {
        assert_eq!(term(text).is_in(&folded(inside)), expected, "{text} in {inside}");
    }
}

#[test]
fn hits_are_marked_in_what_was_written() {
    assert_eq!(shown(&marked("ｵﾝﾄﾞ警報（ＲＦ０８）", &[&term("おんど"), &term("rf08")])), "[ｵﾝﾄﾞ]警報（[ＲＦ０８]）");
    assert_eq!(shown(&marked("東京都庁", &[&term("東京"), &term("京都")])), "[東京都]庁");
    assert_eq!(shown(&marked("㈱こもれび", &[&term("株")])), "[㈱]こもれび", "one sign that became three is marked whole");
    assert_eq!(shown(&marked("何もない", &[&term("棚")])), "何もない");
    assert_eq!(shown(&marked("", &[&term("棚")])), "");
    let long = format!("{}\n\n返品の件です。{}", "前".repeat(90), "後".repeat(200));
    let passage = shown(&passage(&long, &[&term("返品")]).unwrap());
    assert!(passage.starts_with("…前") && passage.contains(" [返品]の件です。後") && passage.ends_with("後…"), "{passage}");
    assert!(passage.chars().count() < 160, "{passage}");
    assert_eq!(super::passage("何もない", &[&term("棚")]), None);
}

#[test]
fn questions_are_read_in_both_languages() {
    let read = |text: &str| {
        let query = Query::parse(text);
        assert_eq!(query.problems, [], "{text}");
        query.clauses.into_iter().map(|clause| (clause.not, clause.condition)).collect::<Vec<_>>()
    };
    let text = |within, word: &str| Condition::Text(within, term(word));
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let cases: [(&str, Vec<(bool, Condition)>); 17] = [
        ("", vec![]),
        ("返品　棚", vec![(false, text(Within::Anywhere, "返品")), (false, text(Within::Anywhere, "棚"))]),
        ("\"見積書 再発行\" －自動返信", vec![(false, text(Within::Anywhere, "見積書 再発行")), (true, text(Within::Anywhere, "自動返信"))]),
        ("“a b", vec![(false, text(Within::Anywhere, "a b"))]),
        ("from:三嶋", vec![(false, text(Within::Sender, "三嶋"))]),
        ("差出人：\"三嶋 航太郎\"", vec![(false, text(Within::Sender, "三嶋 航太郎"))]),
        ("FROM： 三嶋 返品", vec![(false, text(Within::Sender, "三嶋")), (false, text(Within::Anywhere, "返品"))]),
        ("宛先:support@x.example", vec![(false, text(Within::Recipients, "support@x.example"))]),
        ("-件名:納期", vec![(true, text(Within::Subject, "納期"))]),
        ("状況:つなぎ,保留", vec![(false, Condition::Status(names(&["つなぎ", "保留"])))]),
        ("担当:なし", vec![(false, Condition::Assignee(names(&["なし"])))]),
        ("assignee:me in:サポート", vec![(false, Condition::Assignee(names(&["me"]))), (false, Condition::In(names(&["さぽーと"])))]),
        ("has:attachment 添付:なし", vec![(false, Condition::Has(Thing::Attachment)), (true, Condition::Has(Thing::Attachment))]),
        ("コメント：あり", vec![(false, Condition::Has(Thing::Comment))]),
        (
            "after:2026-11-01 以前:7日前",
            vec![(false, Condition::After(Day::Date { year: 2026, month: 11, day: 1 })), (false, Condition::Before(Day::Ago(7)))],
        ),
        // What only looks like a key is a word.
        (
            "https://x.example/a 10:30 Re:",
            vec![
                (false, text(Within::Anywhere, "https://x.example/a")),
                (false, text(Within::Anywhere, "10:30")),
                (false, text(Within::Anywhere, "re:")),
            ],
        ),
        ("5\"x a-b", vec![(false, text(Within::Anywhere, "5\"x")), (false, text(Within::Anywhere, "a-b"))]),
    ];
    for (question, expected) in cases {
        assert_eq!(read(question), expected, "{question}");
    }
}

#[test]
fn what_cannot_be_understood_is_told_and_the_rest_is_looked_for() {
    let cases = [
        ("返品 after:いつか", "after:いつか", Wrong::NoDay),
        ("返品 after:2026-02-30", "after:2026-02-30", Wrong::NoDay),
        ("has:money 返品", "has:money", Wrong::NoThing),
        ("返品 from:", "from:", Wrong::NoValue),
        ("！！ 返品", "！！", Wrong::NoWord),
    ];
    for (question, part, wrong) in cases {
        let query = Query::parse(question);
        assert_eq!(query.problems, [Problem { text: part.into(), wrong }], "{question}");
        assert_eq!(query.clauses.len(), 1, "{question}");
    }
    let many = Query::parse(&"返品 ".repeat(25));
    assert_eq!((many.clauses.len(), many.problems.len()), (20, 5));
    let long = Query::parse(&"棚".repeat(600));
    assert_eq!((long.clauses.len(), long.problems[0].wrong), (1, Wrong::TooMuch));
}

#[test]
fn chips_change_one_part_of_a_question() {
    let question = "返品 状況：保留  \"a b\"";
    assert_eq!(split(question), ["返品", "状況：保留", "\"a b\""]);
    assert_eq!(value(question, Key::Status).as_deref(), Some("保留"));
    assert_eq!(value(question, Key::In), None);
    assert_eq!(with("返品 添付：あり", Key::Has, None), "返品");
    assert_eq!(with(question, Key::Status, None), "返品 \"a b\"");
    assert_eq!(with(question, Key::Status, Some(&written("status", "処理 中"))), "返品 \"a b\" status:\"処理 中\"");
    assert_eq!(with(question, Key::In, Some(&written("in", "窓口"))), "返品 状況：保留 \"a b\" in:窓口");
}

#[test]
fn days_begin_on_the_clocks_of_the_reader() {
    // 2026-11-24 08:00 in Tokyo is the evening before in UTC.
    let now = Moment(1_795_474_800_000);
    let tokyo = TimeZone::fixed(Offset::constant(9));
    let start = |text: &str, zone: &TimeZone| Day::parse(text).and_then(|day| day.start(now, zone)).map(|start| start.0);
    let midnight = 1_795_474_800_000 - 8 * 3_600_000;
    for text in ["今日", "today", "0d", "2026-11-24", "2026/11/24", "2026年11月24日", "11/24", "11月24日"] {
        assert_eq!(start(text, &tokyo), Some(midnight), "{text}");
    }
    assert_eq!(start("today", &TimeZone::UTC), Some(midnight + 9 * 3_600_000 - 86_400_000));
    assert_eq!(start("きのう", &tokyo), Some(midnight - 86_400_000));
    assert_eq!(start("12/24", &tokyo), Some(midnight - 335 * 86_400_000), "a day that is still to come was last year");
    for text in ["", "いつか", "13/1", "2026-13-01", "1/2/3/4", "99999d", "1-1"] {
        assert_eq!(Day::parse(text).is_some(), text == "1-1", "{text}");
    }
    assert_eq!((month(Moment(0)), month(now)), (0, 682));
}

/// Signs that fold, combine and compose, beside ordinary ones.
fn signs() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => prop::char::range('ぁ', 'ん'), 2 => prop::char::range('ァ', 'ヺ'), 2 => prop::char::range('一', '龠'), 3 => prop::char::range(' ', '~'),
        1 => prop::char::range('｡', 'ﾟ'), 1 => prop::char::range('！', '～'), 1 => prop::char::range('\u{300}', '\u{310}'), 1 => prop::char::range('가', '힣'),
        1 => prop::char::range('ᄀ', 'ᇿ'), 1 => prop::sample::select(vec!['\u{3099}', '　', 'ﬁ', '㈱', '½', 'İ', 'é', '\u{1f600}']), 1 => any::<char>(),
    ];
    prop::collection::vec(sign, 0..60).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn folding_piece_by_piece_is_folding_the_whole(text in signs()) {
        // Broken lines are joined, which folding does not.
        let text = text.replace('\n', " ");
        let spaced = |text: &str| folded(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let visible: String = fold(&text).chars().filter(|c| !matches!(*c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')).collect();
        prop_assert_eq!(spaced(&text), visible.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn whatever_stands_in_a_text_is_known_by_its_tokens(text in signs(), from in 0usize..60, length in 1usize..8) {
        let whole = folded(&text);
        let part: String = whole.chars().skip(from).take(length).collect();
        if let Some(term) = Term::new(&part) && term.is_in(&whole) {
            let known = listed(&Tokens::of([text.as_str()]));
            for token in term.tokens() {
                prop_assert!(known.contains(token), "{} of {:?} in {:?}", token, part, whole);
            }
        }
    }

    #[test]
    fn marks_never_change_the_text(text in signs(), from in 0usize..60, length in 1usize..5) {
        let part: String = text.chars().skip(from).take(length).collect();
        let Some(term) = Term::new(&part) else { return Ok(()) };
        let pieces = marked(&text, &[&term]);
        let again: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let words = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(words(&again), words(&text));
        for piece in pieces.iter().filter(|piece| piece.marked) {
            prop_assert!(folded(&piece.text).contains(folded(&part).trim()), "{:?} is no {:?}", piece.text, part);
        }
    }

    #[test]
    fn no_question_is_too_strange(text in any::<String>()) {
        let query = Query::parse(&text);
        prop_assert!(query.clauses.len() + query.problems.len() <= text.chars().count().max(1));
        let _ = with(&text, Key::Status, Some("x"));
    }
}
