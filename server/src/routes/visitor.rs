//! Who visits: session cookie → person and rights, the address that is believed, and where pages send somebody who is not ready.

use super::Shared;
use app::Visit;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::{Cx, auth, cx, once, setup};
use domain::{Language, access::Who, auth::Me};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// Says in every answer who is signed in: the service worker keeps what it sees for that person only (security class 34).
const PERSON: HeaderName = HeaderName::from_static("x-person");

/// One request's visitor, in its extensions.
#[derive(Clone)]
pub struct Visitor {
    pub cx: Cx,
    pub me: Option<Me>,
    pub visit: Visit,
}

pub async fn known(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let ip = client_address(peer, headers, &shared.config.trusted_proxies);
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut visit = Visit {
        secure: shared.config.secure_cookies(),
        agent: text(header::USER_AGENT).to_owned(),
        language: Some(Language::preferred(text(header::ACCEPT_LANGUAGE))),
        practice: shared.practice,
        ..Visit::default()
    };
    visit.token = cookie(text(header::COOKIE), visit.cookie_name());

    let now = cx::now();
    let key = Some(text(HeaderName::from_static("idempotency-key"))).filter(|key| once::is_key(key)).map(str::to_owned);
    let mut cx = Cx { who: Who::Nobody, now, ip: ip.map(|ip| ip.to_string()).unwrap_or_default(), key, desk: shared.desk.clone(), rule: None };
    let mut me = None;
    if let Some(token) = &visit.token {
        match auth::who(&shared.desk, token, now).await {
            Ok(Some((who, person))) => (cx.who, me) = (who, Some(person)),
            Ok(None) => {}
            Err(cause) => {
                tracing::error!(%cause, "a session could not be read");
                return super::health::unavailable();
            }
        }
    }
    if is_page(&request) {
        match elsewhere(&cx, me.as_ref(), request.uri()).await {
            Ok(Some(path)) => return Redirect::to(&path).into_response(),
            Ok(None) => {}
            Err(cause) => {
                tracing::error!(%cause, "the state of set-up could not be read");
                return super::health::unavailable();
            }
        }
        visit.company = setup::company(&cx).await.unwrap_or_default();
    }
    let person = me.as_ref().map(|me| HeaderValue::from(me.id.0));
    request.extensions_mut().insert(Visitor { cx, me, visit });
    let mut response = next.run(request).await;
    if let Some(person) = person {
        response.headers_mut().insert(PERSON, person);
    }
    response
}

/// A page that a person opens, as opposed to a file, a server function or a stream.
fn is_page(request: &Request) -> bool {
    let path = request.uri().path();
    let last = path.rsplit('/').next().unwrap_or_default();
    request.method() == Method::GET
        && !last.contains('.')
        && !["/rpc/", "/events", "/mail/", "/drafts/", "/files/", "/quarantine/", "/export/", "/import/", "/log-files/"]
            .iter()
            .any(|start| path.starts_with(start))
}

/// Where somebody who is not ready for this page goes first.
async fn elsewhere(cx: &Cx, me: Option<&Me>, uri: &http::Uri) -> backend::Result<Option<String>> {
    let path = uri.path();
    Ok(match me {
        Some(me) if me.must_change_password => (path != "/password").then(|| "/password".into()),
        Some(_) => matches!(path, "/login" | "/setup").then(|| "/".into()),
        None if path.starts_with("/invite/") || path.starts_with("/unsubscribe/") => None,
        None if setup::needed(cx).await? => (path != "/setup").then(|| "/setup".into()),
        None if path == "/login" => None,
        None => Some(format!("/login?next={}", escape(uri.path_and_query().map_or("/", |p| p.as_str())))),
    })
}

fn escape(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() || b"-_.~/".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn cookie(header: &str, name: &str) -> Option<String> {
    header
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The address of the client: the peer, or what the nearest untrusted hop is said to be by proxies that are named in the configuration.
fn client_address(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let canonical = |ip: IpAddr| ip.to_canonical();
    let is_trusted = |ip: IpAddr| trusted.iter().any(|net| net.contains(&ip));
    let mut address = canonical(peer?);
    if !is_trusted(address) {
        return Some(address);
    }
    let hops: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        let Some(ip) = hop_address(hop) else { break };
        address = canonical(ip);
        if !is_trusted(address) {
            break;
        }
    }
    Some(address)
}

/// A hop as proxies write it: an address, in brackets or not, with a port or without.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = || hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop).parse().ok();
    bare().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|t| t.parse().unwrap()).collect();
        client_address(Some(peer.parse().unwrap()), &headers, &trusted).unwrap().to_string()
    }

    #[test]
    fn a_forged_forwarded_header_is_believed_from_nobody_but_named_proxies() {
        assert_eq!(address("203.0.113.9", "10.1.1.1", &[]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", "203.0.113.9", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", "203.0.113.9:51234, 10.0.0.2:8080", &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(address("10.0.0.1", "6.6.6.6, [2001:db8::1]:443", &["10.0.0.0/8"]), "2001:db8::1");
        assert_eq!(address("10.0.0.1", "[2001:db8::1]", &["10.0.0.0/8"]), "2001:db8::1");
        assert_eq!(address("10.0.0.1", "junk", &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(address("::ffff:203.0.113.9", "", &[]), "203.0.113.9");
    }

    #[test]
    fn the_cookie_is_found_by_its_whole_name() {
        assert_eq!(cookie("a=1; madoguchi=x; b=2", "madoguchi").as_deref(), Some("x"));
        assert_eq!(cookie("xmadoguchi=x", "madoguchi"), None);
        assert_eq!(cookie("madoguchi=", "madoguchi"), None);
    }

    #[test]
    fn what_comes_after_signing_in_stays_one_path() {
        assert_eq!(escape("/m/1/tray?status=2&x=//evil"), "/m/1/tray%3Fstatus%3D2%26x%3D//evil");
    }
}
