//! The items of companies and those of people: their order, kinds and choices.

use super::{
    edit_dialog::EditDialog,
    line::{Line, move_id},
    remove_dialog::RemoveDialog,
    words,
};
use crate::{
    book::api,
    live::{Live, Topic},
    parts::{icon::Icon, refocus::Refocus, toast::Toasts},
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

/// What a line asks its page for.
#[derive(Clone, Copy)]
pub struct Asks {
    pub edited: RwSignal<Option<Edited>>,
    pub removed: RwSignal<Option<ItemView>>,
    /// An item, and by how many places it moves.
    pub moves: Callback<(BookItemId, isize)>,
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
    let refocus = Refocus::after(move || of_kind.track());
    let moves = Callback::new(move |(id, by): (BookItemId, isize)| {
        let mut ids: Vec<BookItemId> = of_kind.with_untracked(|all| all.iter().map(|item| item.id).collect());
        let Some(place) = ids.iter().position(|other| *other == id) else { return };
        let to = place.saturating_add_signed(by).min(ids.len() - 1);
        let moved = ids.remove(place);
        ids.insert(to, moved);
        refocus.keep(move_id(id, by));
        spawn_local(async move {
            if let Err(failure) = api::order_items(kind, ids).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Book);
        });
    });
    let asks = Asks { edited, removed, moves };
    let nothing = Memo::new(move |_| of_kind.with(Vec::is_empty));
    let (title, add, none) = match kind {
        EntryKind::Company => (words::companies(language), words::add_for_companies(language), words::none_companies(language)),
        EntryKind::Contact => (words::people(language), words::add_for_people(language), words::none_people(language)),
    };
    view! {
        <section class="card">
            <div class="card__head">
                <h2 class="card__title">{title}</h2>
                <button class="btn btn--s" type="button" on:click=move |_| edited.set(Some(Edited::New(kind)))>
                    <Icon name="plus" />
                    {add}
                </button>
            </div>
            <p class="book__none" hidden=move || !nothing.get()>
                {none}
            </p>
            <div class="card__scroll" hidden=move || nothing.get()>
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th>{words::kind(language)}</th>
                            <th>{words::choices(language)}</th>
                            <th>{words::marks(language)}</th>
                            <th class="table__act">
                                <span class="sr">{words::actions(language)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || of_kind.get()
                            key=|item| item.id
                            children=move |first| {
                                let id = first.id;
                                let one = Memo::new(move |last: Option<&ItemView>| {
                                    let now = of_kind.with(|all| all.iter().find(|one| one.id == id).cloned());
                                    now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
                                });
                                let place = Memo::new(move |_| of_kind.with(|all| all.iter().position(|one| one.id == id).map(|place| (place, all.len()))));
                                view! { <Line one place asks /> }
                            }
                        />
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
