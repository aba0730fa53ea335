//! Words of absences and hand-overs.

use crate::words;

words! {
    title = "不在", "Away";
    title_of(name: &str) = "{name} さんの不在", "{name} is away";
    away = "不在", "away";
    away_until(day: &str) = "{day}まで不在", "Away until {day}";
    text = "不在のあいだは自動の割り当てから外れ、担当のメニューに「不在」と表示されます。代わりの人にも通知が届きます。", "While you are away, rules pass you by and menus say so. Your substitute is notified, too.";
    last_day = "不在の最後の日", "Last day away";
    last_day_hint = "空にすると、不在ではなくなります。", "Empty: at work.";
    substitute = "代わりの人", "Substitute";
    nobody = "なし", "Nobody";
    save = "不在を保存", "Save absence";
    saved = "保存しました", "Saved";
    hand_over(name: &str) = "{name} さんの利用を停止", "Suspend {name}";
    hand_over_text = "ログインはすぐに終わり、入れなくなります。担当している未完了のやりとりを、だれに引き継ぐか選んでください。下書きと履歴は残ります。", "They are signed out at once. Choose who takes over the unfinished conversations. Drafts and history stay.";
    no_work = "ログインはすぐに終わり、入れなくなります。未完了の担当はありません。履歴は残り、あとで再開できます。", "They are signed out at once. They have no unfinished work. The history stays, and you can let them back in.";
    in_mailbox(mailbox: &str, count: i64) = "{mailbox}（{count}件）", "{mailbox} ({count})";
    to_nobody = "担当者なしにする", "Nobody";
    suspend = "停止する", "Suspend";
    handed_over(name: &str, count: u64) = "{name} さんの利用を停止し、{count}件を引き継ぎました", "{name} was suspended and {count} conversations were handed over";
}
