//! Where a request goes: an address of the web, taken apart.

/// `https://host[:port]/path?query`. Without a user, a fragment, blanks or letters beyond ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub encrypted: bool,
    pub host: String,
    pub port: u16,
    /// Path and query, never empty.
    pub path: String,
}

const LONGEST: usize = 2_000;

impl Place {
    pub fn parse(url: &str) -> Option<Place> {
        if url.len() > LONGEST
            || !url.bytes().all(|byte| byte.is_ascii_graphic())
            || url.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}', '#'])
        {
            return None;
        }
        let (encrypted, rest) = match url.split_once("://")? {
            (scheme, rest) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            (scheme, rest) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            _ => return None,
        };
        let cut = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(cut);
        if authority.contains('@') {
            return None;
        }
        let (host, port) = match authority.strip_prefix('[') {
            Some(v6) => {
                let (inside, behind) = v6.split_once(']')?;
                inside.parse::<std::net::Ipv6Addr>().ok()?;
                (inside, behind.strip_prefix(':').or(behind.is_empty().then_some("")))
            }
            None => match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, Some("")),
            },
        };
        let port = match port? {
            "" => {
                if encrypted {
                    443
                } else {
                    80
                }
            }
            given => given.parse().ok().filter(|port| *port != 0)?,
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if host.is_empty() || host.len() > 253 || (!host.contains(':') && !host.chars().all(is_name)) {
            return None;
        }
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Some(Place { encrypted, host: host.to_ascii_lowercase(), port, path })
    }

    /// Host and, where it is not the usual one, port: as the `Host` field has it.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        if self.port == if self.encrypted { 443 } else { 80 } { host } else { format!("{host}:{}", self.port) }
    }

    /// Scheme, host and port: the audience of a signature (RFC 8292, 2).
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.encrypted { "https" } else { "http" }, self.authority())
    }
}
