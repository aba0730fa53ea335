//! A mail read again with a charset that a person chose, and by whom.

use super::*;
use crate::{
    Error, accounts,
    accounts::fetcher::deliver,
    each_engine,
    ingest::{Taken, take_in},
    testing::stranger,
};
use domain::{
    access::{Role, Viewing},
    accounts::{AccountForm, ReceiveKind, SendKind},
    charset::Charset,
};

/// "Привет" in windows-1251, labelled KOI8-R; its subject is neither labelled nor encoded.
const WRONGLY_LABELLED: &[u8] = b"From: \xc8\xe2\xe0\xed <i@x.example>\r\nTo: support@desk.example\r\nMessage-ID: <a@x.example>\r\n\
    Subject: \xd1\xf7\xb8\xf2\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n\xcf\xf0\xe8\xe2\xe5\xf2\r\n\r\n> 1\r\n\
    --b\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n<b>\xcf\xf0\xe8\xe2\xe5\xf2</b><script>x</script>\r\n--b--\r\n";

#[test]
fn every_charset_to_choose_can_be_read() {
    for charset in Charset::ALL {
        let read = mail::read::read_as(b"Content-Type: text/plain\r\n\r\n\xe4\xc4", charset.as_str());
        assert_eq!(read.charset, charset.as_str());
    }
}

each_engine! {
    async fn a_wrongly_labelled_mail_is_read_as_its_reader_says(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut form = AccountForm::blank();
        form.address = "support@desk.example".into();
        form.receive = ReceiveKind::Folder;
        form.folder = "/nowhere".into();
        form.enabled = false;
        form.send = SendKind::None;
        let account = accounts::create(&desk.system(), mailbox, form).await.unwrap();
        let now = desk.system().now;
        let arrival = deliver(&desk.desk, account, "1", WRONGLY_LABELLED.into(), now).await.unwrap().unwrap();
        let Taken::Message { message, .. } = take_in(&desk.desk, now, arrival).await.unwrap() else { panic!("not taken in") };

        let found = html(&mina, message, false, None).await.unwrap();
        assert!(!found.html.contains("Привет"), "{}", found.html);
        let chosen = html(&mina, message, false, Some(Charset::Windows1251)).await.unwrap();
        assert_eq!(chosen.html.trim(), "<b>Привет</b>");
        let read = read_as(&mina, message, Charset::Windows1251).await.unwrap();
        assert_eq!((read.from.name.as_str(), read.from.addr.as_str(), read.subject.as_str()), ("Иван", "i@x.example", "Счёт"));
        let kinds: Vec<_> = read.segments.iter().map(|segment| (segment.kind, segment.text.trim())).collect();
        assert_eq!(kinds, [(SegmentKind::Own, "Привет"), (SegmentKind::Quote, "> 1")]);

        let other = desk.person("other", Role::Member, &[], Viewing::All, false).await;
        for who in [&other, &stranger(&desk)] {
            assert!(matches!(read_as(who, message, Charset::Utf8).await, Err(Error::Refused(_))));
            assert!(matches!(html(who, message, false, Some(Charset::Utf8)).await, Err(Error::Refused(_))));
        }
    }
}
