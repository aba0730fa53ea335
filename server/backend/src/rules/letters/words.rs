//! The reserved words of a letter by rule. Nobody reads it before it goes out: a word whose value nobody knows is left out, and
//! what a stranger calls themselves stands in it only where it is no more than a name.

use super::super::sql::{Noted, Place};
use crate::{Cx, Result, reserved};
use domain::{
    addresses::Address,
    fold::fold,
    reserved::{Around, Place as Where, Recipient, Word, fill, is_harmless_name},
    rules::LetterKind,
};

/// The letter with its words filled. A mail that is passed on says what it said.
pub async fn filled(cx: &Cx, letter: &Noted, place: &Place) -> Result<Noted> {
    let has_words = letter.text.contains('%') || letter.subject.contains('%');
    if letter.kind == LetterKind::Forward || !has_words {
        return Ok(letter.clone());
    }
    let mut tx = cx.desk.db.read().await?;
    let writing = reserved::Writing { mailbox: letter.mailbox_id, agent: place.assignee_id, subject: &place.subject, language: &place.language };
    let around = reserved::around(&mut tx, cx, &writing).await?;
    // Whoever asks for answers elsewhere may be somebody else than who wrote.
    let is_sender = fold(&place.from_addr) == letter.addr_key && is_harmless_name(&place.from_name);
    let name = if is_sender { place.from_name.clone() } else { String::new() };
    let recipient = reserved::recipient(&mut tx, letter.mailbox_id, &Address { name, addr: letter.addr.clone() }).await?;
    let value = |word: &Word| known(&around, &recipient, word);
    let subject = fill(&letter.subject, Where::Header, value).text;
    let text = fill(&letter.text, Where::Text, value).text;
    Ok(Noted { subject, text, ..letter.clone() })
}

fn known(around: &Around, recipient: &Recipient, word: &Word) -> Option<String> {
    Some(around.value(Some(recipient), word).unwrap_or_default())
}
