//! People: members and admins, invitations, their own profile.

mod sql;

pub use crate::absence::is_absent;

use crate::{Cx, Error, Result, auth, db::Tx, mailboxes};
use domain::{
    access::Role,
    auth::INVITE_DAYS,
    live::Event,
    setup::InviteLink,
    users::{NewUser, Profile, UserState, UserView, check_email, check_name},
    *,
};

pub async fn list(cx: &Cx) -> Result<Vec<UserView>> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::list(&mut tx).await?)
}

/// Adds a person without a password and gives the link by which they choose one.
pub async fn invite(cx: &Cx, new: NewUser) -> Result<InviteLink> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let (_, link) = invite_in(&mut tx, cx, &new).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(link)
}

pub(crate) async fn invite_in(tx: &mut Tx, cx: &Cx, new: &NewUser) -> Result<(UserId, InviteLink)> {
    let id = insert(tx, cx, new, None, false, UserState::Invited).await?;
    Ok((id, link(tx, cx, id, new.name.clone(), new.email.clone()).await?))
}

/// A fresh link for somebody who lost theirs or forgot their password. Older links end at once.
pub async fn reinvite(cx: &Cx, id: UserId) -> Result<InviteLink> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let (name, email, _, state) = sql::find(&mut tx, id).await?.ok_or(Refused::NotFound)?;
    if state == UserState::Suspended {
        return Err(Error::Refused(Refused::NotAllowed));
    }
    let link = link(&mut tx, cx, id, name, email).await?;
    audit(&mut tx, cx, "invite", &format!("user {id}"), "").await?;
    tx.commit().await?;
    Ok(link)
}

async fn link(tx: &mut Tx, cx: &Cx, id: UserId, name: String, email: String) -> Result<InviteLink> {
    let token = auth::random_token();
    sql::end_invites(tx, id, cx.now).await?;
    sql::insert_invite(tx, id, &auth::token_hash(&token), cx.who.user_id(), cx.now, cx.now.plus_days(INVITE_DAYS)).await?;
    Ok(InviteLink { name, email, path: format!("/invite/{token}") })
}

pub async fn set_role(cx: &Cx, id: UserId, role: Role) -> Result<()> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    exists(&mut tx, id).await?;
    sql::set_role(&mut tx, id, role).await?;
    keep_an_admin(&mut tx).await?;
    audit(&mut tx, cx, "role", &format!("user {id}"), role.as_str()).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Suspends a person (every session and link ends at once) or lets them back in.
pub async fn set_state(cx: &Cx, id: UserId, state: UserState) -> Result<()> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    set_state_in(&mut tx, cx, id, state).await?;
    tx.commit().await?;
    if state == UserState::Suspended {
        cx.desk.live.publish(Event::SignedOut { user: id });
    }
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Suspends a person inside a larger deed. Who is signed out is to be told after its commit.
pub(crate) async fn suspend_in(tx: &mut Tx, cx: &Cx, id: UserId) -> Result<()> {
    set_state_in(tx, cx, id, UserState::Suspended).await
}

async fn set_state_in(tx: &mut Tx, cx: &Cx, id: UserId, state: UserState) -> Result<()> {
    let (_, _, has_password, _) = sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    let state = match state {
        UserState::Suspended => UserState::Suspended,
        _ if has_password => UserState::Active,
        _ => UserState::Invited,
    };
    sql::set_state(tx, id, state).await?;
    keep_an_admin(tx).await?;
    if state == UserState::Suspended {
        auth::end_sessions_of(tx, id, None).await?;
        sql::end_invites(tx, id, cx.now).await?;
    }
    audit(tx, cx, "state", &format!("user {id}"), state.as_str()).await
}

/// Makes a person operator of the first space, or takes that away.
pub async fn set_operator(cx: &Cx, id: UserId, operator: bool) -> Result<()> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    exists(&mut tx, id).await?;
    if operator {
        mailboxes::first_space(&mut tx, cx).await?;
        sql::add_operator(&mut tx, id).await?;
    } else {
        sql::remove_operator(&mut tx, id).await?;
    }
    rights_changed(&mut tx, id).await?;
    audit(&mut tx, cx, "operator", &format!("user {id}"), if operator { "yes" } else { "no" }).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

pub async fn profile(cx: &Cx) -> Result<Profile> {
    let id = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::profile(&mut tx, id).await?.ok_or(Refused::NotFound)?)
}

pub async fn save_profile(cx: &Cx, profile: &Profile) -> Result<()> {
    let id = cx.who.person()?.id;
    profile.check()?;
    check_zone(&profile.zone)?;
    let mut tx = cx.desk.db.write().await?;
    sql::save_profile(&mut tx, id, profile).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(())
}

/// Whether single keys do something by themselves, for this person on every device.
pub async fn set_single_keys(cx: &Cx, on: bool) -> Result<()> {
    let id = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    sql::set_single_keys(&mut tx, id, on).await?;
    tx.commit().await?;
    Ok(())
}

/// The person has seen the tour of the first day, or did not want to.
pub async fn tour_seen(cx: &Cx) -> Result<()> {
    let id = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    knows_the_way(&mut tx, id, cx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody has to show this person around.
pub(crate) async fn knows_the_way(tx: &mut Tx, id: UserId, at: Moment) -> Result<()> {
    sql::set_toured(tx, id, at).await?;
    Ok(())
}

/// The profile of somebody else, for what is done in their name (signature, undo time).
pub async fn profile_of(tx: &mut Tx, id: UserId) -> Result<Profile> {
    Ok(sql::profile(tx, id).await?.ok_or(Refused::NotFound)?)
}

/// The time zone of whoever chose none: that of the company.
pub(crate) async fn usual_zone(tx: &mut Tx) -> Result<String> {
    Ok(sql::defaults(tx).await?.1)
}

/// A time zone by its IANA name.
pub fn check_zone(zone: &str) -> Result<()> {
    jiff::tz::TimeZone::get(zone).map(drop).map_err(|_| Error::Refused(Refused::Invalid { field: Field::Zone, wrong: Wrong::Malformed }))
}

/// Adds a person with a password: the command line and the wizard.
pub async fn add(cx: &Cx, new: NewUser, password: &str, must_change: bool) -> Result<UserId> {
    cx.who.may_administer()?;
    domain::auth::check_password(password, &new.email)?;
    let hash = auth::hash_password(password).await?;
    let mut tx = cx.desk.db.write().await?;
    let id = insert(&mut tx, cx, &new, Some(&hash), must_change, UserState::Active).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn insert(tx: &mut Tx, cx: &Cx, new: &NewUser, password: Option<&str>, must_change: bool, state: UserState) -> Result<UserId> {
    check_name(&new.name, Field::Name)?;
    check_email(&new.email)?;
    let (language, zone) = sql::defaults(tx).await?;
    let id = sql::insert(tx, new, password, must_change, state, language, &zone, cx.now).await.map_err(|cause| {
        if crate::db::is_unique_violation(&cause) { Error::Refused(Refused::Taken { field: Field::Email }) } else { cause.into() }
    })?;
    audit(tx, cx, "add", &format!("user {id}"), &new.email).await?;
    Ok(id)
}

/// Sets a temporary password (command line); the person must change it at the next sign-in, and every session ends.
pub async fn reset_password(cx: &Cx, email: &str, password: &str) -> Result<()> {
    cx.who.may_administer()?;
    domain::auth::check_password(password, email)?;
    let hash = auth::hash_password(password).await?;
    let mut tx = cx.desk.db.write().await?;
    let id = sql::by_email(&mut tx, email).await?.ok_or(Refused::NotFound)?;
    sql::set_password(&mut tx, id, &hash, true).await?;
    sql::end_invites(&mut tx, id, cx.now).await?;
    auth::end_sessions_of(&mut tx, id, None).await?;
    audit(&mut tx, cx, "reset-password", &format!("user {id}"), "").await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::SignedOut { user: id });
    Ok(())
}

/// A password that the person chose. Links that would set another one end.
pub(crate) async fn set_password(tx: &mut Tx, cx: &Cx, id: UserId, hash: &str) -> Result<()> {
    sql::set_password(tx, id, hash, false).await?;
    sql::end_invites(tx, id, cx.now).await?;
    Ok(())
}

pub(crate) async fn exists(tx: &mut Tx, id: UserId) -> Result<()> {
    sql::find(tx, id).await?.ok_or(Refused::NotFound)?;
    Ok(())
}

/// Whether anybody is known yet: the wizard is open only before that.
pub(crate) async fn any(tx: &mut Tx) -> Result<bool> {
    Ok(sql::count(tx).await? > 0)
}

pub(crate) async fn rights_changed(tx: &mut Tx, id: UserId) -> Result<()> {
    sql::raise_version(tx, id).await?;
    Ok(())
}

async fn keep_an_admin(tx: &mut Tx) -> Result<()> {
    if sql::active_admins(tx).await? == 0 { Err(Error::Refused(Refused::LastAdmin)) } else { Ok(()) }
}

/// Who did what, when, from where. Never with a password or a mail's content.
pub(crate) async fn audit(tx: &mut Tx, cx: &Cx, action: &str, subject: &str, detail: &str) -> Result<()> {
    sql::insert_audit(tx, cx.now, cx.who.user_id(), &cx.ip, action, subject, detail).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
