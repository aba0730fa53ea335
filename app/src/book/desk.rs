//! The desk of the address book: a list at the side, and what is open beside it. On phones one of the two, by the address.

use super::{
    api,
    entry_dialog::{EntryDialog, Subject},
    erase_dialog::{EraseDialog, ErasingNow},
    group_list::{GroupAsks, GroupDialogs, GroupList},
    import::words as import,
    list::EntryList,
    merge_dialog::{Joining, MergeDialog},
    url::{Side, Tab, use_open, use_side},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{
        awake::use_awake,
        empty::{Empty, SkeletonRows},
        icon::Icon,
        keys::is_composing,
    },
    words::use_language,
};
use domain::{
    ContactId, Language,
    book::{BookCounts, BookPage, BookSetup, COUNTED_MAX, CompanyForm, ContactForm, EntryKind},
};
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate},
};
use std::time::Duration;

/// After the last key.
const PAUSE: Duration = Duration::from_millis(200);

/// What the pages of the desk share.
#[derive(Clone, Copy)]
pub struct Desk {
    pub setup: Resource<Result<BookSetup, Failure>>,
    /// What the dialog edits.
    pub edited: RwSignal<Option<Subject>>,
    /// Who the dialog asks to erase.
    pub erased: RwSignal<Option<ContactId>>,
    /// Which two the dialog asks about.
    pub joining: RwSignal<Option<Joining>>,
    pub side: Memo<Side>,
    /// Rises when something in the address book changes.
    pub changed: ReadSignal<u64>,
}

#[component]
pub fn DeskPage() -> impl IntoView {
    let language = use_language();
    let (live, side, open) = (Live::current(), use_side(), use_open());
    name_page(Signal::stored(words::title(language).to_owned()));
    let changed = live.gathered(Topic::Book);
    let setup = Resource::new(move || (changed.get(), live.version(Topic::Settings)), |_| api::setup());
    // The answer carries its question: while the next list is read, the old one stays whole.
    let page = Resource::new(
        move || (side.get(), changed.get()),
        |(side, _)| async move {
            let page = if side.tab == Tab::Groups { BookPage::default() } else { api::list(side.query()).await? };
            Ok((side, page))
        },
    );
    let (edited, asks) = (RwSignal::new(None::<Subject>), GroupAsks::new());
    let (joining, erased) = (RwSignal::new(None::<Joining>), RwSignal::new(None::<ContactId>));
    provide_context(Desk { setup, edited, erased, joining, side, changed });
    let navigate = use_navigate();
    let go = navigate.clone();
    let saved = Callback::new(move |(kind, id): (EntryKind, i64)| go(&side.get_untracked().entry(kind, id), NavigateOptions::default()));
    let administers = Signal::derive(move || setup.get().and_then(Result::ok).is_some_and(|setup| setup.rights.administer));
    let location = use_location().pathname;
    let pane = move || if open.get().is_some() || location.with(|path| path.starts_with("/book/import")) { "read" } else { "list" };
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title">{words::title(language)}</h1>
            <Transition>
                {move || {
                    setup.get().and_then(Result::ok).map(|setup| view! { <span class="phead__sub">{counted(setup.counts, language)}</span> })
                }}
            </Transition>
            <Search side />
            <Files setup />
        </header>
        <div class="book" data-pane=pane>
            <section class="book__list" aria-label=words::title(language)>
                <Tabs side />
                <ErasingNow administers=administers changed />
                <Transition fallback=|| view! { <SkeletonRows /> }>
                    <Acts setup edited side />
                    {move || {
                        let (answer, setup) = (page.get()?, setup.get()?);
                        Some(match (answer, setup) {
                            (Ok((side, _)), Ok(setup)) if side.tab == Tab::Groups => view! { <GroupList setup asks /> }.into_any(),
                            (Ok((side, page)), Ok(setup)) => view! { <EntryList side page setup open /> }.into_any(),
                            (Err(failure), _) | (_, Err(failure)) => {
                                view! { <FailureNote failure retry=Callback::new(move |()| page.refetch()) /> }.into_any()
                            }
                        })
                    }}
                </Transition>
            </section>
            <section class="book__main">
                <Outlet />
            </section>
        </div>
        <EntryDialog edited saved />
        <GroupDialogs asks />
        <MergeDialog joining />
        <EraseDialog erased />
    }
    .into_any()
}

/// Beside a list nothing is open.
#[component]
pub fn NothingOpen() -> impl IntoView {
    let language = use_language();
    view! { <Empty icon="book-user" title=words::nothing_open(language) text=words::nothing_open_text(language) /> }
}

/// Files of the whole book: in, for whoever may change it, and out.
#[component]
fn Files(setup: Resource<Result<BookSetup, Failure>>) -> impl IntoView {
    let language = use_language();
    view! {
        <details class="pop book__files">
            <summary class="btn btn--ghost" aria-label=words::files(language)>
                <Icon name="file-spreadsheet" />
                <span class="btn__label">{words::files_short(language)}</span>
                <Icon name="chevron-down" />
            </summary>
            <div class="menu" data-align="end">
                <Transition>
                    {move || {
                        let may = setup.get().and_then(Result::ok).is_some_and(|setup| setup.rights.edit);
                        may.then(|| {
                            view! {
                                <a class="menu__item" href="/book/import">
                                    <Icon name="upload" />
                                    {import::title(language)}
                                </a>
                            }
                        })
                    }}
                </Transition>
                <a class="menu__item" href="/book/export?kind=company" rel="external" download="">
                    <Icon name="download" />
                    {import::export_companies(language)}
                </a>
                <a class="menu__item" href="/book/export?kind=contact" rel="external" download="">
                    <Icon name="download" />
                    {import::export_people(language)}
                </a>
                <a class="menu__item" href="/book/cards.vcf" rel="external" download="">
                    <Icon name="download" />
                    {import::export_cards(language)}
                </a>
            </div>
        </details>
    }
    .into_any()
}

fn counted(counts: BookCounts, l: Language) -> String {
    let said = |count: i64| if count > COUNTED_MAX { words::many(l, COUNTED_MAX) } else { count.to_string() };
    words::counts(l, &said(counts.companies), &said(counts.contacts))
}

/// A form that works before the client wakes up; then the list follows what is typed.
#[component]
fn Search(side: Memo<Side>) -> impl IntoView {
    let language = use_language();
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let typed = StoredValue::new(0_u64);
    let ask = move |text: String| {
        let now = typed.try_update_value(|typed| {
            *typed += 1;
            *typed
        });
        let (navigate, begun) = (navigate.clone(), path.get_untracked());
        set_timeout(
            move || {
                // Whoever opened something meanwhile has found what they looked for.
                if typed.try_get_value() != now || path.try_get_untracked() != Some(begun) {
                    return;
                }
                let here = side.get_untracked();
                let tab = if here.tab == Tab::Groups { Tab::People } else { here.tab };
                let next = Side { tab, q: text.trim().to_owned(), after: None, ..here.clone() };
                if next != here {
                    navigate(&next.url(), NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
            },
            PAUSE,
        );
    };
    let ended = ask.clone();
    let first = side.get_untracked().q;
    view! {
        <form class="search book__search" role="search" method="get" action="/book">
            <Icon name="search" />
            <input type="hidden" name="tab" value=move || if side.get().tab == Tab::Companies { "companies" } else { "people" } />
            <input
                class="input"
                type="search"
                name="q"
                value=first
                autocomplete="off"
                dir="auto"
                aria-label=words::search(language)
                placeholder=words::search_hint(language)
                on:input=move |event: ev::Event| {
                    use wasm_bindgen::JsCast;
                    // What an IME is still putting together is no question yet.
                    if event.dyn_ref::<leptos::web_sys::InputEvent>().is_some_and(leptos::web_sys::InputEvent::is_composing) {
                        return;
                    }
                    ask(event_target_value(&event));
                }
                on:compositionend=move |event| ended(event_target_value(&event))
                on:keydown=move |event| {
                    // The list has followed already.
                    if event.key() == "Enter" || is_composing(&event) {
                        event.prevent_default();
                    }
                }
            />
        </form>
    }
    .into_any()
}

#[component]
fn Tabs(side: Memo<Side>) -> impl IntoView {
    let language = use_language();
    let tab = move |tab: Tab, name: &'static str| {
        let href = move || Side { tab, group: None, filters: vec![], after: None, ..side.get() }.url();
        view! {
            <a href=href aria-current=move || (side.get().tab == tab).then_some("page")>
                {name}
            </a>
        }
    };
    view! {
        <nav class="seg seg--wide book__tabs" aria-label=words::lists(language)>
            {tab(Tab::Companies, words::companies(language))}
            {tab(Tab::People, words::people(language))}
            {tab(Tab::Groups, words::groups(language))}
        </nav>
    }
    .into_any()
}

/// What can be added to the list at hand.
#[component]
fn Acts(setup: Resource<Result<BookSetup, Failure>>, edited: RwSignal<Option<Subject>>, side: Memo<Side>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    move || {
        let may = setup.get().and_then(Result::ok).is_some_and(|setup| setup.rights.edit);
        let tab = side.get().tab;
        (may && tab != Tab::Groups).then(|| {
            let kind = tab.kind();
            let add = move |_| {
                edited.set(Some(match kind {
                    EntryKind::Company => Subject::NewCompany(CompanyForm::default()),
                    EntryKind::Contact => Subject::NewContact { form: Box::new(ContactForm::default()), company: None, guesses: vec![] },
                }));
            };
            view! {
                <div class="book__acts">
                    <button class="btn" type="button" disabled=move || !awake.get() on:click=add>
                        <Icon name=if kind == EntryKind::Company { "plus" } else { "user-plus" } />
                        {words::add_of(kind, language)}
                    </button>
                </div>
            }
        })
    }
}
