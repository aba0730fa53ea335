//! Words of reports that are mailed: in the mail, and where they are kept.

use crate::words;
use domain::{Language, reports::PostState};

words! {
    subject(name: &str, period: &str) = "レポート：{name}（{period}）", "Report: {name} ({period})";
    open = "レポートを開く", "Open the report";
    nothing = "この期間の記録はありません。", "Nothing was recorded in this period.";
    rest(count: usize) = "ほかに{count}行あります。すべての行は添付のExcelファイルにあります。", "{count} more row is in the attached workbook." | "{count} more rows are in the attached workbook.";
    figure = "数えたもの", "Figure";
    value = "値", "Value";
    before = "前の期間", "Period before";
    why = "定期レポートの送り先になっているため、お送りしています。このメールには返信できません。", "You get this because you are a reader of this scheduled report. This mailbox is not read.";
    settings = "受け取りをやめる・設定を見る", "Stop getting it, or see its settings";

    title = "定期レポート", "Scheduled reports";
    text = "レポートを、決まった日にメールで送ります。表とグラフはメールの中に、すべての数字は添付のExcelファイルに入ります。受け取る人には、その人が見られる窓口の数字だけを送ります。", "Reports that go out by mail on fixed days, with tables and charts in the mail and all figures in an attached workbook. Everybody gets only the figures of mailboxes that they see.";
    none_title = "定期レポートはまだありません", "No scheduled reports yet";
    none_text = "レポートの画面で見たい形にしてから「定期的に送る」を押すと、ここに並びます。", "Open the reports, choose what to see, and press “Mail it regularly”.";
    add = "定期的に送る…", "Mail it regularly…";
    add_title = "このレポートを定期的に送る", "Mail this report regularly";
    edit_title = "定期レポートを変える", "Change the scheduled report";
    list = "定期レポート一覧", "All scheduled reports";
    name = "名前", "Name";
    name_hint = "メールの件名になります。", "It stands in the subject of the mail.";
    span = "期間", "Period";
    span_last_week = "前の週（月曜〜日曜）", "The week before, Monday to Sunday";
    span_last_month = "前の月", "The month before";
    span_days_7 = "送る日までの7日", "The 7 days up to then";
    span_days_30 = "送る日までの30日", "The 30 days up to then";
    span_months = "送る月までの12か月", "The 12 months up to then";
    readers = "送り先", "Readers";
    readers_missing = "送り先を1人以上選んでください。", "Choose at least one reader.";
    repeats_hint = "数字は、その時刻に数えます。", "It is counted at that hour.";
    save = "保存", "Save";
    saved = "定期レポートを保存しました", "The schedule was saved";
    next = "次の予定", "Next time";
    paused = "停止中", "Paused";
    owner = "作成した人", "Made by";
    last = "前回の結果", "Last time";
    never = "まだ送っていません", "Nothing was sent yet";
    pause_of(name: &str) = "「{name}」を停止", "Pause {name}";
    pause = "停止", "Pause";
    go_on_of(name: &str) = "「{name}」を再開", "Go on with {name}";
    go_on = "再開", "Go on";
    send_of(name: &str) = "「{name}」を自分に今すぐ送る", "Send {name} to me now";
    send = "自分に今すぐ送る", "Send to me now";
    sent_now = "送信の準備ができました。まもなく届きます。", "It is on its way to you.";
    open_of(name: &str) = "「{name}」のレポートを開く", "Open the report of {name}";
    edit_of(name: &str) = "「{name}」を変える", "Change {name}";
    remove_of(name: &str) = "「{name}」を削除", "Remove {name}";
    remove_title = "定期レポートを削除", "Remove the schedule";
    remove_text(name: &str) = "「{name}」は、もう送られません。", "“{name}” will not go out any more.";
    removed = "定期レポートを削除しました", "The schedule was removed";
    leave_of(name: &str) = "「{name}」の受け取りをやめる", "Stop getting {name}";
    leave = "受け取りをやめる", "Stop getting it";
    left = "これからは届きません", "You will not get it any more";

    state_waiting = "送信を待っています", "On its way";
    state_sent = "送りました", "Sent";
    state_no_right = "送っていません：このレポートを見る権限がありません。送り先から外すか、権限を確かめてください。", "Not sent: they may not see this report. Take them off the readers, or check their rights.";
    state_condition_gone = "送っていません：集計条件が削除されています。レポートを開き、別の集計条件を選んで定期レポートを作り直してください。", "Not sent: its condition was removed. Open the report, choose another condition and schedule it anew.";
    state_no_account = "送っていません：お知らせを送るメールアカウントが選ばれていません。システム管理者に「設定」→「お知らせの送り先」で選んでもらってください。", "Not sent: no account is chosen for mails of the program. Ask an administrator to choose one in the settings, under “Ways out”.";
    state_failed(answer: &str) = "送れませんでした：{answer}", "It could not be sent: {answer}";
    state_unsure = "届いたか分かりません。届いていなければ「自分に今すぐ送る」で受け取れます。", "It may or may not have arrived. Whoever lacks it can press “Send to me now”.";
}

pub fn state(of: PostState, answer: &str, l: Language) -> String {
    match of {
        PostState::Waiting if answer.is_empty() => state_waiting(l).to_owned(),
        PostState::Waiting => format!("{} ({answer})", state_waiting(l)),
        PostState::Sent => state_sent(l).to_owned(),
        PostState::NoRight => state_no_right(l).to_owned(),
        PostState::ConditionGone => state_condition_gone(l).to_owned(),
        PostState::NoAccount => state_no_account(l).to_owned(),
        PostState::Failed => state_failed(l, answer),
        PostState::Unsure => state_unsure(l).to_owned(),
    }
}
