//! Rights as a table: kind of person × what is asked.

use super::*;

const BOX: MailboxId = MailboxId(1);
const OTHER: MailboxId = MailboxId(2);
const SPACE: SpaceId = SpaceId(1);

fn person(role: Role, grants: Vec<Grant>, operates: Vec<SpaceId>) -> Who {
    Who::Person(Person { id: UserId(7), name: "三枝".into(), role, grants, operates, must_change_password: false })
}

fn grant(viewing: Viewing, editing: bool, sending: bool, deleting: bool) -> Grant {
    Grant { mailbox_id: BOX, space_id: SPACE, viewing, editing, sending, deleting }
}

fn mine() -> Target {
    Target { mailbox_id: BOX, assignee_id: Some(UserId(7)) }
}

fn others() -> Target {
    Target { mailbox_id: BOX, assignee_id: Some(UserId(8)) }
}

#[test]
fn rights_follow_the_grant() {
    use Right::*;
    let full = person(Role::Member, vec![grant(Viewing::All, true, true, true)], vec![]);
    let writer = person(Role::Member, vec![grant(Viewing::All, true, false, false)], vec![]);
    let reader = person(Role::Member, vec![grant(Viewing::All, false, false, false)], vec![]);
    let own = person(Role::Member, vec![grant(Viewing::Own, true, true, false)], vec![]);
    let none = person(Role::Member, vec![grant(Viewing::None, true, true, true)], vec![]);
    let admin = person(Role::Admin, vec![], vec![]);
    let (yes, no, gone) = (Ok(()), Err(Refused::NotAllowed), Err(Refused::NotFound));
    let table = [
        (&full, others(), [yes.clone(), yes.clone(), yes.clone(), yes.clone()]),
        (&writer, others(), [yes.clone(), yes.clone(), no.clone(), no.clone()]),
        (&reader, others(), [yes.clone(), no.clone(), no.clone(), no.clone()]),
        (&own, mine(), [yes.clone(), yes.clone(), yes.clone(), no.clone()]),
        (&own, others(), [gone.clone(), gone.clone(), gone.clone(), gone.clone()]),
        (&none, mine(), [gone.clone(), gone.clone(), gone.clone(), gone.clone()]),
        (&admin, mine(), [gone.clone(), gone.clone(), gone.clone(), gone.clone()]),
    ];
    for (row, (who, target, expected)) in table.into_iter().enumerate() {
        for (right, expected) in [View, Edit, Send, Delete].into_iter().zip(expected) {
            assert_eq!(who.may(right, target), expected, "row {row} {right}");
        }
    }
}

#[test]
fn a_mailbox_without_a_grant_does_not_exist() {
    let who = person(Role::Member, vec![grant(Viewing::All, true, true, true)], vec![]);
    assert_eq!(who.viewing(OTHER), Err(Refused::NotFound));
    assert_eq!(who.mailboxes().unwrap(), [BOX]);
}

#[test]
fn sending_needs_editing() {
    let who = person(Role::Member, vec![grant(Viewing::All, false, true, false)], vec![]);
    assert_eq!(who.may(Right::Send, others()), Err(Refused::NotAllowed));
}

#[test]
fn operators_keep_their_space_and_admins_every_space() {
    let operator = person(Role::Member, vec![], vec![SPACE]);
    assert_eq!(operator.may_operate(SPACE), Ok(()));
    assert_eq!(operator.may_operate(SpaceId(2)), Err(Refused::NotAllowed));
    assert_eq!(operator.may_administer(), Err(Refused::NotAllowed));
    assert_eq!(person(Role::Admin, vec![], vec![]).may_operate(SpaceId(2)), Ok(()));
    assert_eq!(Who::Nobody.may_operate(SPACE), Err(Refused::NotSignedIn));
}

#[test]
fn a_temporary_password_opens_nothing() {
    let mut who = person(Role::Admin, vec![grant(Viewing::All, true, true, true)], vec![SPACE]);
    if let Who::Person(person) = &mut who {
        person.must_change_password = true;
    }
    assert_eq!(who.may(Right::View, mine()), Err(Refused::MustChangePassword));
    assert_eq!(who.may_administer(), Err(Refused::MustChangePassword));
    assert_eq!(who.mailboxes(), Err(Refused::MustChangePassword));
}
