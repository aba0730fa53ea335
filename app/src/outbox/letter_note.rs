//! The state of a letter under the mail that it carries, with the server's own words.

use super::{returns::Returns, scheduled::ScheduledActs, take_back::TakeBack, trouble_acts::TroubleActs, words};
use crate::{own_fault, parts::icon::Icon, time::Clock, words::use_language};
use domain::{
    MessageId,
    outbox::{LetterState, LetterView, Trouble},
    returns::Fate,
};
use leptos::prelude::*;

#[component]
pub fn LetterNote(message: MessageId, letter: LetterView, may_send: bool) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    // What was sent anew needs nothing more.
    let trouble = letter.trouble().filter(|_| !letter.resent);
    let partly = trouble == Some(Trouble::Partly);
    let has = |fate| letter.returns.iter().any(|about| about.fate == fate);
    // What came back says more than that somebody did not get it.
    let (came_back, late) = (has(Fate::Failed) && !letter.resent, has(Fate::Delayed));
    let icon = match letter.state {
        _ if came_back => "circle-alert",
        LetterState::Sent if late => "clock",
        _ if partly => "triangle-alert",
        LetterState::Waiting => "clock",
        LetterState::Sending => "send",
        LetterState::Sent => "check",
        LetterState::Failed => "circle-alert",
        LetterState::Unsure => "triangle-alert",
        LetterState::Stopped => "ban",
    };
    let troubled = matches!(letter.state, LetterState::Failed | LetterState::Unsure);
    let delayed = trouble == Some(Trouble::Delayed);
    // It reads like other mails of which nobody can say that they arrived.
    let state = match letter.state {
        _ if came_back => LetterState::Failed,
        LetterState::Sent if late || partly => LetterState::Unsure,
        state => state,
    };
    // Told by its report already.
    let refused: Vec<(String, String)> = letter
        .refused
        .iter()
        .filter(|(addr, _)| !letter.returns.iter().any(|about| about.addr == *addr && about.fate == Fate::Failed))
        .cloned()
        .collect();
    let next = clock.civil(letter.due_at).long(clock.today());
    let scheduled = letter.scheduled && letter.state == LetterState::Waiting && letter.attempts == 0;
    view! {
        <div class="mail__state" data-state=state.as_str() role="status">
            <Icon name=icon />
            <span>
                {match trouble {
                    _ if came_back => words::came_back(language).to_owned(),
                    _ if scheduled => words::scheduled_for(language, &next),
                    None if late && letter.state == LetterState::Sent => words::is_late(language).to_owned(),
                    Some(Trouble::Delayed) => words::delayed(language, &next),
                    Some(Trouble::Partly) => words::partly(language).to_owned(),
                    _ => words::state(letter.state, language).to_owned(),
                }}
                {(scheduled && letter.stops_on_reply).then(|| view! { <small>{words::stop_on_reply_why(language)}</small> })}
                {(letter.state == LetterState::Unsure).then(|| view! { <small>{words::unsure_why(language)}</small> })}
                {(delayed || troubled && letter.attempts > 1).then(|| view! { <small>{words::tries(language, letter.attempts)}</small> })}
                {((troubled || delayed) && !letter.answer.is_empty()).then(|| view! { <small dir="auto">{own_fault::said(&letter.answer, language)}</small> })}
                <Returns returns=letter.returns.clone() />
                {refused.iter().map(|(addr, text)| view! { <small dir="auto">{if text.is_empty() { words::not_sent_to(language, addr) } else { words::refused(language, addr, &own_fault::plain(text, language)) }}</small> }).collect_view()}
            </span>
            {(may_send && scheduled).then(|| view! { <ScheduledActs message /> })}
            {(may_send && !scheduled && letter.state == LetterState::Waiting && letter.attempts == 0).then(|| view! { <TakeBack message due_at=letter.due_at /> })}
            {trouble.filter(|_| may_send).map(|trouble| view! { <TroubleActs message trouble /> })}
        </div>
    }
    .into_any()
}
