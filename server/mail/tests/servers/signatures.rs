//! Signatures of mails, checked with keys from a name server. Mail and keys are those of RFC 8463, appendix A.

use crate::dns::NameServer;
use domain::proofs::{Check, OURSELVES, Proof};
use mail::verdict::{self, Signatures, Verdict};

const ED25519: (&str, &str) = ("brisbane._domainkey.football.example.com", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
const SIGNED: &str = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\nFrom: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\nSubject: Is dinner ready?\r\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\nMessage-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";

async fn checked(signatures: &Signatures, raw: &str, trusted: &[&str]) -> Verdict {
    let message = mail::read::read(raw.as_bytes());
    let trusted: Vec<String> = trusted.iter().map(|name| (*name).to_owned()).collect();
    let verdict = verdict::read(raw.as_bytes(), &message.from, &trusted);
    signatures.add_to(verdict, raw.as_bytes(), &verdict::from_domain(&message.from)).await
}

#[tokio::test]
async fn a_signature_of_the_senders_domain_proves_the_sender() {
    let names = NameServer::with(&[ED25519]).await;
    let signatures = Signatures::asking(names.addr).unwrap();
    for raw in [SIGNED.to_owned(), SIGNED.replace("\r\n", "\n")] {
        let verdict = checked(&signatures, &raw, &[]).await;
        assert_eq!((verdict.proof, verdict.dkim, verdict.domain.as_str()), (Proof::Passed, Check::Pass, "football.example.com"));
        assert_eq!((verdict.server.as_str(), verdict.spf, verdict.dmarc), (OURSELVES, Check::Unknown, Check::Unknown));
    }
    assert_eq!(names.asked(), 1, "keys are remembered");
}

#[tokio::test]
async fn what_was_changed_or_belongs_to_others_proves_nothing() {
    let names = NameServer::with(&[ED25519]).await;
    let signatures = Signatures::asking(names.addr).unwrap();
    let cases = [
        ("text", SIGNED.replace("lost the game", "won the game")),
        ("subject", SIGNED.replace("Is dinner ready?", "Pay the bill")),
        ("another sender", SIGNED.replace("joe@football.example.com", "joe@bank.example")),
        ("part of the body", SIGNED.replace("q=dns/txt;", "q=dns/txt; l=5;")),
        ("expired", SIGNED.replace("t=1528637909;", "t=1528637909; x=1528637910;")),
        ("no such key", SIGNED.replace("s=brisbane", "s=sydney")),
        ("an unsigned mail", SIGNED[SIGNED.find("From:").unwrap()..].to_owned()),
        ("a second sender", SIGNED.replacen("From:", "From: Boss <boss@bank.example>\r\nFrom:", 1)),
        ("nonsense", SIGNED.replace("a=ed25519-sha256", "a=none")),
    ];
    for (name, raw) in cases {
        assert_ne!(raw, SIGNED, "{name}");
        let verdict = checked(&signatures, &raw, &[]).await;
        assert_eq!((verdict.proof, verdict.dkim, verdict.server.as_str()), (Proof::Unknown, Check::Unknown, ""), "{name}");
    }
}

#[tokio::test]
async fn a_trusted_server_is_asked_before_the_signature() {
    let names = NameServer::with(&[ED25519]).await;
    let signatures = Signatures::asking(names.addr).unwrap();
    let spoken = format!(
        "Authentication-Results: mx.ours.example; dkim=fail header.d=football.example.com\r\nReceived: from a by mx.ours.example; x\r\n{SIGNED}"
    );
    let verdict = checked(&signatures, &spoken, &["mx.ours.example"]).await;
    assert_eq!((verdict.proof, verdict.server.as_str(), names.asked()), (Proof::Failed, "mx.ours.example", 0));
    // A stranger's word counts for nothing, and the signature does.
    let verdict = checked(&signatures, &spoken, &["mx.elsewhere.example"]).await;
    assert_eq!((verdict.proof, verdict.server.as_str()), (Proof::Passed, OURSELVES));
}

#[tokio::test]
async fn a_silent_name_server_holds_up_only_the_first_mails() {
    let names = NameServer::silent().await;
    let signatures = Signatures::asking(names.addr).unwrap();
    for _ in 0..3 {
        assert_eq!(checked(&signatures, SIGNED, &[]).await.proof, Proof::Unknown);
    }
    let asked = names.asked();
    assert!(asked >= 1);
    for _ in 0..20 {
        assert_eq!(checked(&signatures, SIGNED, &[]).await.proof, Proof::Unknown);
    }
    assert_eq!(names.asked(), asked, "nobody is asked for a while");
}
