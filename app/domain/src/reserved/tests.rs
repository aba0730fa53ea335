use super::*;
use jiff::civil::date;

fn values(word: &Word) -> Option<String> {
    match word {
        Word::User => Some("三枝 みのり".into()),
        Word::Customer => Some("<b>三嶋</b> & \"航\"\r\nBcc: x@evil.example".into()),
        Word::Company => Some(" ".into()),
        Word::Item(name) if name == "保有製品" => Some("KM-RF08".into()),
        _ => None,
    }
}

#[test]
fn words_are_filled_and_what_nobody_knows_stays() {
    for (text, expected, left, blank) in [
        ("営業部 %User%", "営業部 三枝 みのり", vec![], vec![]),
        ("%User%%User%", "三枝 みのり三枝 みのり", vec![], vec![]),
        ("%Section% %User", "%Section% %User", vec!["%Section%"], vec![]),
        ("%Usr% 様", "%Usr% 様", vec!["%Usr%"], vec![]),
        ("[%Company%]", "[]", vec![], vec!["%Company%"]),
        ("%item:保有製品% %item:型番%", "KM-RF08 %item:型番%", vec!["%item:型番%"], vec![]),
        ("100% 、50%引き", "100% 、50%引き", vec![], vec![]),
        ("100%%User%", "100%三枝 みのり", vec![], vec![]),
        ("https://x.example/%E3%81%82%AB%CD", "https://x.example/%E3%81%82%AB%CD", vec![], vec![]),
        ("% User %", "% User %", vec![], vec![]),
        ("%item: %", "%item: %", vec![], vec![]),
        ("%user%", "%user%", vec!["%user%"], vec![]),
        ("", "", vec![], vec![]),
    ] {
        let filled = fill(text, Place::Text, values);
        assert_eq!(
            (filled.text.as_str(), filled.left, filled.blank),
            (expected, left.iter().map(|w| w.to_string()).collect(), blank.iter().map(|w| w.to_string()).collect()),
            "{text}"
        );
    }
}

#[test]
fn a_value_cannot_do_more_than_stand_where_it_was_put() {
    assert_eq!(fill("%Customer%", Place::Header, values).text, "<b>三嶋</b> & \"航\" Bcc: x@evil.example");
    assert_eq!(fill("<p>%Customer%</p>", Place::Html, values).text, "<p>&lt;b&gt;三嶋&lt;/b&gt; &amp; &quot;航&quot;<br>Bcc: x@evil.example</p>");
    // What a value says is not read as a word again.
    let nested = fill("%User%", Place::Text, |_| Some("%Customer%".into()));
    assert_eq!((nested.text.as_str(), nested.left.len()), ("%Customer%", 0));
}

#[test]
fn what_is_left_is_told_once() {
    assert_eq!(left_in("%Section% 様\n%Section% %Foo% 100% %E3%81%82"), ["%Section%", "%Foo%"]);
    assert!(left_in("三枝 様、30%引きと20%引き").is_empty());
}

#[test]
fn day_and_hour_read_as_people_write_them() {
    let now = date(2026, 1, 5).at(15, 4, 0, 0).to_zoned(jiff::tz::offset(9).to_time_zone()).unwrap();
    for (word, japanese, english) in [
        (Word::Date, "2026年1月5日", "January 5, 2026"),
        (Word::Time, "15時04分", "3:04 PM"),
        (Word::Year, "2026", "2026"),
        (Word::Month, "1", "1"),
        (Word::Day, "5", "5"),
        (Word::Weekday, "月曜日", "Monday"),
    ] {
        assert_eq!(of_time(&word, &now, Language::Japanese).unwrap(), japanese);
        assert_eq!(of_time(&word, &now, Language::English).unwrap(), english);
    }
    assert_eq!(of_time(&Word::User, &now, Language::Japanese), None);
}

#[test]
fn the_family_name_stands_where_its_language_puts_it() {
    for (name, expected) in [
        ("三枝 みのり", "三枝"),
        ("三枝　みのり", "三枝"),
        ("三枝みのり", "三枝みのり"),
        ("Jane Doe", "Doe"),
        ("Doe, Jane", "Doe"),
        ("Jane", "Jane"),
        ("", ""),
        ("김 민준", "김"),
    ] {
        assert_eq!(last_name(name), expected, "{name}");
    }
}

#[test]
fn a_blank_may_have_something_in_its_place() {
    for (text, place, expected, left, blank) in [
        ("%Company|貴社% 御中", Place::Text, "貴社 御中", 0, 0),
        ("%User|担当%", Place::Text, "三枝 みのり", 0, 0),
        // What nobody can know here is blank, too.
        ("%Section|ご担当者% 様", Place::Header, "ご担当者 様", 0, 0),
        ("%item:型番|（型番なし）%", Place::Text, "（型番なし）", 0, 0),
        ("%item:保有製品|なし%", Place::Text, "KM-RF08", 0, 0),
        // Formatted text is HTML already, and so is this part of it.
        ("<p>%Company|A &amp; B%</p>", Place::Html, "<p>A &amp; B</p>", 0, 0),
        // No word of ours, no markup, and nothing in its place: as it stands.
        ("%Foo|x% 10%off|20%", Place::Text, "%Foo|x% 10%off|20%", 0, 0),
        ("%Company|<b>x</b>%", Place::Html, "%Company|<b>x</b>%", 0, 0),
        ("%Company| %", Place::Text, "%Company| %", 0, 0),
        ("%Company%", Place::Text, "", 0, 1),
    ] {
        let filled = fill(text, place, values);
        assert_eq!((filled.text.as_str(), filled.left.len(), filled.blank.len()), (expected, left, blank), "{text}");
    }
    assert_eq!(left_in("%Company|貴社%"), ["%Company|貴社%"]);
    assert_eq!(Word::parse("item:型番|なし"), Some(Word::Item("型番".into())));
}
