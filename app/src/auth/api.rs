//! Server functions of signing in. The forms work without the client: then they answer with a redirect.

use crate::{Failure, wire::Json};
use domain::{Language, SessionId, auth::SessionView};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{GetUrl, PostUrl};

/// Who an invitation is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    pub name: String,
    pub email: String,
}

/// Opens a session; answers where to go.
#[server(prefix = "/rpc", endpoint = "auth/login", input = PostUrl, output = Json)]
pub async fn login(email: String, password: String, #[server(default)] next: String) -> Result<String, Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    let signed_in = match backend::auth::login(&cx, &email, &password, &visit.agent).await {
        Ok(signed_in) => signed_in,
        Err(cause) => {
            crate::server_side::answer::remember_name(&email);
            return Err(cause.into());
        }
    };
    crate::server_side::answer::open(&visit, &signed_in.token);
    let path = if signed_in.must_change_password { "/password".to_owned() } else { local_path(&next).to_owned() };
    crate::server_side::answer::lead_to(&path);
    Ok(path)
}

/// Ends this session.
#[server(prefix = "/rpc", endpoint = "auth/logout", input = PostUrl, output = Json)]
pub async fn logout() -> Result<(), Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    if let Some(token) = &visit.token {
        backend::auth::logout(&cx, token).await?;
    }
    crate::server_side::answer::open(&visit, "");
    crate::server_side::answer::lead_to("/login");
    Ok(())
}

/// The language of the pages before signing in, kept in a cookie.
#[server(name = ChooseLanguage, prefix = "/rpc", endpoint = "auth/language", input = PostUrl, output = Json)]
pub async fn choose_language(language: Language) -> Result<(), Failure> {
    crate::server_side::answer::keep_language(language);
    Ok(())
}

/// Changes one's own password. Every other session ends.
#[server(prefix = "/rpc", endpoint = "auth/change-password", input = PostUrl, output = Json)]
pub async fn change_password(old: String, new: String) -> Result<(), Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    backend::auth::change_password(&cx, visit.token.as_deref().unwrap_or_default(), &old, &new).await?;
    crate::server_side::answer::lead_to("/");
    Ok(())
}

/// Who a link is for.
#[server(prefix = "/rpc", endpoint = "auth/invite-view", input = GetUrl, output = Json)]
pub async fn invite_view(token: String) -> Result<Invited, Failure> {
    let cx = crate::server_side::cx()?;
    let backend::auth::Invited { name, email } = backend::auth::invite_view(&cx, &token).await?;
    Ok(Invited { name, email })
}

/// Sets the password that an invited person chose, and signs them in.
#[server(prefix = "/rpc", endpoint = "auth/accept-invite", input = PostUrl, output = Json)]
pub async fn accept_invite(token: String, password: String) -> Result<(), Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    let signed_in = backend::auth::accept_invite(&cx, &token, &password, &visit.agent).await?;
    crate::server_side::answer::open(&visit, &signed_in.token);
    crate::server_side::answer::lead_to("/");
    Ok(())
}

/// One's own sessions. Also the shortest question whether one is still signed in.
#[server(prefix = "/rpc", endpoint = "auth/sessions", input = GetUrl, output = Json)]
pub async fn sessions() -> Result<Vec<SessionView>, Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    Ok(backend::auth::sessions(&cx, visit.token.as_deref().unwrap_or_default()).await?)
}

#[server(prefix = "/rpc", endpoint = "auth/end-session", input = Json, output = Json)]
pub async fn end_session(id: SessionId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::auth::end_session(&cx, id).await?)
}

#[server(prefix = "/rpc", endpoint = "auth/end-other-sessions", input = Json, output = Json)]
pub async fn end_other_sessions() -> Result<(), Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    Ok(backend::auth::end_other_sessions(&cx, visit.token.as_deref().unwrap_or_default()).await?)
}

/// `next` where it is a path of this site, else the first screen. A second slash, a backslash or a tab would let a browser
/// read another host in it.
pub fn local_path(next: &str) -> &str {
    let is_local = next.starts_with('/') && !next.starts_with("//") && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_local { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_paths_of_this_site_are_followed_after_signing_in() {
        for path in ["/", "/m/1/tray?status=2", "/m/1/tray?x=//y", "/settings/members"] {
            assert_eq!(local_path(path), path);
        }
        for elsewhere in [
            "",
            "m",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "/\t/evil.example",
            "https://evil.example",
            "/ /evil",
            "/日本",
            "javascript:alert(1)",
        ] {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
