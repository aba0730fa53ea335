//! Parts of a card: facts, items, what may be the same entry, and the note of the trash.

use super::{api, desk::Desk, merge_dialog::Joining, url::entry_url, words};
use crate::{
    live::{Live, Topic},
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::book::{Alike, EntryKind, ItemKind, ItemState};
use leptos::{prelude::*, task::spawn_local};

/// The space's own items that have something in them; nothing where none has.
#[component]
pub fn Items(items: Vec<ItemState>, kind: EntryKind) -> impl IntoView {
    let language = use_language();
    let title = if kind == EntryKind::Company { words::company_items(language) } else { words::own_items(language) };
    let line = |item: ItemState| {
        let value = match item.kind {
            ItemKind::Url => view! {
                <a class="link" href=item.text.clone() target="_blank" rel="noopener noreferrer">
                    {item.text.clone()}
                </a>
            }
            .into_any(),
            ItemKind::Menu | ItemKind::Multi => item
                .text
                .split('、')
                .map(|option| view! { <span class="tag" data-kind="fill">{option.to_owned()}</span> " " })
                .collect_view()
                .into_any(),
            _ => item.text.clone().into_any(),
        };
        view! {
            <dt>{item.name}</dt>
            <dd class="book__value" dir="auto">
                {value}
            </dd>
        }
    };
    (!items.is_empty()).then(|| {
        view! {
            <section class="book__sec">
                <h2 class="book__head2">{title}</h2>
                <dl class="kv">{items.into_iter().map(line).collect_view()}</dl>
            </section>
        }
    })
}

/// Who may be the same.
#[component]
pub fn AlikeNotes(alike: Vec<Alike>, kind: EntryKind, id: i64, name: String, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let joining = expect_context::<Desk>().joining;
    let note = move |one: Alike| {
        let said = match one.why.as_str() {
            "address" => words::alike_address(language, &one.name),
            "phone" => words::alike_phone(language, &one.name),
            _ => words::alike_name(language, &one.name),
        };
        view! {
            <div class="banner book__alike">
                <Icon name="users" />
                <div class="banner__text">{said}</div>
                <a class="btn btn--s" href=entry_url(kind, one.id)>
                    {words::look(language)}
                </a>
                {may_edit
                    .then(|| {
                        let (into, from) = ((id, name.clone()), (one.id, one.name.clone()));
                        view! {
                            <button
                                class="btn btn--s"
                                type="button"
                                aria-label=words::merge_with(language, &one.name)
                                on:click=move |_| joining.set(Some(Joining { kind, from: from.clone(), into: into.clone() }))
                            >
                                {words::merge(language)}
                            </button>
                        }
                    })}
            </div>
        }
    };
    alike.into_iter().map(note).collect_view()
}

/// An entry that lies in the trash says so, with the way out of it.
#[component]
pub fn TrashNote(kind: EntryKind, id: i64, name: String, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    view! {
        <div class="banner" data-kind="warn" role="status">
            <Icon name="trash-2" />
            <div class="banner__text">{words::in_trash(language)}</div>
            {may_edit
                .then(|| {
                    view! {
                        <button class="btn btn--s" type="button" on:click=move |_| restore(kind, id, name.clone(), live, toasts, language)>
                            {words::restore(language)}
                        </button>
                    }
                })}
        </div>
    }
}

/// Into the trash, with a way back.
pub fn remove(kind: EntryKind, id: i64, name: String, live: Live, toasts: Toasts, language: domain::Language) {
    spawn_local(async move {
        match api::remove(kind, id).await {
            Ok(()) => {
                let again = name.clone();
                let undo = Callback::new(move |()| restore(kind, id, again.clone(), live, toasts, language));
                toasts.undoable(words::removed(language, &name), undo);
            }
            Err(failure) => toasts.failed(&failure, language),
        }
        live.changed(Topic::Book);
    });
}

pub fn restore(kind: EntryKind, id: i64, name: String, live: Live, toasts: Toasts, language: domain::Language) {
    spawn_local(async move {
        match api::restore(kind, id).await {
            Ok(()) => toasts.done(words::restored(language, &name)),
            Err(failure) => toasts.failed(&failure, language),
        }
        live.changed(Topic::Book);
    });
}
