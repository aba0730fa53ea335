//! Name, kind, choices and column of a field, new or known.

use super::{
    options::{Options, Row},
    page::Edited,
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    fields::api,
    live::{Live, Topic},
    parts::{
        check::CheckField,
        dialog::{Dialog, opened_by},
        field::{TextField, about, field_of, focus_invalid},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field, MailboxId,
    fields::{FieldForm, FieldView, Kind},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EditDialog(mailbox: MailboxId, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::New) | None => words::add(language).to_owned(),
        Some(Edited::Known(one)) => words::edit_title(language, &one.field.name),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form mailbox subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(mailbox: MailboxId, subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known: Option<FieldView> = match subject {
        Edited::New => None,
        Edited::Known(one) => Some(one.field),
    };
    let id = known.as_ref().map(|field| field.id);
    let name = RwSignal::new(known.as_ref().map(|field| field.name.clone()).unwrap_or_default());
    let kind = RwSignal::new(known.as_ref().map_or(Kind::Menu, |field| field.kind));
    let listed = RwSignal::new(known.as_ref().is_some_and(|field| field.listed));
    let rows = RwSignal::new(Row::all(known.map(|field| field.options).unwrap_or_default()));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let kind = kind.get_untracked();
            let options = if kind.has_options() { rows.with_untracked(|rows| Row::form(rows)) } else { Vec::new() };
            let form = FieldForm { name: name.get_untracked(), kind, listed: listed.get_untracked(), options };
            let called = form.name.clone();
            let saved = match id {
                None => api::add(mailbox, form).await.map(drop),
                Some(id) => api::edit(id, form).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                    toasts.done(if id.is_none() { words::added(language, called.trim()) } else { words::saved(language).to_owned() });
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Value)));
    let kinds = Kind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField
                    id="field-name"
                    label=words::name(language)
                    value=name
                    hint=words::name_hint(language)
                    error=about(failure, Field::Name)
                    required=true
                    auto_direction=true
                />
                {id
                    .is_none()
                    .then(|| {
                        view! { <SelectField id="field-kind" label=words::kind(language) value=kind choices=kinds hint=words::kind_hint(language) /> }
                    })}
                <Show when=move || kind.get().has_options()>
                    <Options rows error=about(failure, Field::Value) />
                </Show>
                <CheckField label=words::listed(language) value=listed text=words::listed_text(language) />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { words::add(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
