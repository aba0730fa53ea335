//! Finding a conversation by what one remembers of it: a piece of the subject, of the sender, or the number.

use super::sql;
use crate::{Cx, Result};
use domain::{
    fold::fold,
    palette::{FOUND_MAX, Found, NEWEST, TYPED_MAX},
};

/// The newest conversations that answer every word of `typed`, whatever its case, width or kana. It looks at the newest of
/// each mailbox only, so that it answers at once; a person with viewing `own` finds what is assigned to them.
pub async fn find(cx: &Cx, typed: &str) -> Result<Vec<Found>> {
    let person = cx.who.person()?.id;
    let typed: String = typed.chars().take(TYPED_MAX).collect();
    let wanted = fold(&typed);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = cx.desk.db.read().await?;
    let mut found = sql::newest_of_all(&mut tx, person, NEWEST).await?;
    found.retain(|one| answers(one, &wanted));
    found.truncate(FOUND_MAX);
    Ok(found)
}

fn answers(one: &Found, wanted: &[&str]) -> bool {
    let text = fold(&format!("{}\n{}\n{}", one.subject, one.customer_name, one.customer_addr));
    let number = one.number.to_string();
    wanted.iter().all(|word| text.contains(word) || word.strip_prefix('#').unwrap_or(word) == number)
}
