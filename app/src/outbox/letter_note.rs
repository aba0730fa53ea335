//! The state of a letter under the mail that it carries, with the server's own words.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    MessageId,
    outbox::{LetterState, LetterView},
};
use leptos::prelude::*;

#[component]
pub fn LetterNote(#[expect(unused_variables, reason = "what is done about the letter is done to this message")] message: MessageId, letter: LetterView, #[expect(unused_variables, reason = "whoever may send may act on it")] may_send: bool) -> impl IntoView {
    let language = use_language();
    let icon = match letter.state {
        LetterState::Waiting => "clock",
        LetterState::Sending => "send",
        LetterState::Sent => "check",
        LetterState::Failed => "circle-alert",
        LetterState::Unsure => "triangle-alert",
        LetterState::Stopped => "ban",
    };
    let troubled = matches!(letter.state, LetterState::Failed | LetterState::Unsure) || letter.state == LetterState::Waiting && letter.attempts > 0;
    view! {
        <div class="mail__state" data-state=letter.state.as_str() role="status">
            <Icon name=icon />
            <span>
                {words::state(letter.state, language)}
                {(troubled && letter.attempts > 0).then(|| view! { <small>{words::tries(language, letter.attempts)}</small> })}
                {(troubled && !letter.answer.is_empty()).then(|| view! { <small>{words::answer(language, &letter.answer)}</small> })}
                {letter.refused.iter().map(|(addr, text)| view! { <small>{words::refused(language, addr, text)}</small> }).collect_view()}
            </span>
        </div>
    }
    .into_any()
}
