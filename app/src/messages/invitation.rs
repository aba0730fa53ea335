//! A calendar invitation as a card above the text.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::messages::InvitationView;
use leptos::prelude::*;

#[component]
pub fn Invitation(invitation: InvitationView) -> impl IntoView {
    let language = use_language();
    let what = match invitation.method.to_ascii_uppercase().as_str() {
        "CANCEL" => words::cancelled(language),
        "REPLY" => words::answer(language),
        _ => words::invitation(language),
    };
    let when = if invitation.end.is_empty() { invitation.start.clone() } else { format!("{} – {}", invitation.start, invitation.end) };
    let facts = [(words::when(language), when), (words::place(language), invitation.location), (words::organizer(language), invitation.organizer)];
    view! {
        <section class="card" aria-label=what>
            <div class="card__head">
                <Icon name="calendar" />
                <h3 class="card__title" dir="auto">
                    {if invitation.summary.is_empty() { what.to_owned() } else { invitation.summary }}
                </h3>
                <span class="tag btns--end">{what}</span>
            </div>
            <div class="card__body">
                <dl class="kv">
                    {facts
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(name, value)| {
                            view! {
                                <dt>{name}</dt>
                                <dd dir="auto">{value}</dd>
                            }
                        })
                        .collect_view()}
                </dl>
            </div>
        </section>
    }
    .into_any()
}
