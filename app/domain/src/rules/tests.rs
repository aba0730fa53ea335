//! Tables of conditions, what they are right for, and how long a hundred of them take.

use super::*;
use crate::{Field, Refused, Wrong, addresses::Address, proofs::Proof};
use rstest::rstest;

fn person(name: &str, addr: &str) -> Address {
    Address { name: name.into(), addr: addr.into() }
}

fn mail() -> Facts {
    Facts {
        from: vec![person("三嶋 航太郎", "K.Mishima@tsukimihama.example")],
        to: vec![person("", "support@komorebi.example")],
        cc: vec![person("営業", "sales@komorebi.example")],
        subject: "Re: プリンターのお見積りについて".into(),
        body: "いつもお世話になっております。\n納期をお知らせください。".into(),
        headers: vec![("X-Spam-Flag".into(), "NO".into()), ("Received".into(), "from a".into()), ("received".into(), "from b".into())],
        account: "support@komorebi.example".into(),
        files: vec!["見積書.PDF".into()],
        size: 20 * 1024,
        known: true,
        language: "ja".into(),
        automatic: false,
        proof: Proof::Passed,
        powerless: false,
        answerable: true,
        passable: true,
    }
}

fn condition(what: What, operator: Operator, values: &[&str]) -> Condition {
    Condition { what, header: String::new(), operator, values: values.iter().map(|value| (*value).to_owned()).collect(), fuzzy: false }
}

fn rule(id: i64, together: Together, conditions: Vec<Condition>, actions: Vec<Action>) -> ReadyRule {
    let form = RuleForm { name: format!("規則{id}"), enabled: true, content: Content { together, conditions, actions } };
    check(&form).unwrap();
    ReadyRule::new(RuleId(id), &form).unwrap()
}

fn holds(condition: Condition, facts: &Facts) -> bool {
    !Ready { rules: vec![rule(1, Together::All, vec![condition], vec![Action::AssignPrevious])] }.judge(facts).is_empty()
}

#[rstest]
#[case(What::From, Operator::Contains, &["@tsukimihama"], true)]
#[case(What::From, Operator::Contains, &["三嶋"], true)]
#[case(What::From, Operator::Equals, &["k.mishima@tsukimihama.example"], true)]
#[case(What::From, Operator::Ends, &[".EXAMPLE"], true)]
#[case(What::From, Operator::NotContains, &["@tsukimihama"], false)]
#[case(What::From, Operator::NotEquals, &["x@y.example", "z@y.example"], true)]
#[case(What::To, Operator::Contains, &["sales"], false)]
#[case(What::Cc, Operator::Contains, &["営業"], true)]
#[case(What::Recipient, Operator::Contains, &["@"], true)]
#[case(What::Recipient, Operator::Equals, &["sales@komorebi.example"], true)]
#[case(What::Subject, Operator::Contains, &["請求", "お見積り"], true)]
#[case(What::Subject, Operator::Contains, &["請求", " "], false)]
#[case(What::Subject, Operator::Starts, &["re:"], true)]
#[case(What::Subject, Operator::Contains, &["ﾌﾟﾘﾝﾀｰ"], false)]
#[case(What::Subject, Operator::Matches, &["^(re|fwd?): .*見積"], true)]
#[case(What::Subject, Operator::Matches, &["^見積"], false)]
#[case(What::Body, Operator::Contains, &["納期"], true)]
#[case(What::Account, Operator::Equals, &["support@komorebi.example"], true)]
#[case(What::Account, Operator::NotEquals, &["support@komorebi.example"], false)]
#[case(What::HasAttachment, Operator::Yes, &[], true)]
#[case(What::HasAttachment, Operator::No, &[], false)]
#[case(What::AttachmentName, Operator::Ends, &[".pdf"], true)]
#[case(What::Size, Operator::Over, &["19"], true)]
#[case(What::Size, Operator::Over, &["20"], false)]
#[case(What::Size, Operator::Under, &["21"], true)]
#[case(What::Known, Operator::Yes, &[], true)]
#[case(What::Language, Operator::Equals, &["ja", "zh"], true)]
#[case(What::Automatic, Operator::No, &[], true)]
#[case(What::Proof, Operator::Equals, &["failed", "unsigned"], false)]
fn conditions_look_at_what_they_name(#[case] what: What, #[case] operator: Operator, #[case] values: &[&str], #[case] expected: bool) {
    assert_eq!(holds(condition(what, operator, values), &mail()), expected);
}

#[rstest]
#[case("ﾌﾟﾘﾝﾀｰ", true)]
#[case("ぷりんたー", true)]
#[case("プリンタ－", true)]
#[case("プリンタ−", true)]
#[case("プリンタ", true)]
#[case("プリンダー", false)]
fn small_differences_do_not_matter_where_it_is_said(#[case] value: &str, #[case] expected: bool) {
    assert_eq!(holds(Condition { fuzzy: true, ..condition(What::Subject, Operator::Contains, &[value]) }, &mail()), expected, "{value}");
}

#[test]
fn kana_of_every_size_meet() {
    for (a, b) in [("キャノン", "キヤノン"), ("ウィンドウ", "うぃんどう"), ("ヶ", "け"), ("サーバー", "サ-バ―"), ("ＡＢＣ", "abc"), ("ッ", "つ")]
    {
        assert_eq!(loosened(a), loosened(b), "{a} {b}");
    }
    assert_ne!(loosened("は"), loosened("ば"));
}

#[test]
fn a_field_of_the_header_is_found_by_its_name() {
    let header = |name: &str, operator, values: &[&str]| Condition { header: name.into(), ..condition(What::Header, operator, values) };
    for (condition, expected) in [
        (header("x-spam-flag", Operator::Equals, &["no"]), true),
        (header("Received", Operator::Contains, &["from b"]), true),
        (header("X-None", Operator::Contains, &["a"]), false),
        (header("X-None", Operator::NotContains, &["a"]), true),
    ] {
        assert_eq!(holds(condition.clone(), &mail()), expected, "{condition:?}");
    }
}

#[test]
fn all_or_any_of_them() {
    let (right, wrong) = (|| condition(What::Subject, Operator::Contains, &["見積"]), || condition(What::Subject, Operator::Contains, &["請求"]));
    for (together, conditions, expected) in [
        (Together::All, vec![right(), wrong()], false),
        (Together::Any, vec![wrong(), right()], true),
        (Together::Any, vec![wrong()], false),
        (Together::All, vec![], true),
        (Together::Any, vec![], true),
    ] {
        let ready = Ready { rules: vec![rule(1, together, conditions, vec![Action::Stop])] };
        assert_eq!(!ready.judge(&mail()).is_empty(), expected);
    }
}

#[test]
fn they_are_asked_from_top_to_bottom_until_one_stops() {
    let every = |id, actions| rule(id, Together::All, vec![], actions);
    let file = || Action::File { folder: FolderId(1) };
    let ready = Ready { rules: vec![every(3, vec![file()]), every(1, vec![file(), Action::Stop]), every(2, vec![file()])] };
    assert_eq!(ready.judge(&mail()).iter().map(|rule| rule.id.0).collect::<Vec<_>>(), [3, 1]);
}

/// Whoever pretends to be one of us decides nothing by it; what the mail is about, and the last rule of all, hold.
#[test]
fn a_mail_that_pretends_says_nothing_of_its_sender() {
    let mail = Facts { powerless: true, ..mail() };
    let reply_to = |operator| Condition { header: "Reply-To".into(), ..condition(What::Header, operator, &["x"]) };
    for asked in [
        condition(What::From, Operator::Contains, &["@"]),
        condition(What::From, Operator::NotContains, &["nobody"]),
        condition(What::Known, Operator::Yes, &[]),
        condition(What::Known, Operator::No, &[]),
        reply_to(Operator::NotContains),
    ] {
        assert!(!holds(asked.clone(), &mail), "{asked:?}");
    }
    assert!(holds(condition(What::Recipient, Operator::Contains, &["@"]), &mail));
    assert!(holds(condition(What::Subject, Operator::Contains, &["見積"]), &mail));
}

#[test]
fn what_cannot_be_kept_is_refused_by_name() {
    let form = |conditions: Vec<Condition>, actions: Vec<Action>| RuleForm {
        name: "x".into(),
        enabled: true,
        content: Content { together: Together::All, conditions, actions },
    };
    let act = || vec![Action::AssignPrevious];
    let invalid = |field, wrong| Err(Refused::Invalid { field, wrong });
    let long = "あ".repeat(VALUE_MAX + 1);
    let cases = [
        (form(vec![], act()), Ok(())),
        (RuleForm { name: " ".into(), ..form(vec![], act()) }, invalid(Field::Name, Wrong::Missing)),
        (form(vec![], vec![]), invalid(Field::Action, Wrong::Missing)),
        (form(vec![], vec![Action::AssignPrevious, Action::Assign { user: UserId(1) }]), invalid(Field::Action, Wrong::Same)),
        (form(vec![condition(What::Subject, Operator::Contains, &[" "])], act()), invalid(Field::Condition, Wrong::Missing)),
        (form(vec![condition(What::Subject, Operator::Contains, &[&long])], act()), invalid(Field::Condition, Wrong::TooLong)),
        (form(vec![condition(What::Subject, Operator::Over, &["1"])], act()), invalid(Field::Condition, Wrong::Malformed)),
        (form(vec![condition(What::Size, Operator::Over, &["big"])], act()), invalid(Field::Condition, Wrong::Malformed)),
        (form(vec![condition(What::Header, Operator::Contains, &["x"])], act()), invalid(Field::Condition, Wrong::Missing)),
        (form(vec![condition(What::Subject, Operator::Contains, &["x"]); CONDITIONS_MAX + 1], act()), invalid(Field::Condition, Wrong::TooLong)),
        (form(vec![condition(What::HasAttachment, Operator::Yes, &[])], act()), Ok(())),
    ];
    for (form, expected) in cases {
        assert_eq!(check(&form), expected, "{form:?}");
    }
}

#[rstest]
#[case("(", "no pattern")]
#[case("(a{1000}){1000}", "grows beyond every measure")]
#[case("(?=x)", "looks ahead, which takes no linear time")]
fn patterns_that_cannot_be_are_refused(#[case] text: &str, #[case] why: &str) {
    let content =
        Content { conditions: vec![condition(What::Subject, Operator::Matches, &[text])], actions: vec![Action::Stop], ..Content::default() };
    let made = ReadyRule::new(RuleId(1), &RuleForm { name: "x".into(), enabled: true, content });
    assert_eq!(made.err(), Some(Refused::Invalid { field: Field::Pattern, wrong: Wrong::Malformed }), "{why}");
}

#[test]
fn a_rule_survives_being_kept() {
    let content = Content {
        together: Together::Any,
        conditions: vec![Condition { header: "X-A".into(), fuzzy: true, ..condition(What::Header, Operator::Contains, &["a", "b"]) }],
        actions: vec![
            Action::File { folder: FolderId(1) },
            Action::Assign { user: UserId(2) },
            Action::Confirm { user: UserId(3) },
            Action::Status { status: StatusId(4) },
            Action::Priority { priority: Priority::Urgent },
            Action::Stop,
            Action::Reply { subject: "件名".into(), text: "本文".into(), hours: 24 },
            Action::Forward { to: vec!["a@x.example".into()] },
        ],
    };
    let text = serde_json::to_string(&content).unwrap();
    assert_eq!(serde_json::from_str::<Content>(&text).unwrap(), content, "{text}");
}

/// Linear in the text, whatever a pattern and a mail have been made for.
#[test]
fn no_pattern_takes_long() {
    let evil = Facts { body: "a".repeat(BODY_LOOKED_AT * 4), ..mail() };
    let rules = (0..10)
        .map(|id| rule(id, Together::All, vec![condition(What::Body, Operator::Matches, &["(a*)*b", "(a|aa)+$x"])], vec![Action::AssignPrevious]))
        .collect();
    assert!(Ready { rules }.judge(&evil).is_empty());
}
