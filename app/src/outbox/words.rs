//! Words of the outbox.

use crate::words;
use domain::{Language, outbox::LetterState};

words! {
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
