//! Figures are what happened, and every number is the list that it opens.

mod brute;
mod conditions;
mod deeds;
mod leftover;
mod made_up;
mod mails;
mod past;
mod rights;
mod story;

use super::*;
use crate::{
    Cx, Error, Result, conversations, each_engine, fields, folders, hours, messages,
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    addresses::Address,
    conversations::Change,
    fields::{FieldForm, Kind, OptionForm},
    hours::{Hours, PaceForm},
    messages::Direction,
    reports::*,
    statuses::{Class, Color},
    *,
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

/// A desk on the clocks of Berlin, where an hour comes twice in October.
struct World {
    desk: TestDesk,
    mailbox: MailboxId,
    mina: Cx,
    toru: Cx,
}

const SPACE: SpaceId = SpaceId(1);

impl World {
    async fn new(desk: TestDesk) -> World {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let hours = Hours { holidays: false, ..Hours::usual("Europe/Berlin") };
        let pace = PaceForm { first_answer: Some(480), ..PaceForm::default() };
        hours::save(&desk.system(), mailbox, &pace, &hours).await.unwrap();
        World { desk, mailbox, mina, toru }
    }

    fn system(&self, at: Moment) -> Cx {
        Cx { now: at, ..self.desk.system() }
    }

    /// A customer writes, and begins a conversation where none is named.
    async fn mail(&self, at: Moment, mailbox: MailboxId, id: Option<ConversationId>, from: &str) -> (ConversationId, MessageId) {
        let cx = self.system(at);
        let customer = Address { name: String::new(), addr: from.to_owned() };
        let mut tx = cx.desk.db.write().await.unwrap();
        let id = match id {
            Some(id) => id,
            None => {
                let new = conversations::NewConversation {
                    mailbox,
                    subject: "納期の件",
                    customer: &customer,
                    class: Class::Open,
                    assignee: None,
                    at,
                    language: "",
                };
                let id = conversations::create(&mut tx, &cx, &new).await.unwrap();
                conversations::record(&mut tx, &cx, id, domain::conversations::EventKind::Arrived, "", "").await.unwrap();
                id
            }
        };
        let message = insert(&mut tx, &cx, mailbox, id, Direction::In, None, &customer).await;
        received(&mut tx, &cx, message).await.unwrap();
        tx.commit().await.unwrap();
        (id, message)
    }

    /// Somebody answers, and it goes out.
    async fn answer(&self, at: Moment, by: &Cx, mailbox: MailboxId, id: ConversationId) -> MessageId {
        let cx = Cx { now: at, ..by.clone() };
        let mut tx = cx.desk.db.write().await.unwrap();
        let (waited,): (Option<Moment>,) = tx.query("select waiting_since from conversations where id = $1").bind(id).one().await.unwrap();
        let us = Address { name: String::new(), addr: "us@desk.example".into() };
        let message = insert(&mut tx, &cx, mailbox, id, Direction::Out, cx.who.user_id(), &us).await;
        went_out(&mut tx, &cx, message, waited).await.unwrap();
        tx.commit().await.unwrap();
        message
    }

    async fn change(&self, at: Moment, by: &Cx, id: ConversationId, change: Change) {
        conversations::change(&Cx { now: at, ..by.clone() }, &[(id, None)], &change).await.unwrap();
    }

    async fn done(&self, at: Moment, by: &Cx, id: ConversationId) {
        conversations::done(&Cx { now: at, ..by.clone() }, &[id]).await.unwrap();
    }

    /// Everything behind the deeds.
    async fn settle(&self, at: Moment) {
        while step(&self.system(at)).await.unwrap() {}
        let checked = check(&self.system(at)).await.unwrap();
        assert_eq!(checked.wrong, Vec::<String>::new());
    }

    async fn ask(&self, at: Moment, question: &Question) -> Answer {
        ask(&Cx { now: at, ..self.mina.clone() }, question).await.unwrap()
    }

    /// The totals of some figures of a period.
    async fn totals(&self, at: Moment, period: Period, measures: &[Measure]) -> Vec<Option<i64>> {
        self.ask(at, &Question::of(SPACE, measures, Axis::All, period)).await.totals
    }
}

async fn insert(
    tx: &mut crate::db::Tx,
    cx: &Cx,
    mailbox_id: MailboxId,
    conversation: ConversationId,
    direction: Direction,
    author_id: Option<UserId>,
    from: &Address,
) -> MessageId {
    let new = messages::NewMessage {
        conversation_id: conversation,
        mailbox_id,
        arrival_id: None,
        account_id: None,
        author_id,
        direction,
        message_id: String::new(),
        from: from.clone(),
        people: vec![(domain::messages::PersonRole::From, from.clone())],
        subject: "納期の件".into(),
        snippet: String::new(),
        text: "text".into(),
        has_html: false,
        remote_pictures: false,
        file: "none".into(),
        size: 1,
        at: cx.now,
        sent_at: None,
        automatic: "no".into(),
        charset: "us-ascii".into(),
        language: String::new(),
        invitation: None,
        attachments: vec![],
    };
    let message = messages::insert(tx, &new).await.unwrap();
    let facts =
        conversations::MessageFacts { conversation, direction, at: cx.now, automatic: false, snippet: "", has_attachment: false, language: "" };
    conversations::on_message(tx, cx, &facts).await.unwrap();
    message
}

/// Every item of a number, page by page; no page is longer than it may be.
async fn all_behind(cx: &Cx, question: &Question, cell: &Cell) -> Vec<Item> {
    let (mut all, mut place): (Vec<Item>, _) = (Vec::new(), None);
    loop {
        let page = behind(cx, question, cell, place).await.unwrap();
        assert!(page.items.len() <= PAGE);
        all.extend(page.items);
        match page.next {
            Some(next) => place = Some(next),
            None => return all,
        }
    }
}

/// A moment on the clocks of Berlin.
fn berlin(text: &str) -> Moment {
    let civil: jiff::civil::DateTime = text.parse().unwrap();
    Moment(civil.in_tz("Europe/Berlin").unwrap().timestamp().as_millisecond())
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
