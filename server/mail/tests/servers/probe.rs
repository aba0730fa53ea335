//! The live test against real servers and broken ones: which step fails, and in whose words.

use crate::real::{Real, nasty_mail, password};
use crate::scripted::{Scripted, trust};
use domain::accounts::{AuthMethod, ProbeFailureKind, ProbeReport, ProbeStep, ReceiveKind, Security};
use mail::probe::{probe_receive, probe_send};
use mail::wire::TlsTrust;
use rstest::rstest;
use secrecy::SecretString;

fn steps(report: &ProbeReport) -> Vec<ProbeStep> {
    report.lines.iter().map(|line| line.step).collect()
}

/// The one failure of a report, which is its last line.
fn failure(report: &ProbeReport) -> (ProbeStep, ProbeFailureKind, &str) {
    let last = report.lines.last().unwrap();
    assert!(report.lines.iter().rev().skip(1).all(|line| line.failure.is_none()), "{report:?}");
    let failure = last.failure.as_ref().unwrap_or_else(|| panic!("nothing failed: {report:?}"));
    (last.step, failure.kind, &failure.answer)
}

#[tokio::test]
async fn receiving_passes_step_by_step() {
    use ProbeStep::{Connect, Dns, Greeting, Login, Select, Tls};
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    mailbox.deliver(&nasty_mail(1));
    for (server, kind, security, expected) in [
        ("IMAP", ReceiveKind::Imap, Security::Plain, vec![Dns, Connect, Greeting, Login, Select]),
        ("IMAP", ReceiveKind::Imap, Security::StartTls, vec![Dns, Connect, Greeting, Tls, Login, Select]),
        ("IMAPS", ReceiveKind::Imap, Security::Tls, vec![Dns, Connect, Tls, Greeting, Login, Select]),
        ("POP3", ReceiveKind::Pop3, Security::StartTls, vec![Dns, Connect, Greeting, Tls, Login, Select]),
        ("POP3S", ReceiveKind::Pop3, Security::Tls, vec![Dns, Connect, Tls, Greeting, Login, Select]),
    ] {
        let settings = real.settings(server, security, AuthMethod::Auto, &mailbox.user);
        let report = probe_receive(&settings, kind, "INBOX", &password(), &real.trust).await;
        assert!(report.passed(), "{report:?}");
        assert_eq!((steps(&report), report.waiting), (expected, Some(1)));
    }
}

#[tokio::test]
async fn sending_passes_step_by_step() {
    use ProbeStep::{Connect, Dns, Ehlo, Greeting, Login, MailFrom, Tls};
    let Some(real) = Real::find() else { return };
    for (server, security, expected) in [
        ("SMTP", Security::StartTls, vec![Dns, Connect, Greeting, Ehlo, Tls, Login, MailFrom]),
        ("SMTPS", Security::Tls, vec![Dns, Connect, Tls, Greeting, Ehlo, Login, MailFrom]),
    ] {
        let settings = real.settings(server, security, AuthMethod::Auto, "somebody");
        let report = probe_send(&settings, Some(&password()), &real.trust, "somebody@example.jp").await;
        assert!(report.passed(), "{report:?}");
        assert_eq!(steps(&report), expected);
    }
}

#[tokio::test]
async fn a_failing_step_is_named_with_its_kind() {
    let Some(real) = Real::find() else { return };
    let mailbox = real.mailbox().await;
    let receive = async |server: &str, security, kind, folder: &str, secret: &str, trust: &TlsTrust| {
        let settings = real.settings(server, security, AuthMethod::Auto, &mailbox.user);
        probe_receive(&settings, kind, folder, &SecretString::from(secret), trust).await
    };
    let (imap, pop) = (ReceiveKind::Imap, ReceiveKind::Pop3);

    let report = receive("IMAPS", Security::Tls, imap, "INBOX", "wr0ng", &real.trust).await;
    let (step, kind, answer) = failure(&report);
    assert_eq!((step, kind), (ProbeStep::Login, ProbeFailureKind::BadLogin));
    assert!(answer.contains("AUTHENTICATIONFAILED"), "{answer}");

    let report = receive("IMAPS", Security::Tls, imap, "無い", "secret", &real.trust).await;
    let (step, kind, answer) = failure(&report);
    assert_eq!((step, kind), (ProbeStep::Select, ProbeFailureKind::NoFolder));
    assert!(answer.contains("exist"), "{answer}");

    let report = receive("IMAPS", Security::Tls, imap, "INBOX", "secret", &trust()).await;
    assert_eq!((failure(&report).0, failure(&report).1), (ProbeStep::Tls, ProbeFailureKind::BadCertificate));

    let report = receive("IMAP", Security::Tls, imap, "INBOX", "secret", &real.trust).await;
    assert_eq!((failure(&report).0, failure(&report).1), (ProbeStep::Tls, ProbeFailureKind::NotThisProtocol));

    let report = receive("IMAP", Security::Plain, pop, "", "secret", &real.trust).await;
    assert_eq!((failure(&report).0, failure(&report).1), (ProbeStep::Greeting, ProbeFailureKind::NotThisProtocol));
}

#[tokio::test]
async fn a_host_that_does_not_exist_and_a_port_nobody_listens_on_are_told_apart() {
    let server = Scripted::answering("", &[]).await;
    let mut settings = server.settings(Security::Plain, AuthMethod::Auto);
    // Bound and dropped: a port that was free a moment ago.
    settings.port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let report = probe_receive(&settings, ReceiveKind::Imap, "INBOX", &password(), &trust()).await;
    assert_eq!((failure(&report).0, failure(&report).1), (ProbeStep::Connect, ProbeFailureKind::Refused));

    settings.host = "mail host.invalid".to_owned();
    let report = probe_send(&settings, None, &trust(), "a@example.jp").await;
    assert_eq!((failure(&report).0, failure(&report).1), (ProbeStep::Dns, ProbeFailureKind::UnknownHost));
}

#[rstest]
#[case::sender("250-x\r\n250 AUTH PLAIN\r\n", "550 not your address\r\n", Security::Plain, ProbeStep::MailFrom, ProbeFailureKind::SenderRefused)]
#[case::no_tls("250-x\r\n250 AUTH PLAIN\r\n", "250\r\n", Security::StartTls, ProbeStep::Tls, ProbeFailureKind::TlsNotOffered)]
#[case::no_login("250-x\r\n250 AUTH GSSAPI\r\n", "250\r\n", Security::Plain, ProbeStep::Login, ProbeFailureKind::NoMechanism)]
#[tokio::test]
async fn sending_fails_where_the_server_refuses(
    #[case] ehlo: &'static str,
    #[case] mail: &'static str,
    #[case] security: Security,
    #[case] step: ProbeStep,
    #[case] kind: ProbeFailureKind,
) {
    let server = Scripted::start(move |mut peer| async move {
        peer.say("220 x\r\n").await;
        peer.answer(&[("EHLO", ehlo), ("AUTH", "235 in\r\n"), ("MAIL", mail), ("QUIT", "221\r\n")]).await;
    })
    .await;
    let report = probe_send(&server.settings(security, AuthMethod::Auto), Some(&password()), &trust(), "a@example.jp").await;
    assert_eq!((failure(&report).0, failure(&report).1), (step, kind));
}
