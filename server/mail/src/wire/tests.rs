//! The published examples of the login mechanisms, the choice among them, and what answers must not show.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::accounts::AuthMethod;
use rstest::rstest;
use secrecy::SecretString;

#[test]
fn cram_md5_answers_the_example_of_rfc_2195() {
    let password = SecretString::from("tanstaaftanstaaf");
    let challenge = STANDARD.encode("<1896.697170952@postoffice.reston.mci.net>");
    let answer = Sasl::new(Mechanism::CramMd5, "tim", &password).respond(&challenge).unwrap();
    assert_eq!(STANDARD.decode(answer.as_bytes()).unwrap(), b"tim b913a602c7eda7a495b4e6e7334d3890");
}

#[test]
fn apop_answers_the_example_of_rfc_1939() {
    assert_eq!(apop_digest("<1896.697170952@dbc.mtview.ca.us>", &SecretString::from("tanstaaf")), "c4c9334bac560ecc979e58001b3e22fb");
}

#[test]
fn login_sends_the_name_then_the_password_and_nothing_more() {
    let password = SecretString::from("pass");
    let mut sasl = Sasl::new(Mechanism::Login, "user", &password);
    assert!(sasl.initial().is_none());
    assert_eq!(sasl.respond("VXNlcm5hbWU6").unwrap().as_str(), STANDARD.encode("user"));
    assert_eq!(sasl.respond("UGFzc3dvcmQ6").unwrap().as_str(), STANDARD.encode("pass"));
    assert!(sasl.respond("").is_err());
}

#[rstest]
#[case::clear_text_is_fine_under_tls(AuthMethod::Auto, true, "CRAM-MD5 PLAIN LOGIN", Some(Mechanism::Plain))]
#[case::the_password_is_hidden_without(AuthMethod::Auto, false, "PLAIN LOGIN CRAM-MD5", Some(Mechanism::CramMd5))]
#[case::clear_text_if_nothing_else(AuthMethod::Auto, false, "LOGIN", Some(Mechanism::Login))]
#[case::as_asked(AuthMethod::Login, true, "PLAIN LOGIN", Some(Mechanism::Login))]
#[case::not_offered(AuthMethod::CramMd5, true, "PLAIN LOGIN", None)]
#[case::unknown_ones_only(AuthMethod::Auto, true, "GSSAPI XOAUTH2", None)]
fn the_mechanism_is_chosen(#[case] method: AuthMethod, #[case] protected: bool, #[case] list: &str, #[case] expected: Option<Mechanism>) {
    let mut offered = Offered::default();
    offered.add_list(list);
    match (choose(method, protected, &offered), expected) {
        (Ok(chosen), Some(expected)) => assert_eq!(chosen, expected),
        (Err(WireError::NoMechanism(words)), None) => assert!(words.contains(list), "{words}"),
        (got, expected) => panic!("{got:?} instead of {expected:?}"),
    }
}

#[test]
fn a_repeated_password_is_removed_from_an_answer() {
    assert_eq!(conceal("-ERR unknown command PASS hunter2", "hunter2"), "-ERR unknown command PASS ***");
}

#[test]
fn answers_are_cut_and_cleaned() {
    assert_eq!(words(b"-ERR \x1b[31mno\x07 \xff"), "-ERR [31mno \u{fffd}");
    assert_eq!(words(&vec![b'a'; 10_000]).len(), 500);
}
