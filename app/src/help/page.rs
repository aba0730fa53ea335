//! The page: a field to filter by, the contents, and the entries. Readable before the client wakes up, when the field sleeps.

use super::{
    guide::{Block, Chapter, Entry, find, guide},
    words,
};
use crate::{
    layout::{MenuButton, name_page},
    parts::{awake::use_awake, empty::Empty},
    words::use_language,
};
use leptos::prelude::*;

type Found = Memo<Vec<&'static str>>;

#[component]
pub fn HelpPage() -> impl IntoView {
    let language = use_language();
    name_page(words::title(language));
    let guide = guide(language);
    let awake = use_awake();
    let query = RwSignal::new(String::new());
    let found: Found = Memo::new(move |_| find(guide, &query.get()));
    let filtered = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let count = move || filtered.get().then(|| words::found(language, found.with(Vec::len)));
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title">{words::title(language)}</h1>
        </header>
        <div class="page">
            <div class="page__in help">
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
                <nav class="help__toc" aria-label=words::contents(language) hidden=move || filtered.get()>
                    <Contents guide administration=false />
                    <Contents guide administration=true />
                </nav>
                <Show when=move || found.with(Vec::is_empty)>
                    <Empty icon="search" title=words::nothing_title(language) text=words::nothing_text(language) />
                </Show>
                {guide.iter().map(|chapter| view! { <Part chapter found /> }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Contents(guide: &'static [Chapter], administration: bool) -> impl IntoView {
    let language = use_language();
    let chapters = guide.iter().filter(move |chapter| chapter.administration == administration);
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
}

#[component]
fn Part(chapter: &'static Chapter, found: Found) -> impl IntoView {
    let empty = move || found.with(|found| chapter.entries.iter().all(|entry| !found.contains(&entry.id)));
    view! {
        <section class="help__part" id=chapter.id aria-labelledby=format!("{}-title", chapter.id) hidden=empty>
            <h2 class="help__title" id=format!("{}-title", chapter.id)>
                {chapter.title}
            </h2>
            {chapter.entries.iter().map(|entry| view! { <Item entry found /> }).collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn Item(entry: &'static Entry, found: Found) -> impl IntoView {
    view! {
        <article class="help__item" id=entry.id hidden=move || found.with(|found| !found.contains(&entry.id))>
            <h3>{entry.title}</h3>
            {entry.blocks.iter().map(shown).collect_view()}
        </article>
    }
    .into_any()
}

fn shown(block: &'static Block) -> AnyView {
    let lines = |lines: &'static [&'static str]| lines.iter().map(|line| view! { <li>{*line}</li> }).collect_view();
    match block {
        Block::Text(text) => view! { <p>{*text}</p> }.into_any(),
        Block::Steps(steps) => view! { <ol>{lines(steps)}</ol> }.into_any(),
        Block::Points(points) => view! { <ul>{lines(points)}</ul> }.into_any(),
        Block::Terms(terms) => {
            let terms = terms.iter().map(|(term, meaning)| {
                view! {
                    <div>
                        <dt>{*term}</dt>
                        <dd>{*meaning}</dd>
                    </div>
                }
            });
            view! { <dl>{terms.collect_view()}</dl> }.into_any()
        }
        Block::Command(line) => view! {
            <pre class="help__command" tabindex="0">
                <code>{*line}</code>
            </pre>
        }
        .into_any(),
    }
}
