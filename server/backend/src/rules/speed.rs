//! How long a hundred rules take for one mail. Measured on request only (`MADOGUCHI_MEASURE=1`), because a loaded machine says
//! nothing.

use domain::{
    RuleId,
    addresses::Address,
    proofs::Proof,
    rules::{Action, Condition, Content, Facts, Operator, Ready, ReadyRule, RuleForm, Together, What},
};
use std::time::Instant;

const RULES: i64 = 100;
const MAILS: u32 = 2_000;

fn rule(number: i64) -> ReadyRule {
    let condition = |what, operator, value: String, fuzzy| Condition { what, header: "X-Kind".into(), operator, values: vec![value], fuzzy };
    // Of every kind, and none of them right, so that each is asked to its end.
    let conditions = vec![
        condition(What::Body, Operator::Contains, format!("どこにもない言葉{number}"), number % 2 == 0),
        condition(What::Subject, Operator::Matches, format!("^(re|fwd?): .*見積{number}"), false),
        condition(What::From, Operator::Ends, format!("@customer{number}.example"), false),
        condition(What::Header, Operator::Equals, format!("kind-{number}"), false),
    ];
    let form =
        RuleForm { name: number.to_string(), enabled: true, content: Content { together: Together::Any, conditions, actions: vec![Action::Stop] } };
    ReadyRule::new(RuleId(number), &form).unwrap()
}

#[test]
fn a_hundred_rules_a_mail() {
    if std::env::var_os("MADOGUCHI_MEASURE").is_none() {
        return;
    }
    let ready = Ready { rules: (0..RULES).map(rule).collect() };
    let address = |addr: &str| vec![Address { name: "三嶋 航太郎".into(), addr: addr.into() }];
    let facts = Facts {
        from: address("k@tsukimihama.example"),
        to: address("support@komorebi.example"),
        cc: vec![],
        subject: "Re: 冷蔵ユニットの温度警報が止まらない件".into(),
        body: "いつもお世話になっております。先日の見積もりの件でご連絡いたしました。\n".repeat(40),
        headers: (0..30).map(|n| (format!("X-Field-{n}"), "value".to_owned())).collect(),
        account: "support@komorebi.example".into(),
        files: vec!["写真.jpg".into()],
        size: 20_000,
        known: true,
        language: "ja".into(),
        automatic: false,
        proof: Proof::Passed,
        powerless: false,
        answerable: true,
        passable: true,
    };
    let begun = Instant::now();
    for _ in 0..MAILS {
        assert!(ready.judge(&facts).is_empty());
    }
    println!("rules: {:.0} microseconds for {RULES} rules and one mail", begun.elapsed().as_secs_f64() * 1e6 / f64::from(MAILS));
}
