//! Web push: what is pushed is encrypted for one browser (RFC 8291, "aes128gcm" of RFC 8188) and signed with our own key (VAPID, RFC 8292).
//! The push service sees neither.

use super::sql;
use crate::{Cx, Desk, Result, db::Tx, outward::Place, secrets};
use anyhow::{Context, anyhow, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Moment, notifications::NewDevice};
use ring::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral},
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
    rand::{SecureRandom, SystemRandom},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use secrecy::{ExposeSecret, SecretString};

/// Where the key of this installation is kept: the number of a sealed secret.
const KEY: &str = "push-key";
/// How long a signature may be used (RFC 8292, 2: at most 24 hours).
const SIGNED_FOR_SECONDS: i64 = 12 * 60 * 60;
/// A notice that was not fetched for so long is no news any more.
pub const KEPT_SECONDS: i64 = 24 * 60 * 60;
/// Of RFC 8188: ours fit into one record.
const RECORD: u32 = 4_096;

/// Our own signing key.
pub struct Vapid {
    pair: EcdsaKeyPair,
}

/// The key pair of this installation; made when it is first needed, and sealed like other secrets.
pub async fn vapid(desk: &Desk, now: Moment) -> Result<Vapid> {
    let mut tx = desk.db.read().await?;
    if let Some(known) = sql::setting(&mut tx, KEY).await? {
        return open(&mut tx, desk, &known).await;
    }
    drop(tx);
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(|_| anyhow!("no key for pushing could be made"))?;
    let mut tx = desk.db.write().await?;
    let id = secrets::store(&mut tx, &desk.keys, now, &SecretString::from(URL_SAFE_NO_PAD.encode(made.as_ref()))).await?;
    let first = sql::setting_once(&mut tx, KEY, &id.0.to_string()).await?;
    if first != id.0.to_string() {
        // Another copy was first: what browsers subscribed with is its key.
        secrets::remove(&mut tx, id).await?;
    }
    let vapid = open(&mut tx, desk, &first).await?;
    tx.commit().await?;
    Ok(vapid)
}

async fn open(tx: &mut Tx, desk: &Desk, number: &str) -> Result<Vapid> {
    let id = secrets::SecretId(number.parse().context("the number of the key for pushing")?);
    let sealed = secrets::read(tx, &desk.keys, id).await?;
    let bytes = URL_SAFE_NO_PAD.decode(sealed.expose_secret()).context("the key for pushing")?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &SystemRandom::new())
        .map_err(|cause| anyhow!("the key for pushing: {cause}"))?;
    Ok(Vapid { pair })
}

impl Vapid {
    /// What a browser subscribes with: the uncompressed point, base64url.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref())
    }

    /// The `Authorization` field for one push service. `contact`: whom the service may turn to, an https or mailto address.
    pub fn authorization(&self, audience: &str, contact: &str, now: Moment) -> anyhow::Result<String> {
        let claims = serde_json::json!({ "aud": audience, "exp": now.0.div_euclid(1_000) + SIGNED_FOR_SECONDS, "sub": contact });
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#), URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).map_err(|_| anyhow!("nothing could be signed"))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.as_ref()), self.public()))
    }
}

/// Whom a push service may turn to.
pub fn contact(cx: &Cx) -> String {
    let url = &cx.desk.limits.outward.public_url;
    if url.starts_with("https://") { url.clone() } else { "mailto:postmaster@localhost".to_owned() }
}

/// Whether a browser said what can be pushed to: an encrypted address, a point of the curve, a secret of sixteen bytes.
pub fn fits(new: &NewDevice) -> bool {
    let point = URL_SAFE_NO_PAD.decode(new.p256dh.trim_end_matches('=')).unwrap_or_default();
    let auth = URL_SAFE_NO_PAD.decode(new.auth.trim_end_matches('=')).unwrap_or_default();
    Place::parse(&new.endpoint).is_some() && point.len() == 65 && point[0] == 4 && auth.len() == 16
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand(prk: &Prk, info: &[&[u8]], length: usize) -> anyhow::Result<Vec<u8>> {
    let mut out = vec![0; length];
    prk.expand(info, Length(length)).and_then(|okm| okm.fill(&mut out)).map_err(|_| anyhow!("a key could not be derived"))?;
    Ok(out)
}

/// Encrypts `text` for one browser.
///
/// # Errors
/// When its key is none, or the text is too long for one record.
pub fn seal(device: &NewDevice, text: &[u8]) -> anyhow::Result<Vec<u8>> {
    ensure!(text.len() + 17 <= RECORD as usize, "too long for a push");
    let random = SystemRandom::new();
    let theirs = URL_SAFE_NO_PAD.decode(device.p256dh.trim_end_matches('=')).context("the key of a browser")?;
    let auth = URL_SAFE_NO_PAD.decode(device.auth.trim_end_matches('=')).context("the secret of a browser")?;
    let unspecified = |_| anyhow!("a push could not be encrypted");
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).map_err(unspecified)?;
    let own_public = own.compute_public_key().map_err(unspecified)?;
    let mut salt = [0; 16];
    random.fill(&mut salt).map_err(unspecified)?;
    // RFC 8291, 3.4: the shared secret and the browser's own make the key of RFC 8188.
    let input = agree_ephemeral(own, &UnparsedPublicKey::new(&ECDH_P256, &theirs), |shared| {
        let prk = Salt::new(HKDF_SHA256, &auth).extract(shared);
        expand(&prk, &[b"WebPush: info\0", &theirs, own_public.as_ref()], 32)
    })
    .map_err(unspecified)??;
    let (key, nonce) = keys(&salt, &input)?;
    let mut record = text.to_vec();
    // RFC 8188, 2: two ends the last record.
    record.push(2);
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut record).map_err(unspecified)?;
    let mut out = salt.to_vec();
    out.extend(RECORD.to_be_bytes());
    out.push(u8::try_from(own_public.as_ref().len())?);
    out.extend(own_public.as_ref());
    out.extend(record);
    Ok(out)
}

fn keys(salt: &[u8], input: &[u8]) -> anyhow::Result<(LessSafeKey, Nonce)> {
    let prk = Salt::new(HKDF_SHA256, salt).extract(input);
    let key = expand(&prk, &[b"Content-Encoding: aes128gcm\0"], 16)?;
    let nonce = expand(&prk, &[b"Content-Encoding: nonce\0"], 12)?;
    let key = UnboundKey::new(&AES_128_GCM, &key).map_err(|_| anyhow!("a key of the wrong length"))?;
    let nonce = Nonce::try_assume_unique_for_key(&nonce).map_err(|_| anyhow!("a nonce of the wrong length"))?;
    Ok((LessSafeKey::new(key), nonce))
}

/// A browser as the tests know one: it subscribes and reads what is pushed to it.
#[cfg(test)]
pub mod browser {
    use super::*;

    pub struct Browser {
        key: EphemeralPrivateKey,
        public: Vec<u8>,
        auth: [u8; 16],
    }

    impl Browser {
        pub fn new() -> Browser {
            let key = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
            let public = key.compute_public_key().unwrap().as_ref().to_vec();
            Browser { key, public, auth: rand::random() }
        }

        pub fn subscribes(&self, endpoint: &str) -> NewDevice {
            NewDevice { endpoint: endpoint.to_owned(), p256dh: URL_SAFE_NO_PAD.encode(&self.public), auth: URL_SAFE_NO_PAD.encode(self.auth) }
        }

        /// What a push says.
        pub fn opens(self, body: &[u8]) -> String {
            let (salt, rest) = body.split_at(16);
            let (_, rest) = rest.split_at(4);
            let length = usize::from(rest[0]);
            let (sender, record) = rest[1..].split_at(length);
            let input = agree_ephemeral(self.key, &UnparsedPublicKey::new(&ECDH_P256, sender), |shared| {
                let prk = Salt::new(HKDF_SHA256, &self.auth).extract(shared);
                expand(&prk, &[b"WebPush: info\0", &self.public, sender], 32).unwrap()
            })
            .unwrap();
            let (key, nonce) = keys(salt, &input).unwrap();
            let mut record = record.to_vec();
            let plain = key.open_in_place(nonce, Aad::empty(), &mut record).unwrap();
            let end = plain.iter().rposition(|byte| *byte == 2).unwrap();
            String::from_utf8(plain[..end].to_vec()).unwrap()
        }
    }
}
