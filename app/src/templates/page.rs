//! The desk of templates: the list, and the one that is open. Its whole state stands in the address.

use super::{
    TEMPLATES_URL, api,
    editor::Editor,
    form_dialog::{About, FormDialog},
    list::{TemplateList, found_url},
    table_dialog::TableDialog,
    words,
};
use crate::{
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{awake::use_awake, empty::Empty, icon::Icon},
    settings::Loaded,
    words::use_language,
};
use domain::{
    TemplateId,
    templates::{Listing, PageView},
};
use leptos::{html, prelude::*, web_sys};
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

#[component]
pub fn TemplatesPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<TemplateId>().ok()));
    let typed = Memo::new(move |_| query.with(|query| query.get("q")).unwrap_or_default());
    let listing = Resource::new(move || (typed.get(), live.version(Topic::Templates)), |(typed, _)| api::list(typed));
    let page = Resource::new(
        move || (id.get(), live.version(Topic::Templates)),
        |(id, _)| async move {
            match id {
                Some(id) => api::page(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    name_page(Signal::stored(words::title(language).to_owned()));
    view! {
        <section class="tpage" aria-labelledby="tp-title" data-pane=move || if id.get().is_some() { "read" } else { "list" }>
            <header class="phead">
                <MenuButton />
                <h1 class="phead__title" id="tp-title">
                    {words::title(language)}
                </h1>
                <Find typed />
                <Loaded answer=listing children=move |listing| view! { <Acts listing /> }.into_any() />
            </header>
            <div class="tp">
                <section class="tp__list" aria-label=words::list(language)>
                    <Loaded answer=listing children=move |listing| view! { <TemplateList listing typed current=id /> }.into_any() />
                </section>
                <div class="tp__one">
                    <Loaded answer=page children=move |page| view! { <One page /> }.into_any() />
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Built anew only for another template: what is typed outlives every newer reading.
#[component]
fn One(page: Memo<Option<PageView>>) -> impl IntoView {
    let language = use_language();
    let shown = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| page.id)));
    move || match shown.get().and_then(|_| page.get_untracked()) {
        None => view! { <Empty icon="file-text" title=words::choose_title(language) text=words::choose_text(language) /> }.into_any(),
        Some(first) => view! { <Editor first newest=page /> }.into_any(),
    }
}

/// A plain form: it works before the client wakes up.
#[component]
fn Find(typed: Memo<String>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let field = NodeRef::<html::Input>::new();
    // The page stays, and with it what is being written.
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            navigate(&found_url(&field.value()), Default::default());
        }
    };
    view! {
        <form class="tp__find search" role="search" method="get" action=TEMPLATES_URL on:submit=submit>
            <Icon name="search" />
            <input
                class="input"
                type="search"
                name="q"
                autocomplete="off"
                enterkeyhint="search"
                maxlength="200"
                aria-label=words::find(language)
                placeholder=words::find(language)
                // What was typed before the client woke up stays.
                value=typed.get_untracked()
                node_ref=field
            />
        </form>
    }
    .into_any()
}

#[component]
fn Acts(listing: Memo<Listing>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let (adding, tables) = (RwSignal::new(false), RwSignal::new(false));
    let may_create = move || listing.with(|listing| !listing.places.is_empty());
    let about_it = Signal::derive(move || {
        listing.with(|listing| {
            let mut folders: Vec<String> = listing.lines.iter().map(|line| line.folder.clone()).filter(|folder| !folder.is_empty()).collect();
            folders.dedup();
            About { known: None, folders, places: listing.places.clone(), people: vec![] }
        })
    });
    let count = move || listing.with(|listing| listing.lines.iter().filter(|line| line.archived_at.is_none()).count());
    view! {
        <span class="phead__sub">{move || words::counts(language, count())}</span>
        <span class="btns btns--end tp__headacts">
            <button class="btn btn--ghost" type="button" aria-haspopup="dialog" disabled=move || !awake.get() on:click=move |_| tables.set(true)>
                <Icon name="file-spreadsheet" />
                <span class="btn__label">{words::csv(language)}</span>
            </button>
            <Show when=may_create>
                <button class="btn" type="button" aria-haspopup="dialog" disabled=move || !awake.get() on:click=move |_| adding.set(true)>
                    <Icon name="plus" />
                    <span class="btn__label">{words::add(language)}</span>
                </button>
            </Show>
        </span>
        <FormDialog open=adding about_it />
        <TableDialog open=tables />
    }
    .into_any()
}
