//! Imports that break off: killed in the middle, worked on by two, fed with what is none.

use super::*;
use domain::imports::ImportFailure;

each_engine! {
    async fn broken_off_anywhere_it_goes_on_and_nothing_is_lost_or_doubled(desk) {
        let office = Office::new(desk).await;
        let archive: Vec<String> = (1..=28).map(|n| mail(n, &format!("{n}@x.example"), OURS, "")).collect();
        let bytes = mbox(&archive);
        let id = office.sent_up("a.mbox", &bytes).await;
        start(&office.system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
        // Somebody took in ten mails, noted the place of the tenth, and died with five of them stored only.
        let here = &office.desk.desk;
        let mut tx = here.db.write().await.unwrap();
        let row = sql::claim(&mut tx, crate::cx::now(), crate::cx::now().plus_minutes(2), "dead").await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let mut work = super::super::run::Work::new(row, "dead".into()).unwrap();
        let file = here.files.on_disk(&work.row.file).await.unwrap();
        let mut found = Vec::new();
        let local = super::super::source::Local::Sent { file, name: "a".into() };
        let _ = super::super::source::read_local(local, Default::default(), 1 << 20, &mut |one| {
            found.push(one);
            found.len() < 10
        });
        let now = crate::cx::now();
        work.batch(here, now, now.plus_minutes(2), found).await.unwrap();
        let mut tx = here.db.write().await.unwrap();
        sql::release_all(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        office.work().await;
        assert_eq!(counts(&office.view(id).await), (28, 0, 0, 0));
        assert_eq!(office.rows(View::All).await.len(), 28);
    }

    async fn of_two_copies_one_works(desk) {
        let office = Office::new(desk).await;
        let archive: Vec<String> = (1..=28).map(|n| mail(n, &format!("{n}@x.example"), OURS, "")).collect();
        let id = office.sent_up("a.mbox", &mbox(&archive)).await;
        start(&office.system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
        let (copy, stop) = (office.desk.copy(), CancellationToken::new());
        let (one, other) = tokio::join!(turn(&office.desk.desk, &stop), turn(&copy, &stop));
        assert!(one.unwrap() | other.unwrap());
        assert_eq!(counts(&office.view(id).await), (28, 0, 0, 0));
    }

    async fn cancelled_while_it_is_worked_on_it_takes_no_more(desk) {
        let office = Office::new(desk).await;
        let id = office.sent_up("a.mbox", &mbox(&[mail(1, "a@x.example", OURS, "")])).await;
        start(&office.system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
        let here = &office.desk.desk;
        let mut tx = here.db.write().await.unwrap();
        let row = sql::claim(&mut tx, crate::cx::now(), crate::cx::now().plus_minutes(2), "slow").await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let mut work = super::super::run::Work::new(row, "slow".into()).unwrap();
        step(&office.system, id, Step::Cancel).await.unwrap();
        let found = super::super::source::Found {
            folder: String::new(),
            content: super::super::source::Content::Mail(mail(1, "a@x.example", OURS, "").into_bytes().into()),
            place: Default::default(),
        };
        let now = crate::cx::now();
        let batch = work.batch(here, now, now.plus_minutes(2), vec![found]).await;
        assert!(matches!(batch, Err(super::super::source::Trouble::Stopped)));
        assert!(office.rows(View::All).await.is_empty());
    }

    async fn what_holds_no_mail_says_so(desk) {
        let office = Office::new(desk).await;
        for (name, bytes, expected) in [
            ("a.txt", b"no mail at all".as_slice(), ImportFailure::NoMail),
            ("a.zip", b"PK\x03\x04 and nothing more", ImportFailure::BadArchive),
        ] {
            let id = office.sent_up(name, bytes).await;
            let view = office.view(id).await;
            assert_eq!((view.state, view.failure), (ImportState::Failed, Some(expected)), "{name}");
        }
        std::fs::write(office.place("gone.eml"), mail(1, "a@x.example", OURS, "")).unwrap();
        let id = office.put("gone.eml").await;
        std::fs::remove_file(office.place("gone.eml")).unwrap();
        start(&office.system, id, &Choices::default(), "Asia/Tokyo").await.unwrap();
        office.work().await;
        assert_eq!(office.view(id).await.failure, Some(ImportFailure::Gone));
        // Its file and its password are kept no longer than they are needed.
        let mut tx = office.desk.desk.db.read().await.unwrap();
        let held: Vec<(i64,)> = tx.query("select id from imports where file <> '' or secret_id is not null").all().await.unwrap();
        assert!(held.is_empty());
    }
}
