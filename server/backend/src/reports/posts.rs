//! One mail of a report to one reader: counted with the reader's own rights when it goes out, written, and noted.

use super::{
    ask, desk,
    paper::{Post, Written},
    picture, sql, xlsx,
};
use crate::{Cx, Error, Result, auth, notifications};
use domain::{
    access::Who,
    notifications::{About, Kind},
    reports::{Day, PostState},
    *,
};
use jiff::tz::TimeZone;
use mail::{compose::OutgoingFile, read::Person};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What there is to send.
pub(crate) struct Letter {
    pub to: Person,
    pub date: Moment,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub files: Vec<OutgoingFile>,
}

pub(crate) enum Ready {
    Letter(Box<Letter>),
    /// It came to an end before, or does now: the state and what to say of it.
    Over(PostState, String),
}

/// What a mail says to its reader, as they see it at this hour. `domain`: of the addresses of its pictures.
pub(crate) async fn ready(cx: &Cx, id: ReportPostId, domain: &str) -> Result<Ready> {
    let mut tx = cx.desk.db.read().await?;
    let Some(post) = sql::schedules::post(&mut tx, id).await? else { return Ok(Ready::Over(PostState::Sent, String::new())) };
    if post.state != PostState::Waiting {
        return Ok(Ready::Over(post.state, String::new()));
    }
    if post.handed_at.is_some() {
        // A copy of the program died while the server had all of it: it may be out.
        return Ok(Ready::Over(PostState::Unsure, String::new()));
    }
    let Some(schedule) = sql::schedules::find(&mut tx, post.schedule_id).await? else { return Ok(Ready::Over(PostState::Sent, String::new())) };
    let Some(reader) = auth::person(&mut tx, post.user_id).await? else { return Ok(Ready::Over(PostState::NoRight, String::new())) };
    drop(tx);
    // Figures of the hour for which it was made, however often it is tried.
    let own = Cx { who: Who::Person(reader.person), now: post.due_at, ..cx.clone() };
    match written(&own, &schedule, &reader.name, reader.language).await {
        Ok(written) => {
            let to = Person { name: reader.name, addr: reader.email };
            Ok(Ready::Letter(Box::new(letter(written, id, to, post.due_at, domain)?)))
        }
        Err(Error::Refused(Refused::ConditionGone)) => Ok(Ready::Over(PostState::ConditionGone, String::new())),
        // Of what they do not see there is nothing to tell.
        Err(Error::Refused(refused)) => Ok(Ready::Over(PostState::NoRight, refused.to_string())),
        Err(failed) => Err(failed),
    }
}

async fn written(own: &Cx, schedule: &sql::schedules::Row, reader: &str, language: Language) -> Result<Written> {
    let desk = desk(own).await?;
    let paper = own.desk.paper;
    let mut answers = Vec::new();
    for question in (paper.questions)(&schedule.address, &desk) {
        answers.push(ask(own, &question).await?);
    }
    if answers.is_empty() {
        return Err(Error::Refused(Refused::NotFound));
    }
    let made = Day::minutes(own.now, &TimeZone::get(&desk.zone).unwrap_or(TimeZone::UTC));
    let base = &own.desk.limits.outward.public_url;
    let post = Post { name: &schedule.name, address: &schedule.address, desk: &desk, answers: &answers, reader, language, made, base };
    Ok((paper.written)(&post))
}

fn letter(written: Written, id: ReportPostId, to: Person, date: Moment, domain: &str) -> Result<Letter> {
    let Written { subject, text, mut html, pictures, book, file } = written;
    let mut files = Vec::with_capacity(pictures.len() + 1);
    for (name, drawn) in pictures {
        let content_id = format!("{name}.{id}@{domain}");
        html = html.replace(&format!("cid:{name}\""), &format!("cid:{content_id}\""));
        let bytes = picture::png(&drawn)?;
        files.push(OutgoingFile { name: format!("{name}.png"), kind: "image/png".to_owned(), bytes, content_id: Some(content_id) });
    }
    files.push(OutgoingFile { name: file, kind: XLSX.to_owned(), bytes: xlsx(&book)?, content_id: None });
    Ok(Letter { to, date, subject, text, html, files })
}

/// On record before the mail can be out.
///
/// # Errors
/// When another copy took it over meanwhile, or when the database fails: the mail is not sent then.
pub(crate) async fn handed(cx: &Cx, id: ReportPostId) -> anyhow::Result<()> {
    let mut tx = cx.desk.db.write().await?;
    anyhow::ensure!(sql::schedules::handed(&mut tx, id, cx.now).await? == 1, "another copy took it over");
    tx.commit().await?;
    Ok(())
}

/// Notes what became of it. The owner hears of what somebody did not get.
pub(crate) async fn settled(cx: &Cx, id: ReportPostId, state: PostState, answer: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    let Some(post) = sql::schedules::post(&mut tx, id).await? else { return Ok(()) };
    let changed = sql::schedules::settle(&mut tx, id, state, answer, cx.now).await?;
    let mut told = vec![];
    if let Some(schedule) = sql::schedules::find(&mut tx, post.schedule_id).await?.filter(|_| changed > 0 && state.is_trouble()) {
        let who = sql::schedules::reader_name(&mut tx, post.user_id).await?;
        told = notifications::tell_about(&mut tx, cx, Kind::Report, &[schedule.owner_id], (About::Report, schedule.id.0), &who).await?;
    }
    tx.commit().await?;
    notifications::told(cx, &told);
    Ok(())
}
