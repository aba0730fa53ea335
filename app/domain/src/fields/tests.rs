//! Values as they are typed, names, limits, filters in the address.

use super::*;
use crate::Limit;

fn invalid<T>(field: Field, wrong: Wrong) -> Result<T, Refused> {
    Err(Refused::Invalid { field, wrong })
}

#[test]
fn values_are_read_as_people_write_them_and_kept_in_one_form() {
    let cases = [
        (Kind::Menu, "12", "12"),
        (Kind::Multi, "15, 12,15", "12,15"),
        (Kind::Text, "　KM-RF08 ", "KM-RF08"),
        (Kind::Number, "１，２３４．５０", "1234.5"),
        (Kind::Number, "-0.0", "0"),
        (Kind::Number, "−3", "-3"),
        (Kind::Number, "+.5", "0.5"),
        (Kind::Number, "007", "7"),
        (Kind::Date, "2026/2/8", "2026-02-08"),
        (Kind::Date, "２０２６年１１月２４日", "2026-11-24"),
        (Kind::Date, "2024-02-29", "2024-02-29"),
        (Kind::Person, "7", "7"),
        (Kind::Check, "1", "1"),
    ];
    for (kind, typed, kept) in cases {
        let value = Value::parse(kind, typed).unwrap().unwrap();
        assert_eq!(value.print(), kept, "{kind} {typed}");
        assert_eq!(Value::parse(kind, &value.print()), Ok(Some(value)), "{kind} {typed}");
    }
    for kind in Kind::ALL {
        for nothing in ["", "  ", "　"] {
            assert_eq!(Value::parse(*kind, nothing), Ok(None), "{kind}");
        }
    }
}

#[test]
fn what_a_field_cannot_hold_is_refused() {
    let long = "長".repeat(201);
    let malformed = [
        (Kind::Menu, "12,13"),
        (Kind::Menu, "料金"),
        (Kind::Multi, "1,,2"),
        (Kind::Text, "一\n二"),
        (Kind::Number, "1.2.3"),
        (Kind::Number, "-"),
        (Kind::Number, "1e3"),
        (Kind::Number, "1234567890123456"),
        (Kind::Number, "0.1234567"),
        (Kind::Date, "2026-02-29"),
        (Kind::Date, "2100-02-29"),
        (Kind::Date, "2026-13-01"),
        (Kind::Date, "2026-11-24-1"),
        (Kind::Date, "11/24"),
        (Kind::Date, "1899-12-31"),
        (Kind::Person, "三枝"),
        (Kind::Check, "0"),
    ];
    for (kind, typed) in malformed {
        assert_eq!(Value::parse(kind, typed), invalid(Field::Value, Wrong::Malformed), "{kind} {typed}");
    }
    assert_eq!(Value::parse(Kind::Text, &long), invalid(Field::Value, Wrong::TooLong));
}

#[test]
fn names_and_options_are_checked_before_they_are_kept() {
    let option = |name: &str| OptionForm { id: None, name: name.to_owned(), color: Color::Shu, archived: false };
    let form = |name: &str, kind, options: &[&str]| FieldForm {
        name: name.to_owned(),
        kind,
        listed: false,
        options: options.iter().map(|name| option(name)).collect(),
    };
    let many: Vec<String> = (0..=OPTIONS_MAX).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let cases = [
        (form("種別", Kind::Menu, &["料金", "使い方"]), Ok(())),
        (form("製品番号", Kind::Text, &[]), Ok(())),
        (form("", Kind::Text, &[]), invalid(Field::Name, Wrong::Missing)),
        (form(&"名".repeat(31), Kind::Text, &[]), invalid(Field::Name, Wrong::TooLong)),
        (form("種別", Kind::Menu, &[]), invalid(Field::Value, Wrong::Missing)),
        (form("種別", Kind::Multi, &["料金", " "]), invalid(Field::Value, Wrong::Missing)),
        (form("種別", Kind::Multi, &["プリンタ", "ﾌﾟﾘﾝﾀ"]), Err(Refused::Taken { field: Field::Value })),
        (form("種別", Kind::Menu, &many), Err(Refused::OverLimit { what: Limit::Options, limit: 100 })),
    ];
    for (form, expected) in cases {
        assert_eq!(form.check(), expected, "{} {}", form.name, form.options.len());
    }
}

#[test]
fn a_filter_survives_the_address() {
    for filter in [FieldFilter { field: FieldId(12), choice: Some(34) }, FieldFilter { field: FieldId(12), choice: None }] {
        assert_eq!(filter.to_string().parse(), Ok(filter));
    }
    for text in ["", "12", "12-", "12--1", "12-0", "x-1", "12-some"] {
        assert!(text.parse::<FieldFilter>().is_err(), "{text}");
    }
}
