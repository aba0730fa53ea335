//! The first-run wizard: everything it gathered, in one transaction, once.

mod sql;

use crate::{Cx, Error, Result, accounts, auth, auth::SignedIn, mailboxes, users};
use domain::{
    access::Role,
    live::Event,
    mailboxes::GrantView,
    setup::{InviteLink, SetupForm},
    users::{NewUser, UserState, check_name},
    *,
};

/// Whether the wizard is still open: as long as nobody is known.
pub async fn needed(cx: &Cx) -> Result<bool> {
    let mut tx = cx.desk.db.read().await?;
    Ok(!users::any(&mut tx).await?)
}

/// The company's name, for the frame; empty before set-up.
pub async fn company(cx: &Cx) -> Result<String> {
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::setting(&mut tx, "company").await?.unwrap_or_default())
}

/// Founds the desk: company, administrator, first mailbox, its account, members with their invitations. Refused for ever after
/// (security class 23), also to a second one that comes at the same instant.
pub async fn found(cx: &Cx, form: &SetupForm, agent: &str) -> Result<(SignedIn, Vec<InviteLink>)> {
    // Asked first: hashing a password costs time, which nobody is given for nothing.
    if !needed(cx).await? {
        return Err(Error::Refused(Refused::AlreadySetUp));
    }
    check(form)?;
    let founding = &form.founding;
    let hash = auth::hash_password(&founding.admin_password).await?;

    let mut tx = cx.desk.db.write().await?;
    // The primary key of this row is what lets only one of two founders in.
    if sql::claim(&mut tx).await? == 0 || users::any(&mut tx).await? {
        return Err(Error::Refused(Refused::AlreadySetUp));
    }
    sql::put_setting(&mut tx, "company", founding.company.trim()).await?;
    sql::put_setting(&mut tx, "language", founding.language.as_str()).await?;
    sql::put_setting(&mut tx, "zone", &founding.zone).await?;
    let system = Cx { who: domain::access::Who::System, ..cx.clone() };
    let admin = NewUser { name: founding.admin_name.clone(), email: founding.admin_email.clone(), role: Role::Admin };
    let admin = users::insert(&mut tx, &system, &admin, Some(&hash), false, UserState::Active).await?;
    let mailbox = mailboxes::create_in(&mut tx, &system, &form.mailbox).await?;
    let mut people = vec![admin];
    let mut links = Vec::new();
    for member in &form.members {
        let (id, link) = users::invite_in(&mut tx, &system, member).await?;
        people.push(id);
        links.push(link);
    }
    for user in people {
        let all = GrantView {
            mailbox_id: mailbox,
            user_id: user,
            user_name: String::new(),
            viewing: domain::access::Viewing::All,
            editing: true,
            sending: true,
            deleting: true,
        };
        mailboxes::put_grant_in(&mut tx, &all).await?;
    }
    if let Some(account) = &form.account {
        accounts::create_in(&mut tx, &system, mailbox, account).await?;
    }
    let token = auth::open_session(&mut tx, cx, admin, agent).await?;
    users::audit(&mut tx, cx, "set-up", "desk", &founding.company).await?;
    tx.commit().await?;
    cx.desk.wake.fetch.notify_one();
    cx.desk.live.publish(Event::Settings);
    Ok((SignedIn { token, must_change_password: false }, links))
}

fn check(form: &SetupForm) -> Result<()> {
    check_name(&form.founding.company, Field::Company)?;
    check_name(&form.founding.admin_name, Field::Name)?;
    users::check_zone(&form.founding.zone)?;
    domain::users::check_email(&form.founding.admin_email)?;
    domain::auth::check_password(&form.founding.admin_password, &form.founding.admin_email)?;
    check_name(&form.mailbox, Field::Mailbox)?;
    if let Some(account) = &form.account {
        account.check()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
