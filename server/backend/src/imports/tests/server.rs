//! Importing from a real IMAP server, which the test command starts.

use super::*;
use domain::accounts::{AuthMethod, Security, ServerSettings};
use mail::imap::Imap;
use mail::wire::{Timeouts, TlsTrust};
use std::path::Path;

/// A new user of the test server and their Maildir; `None` where no server was started for the tests.
async fn user(trust: &TlsTrust) -> Option<(ServerSettings, PathBuf)> {
    let (Ok(place), Ok(root)) = (std::env::var("MADOGUCHI_TEST_IMAP"), std::env::var("MADOGUCHI_TEST_MAIL_ROOT")) else {
        assert!(std::env::var_os("MADOGUCHI_TEST_REQUIRE").is_none(), "MADOGUCHI_TEST_IMAP is required here");
        eprintln!("skipped: MADOGUCHI_TEST_IMAP is not set");
        return None;
    };
    let (host, port) = place.rsplit_once(':').unwrap();
    let user = format!("import{}x{:08x}", std::process::id(), rand::random::<u32>());
    let settings = ServerSettings {
        host: host.into(),
        port: port.parse().unwrap(),
        security: Security::Plain,
        auth: AuthMethod::UserPass,
        user: user.clone(),
        accept_invalid_certificate: false,
    };
    // The server makes the Maildir when a folder is first opened.
    let mut imap = Imap::connect(&settings, &"secret".to_owned().into(), trust, Timeouts::default()).await.unwrap();
    imap.select("INBOX").await.unwrap();
    imap.logout().await;
    Some((settings, Path::new(&root).join(user).join("Maildir")))
}

/// Everything belongs to whom the Maildir belongs to.
fn put(maildir: &Path, folder: &str, n: i64, raw: &str) {
    use std::os::unix::fs::{MetadataExt, chown};
    let owner = std::fs::metadata(maildir).unwrap();
    let own = |path: &Path| chown(path, Some(owner.uid()), Some(owner.gid())).unwrap();
    let folder = maildir.join(folder);
    for part in ["", "cur", "new", "tmp"] {
        let part = folder.join(part);
        if !part.is_dir() {
            std::fs::create_dir(&part).unwrap();
            own(&part);
        }
    }
    let path = folder.join("new").join(format!("{n}.test"));
    std::fs::write(&path, raw.replace('\n', "\r\n")).unwrap();
    own(&path);
}

each_engine! {
    async fn folders_of_a_server_come_in_and_its_password_goes(desk) {
        let office = Office::new(desk).await;
        let Some((settings, place)) = user(&office.desk.desk.trust).await else { return };
        put(&place, "", 1, &mail(1, "a@x.example", OURS, ""));
        put(&place, "", 2, &mail(2, "b@x.example", OURS, ""));
        put(&place, ".Sent", 3, &mail(3, OURS, "a@x.example", "In-Reply-To: <1@x.example>\n"));
        let origin = Origin::Imap { server: settings.clone(), password: "secret".into(), folders: "INBOX\nSent".into() };
        let id = begin(&office.system, office.mailbox, &origin).await.unwrap();
        office.work().await;
        let view = office.view(id).await;
        assert_eq!(view.state, ImportState::Looked, "{view:?}");
        assert_eq!(view.look.unwrap().folders, [("INBOX".to_owned(), 2), ("Sent".to_owned(), 1)]);
        let view = office.take(id, &Choices { filing: Filing::AsSource, ..Choices::default() }).await;
        assert_eq!(counts(&view), (3, 0, 0, 0));
        let all = office.opened().await;
        assert_eq!(all.len(), 2);
        assert!(all.iter().any(|one| mails(one).len() == 2));
        let mut tx = office.desk.desk.db.read().await.unwrap();
        let (secrets,): (i64,) = tx.query("select count(*) from secrets").one().await.unwrap();
        assert_eq!(secrets, 0);
        drop(tx);
        // All folders, once more.
        let id = begin(&office.system, office.mailbox, &Origin::Imap { server: settings, password: "secret".into(), folders: String::new() }).await.unwrap();
        office.work().await;
        assert_eq!(office.take(id, &Choices::default()).await.known, 3);
    }

    async fn a_wrong_password_is_told_in_the_words_of_the_server(desk) {
        let office = Office::new(desk).await;
        let Some((settings, _)) = user(&office.desk.desk.trust).await else { return };
        let id = begin(&office.system, office.mailbox, &Origin::Imap { server: settings, password: "wrong".into(), folders: String::new() }).await.unwrap();
        office.work().await;
        let view = office.view(id).await;
        assert_eq!((view.state, view.failure), (ImportState::Failed, Some(domain::imports::ImportFailure::Server)));
        assert!(!view.answer.is_empty());
    }
}
