//! Fetching from folders, and everything that does not depend on the kind of server: leases, failures, deleting, crashes.

use super::{deliver, lease, run, sql};
use crate::{
    Cx, Limits,
    accounts::{
        self, create, list, quarantine, read_again, receive_now, remove,
        tests::{copy, refused},
        try_now,
    },
    each_engine,
    testing::TestDesk,
};
use domain::{
    AccountId, Limit, MailboxId, Moment, Refused,
    accounts::{AccountForm, AccountView, AfterFetch, QuarantineReason, ReceiveKind, Received, SendKind},
    conversations::{ListQuery, View},
    own_fault::OwnFault,
};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tokio_util::sync::CancellationToken;

async fn account(desk: &TestDesk, mailbox: MailboxId, address: &str, folder: &Path, after_fetch: AfterFetch) -> AccountId {
    let mut form = AccountForm::blank();
    form.address = address.into();
    form.receive = ReceiveKind::Folder;
    form.folder = folder.display().to_string();
    form.after_fetch = after_fetch;
    form.send = SendKind::None;
    create(&desk.system(), mailbox, form).await.unwrap()
}

fn folder(desk: &TestDesk, name: &str) -> PathBuf {
    let folder = desk.folder.path().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn maildir(desk: &TestDesk, name: &str) -> PathBuf {
    let folder = folder(desk, name);
    for part in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    folder
}

fn mail(subject: &str) -> String {
    format!("From: k@x.example\r\nTo: support@desk.example\r\nMessage-ID: <{subject}@x.example>\r\nSubject: {subject}\r\n\r\nText of {subject}\r\n")
}

/// A file that was written long ago, so that nothing waits for it to settle.
fn put(path: &Path, content: &str) {
    std::fs::write(path, content).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
}

async fn subjects(cx: &Cx, mailbox: MailboxId) -> Vec<String> {
    let query = ListQuery::of(mailbox, View::All);
    let mut subjects: Vec<_> = crate::conversations::list(cx, &query).await.unwrap().rows.into_iter().map(|row| row.subject).collect();
    subjects.sort();
    subjects
}

async fn shown(cx: &Cx, id: AccountId) -> AccountView {
    list(cx).await.unwrap().into_iter().find(|account| account.id == id).unwrap()
}

fn came(count: u32) -> Received {
    Received { count, failures: vec![] }
}

/// Waits for a condition of the database, at most half a minute.
async fn until<F: Future<Output = bool>>(what: &str, condition: impl Fn() -> F) {
    let wait = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait).await.unwrap_or_else(|_| panic!("never: {what}"));
}

each_engine! {
    async fn a_folder_of_files_is_fetched_once_and_stays_as_it_is(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = folder(&desk, "in");
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Leave).await;
        put(&folder.join("a.eml"), &mail("a"));
        put(&folder.join("b.EML"), &mail("b"));
        put(&folder.join("notes.txt"), &mail("not a mail"));
        #[cfg(unix)]
        {
            put(&desk.folder.path().join("elsewhere.eml"), &mail("elsewhere"));
            std::os::unix::fs::symlink(desk.folder.path().join("elsewhere.eml"), folder.join("link.eml")).unwrap();
        }
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(2));
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(0));
        let mina = desk.member("mina", &[mailbox]).await;
        assert_eq!(subjects(&mina, mailbox).await, ["a", "b"]);
        let account = shown(&system, id).await;
        assert_eq!((account.errors, account.left_on_server, account.last_error.as_str()), (0, 2, ""));
        assert!(account.last_ok_at.is_some() && account.next_at >= system.now.plus_minutes(5));
        // Another mail under an old name is another mail; the same one touched is not.
        put(&folder.join("a.eml"), &mail("another"));
        std::fs::File::options().write(true).open(folder.join("b.EML")).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(receive_now(&mina, mailbox).await.unwrap(), came(1));
        assert_eq!(subjects(&mina, mailbox).await, ["a", "another", "b"]);
    }

    async fn a_file_that_still_grows_is_left_for_later(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = folder(&desk, "in");
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Leave).await;
        put(&folder.join("whole.eml"), &mail("whole"));
        let path = folder.join("growing.eml");
        std::fs::write(&path, "Subject: grow").unwrap();
        let writer = {
            let path = path.clone();
            std::thread::spawn(move || {
                use std::io::Write;
                let mut file = std::fs::File::options().append(true).open(path).unwrap();
                let begun = std::time::Instant::now();
                while begun.elapsed() < Duration::from_millis(1500) {
                    file.write_all(b"n").unwrap();
                    std::thread::sleep(Duration::from_millis(5));
                }
            })
        };
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        let soon = shown(&system, id).await.next_at;
        assert!(soon < system.now.plus_minutes(1), "{soon:?}");
        writer.join().unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        let mina = desk.member("mina", &[mailbox]).await;
        assert!(subjects(&mina, mailbox).await[0].ends_with("nnnn"));
    }

    async fn a_file_that_cannot_be_read_holds_up_no_other(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = maildir(&desk, "box");
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Leave).await;
        for name in ["1", "3"] {
            std::fs::write(folder.join("new").join(name), mail(name)).unwrap();
        }
        // Larger than what is read at once, and cut off by a limit of its own file system: a hole that cannot be filed.
        let spool = desk.folder.path().join("files/spool");
        std::fs::write(folder.join("new/2"), mail("2") + &"x".repeat(300_000)).unwrap();
        std::fs::remove_dir(&spool).unwrap();
        let failed = receive_now(&system, mailbox).await.unwrap();
        assert_eq!(failed.failures.len(), 1);
        assert_eq!(shown(&system, id).await.errors, 1);
        let mina = desk.member("mina", &[mailbox]).await;
        assert_eq!(subjects(&mina, mailbox).await, ["1", "3"]);
        std::fs::create_dir(&spool).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!(subjects(&mina, mailbox).await, ["1", "2", "3"]);
    }

    async fn a_maildir_is_read_and_reading_it_elsewhere_doubles_nothing(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = maildir(&desk, "box");
        account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Leave).await;
        std::fs::write(folder.join("new/1.a.host"), mail("a")).unwrap();
        std::fs::write(folder.join("cur/2.b.host:2,S"), mail("b")).unwrap();
        std::fs::write(folder.join("tmp/3.c.host"), mail("c")).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(2));
        std::fs::rename(folder.join("new/1.a.host"), folder.join("cur/1.a.host:2,RS")).unwrap();
        std::fs::rename(folder.join("tmp/3.c.host"), folder.join("new/3.c.host")).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["a", "b", "c"]);
    }

    async fn what_is_deleted_is_here_first_and_a_failed_deletion_is_repeated(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = maildir(&desk, "box");
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Delete).await;
        std::fs::write(folder.join("new/1.a"), mail("a")).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!((std::fs::read_dir(folder.join("new")).unwrap().count(), shown(&system, id).await.left_on_server), (0, 0));
        // A file that cannot be removed stands for a server that refuses: a mail whose place is taken by a folder.
        let undeletable = folder.join("new/2.b");
        std::fs::write(&undeletable, mail("b")).unwrap();
        let days = AccountForm { after_fetch: AfterFetch::DeleteAfterDays, delete_after_days: 3, ..shown(&system, id).await.form };
        accounts::change(&system, id, days).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert!(undeletable.exists());
        let early = TestDesk::later(&system, 3 * 86_400_000 - 60_000);
        receive_now(&early, mailbox).await.unwrap();
        assert!(undeletable.exists(), "not before its days are over");
        let late = TestDesk::later(&system, 3 * 86_400_000 + 60_000);
        receive_now(&late, mailbox).await.unwrap();
        assert!(!undeletable.exists());
        assert_eq!(receive_now(&late, mailbox).await.unwrap(), came(0));
    }

    async fn nothing_is_deleted_that_could_not_be_filed(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let folder = maildir(&desk, "box");
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Delete).await;
        std::fs::write(folder.join("new/1.a"), mail("a")).unwrap();
        // A file where the folder of the store should be: nothing can be filed.
        let store = desk.folder.path().join("files");
        let aside = desk.folder.path().join("aside");
        std::fs::rename(&store, &aside).unwrap();
        std::fs::write(&store, "").unwrap();
        let failed = receive_now(&desk.system(), mailbox).await.unwrap();
        assert_eq!((failed.count, failed.failures.len()), (0, 1));
        let account = shown(&desk.system(), id).await;
        assert_eq!((account.errors, account.last_error_step.as_str()), (1, "store"));
        assert!(folder.join("new/1.a").exists());
        std::fs::remove_file(&store).unwrap();
        std::fs::rename(&aside, &store).unwrap();
        assert_eq!(receive_now(&desk.system(), mailbox).await.unwrap(), came(1));
        assert!(!folder.join("new/1.a").exists());
    }

    async fn a_failing_account_pauses_longer_each_time_and_hurts_no_other(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let (good, bad) = (folder(&desk, "good"), desk.folder.path().join("bad"));
        let bad_id = account(&desk, mailbox, "bad@desk.example", &bad, AfterFetch::Leave).await;
        let good_id = account(&desk, mailbox, "good@desk.example", &good, AfterFetch::Leave).await;
        put(&good.join("a.eml"), &mail("a"));
        let mut cx = system.clone();
        for (errors, minutes) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30)] {
            let received = receive_now(&cx, mailbox).await.unwrap();
            assert_eq!((received.count, received.failures[0].0.as_str()), (u32::from(errors == 1), "bad@desk.example"));
            let account = shown(&system, bad_id).await;
            assert_eq!((account.errors, account.last_error_step.as_str()), (errors, "folder"));
            assert_eq!(account.last_error, OwnFault::FolderMissing.as_str());
            let pause = account.next_at.ms_since(account.last_error_at.unwrap());
            assert_eq!(pause, minutes * 60_000);
            cx = TestDesk::later(&cx, pause);
        }
        assert_eq!(shown(&system, good_id).await.errors, 0);
        std::fs::create_dir(&bad).unwrap();
        put(&bad.join("b.eml"), &mail("b"));
        assert_eq!(try_now(&cx, bad_id).await.unwrap(), came(1));
        let account = shown(&system, bad_id).await;
        assert_eq!((account.errors, account.last_error.as_str(), account.last_error_at), (0, "", None));
    }

    async fn a_mail_that_is_too_large_stays_where_it_is_and_comes_when_the_limit_rises(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let folder = folder(&desk, "in");
        account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Delete).await;
        put(&folder.join("large.eml"), &(mail("large") + &"x".repeat(400_000)));
        put(&folder.join("small.eml"), &mail("small"));
        let narrow = Cx { desk: copy(&desk, "narrow", Limits { message_bytes: 300_000, ..Limits::default() }), ..system.clone() };
        assert_eq!(receive_now(&narrow, mailbox).await.unwrap(), came(1));
        assert_eq!(receive_now(&narrow, mailbox).await.unwrap(), came(0));
        assert!(folder.join("large.eml").exists() && !folder.join("small.eml").exists());
        let held = quarantine(&system).await.unwrap();
        assert_eq!((held.len(), held[0].reason, held[0].subject_guess.as_str()), (1, QuarantineReason::TooLarge, ""));
        assert!(held[0].size > 400_000);
        assert_eq!(refused(accounts::quarantined_raw(&system, held[0].id).await), Refused::NotFound);
        assert_eq!(refused(read_again(&narrow, held[0].id).await), Refused::OverLimit { what: Limit::MessageBytes, limit: 300_000 });
        read_again(&system, held[0].id).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!(quarantine(&system).await.unwrap(), []);
        assert!(!folder.join("large.eml").exists());
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["large", "small"]);
    }

    async fn two_copies_never_claim_the_same_account(desk) {
        let now = desk.system().now;
        let folder = folder(&desk, "in");
        let mut all = HashSet::new();
        for n in 0..12 {
            let mailbox = if n % 6 == 0 { desk.mailbox(&format!("箱{n}")).await } else { MailboxId(1 + n / 6) };
            all.insert(account(&desk, mailbox, &format!("a{n}@desk.example"), &folder, AfterFetch::Leave).await);
        }
        let copies = [copy(&desk, "one", Limits::default()), copy(&desk, "two", Limits::default())];
        let claimers = (0..6).map(|n| {
            let desk = copies[n % 2].clone();
            tokio::spawn(async move {
                let mut mine = vec![];
                // A claim may come back empty because another one was faster; there is more as long as something is due.
                while lease::next_due(&desk).await.unwrap().is_some_and(|at| at <= now) {
                    mine.extend(lease::claim_due(&desk, now).await.unwrap());
                }
                mine
            })
        });
        let claims: Vec<_> = futures::future::join_all(claimers).await.into_iter().flat_map(|mine| mine.unwrap()).collect();
        assert_eq!(claims.len(), 12);
        assert_eq!(claims.iter().map(|claim| claim.id).collect::<HashSet<_>>(), all);
        assert_eq!(claims.iter().map(|claim| claim.leased_by.clone()).collect::<HashSet<_>>().len(), 12);
        let first = claims.iter().find(|claim| claim.leased_by.starts_with("one/")).unwrap_or(&claims[0]);
        assert!(lease::claim_one(&desk.desk, first.id, now).await.unwrap().is_none());
        // A copy that died holds its accounts for two minutes, and not at all once somebody knows that it is dead.
        assert!(lease::claim_one(&desk.desk, first.id, now.plus_minutes(2)).await.unwrap().is_some());
        lease::release_all(&copies[0]).await.unwrap();
        assert!(lease::claim_one(&desk.desk, first.id, now).await.unwrap().is_some());
        let mut tx = desk.desk.db.write().await.unwrap();
        assert_eq!(sql::prolong(&mut tx, first, now.plus_minutes(20)).await.unwrap(), 0, "a lost lease is not prolonged");
    }

    async fn pressing_the_button_many_times_doubles_nothing(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let folder = maildir(&desk, "box");
        account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Delete).await;
        for n in 0..250 {
            std::fs::write(folder.join(format!("new/{n:03}")), mail(&n.to_string())).unwrap();
        }
        let mina = desk.member("mina", &[mailbox]).await;
        let other = Cx { desk: copy(&desk, "two", Limits::default()), ..mina.clone() };
        let pressed = [&mina, &mina, &other, &other].map(|cx| receive_now(cx, mailbox));
        let received = futures::future::join_all(pressed).await.into_iter().map(|received| received.unwrap());
        assert_eq!(received.map(|received| { assert_eq!(received.failures, []); received.count }).sum::<u32>(), 250);
        let mut tx = desk.desk.db.read().await.unwrap();
        let kept: (i64, i64) = tx.query("select count(*), count(distinct arrival_id) from messages").one().await.unwrap();
        assert_eq!(kept, (250, 250));
    }

    async fn the_worker_fetches_what_is_due_and_notices_what_comes_between(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (folder, other) = (maildir(&desk, "box"), folder(&desk, "in"));
        let id = account(&desk, mailbox, "support@desk.example", &folder, AfterFetch::Leave).await;
        // What an earlier run stored and did not take in.
        deliver(&desk.desk, id, "left over", mail("0").into(), Moment(0)).await.unwrap().unwrap();
        std::fs::write(folder.join("new/1"), mail("1")).unwrap();
        // It died while fetching; the start of the program ends its leases.
        lease::claim_one(&desk.desk, id, crate::cx::now()).await.unwrap().unwrap();
        lease::release_all(&desk.desk).await.unwrap();
        let stop = CancellationToken::new();
        let worker = tokio::spawn(run(desk.desk.clone(), stop.clone()));
        let here = async |count: usize| subjects(&mina, mailbox).await.len() == count;
        until("what was due came", || here(2)).await;
        until("the fetch is noted", || async { shown(&desk.system(), id).await.last_ok_at.is_some() }).await;
        std::fs::write(folder.join("new/2"), mail("2")).unwrap();
        until("what came between was noticed", || here(3)).await;
        // A new account is fetched at once.
        put(&other.join("3.eml"), &mail("3"));
        let second = account(&desk, mailbox, "info@desk.example", &other, AfterFetch::Leave).await;
        until("the new account was fetched", || here(4)).await;
        until("that is noted", || async { shown(&desk.system(), second).await.last_ok_at.is_some() }).await;
        // A removed one is left alone.
        remove(&desk.system(), second).await.unwrap();
        put(&other.join("4.eml"), &mail("4"));
        std::fs::write(folder.join("new/5"), mail("5")).unwrap();
        until("the others go on", || here(5)).await;
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(subjects(&mina, mailbox).await, ["0", "1", "2", "3", "5"]);
        let mut tx = desk.desk.db.read().await.unwrap();
        let (held,): (i64,) = tx.query("select count(*) from accounts where leased_by <> ''").one().await.unwrap();
        assert_eq!(held, 0, "nothing is held after the end");
    }

    async fn moving_to_another_server_forgets_numbers_and_not_contents(desk) {
        let (mailbox, system) = (desk.mailbox("窓口").await, desk.system());
        let (old, new) = (maildir(&desk, "old"), maildir(&desk, "new"));
        let id = account(&desk, mailbox, "support@desk.example", &old, AfterFetch::Leave).await;
        std::fs::write(old.join("new/1"), mail("a")).unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        // The new one holds a copy under the same name, and another mail under a name that was used.
        std::fs::write(new.join("new/9"), mail("a")).unwrap();
        std::fs::write(new.join("new/1"), mail("b")).unwrap();
        let moved = AccountForm { folder: new.display().to_string(), after_fetch: AfterFetch::Delete, ..shown(&system, id).await.form };
        accounts::change(&system, id, moved).await.unwrap();
        assert_eq!(receive_now(&system, mailbox).await.unwrap(), came(1));
        assert_eq!(subjects(&desk.member("mina", &[mailbox]).await, mailbox).await, ["a", "b"]);
        assert_eq!(std::fs::read_dir(new.join("new")).unwrap().count(), 0, "duplicates are deleted as well");
        assert!(old.join("new/1").exists());
    }
}

/// The step that operators see, by what the server did.
#[tokio::test]
async fn a_failure_names_its_step() {
    use super::work::Trouble;
    use mail::wire::WireError;
    let cases: [(WireError, &str); 6] = [
        (WireError::UnknownHost("x".into()), "dns"),
        (WireError::BadCertificate("x".into()), "tls"),
        (WireError::BadLogin("x".into()), "login"),
        (WireError::NoFolder("x".into()), "select"),
        (WireError::Dropped("x".into()), "fetch"),
        (WireError::NoUidl("x".into()), "fetch"),
    ];
    for (cause, expected) in cases {
        let Trouble::Server { step, answer } = Trouble::of(cause, "fetch") else { panic!() };
        assert_eq!((step, answer.as_str()), (expected, "x"));
    }
}
