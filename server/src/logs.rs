//! Log lines for people or for machines. Never with a mail's content, an address book entry or a secret.

use crate::config::Config;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

pub fn start(config: &Config) {
    let level = config.log_level.as_str().to_lowercase();
    // Libraries below `warn` speak of connections and statements; only our own crates follow the level.
    let filter = EnvFilter::new(format!("warn,madoguchi={level},server={level},app={level},backend={level},mail={level}"));
    let registry = tracing_subscriber::registry().with(filter);
    let started = if config.json_logs {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init()
    } else {
        registry.with(fmt::layer().with_target(false).with_writer(std::io::stderr)).try_init()
    };
    if let Err(cause) = started {
        eprintln!("Logging could not be started: {cause}");
    }
}
