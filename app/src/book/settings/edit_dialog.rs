//! Name, kind, choices and marks of an item, new or known.

use super::{
    options::{Options, Row},
    page::Edited,
    words,
};
use crate::{
    Failure,
    book::api,
    failure::FailureNote,
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
    Field,
    book::{EntryKind, ItemForm, ItemKind, ItemView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EditDialog(edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        None => String::new(),
        Some(Edited::New(kind)) => add(kind, language).to_owned(),
        Some(Edited::Known(item)) => words::edit_title(language, &item.name),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form subject open /> })}
        </Dialog>
    }
}

fn add(kind: EntryKind, l: domain::Language) -> &'static str {
    if kind == EntryKind::Company { words::add_for_companies(l) } else { words::add_for_people(l) }
}

#[component]
fn Form(subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (entry_kind, known): (EntryKind, Option<ItemView>) = match subject {
        Edited::New(kind) => (kind, None),
        Edited::Known(item) => (item.entry_kind, Some(item)),
    };
    let id = known.as_ref().map(|item| item.id);
    let name = RwSignal::new(known.as_ref().map(|item| item.name.clone()).unwrap_or_default());
    let kind = RwSignal::new(known.as_ref().map_or(ItemKind::Menu, |item| item.kind));
    let mark = |of: fn(&ItemView) -> bool| RwSignal::new(known.as_ref().is_some_and(of));
    let (required, unique, listed) = (mark(|item| item.required), mark(|item| item.is_unique), mark(|item| item.listed));
    let rows = RwSignal::new(Row::all(known.map(|item| item.options).unwrap_or_default()));
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
            let form = ItemForm {
                name: name.get_untracked(),
                kind,
                required: required.get_untracked(),
                is_unique: unique.get_untracked() && kind.can_be_unique(),
                listed: listed.get_untracked(),
                options,
            };
            let called = form.name.clone();
            let saved = match id {
                None => api::add_item(entry_kind, form).await.map(drop),
                Some(id) => api::edit_item(id, form).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Book);
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
    let kinds = ItemKind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField
                    id="item-name"
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
                        view! { <SelectField id="item-kind" label=words::kind(language) value=kind choices=kinds hint=words::kind_hint(language) /> }
                    })}
                <Show when=move || kind.get().has_options()>
                    <Options rows error=about(failure, Field::Value) />
                </Show>
                <CheckField label=words::required(language) value=required text=words::required_text(language) />
                <Show when=move || kind.get().can_be_unique()>
                    <CheckField label=words::unique(language) value=unique text=words::unique_text(language) />
                </Show>
                <CheckField label=words::listed(language) value=listed text=words::listed_text(language) />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { add(entry_kind, language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
