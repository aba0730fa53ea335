//! The page: a field to filter by, the contents, and the entries. Readable before the client wakes up, when the field sleeps.

use super::{
    api,
    sent::{ChapterView, EntryView, find, searchable},
    words,
};
use crate::{
    failure::FailureNote,
    layout::{MenuButton, name_page},
    parts::{
        awake::use_awake,
        empty::{Empty, SkeletonText},
        icon::Icon,
    },
    tour::Tour,
    words::use_language,
};
use leptos::prelude::*;

/// The entries that are shown.
type Found = Memo<Vec<String>>;

#[component]
pub fn HelpPage() -> impl IntoView {
    let language = use_language();
    name_page(words::title(language));
    let guide = Resource::new(|| (), move |()| api::guide(language));
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title">{words::title(language)}</h1>
        </header>
        <div class="page">
            <div class="page__in help">
                <Transition fallback=|| view! { <SkeletonText /> }>
                    {move || {
                        guide
                            .get()
                            .map(|answer| match answer {
                                Ok(chapters) => view! { <Guide chapters /> }.into_any(),
                                Err(failure) => view! { <FailureNote failure retry=Callback::new(move |()| guide.refetch()) /> }.into_any(),
                            })
                    }}
                </Transition>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Guide(chapters: Vec<ChapterView>) -> impl IntoView {
    let language = use_language();
    let (awake, tour) = (use_awake(), Tour::current());
    let query = RwSignal::new(String::new());
    let texts = StoredValue::new(searchable(&chapters));
    let found: Found = Memo::new(move |_| texts.with_value(|texts| find(texts, &query.get())));
    let filtered = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let count = move || filtered.get().then(|| words::found(language, found.with(Vec::len)));
    Effect::new(|_| go_to_place());
    view! {
        <div class="help__find" role="search">
            <label class="help__label" for="help-filter">
                {words::filter(language)}
            </label>
            <input
                class="input input--l"
                id="help-filter"
                type="search"
                autocomplete="off"
                placeholder=words::filter_hint(language)
                disabled=move || !awake.get()
                prop:value=move || query.get()
                on:input:target=move |event| query.set(event.target().value())
            />
            <p class="help__count" role="status">
                {count}
            </p>
        </div>
        <div class="help__tour" hidden=move || filtered.get()>
            <p>{words::tour_text(language)}</p>
            <button class="btn" type="button" disabled=move || !awake.get() on:click=move |_| tour.begin()>
                <Icon name="arrow-right" />
                {words::tour(language)}
            </button>
        </div>
        <nav class="help__toc" aria-label=words::contents(language) hidden=move || filtered.get()>
            <Contents chapters=chapters.clone() administration=false />
            <Contents chapters=chapters.clone() administration=true />
        </nav>
        <Show when=move || found.with(Vec::is_empty)>
            <Empty icon="search" title=words::nothing_title(language) text=words::nothing_text(language) />
        </Show>
        {chapters.into_iter().map(|chapter| view! { <Part chapter found /> }).collect_view()}
    }
    .into_any()
}

/// A place in the address is there only now, when the page came without being loaded anew.
fn go_to_place() {
    let Ok(place) = window().location().hash() else { return };
    if let Some(place) = place.strip_prefix('#').and_then(|id| document().get_element_by_id(id)) {
        place.scroll_into_view();
    }
}

#[component]
fn Contents(chapters: Vec<ChapterView>, administration: bool) -> impl IntoView {
    let language = use_language();
    let chapters = chapters.into_iter().filter(move |chapter| chapter.administration == administration);
    view! {
        <div>
            <h2 class="help__tochead">{if administration { words::administration(language) } else { words::daily(language) }}</h2>
            <ul>
                {chapters
                    .map(|chapter| {
                        view! {
                            <li>
                                // A place in this page: the browser goes there by itself.
                                <a class="link" href=format!("#{}", chapter.id) rel="external">
                                    {chapter.title}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

#[component]
fn Part(chapter: ChapterView, found: Found) -> impl IntoView {
    let ChapterView { id, title, entries, .. } = chapter;
    let own: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let empty = move || found.with(|found| own.iter().all(|id| !found.contains(id)));
    let (title_id, named) = (format!("{id}-title"), format!("{id}-title"));
    view! {
        <section class="help__part" id=id aria-labelledby=named hidden=empty>
            <h2 class="help__title" id=title_id>
                {title}
            </h2>
            {entries.into_iter().map(|entry| view! { <Item entry found /> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Item(entry: EntryView, found: Found) -> impl IntoView {
    let EntryView { id, title, html } = entry;
    let own = id.clone();
    view! {
        <article class="help__item" id=id hidden=move || found.with(|found| !found.contains(&own))>
            <h3>{title}</h3>
            <div class="help__text" inner_html=html></div>
        </article>
    }
    .into_any()
}
