//! Signing in: passwords (argon2id), sessions in the database, invitations, throttling.

mod password;
mod sql;

pub use password::hash_password;

use crate::{Cx, Desk, Error, Result, db::Tx, users};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    access::{Person, Role, Who},
    auth::*,
    live::Event,
    users::UserState,
    *,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A page does not wait longer than this for its session to be prolonged.
const PROLONGED_WITHIN: std::time::Duration = std::time::Duration::from_secs(2);
/// Bytes of a mail address at most.
const EMAIL_MAX: usize = 254;

/// A new session: the token is the cookie's value and is kept nowhere else.
pub struct SignedIn {
    pub token: String,
    pub must_change_password: bool,
}

/// Who an invitation is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    pub name: String,
    pub email: String,
}

/// 256 random bits, URL-safe.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What the database keeps of a token: its SHA-256, hex.
pub fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// Opens a session. A wrong name and a wrong password are one answer and take the same time; every try is counted before
/// it is judged, so that parallel tries do not slip through.
pub async fn login(cx: &Cx, email: &str, password: &str, agent: &str) -> Result<SignedIn> {
    // Longer than any address can be (RFC 5321 section 4.5.3.1.3): nobody's, and not worth keeping as a try.
    if email.trim().len() > EMAIL_MAX {
        return Err(Error::Refused(Refused::BadCredentials));
    }
    let key = domain::fold::fold(email.trim());
    count_try(cx, &key).await?;

    let mut tx = cx.desk.db.read().await?;
    let account = sql::account(&mut tx, &key).await?;
    drop(tx);
    let hash = account.as_ref().filter(|a| a.state == UserState::Active).and_then(|a| a.password.clone());
    let fits = password::verify(password, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        return Err(Error::Refused(Refused::BadCredentials));
    };

    let mut tx = cx.desk.db.write().await?;
    sql::forget_tries(&mut tx, &key).await?;
    let token = open_session(&mut tx, cx, account.id, agent).await?;
    users::audit(&mut tx, cx, "sign-in", &format!("user {}", account.id), agent).await?;
    tx.commit().await?;
    Ok(SignedIn { token, must_change_password: account.must_change_password })
}

async fn count_try(cx: &Cx, key: &str) -> Result<()> {
    let since = cx.now.plus_minutes(-TRIES_WINDOW_MINUTES);
    let mut tx = cx.desk.db.write().await?;
    // Tries are counted one after the other: two transactions that do not see each other would both find room.
    sql::queue_up(&mut tx).await?;
    sql::sweep_tries(&mut tx, since).await?;
    sql::insert_try(&mut tx, cx.now, &cx.ip, key).await?;
    let (by_name, by_address, oldest) = sql::tries(&mut tx, &cx.ip, key, since).await?;
    tx.commit().await?;
    if by_name > TRIES_PER_NAME || by_address > TRIES_PER_ADDRESS {
        let until = oldest.unwrap_or(cx.now).plus_minutes(TRIES_WINDOW_MINUTES);
        let seconds = u32::try_from(until.ms_since(cx.now) / 1000 + 1).unwrap_or(1);
        return Err(Error::Refused(Refused::Throttled { seconds }));
    }
    Ok(())
}

pub(crate) async fn open_session(tx: &mut Tx, cx: &Cx, user: UserId, agent: &str) -> Result<String> {
    let token = random_token();
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    sql::insert_session(tx, &token_hash(&token), user, cx.now, cx.now.plus_days(SESSION_IDLE_DAYS), &cx.ip, &agent).await?;
    Ok(token)
}

/// Who holds this cookie, with the rights of this very moment; `None` when the session ended. A session in use is prolonged,
/// but never beyond [`SESSION_MAX_DAYS`].
pub async fn who(desk: &Arc<Desk>, token: &str, now: Moment) -> Result<Option<(Who, Me)>> {
    let mut tx = desk.db.read().await?;
    let Some(session) = sql::session(&mut tx, &token_hash(token), now).await? else { return Ok(None) };
    let grants = sql::grants(&mut tx, session.user_id).await?;
    let operates = sql::operates(&mut tx, session.user_id).await?;
    drop(tx);

    if now.ms_since(session.seen_at) > 60_000 {
        let latest = session.created_at.plus_days(SESSION_MAX_DAYS);
        let expires = now.plus_days(SESSION_IDLE_DAYS).min(latest);
        // On a full disk, or while somebody holds the database, people still read: the session is prolonged another time.
        if let Err(cause) = prolong(desk, &session, now, expires).await {
            tracing::warn!(%cause, "a session was not prolonged");
        }
    }

    let me = Me {
        id: session.user_id,
        name: session.name.clone(),
        email: session.email,
        language: session.language,
        zone: session.zone,
        admin: session.role == Role::Admin,
        operator: session.role == Role::Admin || !operates.is_empty(),
        must_change_password: session.must_change_password,
        single_keys: session.single_keys,
        toured: session.toured_at.is_some(),
    };
    let person =
        Person { id: session.user_id, name: session.name, role: session.role, grants, operates, must_change_password: session.must_change_password };
    Ok(Some((Who::Person(person), me)))
}

/// Somebody who is not here, with the rights of this very moment: for what the program does in their stead.
pub(crate) struct Absent {
    pub person: Person,
    pub name: String,
    pub email: String,
    pub language: Language,
}

/// `None` for whoever does not work here, or not yet.
pub(crate) async fn person(tx: &mut Tx, id: UserId) -> Result<Option<Absent>> {
    let Some((name, email, role, language)) = sql::active(tx, id).await? else { return Ok(None) };
    let (grants, operates) = (sql::grants(tx, id).await?, sql::operates(tx, id).await?);
    // What they get is no page: a password that has to be changed first keeps nothing from them.
    let person = Person { id, name: name.clone(), role, grants, operates, must_change_password: false };
    Ok(Some(Absent { person, name, email, language }))
}

async fn prolong(desk: &Desk, session: &sql::SessionRow, now: Moment, expires: Moment) -> anyhow::Result<()> {
    let prolonging = async {
        let mut tx = desk.db.write().await?;
        sql::prolong(&mut tx, session.session_id, now, expires).await?;
        tx.commit().await
    };
    Ok(tokio::time::timeout(PROLONGED_WITHIN, prolonging).await??)
}

pub async fn logout(cx: &Cx, token: &str) -> Result<()> {
    let mut tx = cx.desk.db.write().await?;
    sql::end_session_by_hash(&mut tx, &token_hash(token)).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn sessions(cx: &Cx, token: &str) -> Result<Vec<SessionView>> {
    let user = cx.who.person()?.id;
    let mut tx = cx.desk.db.read().await?;
    Ok(sql::sessions(&mut tx, user, &token_hash(token), cx.now).await?)
}

/// Ends one of one's own sessions.
pub async fn end_session(cx: &Cx, id: SessionId) -> Result<()> {
    let user = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    if sql::end_session(&mut tx, user, id).await? == 0 {
        return Err(Error::Refused(Refused::NotFound));
    }
    tx.commit().await?;
    cx.desk.live.publish(Event::SignedOut { user });
    Ok(())
}

pub async fn end_other_sessions(cx: &Cx, token: &str) -> Result<()> {
    let user = cx.who.person()?.id;
    let mut tx = cx.desk.db.write().await?;
    end_sessions_of(&mut tx, user, Some(token)).await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::SignedOut { user });
    Ok(())
}

/// Ends every session of a person but the one with `keep` as its token.
pub(crate) async fn end_sessions_of(tx: &mut Tx, user: UserId, keep: Option<&str>) -> Result<()> {
    sql::end_sessions(tx, user, &keep.map(token_hash).unwrap_or_default()).await?;
    Ok(())
}

/// Changes one's own password; every other session ends. The only verb that is open while a temporary password must be changed.
pub async fn change_password(cx: &Cx, token: &str, old: &str, new: &str) -> Result<()> {
    let Who::Person(person) = &cx.who else { return Err(Error::Refused(Refused::NotSignedIn)) };
    let mut tx = cx.desk.db.read().await?;
    let (email, hash) = sql::password(&mut tx, person.id).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    count_try(cx, &domain::fold::fold(&email)).await?;
    if !password::verify(old, hash).await? {
        return Err(Error::Refused(Refused::BadCredentials));
    }
    check_password(new, &email)?;
    if old == new {
        return Err(Error::Refused(Refused::Invalid { field: Field::Password, wrong: Wrong::Same }));
    }
    let hash = hash_password(new).await?;
    let mut tx = cx.desk.db.write().await?;
    users::set_password(&mut tx, cx, person.id, &hash).await?;
    sql::forget_tries(&mut tx, &domain::fold::fold(&email)).await?;
    end_sessions_of(&mut tx, person.id, Some(token)).await?;
    users::audit(&mut tx, cx, "change-password", &format!("user {}", person.id), "").await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::SignedOut { user: person.id });
    Ok(())
}

/// Takes away what has ended: sessions, invitation and reset links, tries that no longer count. Answers how many sessions and links.
///
/// # Errors
/// `NotAllowed` for anybody but the system and its administrators.
pub async fn sweep(cx: &Cx) -> Result<u64> {
    cx.who.may_administer()?;
    let mut tx = cx.desk.db.write().await?;
    let ended = sql::sweep_sessions(&mut tx, cx.now).await? + sql::sweep_invites(&mut tx, cx.now).await?;
    sql::sweep_tries(&mut tx, cx.now.plus_minutes(-TRIES_WINDOW_MINUTES)).await?;
    tx.commit().await?;
    Ok(ended)
}

pub async fn invite_view(cx: &Cx, token: &str) -> Result<Invited> {
    let mut tx = cx.desk.db.read().await?;
    let (_, name, email) = sql::invite(&mut tx, &token_hash(token), cx.now).await?.ok_or(Refused::LinkExpired)?;
    Ok(Invited { name, email })
}

/// Sets the password that an invited person chose. The link works once; sessions that were open end.
pub async fn accept_invite(cx: &Cx, token: &str, password: &str, agent: &str) -> Result<SignedIn> {
    let email = invite_view(cx, token).await?.email;
    check_password(password, &email)?;
    let hash = hash_password(password).await?;
    let mut tx = cx.desk.db.write().await?;
    let user = sql::use_invite(&mut tx, &token_hash(token), cx.now).await?.ok_or(Refused::LinkExpired)?;
    users::set_password(&mut tx, cx, user, &hash).await?;
    end_sessions_of(&mut tx, user, None).await?;
    let token = open_session(&mut tx, cx, user, agent).await?;
    users::audit(&mut tx, cx, "accept-invite", &format!("user {user}"), "").await?;
    tx.commit().await?;
    cx.desk.live.publish(Event::Settings);
    Ok(SignedIn { token, must_change_password: false })
}

#[cfg(test)]
mod tests;
