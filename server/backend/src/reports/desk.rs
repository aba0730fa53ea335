//! Everything that can be asked about, for the page.

use super::{conditions, note::Clock, sql};
use crate::{Cx, Result, fields, folders, mailboxes};
use domain::{
    access::Viewing,
    reports::{BookMenu, Day, ReportsBox, ReportsDesk},
    *,
};

/// The space with the mailboxes that the reader sees whole.
///
/// # Errors
/// [`Refused::NotFound`] for whoever sees nothing of the space.
pub async fn desk(cx: &Cx) -> Result<ReportsDesk> {
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    let clock = Clock::of(&mut tx, space).await?;
    let kept = conditions::of_space(&mut tx, space).await?;
    let may_operate = cx.who.may_operate(space).is_ok();
    let mut boxes = Vec::new();
    for (id, name, _) in sql::places::mailboxes(&mut tx, space).await? {
        if cx.who.viewing(id).is_ok_and(|viewing| viewing == Viewing::All) {
            boxes.push(ReportsBox {
                id,
                name,
                may_operate,
                people: mailboxes::people_in(&mut tx, id, cx.now).await?,
                folders: folders::tree(&mut tx, id).await?,
                menus: fields::of(&mut tx, id).await?.into_iter().filter(|field| field.kind.has_options()).collect(),
                conditions: kept.iter().filter(|condition| condition.mailbox == id).cloned().collect(),
            });
        }
    }
    let book_items = sql::places::book_items(&mut tx, space).await?;
    Ok(ReportsDesk {
        space,
        zone: clock.hours.zone.clone(),
        today: Day::at(cx.now, &clock.zone).0,
        mailboxes: boxes,
        log_items: sql::places::log_items(&mut tx, space).await?,
        book_items: book_items.into_iter().map(|(id, name, kind)| BookMenu { id, name, company: kind == "company" }).collect(),
    })
}
