//! Bulk mail: whom it is for, what they get, that everybody gets it once, and what comes back.

mod after;
mod checked;
mod formatted;
mod listing;
mod repeating;
mod sending;
mod told;

use super::{sender::deliver_due, *};
use crate::{
    book,
    drafts::{
        self,
        fixture::{Desk, refused},
    },
    each_engine,
    outbox::{
        scripted::{Manner, Server},
        sender::Clock,
    },
    testing::{NOW, TestDesk, stranger},
};
use domain::bulk::{
    BulkContent, BulkState, BulkView, Exclusion, RecipientState, Shown,
    audience::{Audience, Condition, Subject, Test},
    limits::BulkLimits,
};
use std::sync::Arc;

const SPACE: SpaceId = SpaceId(1);

fn at(moment: Moment) -> Clock {
    Arc::new(move || moment)
}

impl Desk {
    /// As fast as the server takes them.
    async fn hurries(&self) {
        self.limited(BulkLimits { per_minute: 0, ..BulkLimits::default() }).await;
    }

    async fn limited(&self, limits: BulkLimits) {
        set_limits(&self.test.system(), &limits).await.unwrap();
    }

    fn bulk_content(&self, subject: &str, text: &str) -> BulkContent {
        BulkContent { account_id: Some(self.account), subject: subject.into(), text: text.into(), html: None }
    }

    /// A draft for the lines of a file.
    async fn bulk_to(&self, csv: &str) -> BulkMailId {
        self.bulk_with(csv, "%Company% 様 ご案内", "%Customer% 様\n\nご案内です。").await
    }

    async fn bulk_with(&self, csv: &str, subject: &str, text: &str) -> BulkMailId {
        let id = create(&self.mina).await.unwrap();
        let version = save(&self.mina, id, 1, self.bulk_content(subject, text)).await.unwrap();
        read_file(&self.mina, id, version, "members.csv", csv.as_bytes()).await.unwrap();
        id
    }

    async fn bulk(&self, id: BulkMailId) -> BulkView {
        open(&self.mina, id).await.unwrap()
    }

    /// Looked at and sent.
    async fn bulk_sends(&self, id: BulkMailId) {
        list_recipients(&self.mina, id).await.unwrap();
        send(&self.mina, id, self.bulk(id).await.version, None).await.unwrap();
    }

    async fn bulk_delivers(&self, now: Moment) {
        deliver_due(&self.mina.desk, &at(now)).await.unwrap();
    }

    async fn bulk_states(&self, id: BulkMailId) -> Vec<(String, RecipientState)> {
        let all = lines(&self.mina, id, Shown::Recipients, 0).await.unwrap();
        all.into_iter().map(|line| (line.addr, line.state)).collect()
    }

    async fn left_out(&self, id: BulkMailId) -> Vec<(String, Option<Exclusion>)> {
        let all = lines(&self.mina, id, Shown::Excluded, 0).await.unwrap();
        all.into_iter().map(|line| (line.addr, Exclusion::parse(&line.reason))).collect()
    }

    /// A person of the address book, with a company and an address where they are given.
    async fn contact(&self, name: &str, company: Option<CompanyId>, addr: &str) -> ContactId {
        self.contact_at(NOW, name, company, addr).await
    }

    async fn contact_at(&self, at: Moment, name: &str, company: Option<CompanyId>, addr: &str) -> ContactId {
        let mut tx = self.mina.desk.db.write().await.unwrap();
        let id = book::insert_contact(&mut tx, SPACE, company, name, "購買部", at).await.unwrap();
        if !addr.is_empty() {
            book::add_address(&mut tx, SPACE, id, addr).await.unwrap();
        }
        tx.commit().await.unwrap();
        id
    }

    async fn company(&self, name: &str) -> CompanyId {
        let mut tx = self.mina.desk.db.write().await.unwrap();
        let id = book::insert_company(&mut tx, SPACE, name, "", NOW).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// The link of opting out in a mail.
fn link_in(mail: &str) -> String {
    let (_, rest) = mail.split_once("List-Unsubscribe: <").unwrap();
    rest.split_once('>').unwrap().0.rsplit('/').next().unwrap().to_owned()
}

fn message_id_in(mail: &str) -> String {
    mail::read::read(mail.as_bytes()).message_id.unwrap()
}
