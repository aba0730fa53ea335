//! Words of the outbox.

use crate::words;
use domain::{Language, outbox::LetterState, returns::Why};

words! {
    later = "日時を指定して送信…", "Send later…";
    later_why = "先に相手から返信が来たら自動で取り消し", "Taken back by itself if the customer writes first";
    later_title = "日時を指定して送信", "Send later";
    usual_hours = "よく使う日時", "Usual times";
    today_at(hour: &str) = "今日 {hour}", "Today {hour}";
    tomorrow_at(hour: &str) = "明日 {hour}", "Tomorrow {hour}";
    monday_at(hour: &str) = "月曜日 {hour}", "Monday {hour}";
    other_hour = "ほかの日時", "Another date and time";
    stop_on_reply = "先に相手からメールが届いたら取り消す", "Take it back if the customer writes first";
    stop_on_reply_why = "お客様から先にメールが届くと、送信を取り消して下書きに戻します。", "If the customer writes first, it is not sent and becomes a draft again.";
    schedule = "この日時に送信", "Send at this time";
    scheduled_for(at: &str) = "{at} に送信します。", "Goes out {at}. ";
    said_scheduled(at: &str) = "{at} に送信します。", "It will be sent {at}.";
    other_hour_of = "日時を変える", "Change time";
    take_back_and_edit = "取り消して編集", "Take back and edit";
    overtaken = "予約した送信は、お客様から先にメールが届いたため取り消しました。届いたメールを読んでから送ってください。", "The scheduled mail was taken back because the customer wrote first. Read their mail before you send this.";
    waiting = "送信待ち", "Waiting to be sent";
    delayed(at: &str) = "まだ送信できていません。{at} にもう一度試します", "Not sent yet. Trying again at {at}";
    sending = "送信中", "Sending";
    sent = "送信済み", "Sent";
    failed = "送信できませんでした", "Could not be sent";
    unsure = "送信されたか確認できません", "It is not certain that this was sent";
    unsure_why = "送信の途中で接続が切れました。相手に届いた可能性があります。届いていないと確かめてから、もう一度送ってください。", "The connection broke off while it was being sent, so it may have arrived. Send it again only once you know that it did not.";
    stopped = "送信を取り消しました", "Sending was stopped";
    tries(count: i64) = "{count}回試しました", "{count} try" | "{count} tries";
    refused(addr: &str, text: &str) = "{addr} は受け付けられませんでした: {text}", "{addr} was refused: {text}";
    seconds(left: i64) = "あと{left}秒", "{left} s left";
    partly = "一部の宛先に届いていません", "Some recipients did not get this";
    not_sent_to(addr: &str) = "{addr} には送信していません", "{addr} was not sent this";
    send_now = "いま送る", "Send now";
    stop_and_edit = "止めて編集", "Stop and edit";
    edit_and_resend = "編集して再送", "Edit and resend";
    send_again = "もう一度送る", "Send again";
    again_title = "もう一度送りますか", "Send it again?";
    again_text = "前の送信が届いていた場合、お客様に同じメールが2通届きます。届いていないことを確かめましたか。", "If the first one did arrive, the customer gets the same mail twice. Are you sure that it did not?";
    came_back = "届きませんでした", "It was not delivered";
    is_late = "配達が遅れています", "Delivery is delayed";
    returned(addr: &str, why: &str) = "{addr}：{why}", "{addr}: {why}";
    late(addr: &str) = "{addr} への配達が遅れています。先方へのサーバーが配達を続けています。", "{addr} has not got it yet. The servers on the way keep trying.";
    delivered(addr: &str) = "{addr} に届きました", "{addr} got it";
    passed_on(addr: &str) = "{addr} の先のサーバーへ渡されました", "{addr}: passed on to the next server";
    address_is_wrong = "同じアドレスに送り直しても届きません。アドレスをご確認ください。", "Sending it to this address again will not help. Please check the address.";
    may_try_again = "アドレスに誤りはないようです。時間をおいて送り直すか、別の方法でご連絡ください。", "The address seems to be right. Send it again later, or reach them in another way.";
    see_report = "届いた知らせを見る", "See the report";
}

pub fn why(why: Why, l: Language) -> &'static str {
    let (ja, en) = match why {
        Why::NoUser => ("このアドレスは使われていません", "nobody has this address"),
        Why::NoHost => ("アドレスの @ から後ろが見つからないか、メールを受け付けていません", "the part behind the @ does not exist or takes no mail"),
        Why::Moved => ("アドレスが変わっています", "the address has changed"),
        Why::Full => ("相手のメールボックスがいっぱいです", "the mailbox is full"),
        Why::TooLarge => ("メールが大きすぎます", "the mail is too large"),
        Why::Suspended => ("相手のメールボックスが停止されています", "the mailbox is switched off"),
        Why::Filtered => ("相手の受信設定で拒否された可能性があります", "the recipient's own settings seem to refuse it"),
        Why::Spam => ("迷惑メールまたは危険なメールと判定されました", "it was taken for junk or for dangerous"),
        Why::Unproven => {
            ("こちらの送信元の証明（SPF・DKIM・DMARC）が受け入れられませんでした", "the proof of our domain (SPF, DKIM, DMARC) was not accepted")
        }
        Why::Refused => ("相手のサーバーが受け取りを拒否しました", "the other server refused it"),
        Why::Expired => ("期限まで試しましたが、相手のサーバーに渡せませんでした", "the other server could not be reached in time"),
        Why::Other => ("相手のサーバーに渡せませんでした", "the other server did not take it"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn state(state: LetterState, l: Language) -> &'static str {
    match state {
        LetterState::Waiting => waiting(l),
        LetterState::Sending => sending(l),
        LetterState::Sent => sent(l),
        LetterState::Failed => failed(l),
        LetterState::Unsure => unsure(l),
        LetterState::Stopped => stopped(l),
    }
}
