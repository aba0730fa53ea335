//! One template: what it is called and where it is used, what it says, and what stands beside it.

use super::{
    TEMPLATES_URL, api,
    aside::Aside,
    body::Body,
    form_dialog::{About, FormDialog},
    publishing::Publishing,
    words,
    work::Work,
};
use crate::{
    failure::FailureNote,
    live::{Live, Topic},
    parts::{field::TextField, icon::Icon},
    words::use_language,
};
use domain::templates::{Editors, PageView};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Editor(first: PageView, newest: Memo<Option<PageView>>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let may_edit = first.may_edit;
    let work = Work::new(&first, newest, language);
    let id = first.id;
    let kept = StoredValue::new(first);
    let page = Memo::new(move |last: Option<&PageView>| {
        newest.get().filter(|page| page.id == id).or_else(|| last.cloned()).unwrap_or_else(|| kept.get_value())
    });
    let beside = RwSignal::new(false);
    // Whoever looks at it has seen its newest version.
    let published = Memo::new(move |_| page.with(|page| page.published));
    Effect::new(move |_| {
        if published.get() > 0 {
            spawn_local(async move {
                // Not seen is no harm: it stays marked as new.
                if api::seen(id).await.is_ok() {
                    live.changed(Topic::Frame);
                }
            });
        }
    });
    if may_edit {
        work.keep_when_left();
    }
    let load_newest = move |_| {
        if let Some(newest) = newest.get_untracked() {
            work.adopt(&newest);
        }
    };
    view! {
        <section class="tp__ed" aria-labelledby="tp-name">
            <Head work page beside />
            <div class="tp__form">
                <Show when=move || work.is_stale()>
                    <div class="banner" data-kind="warn" role="alert">
                        <Icon name="triangle-alert" />
                        <div class="banner__text">{words::stale(language)}</div>
                        <button class="btn btn--s" type="button" on:click=load_newest>
                            {words::load_newest(language)}
                        </button>
                    </div>
                </Show>
                {move || page.with(|page| page.archived_at.is_some()).then(|| note("archive", words::archived_note(language)))}
                {(!may_edit).then(|| note("lock", words::may_not_edit(language)))}
                {move || work.failure.get().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="template-subject" label=words::subject(language) value=work.subject auto_direction=true />
                <Body work may_edit items=Signal::derive(move || page.with(|page| page.items.clone())) />
                <details class="tp__to" open=move || has_recipients(work)>
                    <summary>{words::recipients(language)}</summary>
                    <p class="field__hint">{words::recipients_hint(language)}</p>
                    <TextField id="template-to" label="To" value=work.to />
                    <TextField id="template-cc" label="CC" value=work.cc />
                    <TextField id="template-bcc" label="BCC" value=work.bcc />
                </details>
            </div>
            {may_edit.then(|| view! { <Publishing work page /> })}
        </section>
        <aside class="side tp__side" data-state=move || beside.get().then_some("open") aria-label=words::beside(language)>
            <button class="btn btn--ghost btn--icon tp__close" type="button" aria-label=crate::words::common::close(language) on:click=move |_| beside.set(false)>
                <Icon name="x" />
            </button>
            <Aside work page />
        </aside>
    }
    .into_any()
}

fn has_recipients(work: Work) -> bool {
    [work.to, work.cc, work.bcc].iter().any(|field| field.with_untracked(|field| !field.is_empty()))
}

fn note(icon: &'static str, text: &'static str) -> AnyView {
    view! {
        <div class="banner" data-kind="info">
            <Icon name=icon />
            <div class="banner__text">{text}</div>
        </div>
    }
    .into_any()
}

#[component]
fn Head(work: Work, page: Memo<PageView>, beside: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let open = RwSignal::new(false);
    let about_it = Signal::derive(move || {
        page.with(|page| About {
            known: Some((page.id, work.version.get_untracked(), page.form.clone())),
            folders: page.folders.clone(),
            places: place_of(page),
            people: page.people.clone(),
        })
    });
    let place = move || {
        page.with(|page| match page.form.mailbox {
            None => words::whole_space(language).to_owned(),
            mailbox => page.places.iter().find(|(place, _)| *place == mailbox).map(|(_, name)| words::members_of(language, name)).unwrap_or_default(),
        })
    };
    let editors = move || {
        page.with(|page| match page.form.editors {
            Editors::Operators => words::editors_operators(language).to_owned(),
            Editors::Everybody => words::editors_everybody(language).to_owned(),
            Editors::Named => {
                page.people.iter().filter(|(id, _)| page.form.named.contains(id)).map(|(_, name)| name.clone()).collect::<Vec<_>>().join("、")
            }
        })
    };
    let state = move || {
        page.with(|page| match (page.now.number, page.published) {
            (0, 0) => words::not_in_use(language).to_owned(),
            (0, number) => format!("{} · {}", words::being_written(language), words::in_use(language, number)),
            (_, number) => words::in_use(language, number),
        })
    };
    let may_edit = page.with_untracked(|page| page.may_edit);
    view! {
        <header class="tp__top">
            <a class="btn btn--ghost btn--icon tp__back" href=TEMPLATES_URL aria-label=words::back_to_list(language)>
                <Icon name="arrow-left" />
            </a>
            <div class="tp__title">
                <h2 id="tp-name" dir="auto">
                    {move || page.with(|page| page.form.name.clone())}
                </h2>
                <p class="tp__meta">
                    <span>
                        <Icon name="folder" />
                        {move || page.with(|page| if page.form.folder.is_empty() { words::no_folder(language).to_owned() } else { page.form.folder.clone() })}
                    </span>
                    <span>
                        <small>{words::place(language)}</small>
                        {place}
                    </span>
                    <span>
                        <small>{words::editors(language)}</small>
                        {editors}
                    </span>
                    <span class="tag">{state}</span>
                </p>
            </div>
            {may_edit
                .then(|| {
                    view! {
                        <button class="btn btn--s" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
                            <Icon name="pencil" />
                            <span class="btn__label">{words::settings(language)}</span>
                        </button>
                        <FormDialog open about_it saved=move |version| work.version.set(version) />
                    }
                })}
            <button class="btn btn--s tp__open" type="button" aria-expanded=move || beside.get().to_string() on:click=move |_| beside.update(|open| *open = !*open)>
                <Icon name="panel-right" />
                <span class="btn__label">{words::show_beside(language)}</span>
            </button>
        </header>
    }
    .into_any()
}

/// Where it may be moved to, and where it is.
fn place_of(page: &PageView) -> Vec<(Option<domain::MailboxId>, String)> {
    let mut places = page.places.clone();
    if !places.iter().any(|(place, _)| *place == page.form.mailbox) {
        places.push((page.form.mailbox, String::new()));
    }
    places
}
