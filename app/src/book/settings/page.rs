//! The items of companies and those of people: their order, kinds and choices.

use super::{
    dialogs::{EditDialog, RemoveDialog},
    words,
};
use crate::{
    book::api,
    items::{self, KeptTable},
    live::{Live, Topic},
    parts::{icon::Icon, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    BookItemId,
    book::{EntryKind, ItemView},
};
use leptos::{prelude::*, task::spawn_local};

/// What the dialog edits: a new item, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New(EntryKind),
    Known(ItemView),
}

#[component]
pub fn ItemsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let answer =
        Resource::new(move || (live.version(Topic::Settings), live.version(Topic::Book)), |_| async { api::setup().await.map(|setup| setup.items) });
    let (edited, removed) = (RwSignal::new(None::<Edited>), RwSignal::new(None::<ItemView>));
    view! {
        <SettingsPage title=Signal::stored(words::title(language).to_owned()) text=Signal::stored(words::text(language).to_owned()) needs=Needs::Operator>
            <Loaded
                answer
                children=move |all| {
                    view! {
                        <Table kind=EntryKind::Company all edited removed />
                        <Table kind=EntryKind::Contact all edited removed />
                    }
                        .into_any()
                }
            />
        </SettingsPage>
        // Outside of what is drawn anew when the page is read.
        <EditDialog edited />
        <RemoveDialog removed />
    }
}

#[component]
fn Table(kind: EntryKind, all: Memo<Vec<ItemView>>, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<ItemView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let of_kind = Memo::new(move |_| all.with(|all| all.iter().filter(|item| item.entry_kind == kind).cloned().collect::<Vec<_>>()));
    let order = Callback::new(move |ids: Vec<i64>| {
        spawn_local(async move {
            if let Err(failure) = api::order_items(kind, ids.into_iter().map(BookItemId).collect()).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Book);
        });
    });
    let edit = Callback::new(move |item| edited.set(Some(Edited::Known(item))));
    let remove = Callback::new(move |item| removed.set(Some(item)));
    let heads = view! {
        <th>{items::words::name(language)}</th>
        <th>{items::words::kind(language)}</th>
        <th>{items::words::choices(language)}</th>
        <th>{items::words::marks(language)}</th>
    }
    .into_any();
    let nothing = Memo::new(move |_| of_kind.with(Vec::is_empty));
    let (title, none) = match kind {
        EntryKind::Company => (words::companies(language), words::none_companies(language)),
        EntryKind::Contact => (words::people(language), words::none_people(language)),
    };
    view! {
        <section class="card">
            <div class="card__head">
                <h2 class="card__title">{title}</h2>
                <button class="btn btn--s" type="button" on:click=move |_| edited.set(Some(Edited::New(kind)))>
                    <Icon name="plus" />
                    {words::add(kind, language)}
                </button>
            </div>
            <p class="book__none" hidden=move || !nothing.get()>
                {none}
            </p>
            <div hidden=move || nothing.get()>
                <KeptTable all=of_kind prefix="item" heads cells order edit remove />
            </div>
        </section>
    }
    .into_any()
}

fn cells(one: Memo<ItemView>) -> AnyView {
    let language = use_language();
    let kind = one.with_untracked(|one| one.kind);
    let options =
        move || one.with(|one| one.options.iter().filter(|option| !option.archived).map(|option| option.name.clone()).collect::<Vec<_>>().join("、"));
    let marks = move || {
        let marks = one.with(|one| {
            [
                (one.required, items::words::mark_required(language)),
                (one.is_unique, words::mark_unique(language)),
                (one.listed, words::mark_listed(language)),
            ]
        });
        marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| view! { <span class="tag">{word}</span> " " }).collect_view()
    };
    view! {
        <td class="table__main">
            <b dir="auto">{move || one.with(|one| one.name.clone())}</b>
        </td>
        <td class="table__soft" data-label=items::words::kind(language)>{words::kind_name(kind, language)}</td>
        <td class="table__soft" data-label=items::words::choices(language) dir="auto">{options}</td>
        <td data-label=items::words::marks(language)>{marks}</td>
    }
    .into_any()
}
