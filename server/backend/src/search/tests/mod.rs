//! What is asked for is found, all of it and nothing else, by those who may see it.

mod files;
mod recall;
mod saved;

use super::*;
use crate::{
    Error, comments, conversations, each_engine,
    messages::{self, NewAttachment, NewMessage},
    testing::{NOW, TestDesk, stranger},
};
use domain::{
    access::{Role, Viewing},
    addresses::Address,
    conversations::Change,
    messages::{Direction, PersonRole},
    search::{Place, Problem, Wrong},
    statuses::Class,
    *,
};

/// A mail of a customer.
struct Mail<'a> {
    subject: &'a str,
    from: (&'a str, &'a str),
    to: &'a [(&'a str, &'a str)],
    text: &'a str,
    files: &'a [&'a str],
    at: Moment,
}

const PLAIN: Mail<'static> =
    Mail { subject: "件名", from: ("三嶋 航太郎", "mishima@umi.example"), to: &[("", "support@desk.example")], text: "", files: &[], at: NOW };

async fn keep(desk: &TestDesk, mailbox: MailboxId, mail: &Mail<'_>) -> (ConversationId, MessageId) {
    let cx = desk.system();
    let mut tx = cx.desk.db.write().await.unwrap();
    let from = Address { name: mail.from.0.into(), addr: mail.from.1.into() };
    let new = conversations::NewConversation {
        mailbox,
        subject: mail.subject,
        customer: &from,
        class: Class::Open,
        assignee: None,
        at: mail.at,
        language: "ja",
    };
    let conversation = conversations::create(&mut tx, &cx, &new).await.unwrap();
    let message = add(&mut tx, mailbox, conversation, mail).await;
    tx.commit().await.unwrap();
    (conversation, message)
}

async fn add(tx: &mut crate::db::Tx, mailbox_id: MailboxId, conversation_id: ConversationId, mail: &Mail<'_>) -> MessageId {
    let attachment = |(position, name): (usize, &&str)| NewAttachment {
        position: position as i64,
        name: (*name).into(),
        kind: "application/pdf".into(),
        size: 1,
        content_id: String::new(),
        inline: false,
        danger: None,
    };
    let new = NewMessage {
        conversation_id,
        mailbox_id,
        arrival_id: None,
        account_id: None,
        author_id: None,
        direction: Direction::In,
        message_id: String::new(),
        from: Address { name: mail.from.0.into(), addr: mail.from.1.into() },
        people: mail.to.iter().map(|(name, addr)| (PersonRole::To, Address { name: (*name).into(), addr: (*addr).into() })).collect(),
        subject: mail.subject.into(),
        snippet: mail.text.chars().take(40).collect(),
        text: mail.text.into(),
        has_html: false,
        remote_pictures: false,
        file: "none".into(),
        size: 1,
        at: mail.at,
        sent_at: None,
        automatic: "no".into(),
        charset: "utf-8".into(),
        language: "ja".into(),
        invitation: None,
        attachments: mail.files.iter().enumerate().map(attachment).collect(),
    };
    messages::insert(tx, &new).await.unwrap()
}

async fn hits(cx: &Cx, q: &str) -> HitsView {
    search(cx, &Asked { q: q.into(), older: None }, "Asia/Tokyo").await.unwrap()
}

/// Conversations on all pages, in their order.
async fn found(cx: &Cx, q: &str) -> Vec<ConversationId> {
    let mut asked = Asked { q: q.into(), older: None };
    let mut all = Vec::new();
    loop {
        let page = search(cx, &asked, "Asia/Tokyo").await.unwrap();
        assert_eq!(page.problems, [], "{q}");
        all.extend(page.hits.iter().map(|hit| hit.id));
        match page.older {
            Some(older) => asked.older = Some(older),
            None => return all,
        }
    }
}

fn shown(pieces: &[domain::search::Piece]) -> String {
    pieces.iter().map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

each_engine! {
    async fn a_hit_says_where_it_is_and_who_wrote_it(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mail = Mail {
            subject: "冷蔵ユニットの温度警報", text: "今朝から第２倉庫のｵﾝﾄﾞｹｲﾎｳが鳴り続けています。", files: &["温度ログ_RF08.csv"],
            to: &[("サポート窓口", "support@desk.example")], ..PLAIN
        };
        let (id, message) = keep(&desk, mailbox, &mail).await;
        keep(&desk, mailbox, &Mail { text: "何の関係もない報告です", ..PLAIN }).await;
        let cases = [
            ("温度警報", "冷蔵ユニットの[温度警報]", "今朝から第２倉庫のｵﾝﾄﾞｹｲﾎｳが鳴り続けています。", vec![Place::Subject]),
            ("おんど", "冷蔵ユニットの温度警報", "今朝から第２倉庫の[ｵﾝﾄﾞ]ｹｲﾎｳが鳴り続けています。", vec![Place::Body]),
            ("鳴", "冷蔵ユニットの温度警報", "今朝から第２倉庫のｵﾝﾄﾞｹｲﾎｳが[鳴]り続けています。", vec![Place::Body]),
            ("ＲＦ０８", "冷蔵ユニットの温度警報", "温度ログ_[RF08].csv", vec![Place::File]),
            ("温度 第2倉庫", "冷蔵ユニットの[温度]警報", "今朝から[第２倉庫]のｵﾝﾄﾞｹｲﾎｳが鳴り続けています。", vec![Place::Subject, Place::Body, Place::File]),
            ("from:三嶋", "冷蔵ユニットの温度警報", "今朝から第２倉庫のｵﾝﾄﾞｹｲﾎｳが鳴り続けています。", vec![Place::Sender]),
            ("宛先:サポート 鳴", "冷蔵ユニットの温度警報", "今朝から第２倉庫のｵﾝﾄﾞｹｲﾎｳが[鳴]り続けています。", vec![Place::Recipients, Place::Body]),
        ];
        for (q, subject, passage, places) in cases {
            let page = hits(&mina, q).await;
            let hit = page.hits.iter().find(|hit| hit.id == id).unwrap_or_else(|| panic!("{q}"));
            assert_eq!((shown(&hit.subject).as_str(), shown(&hit.passage).as_str(), &hit.places), (subject, passage, &places), "{q}");
            assert_eq!((hit.message_id, hit.mailbox_id, hit.at), (Some(message), mailbox, NOW), "{q}");
            assert!(!page.incomplete && page.older.is_none(), "{q}");
        }
        assert_eq!(shown(&hits(&mina, "差出人:三嶋").await.hits[0].writer), "[三嶋] 航太郎");
        for q in ["倉庫警報", "ont", "温度 関係", "subject:倉庫", "from:サポート", "\"温度 警報\"", "警報 -倉庫"] {
            assert_eq!(found(&mina, q).await, [], "{q}");
        }
        assert_eq!(found(&mina, "報告 -警報").await.len(), 1);
    }

    async fn comments_are_found_as_they_read_now(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (id, _) = keep(&desk, mailbox, &PLAIN).await;
        let comment = comments::add(&mina, id, "センサー端子の結露が原因").await.unwrap();
        let page = hits(&mina, "結露").await;
        assert_eq!((page.hits.len(), page.hits[0].id, page.hits[0].message_id), (1, id, None));
        assert_eq!((shown(&page.hits[0].passage).as_str(), &page.hits[0].places), ("センサー端子の[結露]が原因", &vec![Place::Comment]));
        assert_eq!(found(&mina, "has:comment").await, [id]);
        comments::edit(&mina, comment, "基板の故障").await.unwrap();
        assert_eq!((found(&mina, "結露").await, found(&mina, "基板").await), (vec![], vec![id]));
        comments::delete(&mina, comment).await.unwrap();
        assert_eq!((found(&mina, "基板").await, found(&mina, "-has:comment").await), (vec![], vec![id]));
    }

    async fn what_is_gone_is_not_found(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (id, message) = keep(&desk, mailbox, &Mail { text: "返品の件", ..PLAIN }).await;
        comments::add(&mina, id, "返品を受け付けた").await.unwrap();
        conversations::trash(&mina, &[id]).await.unwrap();
        assert_eq!(found(&mina, "返品").await, []);
        conversations::restore(&mina, &[id]).await.unwrap();
        assert_eq!(found(&mina, "返品").await, [id]);
        let mut tx = mina.desk.db.write().await.unwrap();
        remove_message(&mut tx, message).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(hits(&mina, "返品").await.hits[0].message_id, None, "only the comment is left");
        conversations::trash(&mina, &[id]).await.unwrap();
        conversations::purge(&TestDesk::later(&desk.system(), 40 * 86_400_000)).await.unwrap();
        assert_eq!(found(&mina, "返品").await, []);
        let mut tx = mina.desk.db.read().await.unwrap();
        let left: Vec<(i64,)> = tx.query("select count(*) from tokens_of_comments").all().await.unwrap();
        assert_eq!(left, [(0,)]);
    }

    async fn rights_are_part_of_the_question(desk) {
        let (support, hiring) = (desk.mailbox("サポート").await, desk.mailbox("採用").await);
        let mina = desk.member("mina", &[support]).await;
        let own = desk.person("own", Role::Member, &[support], Viewing::Own, true).await;
        let admin = desk.person("admin", Role::Admin, &[], Viewing::None, false).await;
        let (seen, _) = keep(&desk, support, &Mail { text: "面接の日程", ..PLAIN }).await;
        let (hidden, _) = keep(&desk, hiring, &Mail { text: "面接の日程", files: &["履歴書.pdf"], ..PLAIN }).await;
        comments::add(&desk.member("toru", &[hiring]).await, hidden, "面接は木曜").await.unwrap();
        assert_eq!(found(&mina, "面接").await, [seen]);
        assert_eq!(found(&mina, "木曜").await, []);
        assert_eq!(found(&mina, "履歴書").await, []);
        assert_eq!(found(&mina, "-外").await, [seen]);
        assert_eq!(found(&own, "面接").await, []);
        assert_eq!(found(&admin, "面接").await, []);
        assert_eq!(found(&stranger(&desk), "面接").await, []);
        // What one may not see cannot be named either.
        assert_eq!(hits(&mina, "in:採用 面接").await.problems, [Problem { text: "in:採用".into(), wrong: Wrong::NoMailbox }]);
        let change = Change { assignee: Some(own.who.user_id()), ..Change::default() };
        conversations::change(&mina, &[(seen, None)], &change).await.unwrap();
        assert_eq!(found(&own, "面接").await, [seen]);
        let nobody = search(&desk.cx(domain::access::Who::Nobody), &Asked::default(), "UTC").await;
        assert!(matches!(nobody, Err(Error::Refused(Refused::NotSignedIn))));
    }

    async fn conditions_narrow_a_question(desk) {
        let (support, sales) = (desk.mailbox("サポート窓口").await, desk.mailbox("営業").await);
        let mina = desk.member("mina", &[support, sales]).await;
        let toru = desk.member("toru", &[support]).await;
        let day = 86_400_000;
        let (old, _) = keep(&desk, support, &Mail { text: "見積", at: NOW.plus_ms(-40 * day), ..PLAIN }).await;
        let (new, _) = keep(&desk, support, &Mail { text: "見積", files: &["図面.pdf"], ..PLAIN }).await;
        let (other, _) = keep(&desk, sales, &Mail { text: "見積", at: NOW.plus_ms(-day), ..PLAIN }).await;
        conversations::done(&mina, &[old]).await.unwrap();
        let change = Change { assignee: Some(toru.who.user_id()), ..Change::default() };
        conversations::change(&mina, &[(new, None)], &change).await.unwrap();
        let cases: [(&str, &[ConversationId]); 17] = [
            ("見積", &[new, other, old]),
            ("状況:処理済み 見積", &[old]),
            ("-status:done 見積", &[new, other]),
            ("status:open,done in:サポート", &[new, old]),
            ("assignee:TORU", &[new]),
            ("担当:なし 見積", &[other, old]),
            ("-assignee:toru", &[other, old]),
            ("assignee:me", &[]),
            ("in:営業", &[other]),
            ("-対象：営業 見積", &[new, old]),
            ("has:attachment", &[new]),
            ("添付:なし 見積", &[other, old]),
            ("after:7d 見積", &[new, other]),
            ("before:7d", &[old]),
            ("-after:7d", &[old]),
            // NOW is 2026-01-05 09:00 in Tokyo.
            ("after:2026-01-05", &[new]),
            ("after:2025-01-01 before:2026/1/5 見積", &[other, old]),
        ];
        for (q, expected) in cases {
            assert_eq!(found(&mina, q).await, expected, "{q}");
        }
        let told = hits(&mina, "見積 status:夢 assignee:誰か after:いつか").await;
        assert_eq!(told.problems.iter().map(|problem| problem.wrong).collect::<Vec<_>>(), [Wrong::NoDay, Wrong::NoStatus, Wrong::NoPerson]);
        assert_eq!(told.hits.len(), 3, "the rest is looked for");
        assert_eq!(hits(&mina, "  ").await, HitsView::default());
    }

    // Security class 9: nothing that is typed becomes part of a statement or of the language of the index.
    async fn no_question_breaks_out_of_the_index(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let (id, _) = keep(&desk, mailbox, &Mail { text: "100% of a_b [x] 'quoted' NEAR AND words", ..PLAIN }).await;
        for q in [
            "\" OR \"a", "NEAR(\"a\" \"b\")", "tokens:a", "a* OR b*", "^words'", "') --", "'; drop table messages; --", "a | b & !c", "\\", "a\\'b", "<->", "%:*", "_",
            "from:%", "subject:_", "assignee:%", "assignee:',1,'", "status:_", "in:%", "\u{e000}d", "\u{e000}f", "\0", "in:\" or 1=1",
        ] {
            assert_eq!(hits(&mina, q).await.hits, [], "{q}");
        }
        for q in ["100%", "a_b", "[x]", "'quoted'", "NEAR", "AND words", "\"of a_b [x]\"", "-\"drop table\""] {
            assert_eq!(found(&mina, q).await, [id], "{q}");
        }
    }

    async fn pages_hold_every_conversation_once(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut all = Vec::new();
        for n in 0..70 {
            let text = format!("棚卸 {n}");
            all.insert(0, keep(&desk, mailbox, &Mail { text: &text, at: NOW.plus_seconds(n), ..PLAIN }).await.0);
        }
        comments::add(&TestDesk::later(&mina, 3_600_000), all[69], "棚を確認").await.unwrap();
        let page = hits(&mina, "棚").await;
        assert_eq!((page.hits.len(), page.hits[0].id), (30, all[69]), "the comment is the newest");
        let found = found(&mina, "棚").await;
        assert_eq!(found.len(), 71, "and its mail is met again far down");
        all.insert(0, all[69]);
        assert_eq!(found, all);
        let again = keep(&desk, mailbox, &Mail { text: "棚", at: NOW.plus_seconds(7_200), ..PLAIN }).await;
        let mut tx = mina.desk.db.write().await.unwrap();
        add(&mut tx, mailbox, again.0, &Mail { text: "棚をもう一度", at: NOW.plus_seconds(7_300), ..PLAIN }).await;
        tx.commit().await.unwrap();
        let page = hits(&mina, "棚").await;
        assert_eq!((page.hits[0].id, page.hits[0].more), (again.0, 1));
        assert_eq!(hits(&mina, "どこにもない").await.older, None);
    }

    async fn what_was_there_before_the_index_is_read_bit_by_bit(desk) {
        let mailbox = desk.mailbox("窓口").await;
        let mina = desk.member("mina", &[mailbox]).await;
        let mut all = Vec::new();
        for n in 0..120 {
            let text = format!("返品 {n}");
            all.push(keep(&desk, mailbox, &Mail { text: &text, files: &["納品書.pdf"], at: NOW.plus_seconds(n), ..PLAIN }).await);
        }
        let kept = comments::add(&mina, all[0].0, "返金済み").await.unwrap();
        let deleted = comments::add(&mina, all[1].0, "返金待ち").await.unwrap();
        comments::delete(&mina, deleted).await.unwrap();
        // As if all of this were older than the index.
        let mut tx = mina.desk.db.write().await.unwrap();
        for (_, message) in &all {
            remove_message(&mut tx, *message).await.unwrap();
        }
        remove_comment(&mut tx, kept).await.unwrap();
        sql::set_backlog(&mut tx, "messages", all[119].1.0 + 1).await.unwrap();
        sql::set_backlog(&mut tx, "comments", deleted.0 + 1).await.unwrap();
        tx.commit().await.unwrap();
        let page = hits(&mina, "返品").await;
        assert!(page.incomplete && page.hits.is_empty());
        assert!(backlog::step(&desk.system()).await.unwrap());
        let some = found(&mina, "返品").await.len();
        assert!(some > 0 && some < 120, "the newest first: {some}");
        assert!(matches!(backlog::step(&mina).await, Err(Error::Refused(Refused::NotAllowed))));
        run(desk.desk.clone(), tokio_util::sync::CancellationToken::new()).await;
        assert_eq!(found(&mina, "返品").await.len(), 120);
        assert_eq!((found(&mina, "返金").await, found(&mina, "納品書 has:attachment").await.len()), (vec![all[0].0], 120));
        assert!(!hits(&mina, "返品").await.incomplete);
    }
}
