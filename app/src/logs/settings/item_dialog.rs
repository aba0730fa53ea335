//! Name, kind and choices of an item, new or known.

use super::page::Edited;
use crate::{
    Failure,
    failure::FailureNote,
    fields::{OptionRow, Options},
    live::{Live, Topic},
    logs::{api, words},
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
    Field,
    logs::{ItemForm, ItemKind, ItemView, Log},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ItemDialog(edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(_, item)) => words::edit_item(language, &item.name),
        _ => words::add_item(language).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || {
                edited
                    .get()
                    .map(|subject| {
                        let (log, known) = match subject {
                            Edited::New(log) => (log, None),
                            Edited::Known(log, item) => (log, Some(item)),
                        };
                        view! { <Form log known open /> }
                    })
            }}
        </Dialog>
    }
}

#[component]
fn Form(log: Log, known: Option<ItemView>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let id = known.as_ref().map(|item| item.id);
    let name = RwSignal::new(known.as_ref().map(|item| item.name.clone()).unwrap_or_default());
    let kind = RwSignal::new(known.as_ref().map_or(ItemKind::Text, |item| item.kind));
    let required = RwSignal::new(known.as_ref().is_some_and(|item| item.required));
    let rows = RwSignal::new(OptionRow::all(known.map(|item| item.options).unwrap_or_default()));
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
            let options = if kind.has_options() { rows.with_untracked(|rows| OptionRow::form(rows)) } else { Vec::new() };
            let form = ItemForm { name: name.get_untracked(), kind, required: required.get_untracked(), options };
            let called = form.name.clone();
            let saved = match id {
                None => api::add_item(log, form).await.map(drop),
                Some(id) => api::edit_item(id, form).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Logs);
                    toasts.done(if id.is_none() { words::added_item(language, called.trim()) } else { words::saved(language).to_owned() });
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
    let kinds = ItemKind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="log-item-name" label=words::item_name(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                {id
                    .is_none()
                    .then(|| {
                        view! { <SelectField id="log-item-kind" label=words::item_kind(language) value=kind choices=kinds hint=words::item_kind_hint(language) /> }
                    })}
                <Show when=move || kind.get().has_options()>
                    <Options rows error=about(failure, Field::Value) />
                </Show>
                <CheckField label=words::item_required(language) value=required />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { words::add_item(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
