//! Who sees and changes what; weeks; when two texts say the same.

use super::*;
use crate::{
    SpaceId,
    access::{Grant, Person, Role, Viewing, Who},
};

fn person(viewing: Viewing, editing: bool, operator: bool) -> Who {
    let grant = Grant { mailbox_id: MailboxId(7), space_id: SpaceId(1), viewing, editing, sending: false, deleting: false };
    Who::Person(Person {
        id: UserId(3),
        name: "x".into(),
        role: Role::Member,
        grants: vec![grant],
        operates: if operator { vec![SpaceId(1)] } else { vec![] },
        must_change_password: false,
    })
}

#[test]
fn who_sees_uses_and_changes_a_template() {
    let (not_found, not_allowed) = (Err(Refused::NotFound), Err(Refused::NotAllowed));
    let reader = person(Viewing::All, false, false);
    let writer = person(Viewing::Own, true, false);
    let outsider = person(Viewing::None, true, false);
    let operator = person(Viewing::None, false, true);
    for mailbox in [None, Some(MailboxId(7))] {
        for (editors, is_named, who, see, edit) in [
            (Editors::Everybody, false, &reader, Ok(()), not_allowed.clone()),
            (Editors::Everybody, false, &writer, Ok(()), Ok(())),
            (Editors::Everybody, true, &outsider, not_found.clone(), not_found.clone()),
            (Editors::Operators, true, &writer, Ok(()), not_allowed.clone()),
            (Editors::Operators, false, &operator, Ok(()), Ok(())),
            (Editors::Named, false, &writer, Ok(()), not_allowed.clone()),
            (Editors::Named, true, &reader, Ok(()), Ok(())),
            (Editors::Named, true, &outsider, not_found.clone(), not_found.clone()),
            (Editors::Named, false, &operator, Ok(()), Ok(())),
            (Editors::Everybody, false, &Who::Nobody, Err(Refused::NotSignedIn), Err(Refused::NotSignedIn)),
        ] {
            let kept = Kept { space: SpaceId(1), mailbox, editors, is_named };
            assert_eq!((kept.may_see(who), kept.may_edit(who)), (see, edit), "{editors} {is_named} {mailbox:?} {who:?}");
        }
    }
    let elsewhere = Kept { space: SpaceId(1), mailbox: Some(MailboxId(8)), editors: Editors::Everybody, is_named: true };
    assert_eq!((elsewhere.may_see(&writer), elsewhere.may_create(&writer)), (not_found.clone(), not_found));
    assert_eq!(elsewhere.may_create(&operator), Ok(()));
}

#[test]
fn a_week_begins_on_monday() {
    let day = 86_400_000;
    let monday = Moment(1_767_571_200_000);
    assert_eq!(week_of(Moment(4 * day)), 0);
    assert_eq!(week_of(Moment(4 * day - 1)), -1);
    assert_eq!(week_of(monday), week_of(monday.plus_ms(7 * day - 1)));
    assert_eq!(week_of(monday) + 1, week_of(monday.plus_ms(7 * day)));
}

#[test]
fn what_is_too_long_or_no_address_is_refused() {
    let good = Content { subject: "件名".into(), cc: "a@b.example, 三嶋 <m@x.example>".into(), ..Content::default() };
    assert_eq!(good.check(), Ok(()));
    for (content, field) in [
        (Content { subject: "あ".repeat(SUBJECT_MAX + 1), ..good.clone() }, Some(Field::Subject)),
        (Content { subject: "a\r\nBcc: x@evil.example".into(), ..good.clone() }, Some(Field::Subject)),
        (Content { text: "x".repeat(TEXT_MAX), ..good.clone() }, Some(Field::Text)),
        (Content { cc: "nobody".into(), ..good.clone() }, None),
    ] {
        match (content.check(), field) {
            (Err(Refused::Invalid { field: found, .. }), Some(field)) => assert_eq!(found, field),
            (Err(Refused::BadAddress { entry }), None) => assert_eq!(entry, "nobody"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn two_texts_say_the_same_whatever_ends_their_lines() {
    let text = |text: &str| Content { subject: "件".into(), text: text.into(), ..Content::default() };
    assert!(text("一\r\n二").says_the_same(&text("一\n二\n")));
    assert!(!text("一\n二").says_the_same(&text("一\n\n二")));
    assert!(!text("一").says_the_same(&Content { html: Some("一".into()), ..text("一") }));
}
