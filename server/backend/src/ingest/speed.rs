//! How fast mails come in, end to end: files synced, receipts, reading, conversations. Measured on request only
//! (`MADOGUCHI_MEASURE=1`), because a loaded machine says nothing.

use crate::{
    accounts::{create, receive_now},
    each_engine,
};
use domain::accounts::{AccountForm, AfterFetch, ReceiveKind, SendKind};
use std::time::Instant;

const MAILS: u32 = 2000;

each_engine! {
    async fn mails_a_second(desk) {
        if std::env::var_os("MADOGUCHI_MEASURE").is_none() {
            return;
        }
        let mailbox = desk.mailbox("窓口").await;
        let folder = desk.folder.path().join("box");
        for part in ["new", "cur"] {
            std::fs::create_dir_all(folder.join(part)).unwrap();
        }
        let text = "いつもお世話になっております。先日の見積もりの件でご連絡いたしました。\r\n".repeat(40);
        for n in 0..MAILS {
            // Every third answers the one before.
            let answers = if n % 3 == 2 { format!("In-Reply-To: <{}@x.example>\r\n", n - 1) } else { String::new() };
            let mail = format!(
                "From: k@x.example\r\nTo: a@desk.example, b@desk.example\r\nMessage-ID: <{n}@x.example>\r\n{answers}Subject: {n}\r\n\
                 Content-Type: text/plain; charset=utf-8\r\n\r\n{n}\r\n{text}"
            );
            std::fs::write(folder.join(format!("new/{n:06}")), mail).unwrap();
        }
        let mut form = AccountForm::blank();
        form.address = "support@desk.example".into();
        form.receive = ReceiveKind::Folder;
        form.folder = folder.display().to_string();
        form.after_fetch = AfterFetch::Leave;
        form.send = SendKind::None;
        create(&desk.system(), mailbox, form).await.unwrap();
        let begun = Instant::now();
        let received = receive_now(&desk.system(), mailbox).await.unwrap();
        assert_eq!((received.count, received.failures), (MAILS, vec![]));
        println!("{}: {:.0} mails a second", desk.desk.db.engine(), f64::from(MAILS) / begun.elapsed().as_secs_f64());
    }
}
