//! Passwords: argon2id with 19 MiB (the OWASP minimum), a few at a time so that a rush of sign-ins does not eat the memory.

use crate::{Error, Result};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// A hash of a password that nobody has: an unknown name costs as much time as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2Q$Kf4kRGC0xGeqlJ/nCkNCEPAIpGqcGQ5V0mw/6cKlcCw";

fn hasher() -> anyhow::Result<Argon2<'static>> {
    let parameters = Params::new(19_456, 2, 1, None).map_err(|cause| anyhow::anyhow!("argon2 parameters: {cause}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

/// The hash in PHC form, with a salt of its own.
pub async fn hash_password(password: &str) -> Result<String> {
    let password = password.to_owned();
    in_background(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(|cause| anyhow::anyhow!("hashing a password: {cause}"))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` fits; without a hash it never does, after the same time.
pub(super) async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    in_background(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let parsed = PasswordHash::new(&text).map_err(|cause| anyhow::anyhow!("a stored password hash is broken: {cause}"))?;
        let fits = hasher()?.verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(known && fits)
    })
    .await
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|cause| Error::Failed(cause.into()))?;
    tokio::task::spawn_blocking(work).await.map_err(|cause| Error::Failed(cause.into()))?.map_err(Error::Failed)
}
