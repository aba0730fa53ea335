use super::*;
use rstest::rstest;

fn verdict(head: &str, from: &str, trusted: &[&str]) -> Verdict {
    let raw = format!("{head}From: X <{from}>\r\nSubject: x\r\n\r\nx\r\n");
    let message = crate::read::read(raw.as_bytes());
    let trusted: Vec<String> = trusted.iter().map(|name| (*name).to_owned()).collect();
    read(raw.as_bytes(), &message.from, &trusted)
}

#[rstest]
#[case::dmarc("mx.ours.example; spf=pass smtp.mailfrom=x.example; dkim=pass header.d=x.example; dmarc=pass header.from=x.example", Proof::Passed)]
#[case::dmarc_failed("mx.ours.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=reject) header.from=x.example", Proof::Failed)]
#[case::signed_by_its_own_house("mx.ours.example; dkim=pass (2048-bit key; unprotected) header.d=mail.x.example header.s=a", Proof::Passed)]
#[case::signed_by_somebody_else("mx.ours.example; dkim=pass header.d=evil.example", Proof::Unsigned)]
#[case::signer_only_in_i("mx.ours.example; dkim=pass header.i=@x.example", Proof::Passed)]
#[case::second_signature_holds("mx.ours.example; dkim=fail header.d=list.example; dkim=pass header.d=x.example", Proof::Passed)]
#[case::own_signature_broken("mx.ours.example; dkim=fail header.d=x.example; spf=neutral", Proof::Failed)]
#[case::sent_by_its_own_server("mx.ours.example 1; spf=pass smtp.mailfrom=bounce@mail.x.example", Proof::Passed)]
#[case::sent_by_somebody_elses("mx.ours.example; spf=pass smtp.mailfrom=evil.example", Proof::Unsigned)]
#[case::soft("mx.ours.example; spf=softfail smtp.mailfrom=x.example", Proof::Unsigned)]
#[case::not_its_server("mx.ours.example; spf=fail smtp.mailfrom=x.example", Proof::Failed)]
#[case::none("mx.ours.example; none", Proof::Unsigned)]
#[case::about_another_sender("mx.ours.example; dmarc=pass header.from=evil.example", Proof::Unsigned)]
#[case::hidden_in_quotes("mx.ours.example; spf=fail reason=\"x; dmarc=pass\" smtp.mailfrom=x.example", Proof::Failed)]
#[case::hidden_in_a_comment("mx.ours.example; spf=fail (x; dmarc=pass) smtp.mailfrom=x.example", Proof::Failed)]
#[case::of_a_stranger("mx.evil.example; dmarc=pass header.from=x.example", Proof::Unknown)]
#[case::like_ours("mx.ours.example.evil.example; dmarc=pass header.from=x.example", Proof::Unknown)]
#[case::a_machine_of_ours("in1.mx.ours.example; dmarc=pass header.from=x.example", Proof::Passed)]
fn what_a_trusted_server_says_counts(#[case] field: &str, #[case] expected: Proof) {
    let found =
        verdict(&format!("Authentication-Results: {field}\r\nReceived: from a by mx.ours.example; x\r\n"), "k@x.example", &["mx.ours.example"]);
    assert_eq!(found.proof, expected, "{found:?}");
}

#[test]
fn what_a_stranger_wrote_below_is_not_believed() {
    let forged = "Authentication-Results: mx.ours.example; dmarc=pass header.from=x.example; dkim=pass header.d=x.example\r\n";
    let received = "Received: from evil by mx.ours.example; x\r\n";
    let outside = "Received: from a by relay.evil.example; x\r\n";
    let own = "Authentication-Results: mx.ours.example; spf=fail smtp.mailfrom=x.example; dmarc=fail header.from=x.example\r\n";
    let proof = |head: String| verdict(&head, "k@x.example", &["mx.ours.example"]).proof;
    // Below a server of the other side.
    assert_eq!(proof(format!("{received}{outside}{forged}")), Proof::Unknown);
    // Below our own field.
    assert_eq!(proof(format!("{own}{received}{forged}")), Proof::Failed);
    assert_eq!(proof(format!("{received}{own}{forged}")), Proof::Failed);
    assert_eq!(proof(format!("{received}{own}{outside}{forged}")), Proof::Failed);
    // The usual orders.
    let passed = "Authentication-Results: mx.ours.example; dmarc=pass header.from=x.example\r\n";
    assert_eq!(proof(format!("{received}{passed}{outside}")), Proof::Passed);
    assert_eq!(proof(format!("Received: by 2002:a05::1 with SMTP; x\r\n{received}{passed}")), Proof::Passed);
    assert_eq!(proof(format!("{passed}{received}")), Proof::Passed);
}

#[test]
fn nobody_is_trusted_until_somebody_says_so() {
    let head = "Authentication-Results: mx.ours.example; dmarc=pass header.from=x.example\r\nReceived: from a by mx.ours.example; x\r\n";
    let found = verdict(head, "k@x.example", &[]);
    assert_eq!((found.proof, found.server.as_str(), found.seen.as_str()), (Proof::Unknown, "", "mx.ours.example"));
    let named = verdict(head, "k@x.example", &["MX.ours.example."]);
    assert_eq!((named.server.as_str(), named.domain.as_str(), named.dmarc), ("mx.ours.example", "", Check::Pass));
    // What another house wrote is not even offered.
    let strange = "Received: from a by mx.ours.example; x\r\nAuthentication-Results: mx.evil.example; dmarc=pass\r\n";
    assert_eq!(verdict(strange, "k@x.example", &[]).seen, "");
}

#[test]
fn exchange_online_speaks_without_a_name() {
    let head = "Received: from a by X.prod.outlook.com; x\r\nAuthentication-Results: spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=x.example; dkim=none\r\n (message not signed) header.d=none;dmarc=pass action=none\r\n header.from=x.example;compauth=pass reason=100\r\n";
    let found = verdict(head, "k@x.example", &["protection.outlook.com"]);
    assert_eq!((found.proof, found.spf, found.dkim, found.dmarc), (Proof::Passed, Check::Pass, Check::None, Check::Pass));
    assert_eq!(found.seen, "protection.outlook.com");
    assert_eq!(verdict(head, "k@x.example", &["mx.ours.example"]).proof, Proof::Unknown);
}

#[test]
fn known_services_are_named_by_their_servers() {
    assert_eq!(known_server("imap.gmail.com"), Some("mx.google.com"));
    assert_eq!(known_server("outlook.office365.com"), Some("protection.outlook.com"));
    assert_eq!((known_server("gmail.com.evil.example"), known_server("notgmail.com")), (None, None));
}
