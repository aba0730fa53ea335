//! A second person's look: asking for it, and giving it.

use super::{api, editing::Editing, words};
use crate::{
    parts::{field::TextField, select::SelectField},
    words::use_language,
};
use domain::{UserId, bulk::BulkView, checks::CheckState};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn CheckPart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let needed = Memo::new(move |_| view.with(|view| view.needs_check));
    let check = Memo::new(move |_| view.with(|view| view.check.clone()));
    let said = move || {
        let check = check.get()?;
        let decided = check.decided_by.clone().unwrap_or_default();
        Some(match check.state {
            CheckState::Asked => words::check_asked(language, &check.asked_by, &check.confirmer),
            CheckState::Approved => words::check_approved(language, &decided),
            CheckState::Returned => words::check_returned(language, &decided, &check.reason),
            CheckState::Withdrawn | CheckState::Void => words::check_void(language).to_owned(),
        })
    };
    let may_decide = Memo::new(move |_| check.with(|check| check.as_ref().is_some_and(|check| check.may_decide)));
    let waits =
        Memo::new(move |_| check.with(|check| check.as_ref().is_some_and(|check| matches!(check.state, CheckState::Asked | CheckState::Approved))));
    let note = move || check.get().map(|check| check.note).filter(|note| !note.is_empty());
    let shown = move || needed.get() || check.with(Option::is_some);
    view! {
        <section hidden=move || !shown() aria-labelledby="bulk-check">
            <h2 class="side__h" id="bulk-check">
                {words::check_title(language)}
            </h2>
            <p class="field__hint" hidden=move || !needed.get() || check.with(Option::is_some)>
                {words::check_needed(language)}
            </p>
            <p role="status">{said}</p>
            {move || note().map(|note| view! { <blockquote class="mailing__note" dir="auto">{note}</blockquote> })}
            <Show when=move || may_decide.get()>
                <Decide editing />
            </Show>
            <Show when=move || needed.get() && !waits.get() && !may_decide.get()>
                <Ask view editing />
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Ask(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let people = view.with_untracked(|view| view.confirmers.clone());
    let Some(first) = people.first().map(|person| person.id) else {
        return view! { <p class="field__hint">{words::no_confirmer(language)}</p> }.into_any();
    };
    let (confirmer, note) = (RwSignal::new(first), RwSignal::new(String::new()));
    let choices: Vec<(UserId, String)> = people.into_iter().map(|person| (person.id, person.name)).collect();
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let answer = api::ask(editing.id, editing.version.get_untracked(), confirmer.get_untracked(), note.get_untracked()).await;
            editing.told(answer, Some(words::asked_toast(language)));
        });
    };
    view! {
        <form class="form__body" on:submit=ask>
            <SelectField id="bulk-confirmer" label=words::confirmer(language) value=confirmer choices />
            <TextField id="bulk-note" label=words::note(language) value=note auto_direction=true />
            <button class="btn btn--wide" type="submit">
                {words::ask(language)}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn Decide(editing: Editing) -> impl IntoView {
    let language = use_language();
    let reason = RwSignal::new(String::new());
    let decide = move |reason: Option<String>| {
        spawn_local(async move {
            let answer = api::decide(editing.id, editing.version.get_untracked(), reason).await;
            editing.told(answer, Some(words::decided(language)));
        });
    };
    view! {
        <div class="form__body">
            <button class="btn btn--primary btn--wide" type="button" on:click=move |_| decide(None)>
                {words::approve(language)}
            </button>
            <TextField id="bulk-reason" label=words::give_back_reason(language) value=reason auto_direction=true />
            <button class="btn btn--wide" type="button" on:click=move |_| decide(Some(reason.get_untracked()))>
                {words::give_back(language)}
            </button>
        </div>
    }
    .into_any()
}
