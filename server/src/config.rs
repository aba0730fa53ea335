//! Configuration: flags go before `MADOGUCHI_*` variables, these before the file, the file before defaults.
//! What is wrong is said in one sentence that names the key, the value and what is allowed.

use clap::Args;
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::PathBuf,
    str::FromStr,
};

/// Every option as it was given, or not.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Configuration file (TOML; the keys are the long option names with _ for -)
    #[arg(long, env = "MADOGUCHI_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<String>,
    /// Folder for the database, mails, attachments and the key file [default: ./data]
    #[arg(long, env = "MADOGUCHI_DATA", value_name = "FOLDER", global = true)]
    pub data: Option<String>,
    /// Address and port to answer on [default: 127.0.0.1:3000]
    #[arg(long, env = "MADOGUCHI_LISTEN", value_name = "HOST:PORT", global = true)]
    pub listen: Option<String>,
    /// Database: postgres://USER:PASSWORD@HOST/NAME, or sqlite://FILE [default: sqlite in the data folder]
    #[arg(long, env = "MADOGUCHI_DATABASE", value_name = "URL", hide_env_values = true, global = true)]
    pub database: Option<String>,
    /// What this copy does: all, web (pages only) or worker (fetches and sends only) [default: all]
    // Not global: `user add --role` is the role of a person. `serve` has one of its own, see `Arguments::options`.
    #[arg(long, env = "MADOGUCHI_ROLE", value_name = "ROLE")]
    pub role: Option<String>,
    /// Address that people open, for links and secure cookies [default: http://LISTEN, or http://localhost where only this machine is answered]
    #[arg(long, env = "MADOGUCHI_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas [default: none]
    #[arg(long, env = "MADOGUCHI_TRUSTED_PROXIES", value_name = "LIST", global = true)]
    pub trusted_proxies: Option<String>,
    /// File with certificates (PEM) of further authorities to trust for mail servers [default: none]
    #[arg(long, env = "MADOGUCHI_EXTRA_CA", value_name = "FILE", global = true)]
    pub extra_ca: Option<String>,
    /// Name server for checking signatures of mails: system (those of this machine), off, or ADDRESS:PORT [default: system]
    #[arg(long, env = "MADOGUCHI_DNS", value_name = "SERVER", global = true)]
    pub dns: Option<String>,
    /// Form of log lines: human or json [default: human]
    #[arg(long, env = "MADOGUCHI_LOG", value_name = "FORM", global = true)]
    pub log: Option<String>,
    /// How much is logged: error, warn, info, debug or trace [default: info]
    #[arg(long, env = "MADOGUCHI_LOG_LEVEL", value_name = "LEVEL", global = true)]
    pub log_level: Option<String>,
    /// Largest mail that is taken in, in megabytes, 1 to 500 [default: 50]
    #[arg(long, env = "MADOGUCHI_MESSAGE_MB", value_name = "MB", global = true)]
    pub message_mb: Option<String>,
    /// Largest file that can be attached, in megabytes, 1 to 500 [default: 25]
    #[arg(long, env = "MADOGUCHI_FILE_MB", value_name = "MB", global = true)]
    pub file_mb: Option<String>,
    /// Networks of your own that webhooks may lead to, also by http: addresses or networks, separated by commas [default: none]
    #[arg(long, env = "MADOGUCHI_WEBHOOK_NETWORKS", value_name = "LIST", global = true)]
    pub webhook_networks: Option<String>,
}

/// Whom to ask for the keys of domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dns {
    System,
    Off,
    Server(SocketAddr),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    All,
    Web,
    Worker,
}

impl Role {
    pub fn web(self) -> bool {
        self != Role::Worker
    }

    pub fn worker(self) -> bool {
        self != Role::Web
    }
}

#[derive(Clone, Debug)]
pub struct Config {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub database: Option<String>,
    pub role: Role,
    pub public_url: String,
    pub trusted_proxies: Vec<IpNet>,
    pub extra_ca: Option<PathBuf>,
    pub dns: Dns,
    pub json_logs: bool,
    pub log_level: tracing::Level,
    pub message_bytes: u64,
    pub file_bytes: u64,
    pub webhook_networks: Vec<IpNet>,
}

const KEYS: [&str; 13] = [
    "data",
    "listen",
    "database",
    "role",
    "public_url",
    "trusted_proxies",
    "extra_ca",
    "dns",
    "log",
    "log_level",
    "message_mb",
    "file_mb",
    "webhook_networks",
];

impl Config {
    pub fn read(options: &Options) -> Result<Config, String> {
        let file = match &options.config {
            Some(path) => read_file(path)?,
            None => toml::Table::new(),
        };
        let given = |key: &str, option: &Option<String>| -> Option<String> {
            option.clone().or_else(|| file.get(key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        };

        let listen_text = given("listen", &options.listen).unwrap_or_else(|| "127.0.0.1:3000".into());
        let listen = listen_address(&listen_text).ok_or_else(|| bad("listen", &listen_text, "an address and a port, like 127.0.0.1:3000"))?;
        let public_url = given("public_url", &options.public_url).unwrap_or_else(|| usual_url(listen, &listen_text));
        if !(public_url.starts_with("http://") || public_url.starts_with("https://")) || public_url.contains(char::is_whitespace) {
            return Err(bad("public_url", &public_url, "an address that begins with http:// or https://"));
        }
        let database = given("database", &options.database);
        if let Some(url) = &database
            && !["postgres://", "postgresql://", "sqlite://"].iter().any(|scheme| url.starts_with(scheme))
        {
            // The value may hold a password: only its beginning is repeated.
            return Err(bad("database", url.split("://").next().unwrap_or_default(), "an address that begins with postgres:// or sqlite://"));
        }
        Ok(Config {
            data: given("data", &options.data).unwrap_or_else(|| "data".into()).into(),
            listen,
            database,
            role: one_of("role", given("role", &options.role), &[("all", Role::All), ("web", Role::Web), ("worker", Role::Worker)])?,
            public_url: public_url.trim_end_matches('/').to_owned(),
            trusted_proxies: networks("trusted_proxies", &given("trusted_proxies", &options.trusted_proxies).unwrap_or_default())?,
            extra_ca: readable("extra_ca", given("extra_ca", &options.extra_ca))?,
            dns: dns(given("dns", &options.dns))?,
            json_logs: one_of("log", given("log", &options.log), &[("human", false), ("json", true)])?,
            log_level: one_of(
                "log_level",
                Some(given("log_level", &options.log_level).unwrap_or_else(|| "info".into())),
                &[
                    ("error", tracing::Level::ERROR),
                    ("warn", tracing::Level::WARN),
                    ("info", tracing::Level::INFO),
                    ("debug", tracing::Level::DEBUG),
                    ("trace", tracing::Level::TRACE),
                ],
            )?,
            message_bytes: megabytes("message_mb", given("message_mb", &options.message_mb), 50)?,
            file_bytes: megabytes("file_mb", given("file_mb", &options.file_mb), 25)?,
            webhook_networks: networks("webhook_networks", &given("webhook_networks", &options.webhook_networks).unwrap_or_default())?,
        })
    }

    /// Cookies may be marked Secure: over https, and on this very machine, where browsers treat http as safe.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Where people on this machine find it: by the name that browsers take for a safe place.
pub fn usual_url(listen: SocketAddr, as_given: &str) -> String {
    if is_localhost(listen) { format!("http://localhost:{}", listen.port()) } else { format!("http://{as_given}") }
}

/// Whether `localhost` leads to this address.
fn is_localhost(address: SocketAddr) -> bool {
    [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)].contains(&address.ip())
}

fn bad(key: &str, value: &str, allowed: &str) -> String {
    format!("The setting {key} is {value:?}, but it must be {allowed}.")
}

fn read_file(path: &str) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| format!("The configuration file {path:?} cannot be read: {cause}."))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|cause| format!("The configuration file {path:?} is not valid TOML: {}.", cause.message()))?;
    match table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        Some(unknown) => Err(format!("The configuration file {path:?} has the unknown key {unknown:?}; allowed are {}.", KEYS.join(", "))),
        None => Ok(table),
    }
}

fn listen_address(text: &str) -> Option<SocketAddr> {
    use std::net::ToSocketAddrs;
    SocketAddr::from_str(text).ok().or_else(|| text.to_socket_addrs().ok()?.next())
}

fn one_of<T: Copy>(key: &str, value: Option<String>, allowed: &[(&str, T)]) -> Result<T, String> {
    let Some(value) = value else { return Ok(allowed[0].1) };
    let names: Vec<_> = allowed.iter().map(|(name, _)| *name).collect();
    allowed
        .iter()
        .find(|(name, _)| *name == value)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| bad(key, &value, &format!("one of {}", names.join(", "))))
}

fn dns(value: Option<String>) -> Result<Dns, String> {
    match value.as_deref() {
        None | Some("system") => Ok(Dns::System),
        Some("off") => Ok(Dns::Off),
        Some(server) => server.parse().map(Dns::Server).map_err(|_| bad("dns", server, "system, off, or an address and a port, like 192.0.2.53:53")),
    }
}

fn megabytes(key: &str, value: Option<String>, default: u64) -> Result<u64, String> {
    let Some(value) = value else { return Ok(default << 20) };
    match value.parse::<u64>() {
        Ok(megabytes @ 1..=500) => Ok(megabytes << 20),
        _ => Err(bad(key, &value, "a number of megabytes from 1 to 500")),
    }
}

fn networks(key: &str, list: &str) -> Result<Vec<IpNet>, String> {
    list.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(|entry| {
            entry
                .parse::<IpNet>()
                .or_else(|_| entry.parse::<std::net::IpAddr>().map(IpNet::from))
                .map_err(|_| bad(key, entry, "addresses or networks like 10.0.0.0/8, separated by commas"))
        })
        .collect()
}

fn readable(key: &str, value: Option<String>) -> Result<Option<PathBuf>, String> {
    let Some(value) = value else { return Ok(None) };
    match std::fs::File::open(&value) {
        Ok(_) => Ok(Some(value.into())),
        Err(cause) => Err(bad(key, &value, &format!("a file that can be read ({cause})"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(change: impl FnOnce(&mut Options)) -> Result<Config, String> {
        let mut options = Options::default();
        change(&mut options);
        Config::read(&options)
    }

    #[test]
    fn defaults_need_nothing() {
        let config = read(|_| {}).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.public_url, "http://localhost:3000");
        let url = |listen: &str| read(|o| o.listen = Some(listen.into())).unwrap().public_url;
        assert_eq!(
            (url("[::1]:80"), url("0.0.0.0:3000"), url("127.0.0.2:3000")),
            ("http://localhost:80".into(), "http://0.0.0.0:3000".into(), "http://127.0.0.2:3000".into())
        );
        assert_eq!(config.message_bytes, 50 << 20);
        assert!(config.role.web() && config.role.worker());
    }

    #[test]
    fn a_bad_value_is_one_sentence_with_key_value_and_what_is_allowed() {
        type Case = (fn(&mut Options), [&'static str; 3]);
        let cases: [Case; 8] = [
            (|o| o.dns = Some("dns.example".into()), ["dns", "dns.example", "192.0.2.53:53"]),
            (|o| o.listen = Some("nowhere".into()), ["listen", "nowhere", "127.0.0.1:3000"]),
            (|o| o.role = Some("king".into()), ["role", "king", "all, web, worker"]),
            (|o| o.message_mb = Some("0".into()), ["message_mb", "\"0\"", "1 to 500"]),
            (|o| o.trusted_proxies = Some("10.0.0.0/8,x".into()), ["trusted_proxies", "\"x\"", "separated by commas"]),
            (|o| o.public_url = Some("desk.example".into()), ["public_url", "desk.example", "https://"]),
            (|o| o.log = Some("xml".into()), ["log", "xml", "human, json"]),
            (|o| o.database = Some("mysql://u:geheim@h/d".into()), ["database", "mysql", "postgres://"]),
        ];
        for (change, words) in cases {
            let sentence = read(change).unwrap_err();
            for word in words {
                assert!(sentence.contains(word), "{sentence:?} lacks {word:?}");
            }
            assert!(!sentence.contains("geheim"), "{sentence}");
            assert!(!sentence.contains('\n'), "{sentence}");
        }
    }

    #[test]
    fn the_file_is_read_and_flags_go_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:4000\"\nfile_mb = 5\n").unwrap();
        let path = path.display().to_string();
        let config = read(|o| o.config = Some(path.clone())).unwrap();
        assert_eq!((config.listen.port(), config.file_bytes), (4000, 5 << 20));
        let config = read(|o| (o.config, o.listen) = (Some(path.clone()), Some("127.0.0.1:5000".into()))).unwrap();
        assert_eq!(config.listen.port(), 5000);
        std::fs::write(&path, "lisen = 1\n").unwrap();
        assert!(read(|o| o.config = Some(path.clone())).unwrap_err().contains("\"lisen\""));
    }
}
