//! Looks through the index, newest first and a stretch of documents at a time, and lets each candidate's own text say whether it
//! is a hit. Ends with a full page, at the end, or when it took long enough: then whoever asks can look on from there.

use super::{
    index::{self, BUCKET, Kind},
    plan::{Asks, Plan},
    sql::{self, Candidate},
};
use crate::{Cx, Error, Result, db::Tx};
use domain::{
    access::Target,
    search::{HitView, Older, PAGE, Place, Term, Within, folded, marked, passage},
    *,
};
use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

/// Candidates of one look: texts have up to 4 MB each.
const STEP: i64 = 24;
/// Buckets of the widest stretch that is asked about at once.
const WIDEST: i64 = 16;
/// How long one page may take.
const PATIENCE: Duration = Duration::from_millis(400);
/// Bytes of text that are read for one page.
const BYTES: usize = 64 * 1024 * 1024;

struct Found {
    document: i64,
    hit: HitView,
}

/// The hits of one page, and where to look on.
pub async fn find(tx: &mut Tx, cx: &Cx, plan: Arc<Plan>, older: Option<Older>) -> Result<(Vec<HitView>, Option<Older>)> {
    let (newest_message, newest_comment) = sql::newest(tx).await?;
    let below = |newest: i64, older: Option<i64>| older.map_or(newest + 1, |older| older.clamp(0, newest + 1));
    let mut messages = Stream::new(Kind::Messages, below(newest_message, older.map(|older| older.message.0)));
    let mut comments = Stream::new(Kind::Comments, below(newest_comment, older.map(|older| older.comment.0)));
    comments.ended |= !plan.concerns_comments();
    let mut effort = Effort { until: Instant::now() + PATIENCE, bytes: 0 };
    let mut hits: Vec<HitView> = Vec::new();
    loop {
        for stream in [&mut messages, &mut comments] {
            stream.advance(tx, cx, &plan, &mut effort).await?;
        }
        let later = match (messages.ready.front(), comments.ready.front()) {
            (Some(message), Some(comment)) if comment.hit.at > message.hit.at => &mut comments,
            (None, Some(_)) => &mut comments,
            (Some(_), _) => &mut messages,
            (None, None) => break,
        };
        let Some(id) = later.ready.front().map(|found| found.hit.id) else { break };
        let known = hits.iter().position(|hit| hit.id == id);
        if known.is_none() && hits.len() == PAGE {
            break;
        }
        match (known, later.ready.pop_front()) {
            (Some(known), Some(_)) => hits[known].more += 1,
            (None, Some(found)) => hits.push(found.hit),
            (_, None) => {}
        }
    }
    let place = Older { message: MessageId(messages.place()), comment: CommentId(comments.place()) };
    // Conversations by their newest hit: ids tell when a mail was taken in, which may be long after it came.
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.at), hit.id));
    Ok((hits, (!messages.is_done() || !comments.is_done()).then_some(place)))
}

/// What was spent on a page so far.
struct Effort {
    until: Instant,
    bytes: usize,
}

impl Effort {
    fn is_left(&self) -> bool {
        self.bytes < BYTES && Instant::now() < self.until
    }
}

/// The documents of one kind, from the newest on.
struct Stream {
    kind: Kind,
    /// Nothing from this id on is looked at any more.
    below: i64,
    /// Buckets of the next look.
    wide: i64,
    ready: VecDeque<Found>,
    ended: bool,
}

impl Stream {
    fn new(kind: Kind, below: i64) -> Stream {
        Stream { kind, below, wide: 1, ready: VecDeque::new(), ended: below <= 1 }
    }

    fn is_done(&self) -> bool {
        self.ended && self.ready.is_empty()
    }

    /// Where this stream is taken up again.
    fn place(&self) -> i64 {
        self.ready.front().map_or(if self.ended { 0 } else { self.below }, |found| found.document + 1)
    }

    /// Looks on until there is a hit.
    async fn advance(&mut self, tx: &mut Tx, cx: &Cx, plan: &Arc<Plan>, effort: &mut Effort) -> Result<()> {
        while self.ready.is_empty() && !self.ended && effort.is_left() {
            let lowest = (((self.below - 1) / BUCKET - self.wide + 1) * BUCKET).max(0);
            let rows = candidates(tx, self.kind, plan, lowest, self.below).await?;
            match rows.last().filter(|_| rows.len() as i64 == STEP) {
                Some(last) => self.below = last.document,
                None => {
                    self.below = lowest;
                    self.wide = (self.wide * 2).min(WIDEST);
                    self.ended = lowest == 0;
                }
            }
            effort.bytes += rows.iter().map(|row| row.text.len() + row.file_texts.len()).sum::<usize>();
            let seen = |row: &Candidate| cx.who.may_view(Target { mailbox_id: row.mailbox_id, assignee_id: row.assignee_id }).is_ok();
            let rows: Vec<Candidate> = rows.into_iter().filter(seen).collect();
            let (kind, plan) = (self.kind, plan.clone());
            // Texts are folded here, which is no work for the threads that answer everybody.
            let checked = tokio::task::spawn_blocking(move || rows.into_iter().filter_map(|row| check(kind, &plan, row)).collect());
            self.ready = checked.await.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("looking through mails")))?;
        }
        Ok(())
    }
}

async fn candidates(tx: &mut Tx, kind: Kind, plan: &Plan, lowest: i64, below: i64) -> Result<Vec<Candidate>> {
    let index = index::of(tx, kind);
    let has_comment = plan.has_comment.map_or(0, |has| if has { 1 } else { 2 });
    Ok(tx
        .query(index.candidates)
        .bind(plan.person)
        .bind((index.question)(&plan.wanted, lowest, below))
        .bind(lowest)
        .bind(below)
        .bind(plan.from)
        .bind(plan.until)
        .bind(plan.statuses.listed())
        .bind(plan.assignees.listed())
        .bind(plan.mailboxes.listed())
        .bind(has_comment)
        .bind(STEP)
        .bind(plan.pairs())
        .all()
        .await?)
}

/// Whether everything that is asked holds in the texts themselves; and how that looks.
fn check(kind: Kind, plan: &Plan, row: Candidate) -> Option<Found> {
    if plan.has_file.is_some_and(|wanted| wanted == row.files.is_empty()) {
        return None;
    }
    if !plan.fields.iter().all(|asks| asks.holds(&row.field_values)) {
        return None;
    }
    let body = if kind == Kind::Messages { Place::Body } else { Place::Comment };
    let sender = format!("{} {}", row.writer, row.address);
    let mut parts: Vec<(Place, String)> = vec![(body, folded(&row.text))];
    if kind == Kind::Messages {
        let others = [
            (Place::Subject, &row.subject),
            (Place::Sender, &sender),
            (Place::Recipients, &row.recipients),
            (Place::File, &row.files),
            (Place::FileText, &row.file_texts),
        ];
        parts.extend(others.map(|(place, text)| (place, folded(text))));
    }
    let mut places: Vec<Place> = Vec::new();
    for Asks { not, within, term } in &plan.texts {
        let stands: Vec<Place> =
            parts.iter().filter(|(place, text)| concerns(*within, *place) && term.is_in(text)).map(|(place, _)| *place).collect();
        if stands.is_empty() != *not {
            return None;
        }
        places.extend(stands);
    }
    places.sort_unstable();
    places.dedup();
    Some(Found { document: row.document, hit: shown(kind, plan, row, places) })
}

fn concerns(within: Within, place: Place) -> bool {
    match within {
        Within::Anywhere => true,
        Within::Sender => place == Place::Sender,
        Within::Recipients => place == Place::Recipients,
        Within::Subject => place == Place::Subject,
    }
}

fn shown(kind: Kind, plan: &Plan, row: Candidate, places: Vec<Place>) -> HitView {
    let of =
        |place: Place| -> Vec<&Term> { plan.texts.iter().filter(|asks| !asks.not && concerns(asks.within, place)).map(|asks| &asks.term).collect() };
    let subject = if kind == Kind::Messages { of(Place::Subject) } else { Vec::new() };
    let writer = if row.writer.is_empty() { &row.address } else { &row.writer };
    let text = passage(&row.text, &of(if kind == Kind::Messages { Place::Body } else { Place::Comment }))
        .or_else(|| passage(&row.files, &of(Place::File)))
        .or_else(|| passage(&row.file_texts, &of(Place::FileText)))
        .or_else(|| passage(&row.recipients, &of(Place::Recipients)))
        // The address, where the name that is shown holds nothing.
        .or_else(|| passage(&row.address, &of(Place::Sender)).filter(|_| !row.writer.is_empty()))
        .unwrap_or_else(|| marked(&row.snippet, &[]));
    HitView {
        id: row.conversation_id,
        mailbox_id: row.mailbox_id,
        subject: marked(&row.subject, &subject),
        status_id: row.status_id,
        class: row.class,
        assignee_name: row.assignee_name,
        comments: row.comments,
        has_attachment: row.has_attachment,
        message_id: (kind == Kind::Messages).then_some(MessageId(row.document)),
        writer: marked(writer, &if kind == Kind::Messages { of(Place::Sender) } else { Vec::new() }),
        at: row.at,
        passage: text,
        places,
        language: row.language,
        more: 0,
        address: row.address,
    }
}
