//! What attached files say is found, once somebody has read them.

use super::*;
use crate::search::{files::step, sql as statements};

const MAIL: &str = "From: =?utf-8?B?5LiJ5baL?= <mishima@umi.example>\r\nTo: support@desk.example\r\nSubject: files\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nsee below\r\n\
    --b\r\nContent-Type: text/csv; charset=utf-8; name=\"log.csv\"\r\nContent-Disposition: attachment; filename=\"log.csv\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
    時刻,温度\r\n09:00,庫内異常高温\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Disposition: attachment; filename=\"page.html\"\r\n\r\n\
    <p>Quarterly maintenance plan</p>\r\n--b\r\nContent-Type: image/png; name=\"p.png\"\r\nContent-Disposition: attachment; filename=\"p.png\"\r\n\r\nx\r\n--b--\r\n";

/// The mail as it is taken in.
async fn arrive(desk: &TestDesk, mailbox: MailboxId) -> (ConversationId, MessageId) {
    let file = desk.desk.files.put(MAIL.as_bytes().to_vec().into()).await.unwrap().file;
    let (conversation, _) = keep(desk, mailbox, &PLAIN).await;
    let read = mail::read::read(MAIL.as_bytes());
    let mut tx = desk.desk.db.write().await.unwrap();
    let new = NewMessage {
        conversation_id: conversation,
        mailbox_id: mailbox,
        arrival_id: None,
        account_id: None,
        author_id: None,
        direction: Direction::In,
        message_id: String::new(),
        from: Address { name: "三嶋".into(), addr: "mishima@umi.example".into() },
        people: vec![],
        subject: "files".into(),
        snippet: "see below".into(),
        text: read.text.clone(),
        has_html: false,
        remote_pictures: false,
        file,
        size: 1,
        at: NOW,
        sent_at: None,
        automatic: "no".into(),
        charset: "utf-8".into(),
        language: "ja".into(),
        invitation: None,
        attachments: messages::new_attachments(&read),
    };
    let message = messages::insert(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    (conversation, message)
}

each_engine! {
    async fn words_inside_attached_files_are_found_and_shown(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (conversation, _) = arrive(&desk, mailbox).await;
        assert_eq!(found(&mina, "異常高温").await, []);
        assert!(step(&desk.system()).await.unwrap());
        assert!(!step(&desk.system()).await.unwrap());
        let hit = hits(&mina, "異常高温").await.hits.remove(0);
        assert_eq!((hit.id, hit.places), (conversation, vec![Place::FileText]));
        assert_eq!(shown(&hit.passage), "時刻,温度 09:00,庫内[異常高温] Quarterly maintenance plan");
        assert_eq!(found(&mina, "maintenance has:attachment").await, [conversation]);
        // The words of the mail itself are still there, and a condition may be met partly by a file.
        assert_eq!(found(&mina, "below quarterly mishima").await, [conversation]);
        assert_eq!(found(&mina, "subject:quarterly").await, []);
        assert_eq!(found(&stranger(&desk), "quarterly").await, []);
    }

    async fn files_of_a_mail_that_is_gone_leave_nothing_behind(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (_, read) = arrive(&desk, mailbox).await;
        assert!(step(&desk.system()).await.unwrap());
        let (_, unread) = arrive(&desk, mailbox).await;
        let mut tx = desk.desk.db.write().await.unwrap();
        for id in [read, unread] {
            remove_message(&mut tx, id).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(found(&mina, "quarterly").await, []);
        let mut tx = desk.desk.db.read().await.unwrap();
        assert_eq!(statements::file_texts(&mut tx, MessageId(0), i64::MAX).await.unwrap(), []);
        assert!(!step(&desk.system()).await.unwrap());
    }

    async fn a_file_that_ends_its_reader_again_and_again_is_given_up(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (_, id) = arrive(&desk, mailbox).await;
        let mut now = NOW;
        // As if the program were killed in the middle each time.
        for _ in 0..3 {
            let mut tx = desk.desk.db.write().await.unwrap();
            assert_eq!(statements::claim_unread(&mut tx, now, Moment(now.0 + 1_000), 3).await.unwrap(), Some(id));
            // Nobody else gets it meanwhile.
            assert_eq!(statements::claim_unread(&mut tx, now, Moment(now.0 + 1_000), 3).await.unwrap(), None);
            tx.commit().await.unwrap();
            now = Moment(now.0 + 2_000);
        }
        let mut tx = desk.desk.db.write().await.unwrap();
        assert_eq!(statements::claim_unread(&mut tx, now, now, 3).await.unwrap(), None);
        assert!(!statements::has_unread(&mut tx, now).await.unwrap());
    }
}
