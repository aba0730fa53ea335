//! Bulk mail: drafts and their audiences, the list of recipients, sending to one after the other, and what comes back.
//!
//! A recipient's row is their letter. What the mail is made of (text, values, link, date, Message-ID) is fixed before its first try,
//! and it is built from that at each try: a thousand copies of the same files are not kept.

mod audience;
mod checking;
mod files;
mod letters;
mod limits;
mod listing;
mod opt_out;
mod recurring;
mod redact;
mod reports;
mod send;
pub mod sender;
mod settle;
mod sql;
mod template;
mod traces;
mod view;
mod write;

pub(crate) use audience::names_group;
pub use audience::{forget_audience, keep_audience, read_file, save_audience, use_audience};
pub use checking::{approve, ask, give_back};
pub use files::{add_file, file, remove_file};
pub use limits::{limits, set_limits};
pub use listing::{errors_file, lines, list_recipients, preview, preview_html};
pub use opt_out::{lift_opt_out, opt_out, opt_out_view, opt_outs};
pub use recurring::repeat;
pub(crate) use redact::{count, redact};
pub(crate) use reports::{answered, returned};
pub use send::{cancel, pause, resend, resume, send, send_now_or_at, test, unschedule};
pub use template::insert_template;
pub use traces::traces;
pub use view::{desk, list, open};
pub use write::{create, remove, save};

use crate::{Cx, Error, Result, db::Tx, mailboxes};
use domain::{
    access::{Right, Viewing},
    live::Event,
    *,
};

/// The space that bulk mail belongs to, for whoever may see it.
async fn space(tx: &mut Tx, cx: &Cx) -> Result<SpaceId> {
    let space = mailboxes::known_first_space(tx).await?.ok_or(Refused::NotFound)?;
    cx.who.may_see_space(space)?;
    Ok(space)
}

/// A bulk mail exists for those who see its mailbox whole.
fn may_see(cx: &Cx, mailbox: MailboxId) -> Result<()> {
    match cx.who.viewing(mailbox)? {
        Viewing::All => Ok(()),
        Viewing::Own | Viewing::None => Err(Error::Refused(Refused::NotFound)),
    }
}

/// One that the person sees.
async fn seen(tx: &mut Tx, cx: &Cx, id: BulkMailId) -> Result<sql::Mail> {
    let mail = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    may_see(cx, mail.mailbox_id)?;
    Ok(mail)
}

/// One that the person may write and send, locked until the end of the transaction.
async fn written(tx: &mut Tx, cx: &Cx, id: BulkMailId) -> Result<sql::Mail> {
    sql::lock(tx, id).await?;
    let mail = seen(tx, cx, id).await?;
    cx.who.has(Right::Send, mail.mailbox_id)?;
    Ok(mail)
}

fn publish(cx: &Cx, mail: &sql::Mail) {
    cx.desk.live.publish(Event::Bulk { space: mail.space_id, id: mail.id });
}

#[cfg(test)]
mod tests;
