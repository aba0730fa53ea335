//! Comments: everybody who edits writes them, only their author changes them.

use super::*;
use crate::{
    Error, each_engine,
    testing::{TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::Item,
    statuses::Class,
};

fn refused<T>(answer: Result<T>) -> Option<Refused> {
    match answer {
        Err(Error::Refused(refused)) => Some(refused),
        Err(Error::Failed(cause)) => panic!("{cause:#}"),
        Ok(_) => None,
    }
}

async fn conversation(desk: &TestDesk, mailbox: MailboxId) -> ConversationId {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let customer = Address { name: String::new(), addr: "c@x.example".into() };
    let new =
        conversations::NewConversation { mailbox, subject: "件", customer: &customer, class: Class::Open, assignee: None, at: cx.now, language: "" };
    let id = conversations::create(&mut tx, &cx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn texts(view: &domain::conversations::ConversationView) -> Vec<String> {
    view.items.iter().filter_map(|item| if let Item::Comment(c) = item { Some(c.text.clone()) } else { None }).collect()
}

async fn count(desk: &TestDesk, id: ConversationId) -> i64 {
    let mut tx = desk.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query("select comments from conversations where id = $1").bind(id).one().await.unwrap();
    count
}

each_engine! {
    async fn a_comment_is_seen_by_all_and_changed_by_its_author(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let (mina, toru) = (desk.member("mina", &[mailbox]).await, desk.member("toru", &[mailbox]).await);
        let id = conversation(&desk, mailbox).await;
        let comment = add(&mina, id, "在庫を確認中です\n").await.unwrap();
        assert_eq!(texts(&conversations::open(&toru, id).await.unwrap()), ["在庫を確認中です"]);
        assert_eq!(refused(edit(&toru, comment, "x").await), Some(Refused::NotAllowed));
        assert_eq!(refused(delete(&toru, comment).await), Some(Refused::NotAllowed));
        edit(&mina, comment, "在庫あり").await.unwrap();
        assert_eq!(texts(&conversations::open(&toru, id).await.unwrap()), ["在庫あり"]);
        let mut tx = mina.desk.db.read().await.unwrap();
        let kept: Vec<(String, Moment)> = tx.query("select text, at from comment_versions order by id").all().await.unwrap();
        drop(tx);
        assert_eq!(kept, [("在庫を確認中です".to_owned(), mina.now)]);
        edit(&mina, comment, "在庫あり").await.unwrap();
        delete(&mina, comment).await.unwrap();
        let view = conversations::open(&toru, id).await.unwrap();
        assert!(texts(&view).is_empty());
        assert!(view.items.iter().any(|i| matches!(i, Item::Event(e) if e.kind == EventKind::CommentDeleted)), "the history remembers");
        assert_eq!(refused(edit(&mina, comment, "again").await), Some(Refused::NotFound));
    }

    async fn comments_written_at_once_are_all_counted(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let id = conversation(&desk, mailbox).await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..8 {
            let cx = mina.clone();
            tasks.spawn(async move { add(&cx, id, &format!("{number}")).await.unwrap() });
        }
        let written = tasks.join_all().await;
        assert_eq!(count(&desk, id).await, 8);
        let mut tasks = tokio::task::JoinSet::new();
        for comment in written {
            let cx = mina.clone();
            tasks.spawn(async move { delete(&cx, comment).await.unwrap() });
        }
        tasks.join_all().await;
        assert_eq!(count(&desk, id).await, 0);
    }

    async fn who_may_not_edit_may_not_comment(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let id = conversation(&desk, mailbox).await;
        let reader = desk.person("reader", Role::Member, &[mailbox], Viewing::All, false).await;
        let own = desk.person("own", Role::Member, &[mailbox], Viewing::Own, true).await;
        assert_eq!(refused(add(&reader, id, "x").await), Some(Refused::NotAllowed));
        assert_eq!(refused(add(&own, id, "x").await), Some(Refused::NotFound));
        assert_eq!(refused(add(&stranger(&desk), id, "x").await), Some(Refused::NotFound));
        assert_eq!(refused(add(&desk.cx(domain::access::Who::Nobody), id, "x").await), Some(Refused::NotSignedIn));
        assert!(matches!(refused(add(&desk.member("m", &[mailbox]).await, id, "  \n").await), Some(Refused::Invalid { field: Field::Text, wrong: Wrong::Missing })));
    }
}
