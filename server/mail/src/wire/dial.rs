//! From a host name to an open, where wished encrypted, connection; each stage by itself so that a live test can time it.

use super::{Result, Stream, Timeouts, TlsTrust, Wire, WireError};
use domain::accounts::{Security, ServerSettings};
use rustls::pki_types::ServerName;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;

/// The addresses of a server. Never empty.
///
/// # Errors
/// `UnknownHost` when the name has none, `TimedOut` when the resolver did not answer within `limit`.
pub async fn resolve(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>> {
    let name = host.trim().trim_end_matches('.').trim_start_matches('[').trim_end_matches(']');
    if name.is_empty() {
        return Err(WireError::UnknownHost("no host name".to_owned()));
    }
    let found = timeout(limit, lookup_host((name, port)))
        .await
        .map_err(|_| WireError::TimedOut(format!("no answer about {name} from the name server")))?
        .map_err(|error| WireError::UnknownHost(format!("{name}: {error}")))?;
    let addresses: Vec<_> = found.collect();
    if addresses.is_empty() {
        return Err(WireError::UnknownHost(format!("{name}: no address")));
    }
    Ok(addresses)
}

/// Connects to the first address that answers. All attempts together take no longer than `limit`; each gets an equal
/// share of what is left, so that one dead IPv6 address does not use up the time of the others.
///
/// # Errors
/// The failure of the last attempt: `Refused` or `TimedOut`.
pub async fn connect(addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream> {
    let end = Instant::now() + limit;
    let mut last = WireError::UnknownHost("no address".to_owned());
    for (at, address) in addresses.iter().enumerate() {
        let left = u32::try_from(addresses.len() - at).unwrap_or(u32::MAX);
        let share = end.saturating_duration_since(Instant::now()) / left;
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => {
                // Commands are small and each waits for its answer: Nagle's algorithm would only delay them.
                tcp.set_nodelay(true).map_err(|error| WireError::from_io(&error))?;
                return Ok(tcp);
            }
            Ok(Err(error)) if error.kind() == io::ErrorKind::TimedOut => last = WireError::TimedOut(format!("{address}: {error}")),
            Ok(Err(error)) => last = WireError::Refused(format!("{address}: {error}")),
            Err(_) => last = WireError::TimedOut(format!("{address}: no answer")),
        }
    }
    Err(last)
}

/// Performs the TLS handshake, checking the certificate against `settings.host`.
///
/// # Errors
/// `BadCertificate`; `NotThisProtocol` when the other side does not speak TLS; `TimedOut`; `Dropped`.
pub async fn secure(tcp: TcpStream, settings: &ServerSettings, trust: &TlsTrust, limit: Duration) -> Result<Stream> {
    let host = settings.host.trim().trim_end_matches('.').trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned()).map_err(|_| WireError::UnknownHost(format!("{host} is not a host name")))?;
    let connector = TlsConnector::from(trust.config(settings.accept_invalid_certificate));
    match timeout_at(Instant::now() + limit, connector.connect(name, tcp)).await {
        Err(_) => Err(WireError::TimedOut("no answer to the TLS greeting".to_owned())),
        Ok(Err(error)) => Err(handshake_failure(&error)),
        Ok(Ok(tls)) => Ok(Stream::Tls(Box::new(tls))),
    }
}

fn handshake_failure(error: &io::Error) -> WireError {
    let text = error.to_string();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => WireError::BadCertificate(text),
        Some(rustls::Error::InvalidMessage(_)) => WireError::NotThisProtocol(text),
        Some(_) => WireError::Other(text),
        None => WireError::from_io(error),
    }
}

/// Look-up, connection and, with `Security::Tls`, the handshake.
///
/// # Errors
/// Those of [`resolve`], [`connect`] and [`secure`].
pub async fn open(settings: &ServerSettings, trust: &TlsTrust, timeouts: Timeouts) -> Result<Wire> {
    let addresses = resolve(&settings.host, settings.port, timeouts.connect).await?;
    let tcp = connect(&addresses, timeouts.connect).await?;
    let stream = match settings.security {
        Security::Tls => secure(tcp, settings, trust, timeouts.connect).await?,
        Security::StartTls | Security::Plain => Stream::Plain(tcp),
    };
    Ok(Wire::new(stream, timeouts))
}
