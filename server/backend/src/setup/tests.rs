//! The wizard: once, completely or not at all.

use super::*;
use crate::{each_engine, testing::NOW};
use domain::{access::Who, accounts::AccountForm, setup::Founding};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

fn form() -> SetupForm {
    let mut account = AccountForm::blank();
    account.address = "support@komorebi.example".into();
    account.receive_server.host = "imap.komorebi.example".into();
    account.receive_password = Some("geheim".into());
    account.send_server.host = "smtp.komorebi.example".into();
    SetupForm {
        founding: Founding {
            company: "こもれび機器".into(),
            language: Language::English,
            zone: "Asia/Tokyo".into(),
            admin_name: "三枝".into(),
            admin_email: "mina@komorebi.example".into(),
            admin_password: "correct-horse-9".into(),
        },
        mailbox: "サポート窓口".into(),
        account: Some(account),
        members: vec![NewUser { name: "早瀬".into(), email: "toru@komorebi.example".into(), role: Role::Member }],
    }
}

each_engine! {
    async fn the_desk_is_founded_once(desk) {
        let cx = desk.cx(Who::Nobody);
        assert!(needed(&cx).await.unwrap());
        let (signed, links) = found(&cx, &form(), "browser").await.unwrap();
        assert!(!needed(&cx).await.unwrap());
        assert_eq!(company(&cx).await.unwrap(), "こもれび機器");
        let (who, me) = auth::who(&desk.desk, &signed.token, NOW).await.unwrap().unwrap();
        assert!(me.admin && me.language == Language::English);
        let mailboxes = mailboxes::mine(&desk.cx(who.clone())).await.unwrap();
        assert_eq!((mailboxes.len(), mailboxes[0].addresses.as_slice()), (1, &["support@komorebi.example".to_owned()][..]));
        let token = links[0].path.strip_prefix("/invite/").unwrap();
        let member = auth::accept_invite(&cx, token, "other-horse-8", "").await.unwrap();
        let (member, _) = auth::who(&desk.desk, &member.token, NOW).await.unwrap().unwrap();
        assert_eq!(mailboxes::mine(&desk.cx(member)).await.unwrap().len(), 1, "members work in the first mailbox");
        assert_eq!(refused(found(&cx, &form(), "").await), Some(Refused::AlreadySetUp));
        assert_eq!(refused(found(&desk.cx(who), &form(), "").await), Some(Refused::AlreadySetUp));
        // Asked before anything that costs time: not even the form is looked at.
        let mut wrong = form();
        wrong.mailbox.clear();
        assert_eq!(refused(found(&cx, &wrong, "").await), Some(Refused::AlreadySetUp));
    }

    async fn of_two_founders_at_once_one_wins(desk) {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..6 {
            let cx = desk.cx(Who::Nobody);
            let mut form = form();
            form.founding.admin_email = format!("admin{number}@komorebi.example");
            form.members.clear();
            tasks.spawn(async move { found(&cx, &form, "").await.is_ok() });
        }
        let mut winners = 0;
        while let Some(won) = tasks.join_next().await { winners += usize::from(won.unwrap()); }
        assert_eq!(winners, 1);
        assert_eq!(users::list(&desk.system()).await.unwrap().len(), 1);
    }

    async fn a_wrong_form_founds_nothing(desk) {
        let cx = desk.cx(Who::Nobody);
        let broken: [fn(&mut SetupForm); 5] = [
            |f| f.founding.admin_password = "short".into(),
            |f| f.founding.zone = "Nowhere".into(),
            |f| f.mailbox = " ".into(),
            |f| f.account.as_mut().unwrap().receive_server.host = String::new(),
            |f| f.members[0].email = f.founding.admin_email.clone(),
        ];
        for break_it in broken {
            let mut form = form();
            break_it(&mut form);
            assert!(refused(found(&cx, &form, "").await).is_some());
            assert!(needed(&cx).await.unwrap());
        }
        found(&cx, &form(), "").await.unwrap();
    }
}
