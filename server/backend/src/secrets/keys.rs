//! The key file: a line for tags, which stays, and a line for each sealing key, newest first.
//!
//! ```text
//! tags 43-characters-of-base64url
//! a1b2c3d4 43-characters-of-base64url
//! ```

use anyhow::{Context, anyhow, bail, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};
use zeroize::Zeroizing;

/// Layout of a sealed value: this byte, 4 bytes key id, 24 bytes nonce, ciphertext with its tag (XChaCha20-Poly1305).
const VERSION: u8 = 1;
const HEAD: usize = 1 + 4 + 24;

type Bytes32 = Zeroizing<[u8; 32]>;

/// The keys of this installation. Cheap to clone; all clones see a rotation.
#[derive(Clone)]
pub struct Keys {
    path: Arc<Path>,
    ring: Arc<RwLock<Arc<Ring>>>,
}

struct Ring {
    tags: Bytes32,
    /// Newest first; never empty.
    sealing: Vec<([u8; 4], Bytes32)>,
}

impl Keys {
    /// Reads the key file, and makes it with random keys when there is none.
    ///
    /// # Errors
    /// When the file can be read by others, is malformed, or cannot be read or made.
    pub fn open(path: &Path) -> anyhow::Result<Keys> {
        let ring = match std::fs::metadata(path) {
            Ok(_) => Ring::of_file(path)?,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                let ring = Ring { tags: random(), sealing: vec![(Generate::generate(), random())] };
                let text = ring.text();
                match write_new(path, &text) {
                    // Another copy of the program was faster: its keys count.
                    Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => return Self::open(path),
                    made => made.with_context(|| format!("cannot make the key file {}", path.display()))?,
                }
                ring
            }
            Err(cause) => return Err(anyhow!(cause).context(format!("cannot read the key file {}", path.display()))),
        };
        Ok(Keys { path: path.into(), ring: Arc::new(RwLock::new(Arc::new(ring))) })
    }

    /// Adds a new sealing key in front, in the file first. What is sealed already still opens; `secrets::reseal` moves it over.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rotate(&self) -> anyhow::Result<()> {
        let mut held = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        // From the file: another copy of the program may have rotated since this one read it.
        let mut ring = Ring::of_file(&self.path)?;
        ring.sealing.insert(0, (Generate::generate(), random()));
        let beside = PathBuf::from(format!("{}.new", self.path.display()));
        // Left behind by a rotation that was interrupted; it was never used.
        if beside.exists() {
            std::fs::remove_file(&beside)?;
        }
        let replaced = write_new(&beside, &ring.text()).and_then(|()| std::fs::rename(&beside, &self.path)).and_then(|()| sync_folder(&self.path));
        replaced.with_context(|| format!("cannot write the key file {}", self.path.display()))?;
        *held = Arc::new(ring);
        Ok(())
    }

    /// Seals with the newest key. `aad` says where it belongs and must be the same when it is opened.
    ///
    /// # Errors
    /// Only for texts beyond what the cipher can take (256 GiB).
    pub fn seal(&self, aad: &str, secret: &SecretString) -> anyhow::Result<Vec<u8>> {
        let ring = self.ring();
        let (id, key) = ring.sealing.first().context("no key")?;
        let nonce = XNonce::generate();
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: aad.as_bytes() };
        let sealed = cipher(key)?.encrypt(&nonce, payload).map_err(|_| anyhow!("cannot seal a secret"))?;
        let mut all = vec![VERSION];
        all.extend_from_slice(id);
        all.extend_from_slice(&nonce);
        all.extend_from_slice(&sealed);
        Ok(all)
    }

    /// # Errors
    /// When it was sealed with a key that is not in the file, for another place, or was changed.
    pub fn open_sealed(&self, aad: &str, sealed: &[u8]) -> anyhow::Result<SecretString> {
        ensure!(sealed.len() >= HEAD && sealed[0] == VERSION, "not a sealed secret");
        let (head, body) = sealed.split_at(HEAD);
        let mut ring = self.ring();
        if ring.key(&head[1..5]).is_none() {
            // Another copy of the program may have rotated.
            ring = self.read_again()?;
        }
        let Some(key) = ring.key(&head[1..5]) else { bail!("sealed with a key that is not in the key file") };
        let nonce = XNonce::try_from(&head[5..]).map_err(|_| anyhow!("not a sealed secret"))?;
        let opened =
            cipher(key)?.decrypt(&nonce, Payload { msg: body, aad: aad.as_bytes() }).map_err(|_| anyhow!("a sealed secret does not open"))?;
        let opened = Zeroizing::new(opened);
        Ok(SecretString::from(std::str::from_utf8(&opened).map_err(|_| anyhow!("a sealed secret is no text"))?))
    }

    /// A tag that only this installation can make (HMAC-SHA256 with a key derived for `purpose`). Survives rotation, because
    /// it is in mails that were sent long ago.
    pub fn keyed_tag(&self, purpose: &[u8], data: &[u8]) -> [u8; 32] {
        tag(&self.key_for(purpose)[..], data)
    }

    /// The key derived for `purpose`, for code that makes its own tags. Survives rotation.
    pub fn key_for(&self, purpose: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(tag(&self.ring().tags[..], purpose))
    }

    fn read_again(&self) -> anyhow::Result<Arc<Ring>> {
        let ring = Arc::new(Ring::of_file(&self.path)?);
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.clone();
        Ok(ring)
    }

    fn ring(&self) -> Arc<Ring> {
        self.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Says nothing of what it holds.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

impl Ring {
    fn of_file(path: &Path) -> anyhow::Result<Ring> {
        refuse_if_open_to_others(path)?;
        let text = Zeroizing::new(std::fs::read_to_string(path).with_context(|| format!("cannot read the key file {}", path.display()))?);
        Ring::read(&text).with_context(|| format!("the key file {} is malformed", path.display()))
    }

    fn key(&self, id: &[u8]) -> Option<&Bytes32> {
        self.sealing.iter().find(|(other, _)| other == id).map(|(_, key)| key)
    }

    fn read(text: &str) -> anyhow::Result<Ring> {
        let mut tags = None;
        let mut sealing = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            // The line itself never goes into a message: it is a secret.
            let (name, value) = line.split_once(' ').context("a line without a key")?;
            let mut key = Zeroizing::new([0; 32]);
            let length = URL_SAFE_NO_PAD.decode_slice(value.trim(), &mut key[..]).map_err(|_| anyhow!("a key that is not base64url of 32 bytes"))?;
            ensure!(length == 32, "a key that is not 32 bytes long");
            if name == "tags" {
                tags = Some(key);
            } else {
                let id = u32::from_str_radix(name, 16).map_err(|_| anyhow!("a key whose name is not 8 hexadecimal digits"))?;
                sealing.push((id.to_be_bytes(), key));
            }
        }
        ensure!(!sealing.is_empty(), "it holds no key to seal with");
        Ok(Ring { tags: tags.context("it holds no key for tags")?, sealing })
    }

    fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(64 * (self.sealing.len() + 3)));
        text.push_str("# Keys of this installation. Keep a copy apart from the copies of the database.\n");
        let mut line = |name: &str, key: &Bytes32| {
            text.push_str(name);
            text.push(' ');
            text.push_str(&Zeroizing::new(URL_SAFE_NO_PAD.encode(&key[..])));
            text.push('\n');
        };
        line("tags", &self.tags);
        for (id, key) in &self.sealing {
            line(&format!("{:08x}", u32::from_be_bytes(*id)), key);
        }
        text
    }
}

fn random() -> Bytes32 {
    Zeroizing::new(Generate::generate())
}

fn cipher(key: &Bytes32) -> anyhow::Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(&key[..]).map_err(|_| anyhow!("a key of the wrong length"))
}

fn tag(key: &[u8], data: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length (RFC 2104 section 2), so the zero key is never used.
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).unwrap_or_else(|_| hmac::KeyInit::new(&Default::default()));
    mac.update(data);
    mac.finalize().into_bytes().into()
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    sync_folder(path)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn refuse_if_open_to_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    ensure!(mode & 0o077 == 0, "the key file {} can be read by others: run chmod 600 on it", path.display());
    Ok(())
}

#[cfg(not(unix))]
fn refuse_if_open_to_others(_path: &Path) -> anyhow::Result<()> {
    Ok(())
}
