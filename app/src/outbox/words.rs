//! Words of the outbox.

use crate::words;
use domain::{Language, outbox::LetterState};

words! {
    waiting = "送信待ち", "Waiting to be sent";
    sending = "送信中", "Sending";
    sent = "送信済み", "Sent";
    failed = "送信できませんでした", "Could not be sent";
    unsure = "送信されたか確認できません。相手に届いたか確かめてください", "It is not certain that this was sent. Check with the recipient";
    stopped = "送信を取り消しました", "Sending was stopped";
    tries(count: i64) = "{count}回試しました", "{count} try" | "{count} tries";
    answer(text: &str) = "サーバーの応答: {text}", "The server said: {text}";
    refused(addr: &str, text: &str) = "{addr} は受け付けられませんでした: {text}", "{addr} was refused: {text}";
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
