//! One condition, new or known: its name and its rows.

use super::{
    super::api,
    clause_row::{ClauseRow, Offers},
    draft::Draft,
    page::{offers, read},
    words,
};
use crate::{
    Failure,
    accounts::use_mailbox,
    failure::FailureNote,
    live::{Live, Topic},
    mailboxes::Mailboxes,
    parts::{
        field::{TextField, about, field_of, focus_invalid},
        icon::Icon,
        select::SelectField,
        toast::Toasts,
    },
    settings::{Loaded, Needs, SettingsPage},
    words::{common, use_language},
};
use domain::{
    Field, MailboxId, Refused, ReportConditionId,
    reports::{CLAUSES_MAX, ConditionForm},
    rules::Together,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map};

#[component]
pub fn ConditionPage() -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let mailbox = use_mailbox();
    let asked = use_params_map().with_untracked(|params| params.get("condition")).unwrap_or_default();
    let known = (asked != "new").then(|| asked.parse().unwrap_or(ReportConditionId(0)));
    // Read once: what somebody writes is not replaced by what others save.
    let of_box = Resource::new(
        || (),
        move |()| async move {
            let of_box = read(mailbox).await?;
            let form = match known {
                None => ConditionForm::default(),
                Some(id) => of_box.conditions.iter().find(|one| one.id == id).map(|one| one.form.clone()).ok_or(Refused::NotFound)?,
            };
            Ok::<_, Failure>((form, of_box))
        },
    );
    let title = if known.is_some() { words::edit_title(language) } else { words::new_title(language) };
    view! {
        <SettingsPage title=Signal::stored(title.to_owned()) needs=Needs::Operator>
            <Loaded
                answer=of_box
                children=move |loaded| {
                    let ready = mailboxes.ready();
                    (move || {
                        // The names of statuses come with the frame.
                        ready.get().then(|| {
                            let (form, of_box) = loaded.get_untracked();
                            view! { <Form mailbox known form offers=StoredValue::new(offers(of_box, mailboxes)) /> }
                        })
                    })
                        .into_any()
                }
            />
        </SettingsPage>
    }
}

#[component]
fn Form(mailbox: MailboxId, known: Option<ReportConditionId>, form: ConditionForm, offers: StoredValue<Offers>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, navigate) = (Live::current(), Toasts::current(), use_navigate());
    let draft = Draft::of(&form);
    if known.is_none() {
        draft.add();
    }
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let list = crate::reports::conditions_url(mailbox);
    let back = list.clone();
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let (navigate, list) = (navigate.clone(), list.clone());
        spawn_local(async move {
            let saved = api::save_condition(mailbox, known, draft.form()).await;
            busy.try_set(false);
            match saved {
                Ok(_) => {
                    live.changed(Topic::Settings);
                    toasts.done(words::saved(language));
                    navigate(&list, Default::default());
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Name));
    let ways = Together::ALL
        .iter()
        .map(|way| (*way, if *way == Together::All { words::when_all(language) } else { words::when_any(language) }.to_owned()))
        .collect::<Vec<_>>();
    let count = Memo::new(move |_| draft.rows.with(Vec::len));
    let (none, several, full) =
        (Memo::new(move |_| count.get() == 0), Memo::new(move |_| count.get() > 1), Memo::new(move |_| count.get() >= CLAUSES_MAX));
    view! {
        <form class="form" novalidate on:submit=save>
            <section class="card">
                <div class="card__body form__body">
                    <TextField
                        id="condition-name"
                        label=words::name(language)
                        value=draft.name
                        hint=words::name_hint(language)
                        error=about(failure, Field::Name)
                        required=true
                        auto_direction=true
                    />
                </div>
            </section>
            <section class="card" aria-labelledby="condition-rows">
                <div class="card__head">
                    <h2 class="card__title" id="condition-rows">
                        {words::rows(language)}
                    </h2>
                </div>
                <div class="card__body form__body">
                    {move || none.get().then(|| view! { <p class="card__note">{words::no_rows(language)}</p> })}
                    <div hidden=move || !several.get()>
                        <SelectField id="condition-together" label=words::together(language) value=draft.together choices=ways />
                    </div>
                    <For each=move || draft.rows.get() key=|row| row.key children=move |row| view! { <ClauseRow draft row offers /> } />
                    <p>
                        <button class="btn" type="button" disabled=move || full.get() on:click=move |_| draft.add()>
                            <Icon name="plus" />
                            {words::add_row(language)}
                        </button>
                    </p>
                </div>
            </section>
            {move || other().map(|failure| view! { <FailureNote failure /> })}
            <div class="savebar">
                <span class="savebar__text"></span>
                <a class="btn btn--ghost" href=back>
                    {common::cancel(language)}
                </a>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {words::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
