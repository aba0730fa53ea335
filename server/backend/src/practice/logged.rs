//! Calls, a visit, a notice and links of the practice company.

use super::{Colleague, PracticeMailbox};
use crate::{Cx, Result, board, logs, mailboxes};
use domain::{
    access::{Grant, Person, Viewing, Who},
    board::{LinkForm, NoticeForm},
    fields::OptionForm,
    logs::{EntryForm, ItemForm, ItemKind, Log, Way},
    statuses::Color,
    *,
};
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// Who, how many minutes ago, which way, with whom, about what, what came of it, what was said.
type Call = (Colleague, i64, Way, &'static str, &'static str, &'static str, &'static str);

const CALLS: [Call; 5] = [
    (Colleague::Kuze, 4_530, Way::Out, "浅海 律子（みどり丘動物病院）", "振込先変更のご確認", "完了", "請求書の振込先は変更なしとお伝えした。"),
    (Colleague::Hayase, 1_610, Way::In, "早乙女 凪（風待ち書店）", "レジが起動しない", "完了", "電源を入れ直して復旧。遠隔で設定も確認済み。"),
    (Colleague::Saegusa, 1_480, Way::In, "080-5550-0192", "（伝言なし）", "不在", "留守番電話。折り返しの依頼はなし。"),
    (Colleague::Kuze, 210, Way::Out, "浦上 澪（なぎさ通商）", "代替機の到着日を連絡", "完了", "明日の午前着でご了承いただいた。"),
    (
        Colleague::Saegusa,
        55,
        Way::In,
        "三嶋 航太郎（月見浜水産）",
        "温度警報：一次対応の手順を口頭で案内",
        "折り返し待ち",
        "端子カバーを外して拭き取り、再検知で警報停止を確認。\n再発したら写真を送ってもらう。",
    ),
];

const LINKS: [(&str, &str, &str); 3] = [
    ("取扱説明書の一覧", "https://komorebi.example/manuals", "製品"),
    ("交換部品の在庫表", "https://komorebi.example/parts", "製品"),
    ("就業規則", "https://komorebi.example/rules", "社内"),
];

/// Writes them as those colleagues did.
pub async fn fill(cx: &Cx, people: &HashMap<Colleague, UserId>, mailboxes: &HashMap<PracticeMailbox, MailboxId>) -> Result<()> {
    let mut tx = cx.desk.db.read().await?;
    let space = mailboxes::known_first_space(&mut tx).await?.ok_or(Refused::NotFound)?;
    drop(tx);
    let at_work = |who: Colleague, at: Moment| -> Result<Cx> {
        let employee = who.employee();
        let grant = |mailbox: &MailboxId| Grant {
            mailbox_id: *mailbox,
            space_id: space,
            viewing: Viewing::All,
            editing: true,
            sending: true,
            deleting: true,
        };
        let person = Person {
            id: *people.get(&who).ok_or(Refused::NotFound)?,
            name: employee.name.into(),
            role: employee.role,
            grants: mailboxes.values().map(grant).collect(),
            operates: vec![],
            must_change_password: false,
        };
        Ok(Cx { who: Who::Person(person), now: at, ..cx.clone() })
    };
    let option = |(name, color): &(&str, Color)| OptionForm { id: None, name: (*name).to_owned(), color: *color, archived: false };
    let results = [("完了", Color::Tokiwa), ("折り返し待ち", Color::Yamabuki), ("不在", Color::Shu)];
    logs::set_results(cx, Log::Calls, &results.iter().map(option).collect::<Vec<_>>()).await?;
    let place = ItemForm { name: "場所".to_owned(), kind: ItemKind::Text, required: false, options: vec![] };
    let place = logs::add_item(cx, Log::Visits, &place).await?;
    let leader = at_work(Colleague::Saegusa, cx.now)?;
    let offered = logs::settings(&leader, Log::Calls).await?.results;
    let tokyo = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
    let typed = |at: Moment| logs::times::typed(at, false, &tokyo);

    for (who, minutes, way, party, subject, result, text) in CALLS {
        let at = cx.now.plus_minutes(-minutes);
        let waits = result == "折り返し待ち";
        let form = EntryForm {
            subject: subject.to_owned(),
            starts: typed(at),
            party: party.to_owned(),
            way: Some(way),
            result: offered.iter().find(|option| option.name == result).map(|option| option.id),
            text: text.to_owned(),
            follow: if waits { typed(cx.now.plus_days(1)) } else { String::new() },
            follow_person: people.get(&Colleague::Kuze).copied(),
            ..EntryForm::default()
        };
        logs::save(&at_work(who, at)?, Log::Calls, None, &form).await?;
    }
    let began = cx.now.plus_days(-2);
    let visit = EntryForm {
        subject: "第2倉庫 冷蔵ユニットの現地確認".to_owned(),
        starts: typed(began),
        ends: typed(began.plus_minutes(80)),
        party: "三嶋 航太郎（月見浜水産）".to_owned(),
        text: "端子カバーのパッキンに割れ。応急で防水テープを巻き、部品を手配した。".to_owned(),
        values: vec![(place, "石浜港 第2倉庫".to_owned())],
        ..EntryForm::default()
    };
    let id = logs::save(&at_work(Colleague::Hayase, began)?, Log::Visits, None, &visit).await?;
    logs::comment(&at_work(Colleague::Kuze, began.plus_minutes(120))?, id, "部品の納期は私から三嶋様に連絡します。").await?;

    let notice = NoticeForm {
        title: "冷蔵ユニットの警報について".to_owned(),
        text: "月見浜水産様と同じ型番のお客様から問い合わせがあったときは、まず端子カバーの清掃をご案内してください。".to_owned(),
        from: String::new(),
        until: String::new(),
    };
    let notice = board::save_notice(&leader, None, &notice).await?;
    // The newcomer has not read it yet.
    for who in [Colleague::Hayase, Colleague::Kuze] {
        board::seen(&at_work(who, cx.now)?, notice).await?;
    }
    for (name, url, heading) in LINKS {
        board::save_link(&leader, None, &LinkForm { name: name.to_owned(), url: url.to_owned(), heading: heading.to_owned() }).await?;
    }
    Ok(())
}
