//! A mailbox with an account, two people who work in it, and a customer's mail.

use crate::{
    Cx, accounts, conversations, messages,
    testing::{NOW, TestDesk},
};
use domain::{
    accounts::{AccountForm, AuthMethod, ReceiveKind, Security, SendKind},
    addresses::Address,
    conversations::{ConversationView, EventKind, Item},
    drafts::{DraftContent, DraftView},
    messages::{Direction, PersonRole},
    statuses::Class,
    *,
};

pub const CUSTOMER: &str = "mishima@customer.example";

/// From the customer to us and a colleague of theirs, with a file and an earlier thread.
pub const MAIL: &str = "Message-ID: <q2@customer.example>\r\nReferences: <q0@customer.example> <q1@customer.example>\r\n\
From: 三嶋 航太郎 <mishima@customer.example>\r\nTo: support@ours.example, jane@customer.example\r\nSubject: Re: 納期\r\n\
Date: Mon, 5 Jan 2026 00:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n納期はいつですか。\r\n\
--b\r\nContent-Type: application/pdf; name=\"order.pdf\"\r\nContent-Disposition: attachment; filename=\"order.pdf\"\r\n\
Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b--\r\n";

pub struct Desk {
    pub test: TestDesk,
    pub mailbox: MailboxId,
    pub account: AccountId,
    pub conversation: ConversationId,
    pub question: MessageId,
    pub mina: Cx,
    pub ren: Cx,
}

impl Desk {
    /// Letters go into the folder `out`.
    pub async fn new(test: TestDesk) -> Desk {
        let mailbox = test.mailbox("窓口").await;
        let out = test.folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        let mut form = AccountForm::blank();
        form.address = "support@ours.example".into();
        form.from_name = "窓口".into();
        form.receive = ReceiveKind::None;
        form.send = SendKind::Folder;
        form.send_server.host = out.display().to_string();
        let account = accounts::create(&test.system(), mailbox, form).await.unwrap();
        let mina = test.member("mina", &[mailbox]).await;
        let ren = test.member("ren", &[mailbox]).await;
        let mut desk = Desk { mailbox, account, conversation: ConversationId(0), question: MessageId(0), mina, ren, test };
        (desk.conversation, desk.question) = desk.arrives(None, NOW).await;
        desk
    }

    /// Sends from now on through a server on this machine.
    pub async fn sends_through(&self, port: u16) {
        let mut form = AccountForm::blank();
        form.address = "support@ours.example".into();
        form.from_name = "窓口".into();
        form.receive = ReceiveKind::None;
        form.send = SendKind::Smtp;
        form.send_server.host = "127.0.0.1".into();
        form.send_server.port = port;
        form.send_server.security = Security::Plain;
        form.send_server.auth = AuthMethod::None;
        accounts::change(&self.test.system(), self.account, form).await.unwrap();
    }

    /// The customer's mail, in a conversation of its own or in one that is there.
    pub async fn arrives(&self, conversation: Option<ConversationId>, at: Moment) -> (ConversationId, MessageId) {
        let cx = Cx { now: at, ..self.test.system() };
        let raw = MAIL.replace("q2@", &format!("q{}@", at.0));
        let stored = cx.desk.files.put(raw.clone().into()).await.unwrap();
        let read = mail::read::read(raw.as_bytes());
        let customer = Address { name: "三嶋 航太郎".into(), addr: CUSTOMER.into() };
        let mut tx = cx.desk.db.write().await.unwrap();
        let conversation_id = match conversation {
            Some(id) => id,
            None => {
                let new = conversations::NewConversation {
                    mailbox: self.mailbox,
                    subject: "納期",
                    customer: &customer,
                    class: Class::Open,
                    assignee: None,
                    at,
                    language: "ja",
                };
                conversations::create(&mut tx, &cx, &new).await.unwrap()
            }
        };
        let to = read.to.iter().map(|p| (PersonRole::To, Address { name: p.name.clone(), addr: p.addr.clone() }));
        let people = std::iter::once((PersonRole::From, customer.clone())).chain(to).collect();
        let new = messages::NewMessage {
            conversation_id,
            mailbox_id: self.mailbox,
            arrival_id: None,
            account_id: Some(self.account),
            author_id: None,
            direction: Direction::In,
            message_id: read.message_id.clone().unwrap(),
            from: customer,
            people,
            subject: read.subject.clone(),
            snippet: read.snippet.clone(),
            text: read.text.clone(),
            has_html: false,
            remote_pictures: false,
            file: stored.file,
            size: raw.len() as i64,
            at,
            sent_at: read.date,
            automatic: "no".into(),
            charset: read.charset.clone(),
            language: "ja".into(),
            invitation: None,
            attachments: messages::new_attachments(&read),
        };
        let message = messages::insert(&mut tx, &new).await.unwrap();
        let facts = conversations::MessageFacts {
            conversation: conversation_id,
            direction: Direction::In,
            at,
            automatic: false,
            snippet: &new.snippet,
            has_attachment: true,
            language: "ja",
        };
        conversations::on_message(&mut tx, &cx, &facts).await.unwrap();
        tx.commit().await.unwrap();
        (conversation_id, message)
    }

    pub async fn page(&self) -> ConversationView {
        conversations::open(&self.mina, self.conversation).await.unwrap()
    }

    pub async fn draft(&self, id: DraftId) -> DraftView {
        self.page().await.drafts.into_iter().find(|draft| draft.id == id).unwrap()
    }

    /// Kinds of the history, oldest first.
    pub async fn history(&self) -> Vec<EventKind> {
        let items = self.page().await.items;
        items.iter().filter_map(|item| if let Item::Event(event) = item { Some(event.kind) } else { None }).collect()
    }

    pub async fn messages(&self) -> Vec<domain::messages::MessageView> {
        let items = self.page().await.items;
        items.into_iter().filter_map(|item| if let Item::Message(message) = item { Some(message) } else { None }).collect()
    }

    pub fn content(&self, to: &str, text: &str) -> DraftContent {
        DraftContent {
            account_id: self.account,
            to: to.into(),
            cc: String::new(),
            bcc: String::new(),
            subject: "Re: 納期".into(),
            text: text.into(),
            html: None,
        }
    }

    pub async fn done(&self) {
        conversations::done(&self.mina, &[self.conversation]).await.unwrap();
    }
}

/// The refusal that a verb answered.
pub fn refused<T: std::fmt::Debug>(result: crate::Result<T>) -> Refused {
    match result {
        Err(crate::Error::Refused(refused)) => refused,
        other => std::panic::panic_any(format!("not refused: {other:?}")),
    }
}
