//! What is known about the senders of received mails, and that those who pretend have no power.

use crate::{
    accounts::{self, fetcher::deliver},
    conversations, each_engine,
    ingest::{TOKEN_PURPOSE, Taken, take_in},
    testing::TestDesk,
};
use domain::{
    accounts::{AccountForm, ReceiveKind, SendKind},
    conversations::{Item, ListQuery, RowView, View},
    messages::{Direction, MessageView},
    proofs::{Check, Mark, Proof, ProofView},
    *,
};

struct Post {
    desk: TestDesk,
    mina: crate::Cx,
    mailbox: MailboxId,
    account: AccountId,
    count: i64,
}

fn form(trusted: &str) -> AccountForm {
    let mut form = AccountForm::blank();
    form.address = "support@desk.example".into();
    form.from_name = "こもれび機器サポート".into();
    form.receive = ReceiveKind::Folder;
    form.folder = "/nowhere".into();
    form.enabled = false;
    form.send = SendKind::None;
    form.trusted_servers = trusted.into();
    form
}

impl Post {
    async fn new(desk: TestDesk, trusted: &str) -> Post {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let account = accounts::create(&desk.system(), mailbox, form(trusted)).await.unwrap();
        Post { desk, mina, mailbox, account, count: 0 }
    }

    /// A mail with these lines in its head, about nothing else.
    async fn bring(&mut self, head: &str) -> (ConversationId, MessageView) {
        self.count += 1;
        let at = self.desk.system().now.plus_minutes(self.count);
        let raw = format!("{head}\r\nTo: support@desk.example\r\nMessage-ID: <m{}@x.example>\r\nSubject: x\r\n\r\n本文\r\n", self.count);
        let id = deliver(&self.desk.desk, self.account, &self.count.to_string(), raw.into(), at).await.unwrap().unwrap();
        let Taken::Message { conversation, message } = take_in(&self.desk.desk, at, id).await.unwrap() else { panic!() };
        let page = conversations::open(&self.mina, conversation).await.unwrap();
        let found = page.items.into_iter().find_map(|item| if let Item::Message(m) = item { Some(m).filter(|m| m.id == message) } else { None });
        (conversation, found.unwrap())
    }

    async fn row(&self, id: ConversationId) -> RowView {
        let query = ListQuery::of(self.mailbox, View::All);
        conversations::list(&self.mina, &query).await.unwrap().rows.into_iter().find(|row| row.id == id).unwrap()
    }
}

const RECEIVED: &str = "Received: from a by mx.desk.example; Mon, 5 Jan 2026 00:00:00 +0000\r\n";

fn checked(results: &str) -> String {
    format!("Authentication-Results: mx.desk.example; {results}\r\n{RECEIVED}")
}

fn proof(message: &MessageView) -> &ProofView {
    message.proof.as_ref().unwrap()
}

each_engine! {
    async fn what_the_trusted_server_found_is_kept(desk) {
        let mut post = Post::new(desk, "mx.desk.example").await;
        let (id, mail) = post.bring(&format!("{}From: k@x.example", checked("spf=pass smtp.mailfrom=x.example; dkim=pass header.d=x.example; dmarc=pass header.from=x.example"))).await;
        let expected = ProofView {
            proof: Proof::Passed, spf: Check::Pass, dkim: Check::Pass, dmarc: Check::Pass,
            domain: "x.example".into(), server: "mx.desk.example".into(), marks: vec![],
        };
        assert_eq!((proof(&mail), post.row(id).await.suspicious), (&expected, false));
        let (id, mail) = post.bring(&format!("{}From: k@x.example", checked("dmarc=fail header.from=x.example"))).await;
        assert_eq!((proof(&mail).proof, post.row(id).await.suspicious), (Proof::Failed, true));
        // Another house says so: nobody has checked it.
        let stranger = checked("dmarc=pass header.from=x.example").replace("mx.desk.example;", "mx.evil.example;");
        let (id, mail) = post.bring(&format!("{stranger}From: k@x.example")).await;
        assert_eq!((proof(&mail).proof, post.row(id).await.suspicious), (Proof::Unknown, false));
        let (_, mail) = post.bring("From: k@x.example\r\nReply-To: k@y.example").await;
        assert_eq!((proof(&mail).marks.as_slice(), mail.reply_to[0].addr.as_str()), (&[Mark::ReplyElsewhere][..], "k@y.example"));
    }

    async fn the_server_that_most_mails_name_is_offered_and_not_believed(desk) {
        let mut post = Post::new(desk, "").await;
        let seen = async |post: &Post| accounts::list(&post.desk.system()).await.unwrap().remove(0).seen_server;
        assert_eq!(seen(&post).await, "");
        for _ in 0..3 {
            let (_, mail) = post.bring(&format!("{}From: k@x.example", checked("dmarc=pass header.from=x.example"))).await;
            assert_eq!(proof(&mail).proof, Proof::Unknown);
        }
        // One forged mail does not change what is offered.
        let forged = checked("dmarc=pass").replace("mx.desk.example", "mx.evil.example");
        post.bring(&format!("{forged}From: k@x.example")).await;
        assert_eq!(seen(&post).await, "mx.desk.example");
        accounts::change(&post.desk.system(), post.account, form("mx.desk.example")).await.unwrap();
        let (_, mail) = post.bring(&format!("{}From: k@x.example", checked("dmarc=pass header.from=x.example"))).await;
        assert_eq!(proof(&mail).proof, Proof::Passed);
        let refused = accounts::change(&post.desk.system(), post.account, form("mx; dmarc=pass")).await.unwrap_err();
        assert!(matches!(refused, crate::Error::Refused(Refused::Invalid { field: Field::TrustedServers, .. })));
    }

    async fn who_pretends_to_be_one_of_us_joins_nothing(desk) {
        let mut post = Post::new(desk, "mx.desk.example").await;
        let (first, _) = post.bring("From: k@customer.example").await;
        let key = post.desk.desk.keys.key_for(TOKEN_PURPOSE);
        let token = mail::thread::message_id_for(&key[..], "desk.example", "r4nd0m", first.0);
        let answers = format!("In-Reply-To: <m1@x.example>\r\nReferences: <{token}>\r\n");
        let pretending = [
            (format!("{answers}From: mina@desk.example"), Mark::Impersonation),
            (format!("{}{answers}From: mina@desk.example", checked("dmarc=fail header.from=desk.example")), Mark::Impersonation),
            (format!("{answers}From: =?utf-8?B?44GT44KC44KM44Gz5qmf5Zmo44K144Od44O844OI?= <x@evil.example>"), Mark::Impersonation),
            (format!("{answers}From: support@d\u{435}sk.example"), Mark::LookAlike),
            (format!("{answers}From: support@xn--dsk-rdd.example"), Mark::LookAlike),
            (format!("{answers}From: k@customer.example\r\nFrom: mina@desk.example"), Mark::TwoSenders),
        ];
        for (head, mark) in pretending {
            let (id, mail) = post.bring(&head).await;
            assert_ne!(id, first, "{head}");
            assert!(proof(&mail).marks.contains(&mark), "{head} {:?}", proof(&mail));
            assert!(proof(&mail).is_powerless() && post.row(id).await.suspicious, "{head}");
            assert_eq!((mail.direction, mail.author_name.is_none(), mail.letter.is_none()), (Direction::In, true, true));
        }
        let row = post.row(first).await;
        assert_eq!((row.messages, row.suspicious, row.customer_addr.as_str()), (1, false, "k@customer.example"));
        // The customer, a colleague of theirs who got a mail, and a colleague of ours who is proved to be it do join.
        let proved = format!("{}{answers}From: mina@desk.example", checked("dkim=pass header.d=desk.example"));
        for head in [format!("{answers}From: k@customer.example"), format!("{answers}From: other@elsewhere.example"), proved] {
            assert_eq!(post.bring(&head).await.0, first, "{head}");
        }
    }
}
