//! The templates of the practice company: what its people write again and again.

use super::{Colleague, PracticeMailbox, company};
use crate::{Cx, Result, templates};
use domain::{
    access::{Person, Role, Who},
    templates::{Content, Editors, Form},
    *,
};
use std::collections::HashMap;

struct Practice {
    folder: &'static str,
    name: &'static str,
    mailbox: Option<PracticeMailbox>,
    subject: &'static str,
    /// Each version, the oldest first, with the note it was published with.
    versions: &'static [(&'static str, &'static str)],
    html: bool,
    /// How often it was used in the last weeks, the oldest first.
    weeks: &'static [i64],
}

const ALL: [Practice; 7] = [
    Practice {
        folder: "故障・不具合",
        name: "RF08 警報・一次対応",
        mailbox: Some(PracticeMailbox::Support),
        subject: "【こもれび機器】KM-RF08 温度警報への対処について",
        versions: &[
            (
                "",
                "%Company%\n%Section%\n%Customer% 様\n\nいつもお世話になっております。こもれび機器の%UserLastName%です。\nKM-RF08 の温度警報についてご連絡をいただき、ありがとうございます。\n\n次の手順をお試しください。\n1. 背面パネル左下の「警報保留」を3秒押す（30分間、警報が止まります）\n2. 端子カバーを外し、乾いた布で水分を拭き取る\n\n改善しないときは、製造番号を添えてお知らせください。\n",
            ),
            (
                "手順3「再検知」を追加。ファームウェア4.2から必要です。",
                "%Company%\n%Section%\n%Customer% 様\n\nいつもお世話になっております。こもれび機器の%UserLastName%です。\nKM-RF08 の温度警報についてご連絡をいただき、ありがとうございます。\n庫内温度が正常なまま警報がくり返す場合は、センサー端子の結露が考えられます。次の手順をお試しください。\n\n1. 背面パネル左下の「警報保留」を3秒押す（30分間、警報が止まります）\n2. 端子カバーを外し、乾いた布で水分を拭き取る\n3. 10分後に「再検知」を押す\n\n改善しないときは、製造番号を添えてお知らせください。折り返しご連絡します。\n",
            ),
        ],
        html: false,
        weeks: &[3, 4, 2, 5, 6, 4, 7, 9, 8, 12, 14, 18],
    },
    Practice {
        folder: "故障・不具合",
        name: "修理のご案内（送料弊社負担）",
        mailbox: Some(PracticeMailbox::Support),
        subject: "修理品のお送り先のご案内",
        versions: &[(
            "",
            "%Company%\n%Customer% 様\n\nお世話になっております。こもれび機器の%UserLastName%です。\nご不便をおかけしており、申し訳ございません。修理のため、下記の宛先へ着払いでお送りください。送料は弊社が負担します。\n\nお送り先: こもれび機器株式会社 修理受付係\n同封していただくもの: 保証書の写し、症状を書いたメモ\n\nお預かりから7営業日ほどでお返しします。\n",
        )],
        html: false,
        weeks: &[2, 3, 3, 1, 2, 4, 3, 2, 3, 2, 4, 2],
    },
    Practice {
        folder: "故障・不具合",
        name: "温度警報 誤検知のお詫び",
        mailbox: Some(PracticeMailbox::Support),
        subject: "温度警報の誤検知について（お詫び）",
        versions: &[(
            "",
            "%Customer% 様\n\n平素よりお世話になっております。%Mailbox%の%User%です。\nこのたびは、実際には庫内の温度が上がっていないにもかかわらず警報が鳴り、ご心配をおかけしました。誠に申し訳ございません。\n\n原因は、扉の開閉直後に温度を測っていたことです。次のファームウェアで改めます。\n",
        )],
        html: false,
        weeks: &[0, 0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1],
    },
    Practice {
        folder: "使い方",
        name: "警報履歴の取り出し方",
        mailbox: None,
        subject: "",
        versions: &[(
            "",
            "<div>%Customer% 様</div><div><br></div><div>警報の履歴は、次の手順で取り出せます。</div><ol><li>本体の USB 端子に <b>FAT32</b> のメモリーを差す</li><li>「設定」→「履歴」→「書き出し」を押す</li><li>「完了」と出たら抜く</li></ol><div>書き出したファイルは、表計算ソフトで開けます。</div>",
        )],
        html: true,
        weeks: &[0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0],
    },
    Practice {
        folder: "請求・支払い",
        name: "領収書の再発行",
        mailbox: None,
        subject: "領収書の再発行について",
        versions: &[(
            "",
            "%Company%\n%Customer% 様\n\nお世話になっております。こもれび機器の%UserLastName%です。\n領収書の再発行を承りました。宛名は「%Company%」でよろしいでしょうか。\nご返信をいただいてから、2営業日以内にお送りします。\n",
        )],
        html: false,
        weeks: &[1, 0, 2, 1, 0, 1, 1, 2, 0, 1, 2, 1],
    },
    Practice {
        folder: "海外 International",
        name: "Alarm reset procedure",
        mailbox: Some(PracticeMailbox::Support),
        subject: "Resetting the temperature alarm",
        versions: &[(
            "",
            "Dear %Customer%,\n\nThank you for contacting Komorebi Kiki.\nTo reset the temperature alarm:\n\n1. Hold “Alarm hold” on the lower left of the rear panel for 3 seconds.\n2. Take off the terminal cover and wipe the sensor dry.\n3. Wait 10 minutes, then press “Detect again”.\n\nIf the alarm comes back, please send us the serial number.\n\nBest regards,\n%User%\n",
        )],
        html: false,
        weeks: &[0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0],
    },
    Practice {
        folder: "面接",
        name: "面接日程のご案内",
        mailbox: Some(PracticeMailbox::Recruit),
        subject: "面接日程のご案内",
        versions: &[(
            "",
            "%Customer% 様\n\nこもれび機器株式会社 採用担当の%UserLastName%です。\nこのたびはご応募いただき、ありがとうございます。\n\n面接の候補日をお送りします。ご都合のよい日をお知らせください。\n・\n・\n・\n\n所要時間は1時間ほどです。\n",
        )],
        html: false,
        weeks: &[0, 0, 1, 1, 0, 2, 1, 0, 1, 2, 1, 1],
    },
];

/// As their leader made them.
pub async fn make(cx: &Cx, people: &HashMap<Colleague, UserId>, mailboxes: &HashMap<PracticeMailbox, MailboxId>) -> Result<()> {
    let (Some(leader), Some(writer)) = (people.get(&Colleague::Saegusa), people.get(&Colleague::Kuze)) else { return Ok(()) };
    let name = company::company().employees[0].name.to_owned();
    let person = Person { id: *leader, name, role: Role::Admin, grants: vec![], operates: vec![], must_change_password: false };
    let cx = Cx { who: Who::Person(person), ..cx.clone() };
    for practice in &ALL {
        let mailbox = practice.mailbox.and_then(|mailbox| mailboxes.get(&mailbox).copied());
        let form = Form { name: practice.name.into(), folder: practice.folder.into(), mailbox, editors: Editors::Everybody, named: vec![] };
        // Months ago, a month before each next version.
        let many = practice.versions.len() as i64;
        let at = |number: i64| Cx { now: cx.now.plus_days(-40 * (many - number) - 7), ..cx.clone() };
        let id = templates::create(&at(0), &form).await?;
        for (number, (note, text)) in (1..).zip(practice.versions) {
            let (text, html) = if practice.html { (String::new(), Some((*text).to_owned())) } else { ((*text).to_owned(), None) };
            let content = Content { subject: practice.subject.into(), text, html, ..Content::default() };
            let version = templates::page(&cx, id).await?.version;
            templates::publish(&at(number), id, version, content, note).await?;
        }
        templates::was_used(&cx, id, *writer, practice.weeks).await?;
    }
    Ok(())
}
