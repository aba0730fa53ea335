//! What it is joined with, or where a mail belongs: other conversations of the customer, or any of the mailbox found by typing.

use super::{Ask, Threads, What, words};
use crate::{
    Failure,
    conversations::{
        api::find,
        words::{class_name, subject_or},
    },
    failure::FailureNote,
    history::api::related,
    parts::{empty::SkeletonText, icon::Icon, keys::is_composing},
    words::{common, use_language},
};
use domain::{ConversationId, statuses::Class};
use leptos::{prelude::*, task::spawn_local, web_sys};

/// A conversation that can be chosen.
#[derive(Clone, PartialEq)]
struct Choice {
    id: ConversationId,
    number: i64,
    subject: String,
    class: Class,
}

#[component]
pub fn JoinForm(ask: Ask, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let threads = Threads::in_mailbox(ask.mailbox, ask.after);
    let (mailbox, what, ids) = (ask.mailbox, ask.what, StoredValue::new(ask.ids.clone()));
    let found = RwSignal::new(None::<Result<Vec<Choice>, Failure>>);
    let chosen = RwSignal::new(None::<ConversationId>);
    let typed = RwSignal::new(String::new());
    let suggest = move || {
        spawn_local(async move {
            let Some(of) = ids.with_value(|ids| ids.first().copied()) else { return };
            let answer = related(of)
                .await
                .map(|all| all.into_iter().map(|one| Choice { id: one.id, number: one.number, subject: one.subject, class: one.class }).collect());
            found.try_set(Some(answer));
        });
    };
    let look = move || {
        let wanted = typed.get_untracked();
        if wanted.trim().is_empty() {
            return suggest();
        }
        spawn_local(async move {
            let answer = find(wanted.clone()).await.map(|all| {
                let fits = |one: &domain::palette::Found| one.mailbox_id == mailbox && ids.with_value(|ids| !ids.contains(&one.id));
                all.into_iter().filter(fits).map(|one| Choice { id: one.id, number: one.number, subject: one.subject, class: one.class }).collect()
            });
            if typed.try_get_untracked().as_ref() == Some(&wanted) {
                found.try_set(Some(answer));
            }
        });
    };
    // What belongs together is nearly always of one customer.
    Effect::new(move |_| suggest());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(to) = chosen.get_untracked() else { return };
        match what {
            What::Message(message) => threads.move_message(ids.get_value(), message, to),
            _ => threads.merge(to, ids.get_value()),
        }
        open.set(false);
    };
    let explained = if matches!(what, What::Message(_)) { words::message_explained(language) } else { words::join_explained(language) };
    view! {
        <form class="dialog__form" novalidate on:submit=submit>
            <div class="dialog__body">
                <p class="dialog__text">{explained}</p>
                <div class="search">
                    <Icon name="search" />
                    <input
                        class="input"
                        type="search"
                        autocomplete="off"
                        aria-label=words::look_for(language)
                        placeholder=words::look_for_hint(language)
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            look();
                        }
                        on:keydown=move |event| {
                            // Enter looks, and chooses nothing that was not seen.
                            if event.key() == "Enter" || is_composing(&event) {
                                event.prevent_default();
                            }
                        }
                    />
                </div>
                <fieldset class="field threads__found">
                    <legend class="field__label">
                        {move || if typed.with(|typed| typed.trim().is_empty()) { words::suggested(language) } else { words::found(language) }}
                    </legend>
                    {move || match found.get() {
                        None => view! { <SkeletonText /> }.into_any(),
                        Some(Err(failure)) => view! { <FailureNote failure retry=Callback::new(move |()| look()) /> }.into_any(),
                        Some(Ok(all)) if all.is_empty() => view! { <p class="field__hint" role="status">{words::none_found(language)}</p> }.into_any(),
                        Some(Ok(all)) => all.into_iter().map(|choice| line(choice, chosen)).collect_view().into_any(),
                    }}
                </fieldset>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" disabled=move || chosen.get().is_none()>
                    {if matches!(what, What::Message(_)) { words::move_it(language) } else { words::join_them(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn line(choice: Choice, chosen: RwSignal<Option<ConversationId>>) -> AnyView {
    let language = use_language();
    let Choice { id, number, subject, class } = choice;
    view! {
        <label class="check">
            <input type="radio" name="threads-with" prop:checked=move || chosen.get() == Some(id) on:change=move |_| chosen.set(Some(id)) />
            <span class="check__text" dir="auto">
                {subject_or(&subject, language)}
                <small>{format!("#{number} ・ {}", class_name(class, language))}</small>
            </span>
        </label>
    }
    .into_any()
}
