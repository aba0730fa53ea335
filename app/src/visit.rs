//! What the server knows of one request besides who asks: given to pages and server functions as contexts.

use domain::Language;

/// The request as pages and server functions need it.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// The session's token, from the cookie.
    pub token: Option<String>,
    /// The browser's own description of itself.
    pub agent: String,
    /// Whether cookies may be marked Secure (the public address is https, or localhost).
    pub secure: bool,
    /// From `Accept-Language`; a signed-in person's own choice goes before it.
    pub language: Option<Language>,
    /// The practice company: a banner says so.
    pub practice: bool,
    pub company: String,
}

impl Visit {
    /// The cookie that carries the session. The prefix makes browsers insist on Secure and on this host (RFC 6265bis section 4.1.3).
    pub fn cookie_name(&self) -> &'static str {
        if self.secure { "__Host-madoguchi" } else { "madoguchi" }
    }

    /// The `Set-Cookie` value that opens a session; an empty token ends it.
    pub fn set_cookie(&self, token: &str) -> String {
        let name = self.cookie_name();
        let secure = if self.secure { "; Secure" } else { "" };
        let age = if token.is_empty() { 0 } else { domain::auth::SESSION_MAX_DAYS * 24 * 60 * 60 };
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
    }
}
