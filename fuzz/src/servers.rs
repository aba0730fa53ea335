//! Servers that say anything: the bytes are all that the server ever says, whatever it is asked; then it hangs up.

use domain::accounts::{AuthMethod, Security, ServerSettings};
use mail::{
    imap::Imap,
    pop3::Pop3,
    smtp::{Envelope, Outcome, SmtpSession},
    wire::{Result, Timeouts, TlsTrust},
};
use secrecy::SecretString;
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener},
    sync::OnceLock,
    time::Duration,
};
use tokio::runtime::{Builder, Runtime};

/// Largest mail that a session takes here, bytes.
const LIMIT: u64 = 64 * 1024;
/// Nobody waits in earnest: the server says everything at once.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs `client` against a server that says `bytes`.
fn against<T>(bytes: &[u8], client: impl AsyncFnOnce(&ServerSettings, &SecretString, &TlsTrust) -> T) -> T {
    static RUNTIME: OnceLock<(Runtime, TlsTrust)> = OnceLock::new();
    let (runtime, trust) = RUNTIME.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        (runtime, TlsTrust::load(None).expect("the authorities of this machine"))
    });
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let said = bytes.to_vec();
    let server = std::thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        // A client that has left already is part of the game.
        let _ = stream.write_all(&said);
        let _ = stream.shutdown(Shutdown::Write);
        let mut rest = [0; 4096];
        while stream.read(&mut rest).is_ok_and(|count| count > 0) {}
    });
    let settings = ServerSettings {
        host: "127.0.0.1".into(),
        port,
        security: Security::Plain,
        auth: AuthMethod::UserPass,
        user: "user".into(),
        accept_invalid_certificate: false,
    };
    let answer = runtime.block_on(client(&settings, &"secret".to_owned().into(), trust));
    server.join().expect("the server ends");
    answer
}

pub fn imap(bytes: &[u8]) {
    // An error is a good answer to nonsense.
    let _ = against(bytes, async |settings, password, trust| -> Result<()> {
        let mut imap = Imap::connect(settings, password, trust, Timeouts::all(PATIENCE)).await?;
        imap.select("INBOX").await?;
        let waiting = imap.uids_after(3).await?;
        assert!(waiting.is_sorted_by(|one, other| one.uid < other.uid) && waiting.iter().all(|mail| mail.uid > 3));
        let uids: Vec<u32> = waiting.iter().map(|mail| mail.uid).collect();
        let mut batch = imap.fetch_batch(&uids).await?;
        while let Some((_, mail)) = batch.next().await? {
            assert!(mail.len() as u64 <= mail::imap::LARGEST_IN_BATCH);
        }
        let mut mail = Vec::new();
        let length = imap.fetch_to(5, &mut mail, LIMIT).await?;
        assert!(mail.len() as u64 <= LIMIT && length.is_none_or(|length| length == mail.len() as u64));
        imap.delete(&uids).await?;
        imap.noop().await
    });
}

pub fn pop3(bytes: &[u8]) {
    let _ = against(bytes, async |settings, password, trust| -> Result<()> {
        let mut pop = Pop3::connect(settings, password, trust, Timeouts::all(PATIENCE)).await?;
        pop.uidl().await?;
        let sizes = pop.list().await?;
        for (at, _) in sizes.into_iter().take(3) {
            let mut mail = Vec::new();
            let length = pop.retrieve(at, &mut mail, LIMIT).await?;
            assert!(length == mail.len() as u64 && length <= LIMIT);
            pop.delete(at).await?;
        }
        pop.quit().await
    });
}

pub fn smtp(bytes: &[u8]) {
    against(bytes, async |settings, password, trust| {
        let settings = ServerSettings { auth: AuthMethod::None, ..settings.clone() };
        let Ok(mut session) = SmtpSession::connect(&settings, Some(password), trust, Timeouts::all(PATIENCE)).await else { return };
        let envelope = Envelope { from: "a@b.example".into(), to: vec!["c@d.example".into(), "e@f.example".into()] };
        let mut noted = false;
        let handover = session.hand_over(&envelope, b"Subject: x\r\n\r\n.text\r\n", || {
            noted = true;
            async { Ok(()) }
        });
        let outcome = handover.await.outcome;
        // What never came to its end is neither sent nor unsure.
        assert!(noted || !matches!(outcome, Outcome::Sent { .. } | Outcome::Unsure { .. }), "{outcome:?}");
        session.quit().await;
    });
}
