//! Whom it is for: conditions over the address book, a file, or an audience that was kept; and how many people that is.

use super::{
    api,
    conditions::Conditions,
    editing::Editing,
    lines::Lines,
    page::Step,
    remove_dialog::RemoveDraft,
    uploading::{encoded, send_up},
    words,
};
use crate::{
    failure::FailureNote,
    live::Topic,
    parts::{field::TextField, icon::Icon},
    words::use_language,
};
use domain::bulk::{BulkDesk, BulkView, Shown, audience::Audience};
use leptos::{prelude::*, task::spawn_local, web_sys};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Book,
    File,
    Saved,
}

#[component]
pub fn AudienceStep(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let first = if view.with_untracked(|view| matches!(view.audience, Audience::File { .. })) { Source::File } else { Source::Book };
    let source = RwSignal::new(first);
    let seg = move |which: Source, name: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (source.get() == which).to_string() on:click=move |_| source.set(which)>
                {name}
            </button>
        }
    };
    let named = Memo::new(move |_| view.with(|view| view.audience != Audience::Nobody));
    view! {
        <div class="mailing__work">
            <div class="mailing__main" tabindex="0" role="group" aria-label=words::step_audience(language)>
                <div class="mailing__head">
                    <h2>{words::who(language)}</h2>
                    <span class="seg" role="group" aria-label=words::source(language)>
                        {seg(Source::Book, words::from_book(language))}
                        {seg(Source::File, words::from_file(language))}
                        {seg(Source::Saved, words::from_saved(language))}
                    </span>
                </div>
                {move || match source.get() {
                    Source::Book => view! { <Conditions view desk editing /> }.into_any(),
                    Source::File => view! { <FilePart view editing /> }.into_any(),
                    Source::Saved => view! { <SavedPart desk editing /> }.into_any(),
                }}
                <Show when=move || named.get()>
                    <ListPart view editing />
                </Show>
            </div>
            <Side view editing />
        </div>
        <footer class="mailing__foot">
            <RemoveDraft editing />
            <a class="btn btn--primary mailing__end" href=Step::Message.url(editing.id)>
                {words::next_message(language)}
            </a>
        </footer>
    }
    .into_any()
}

#[component]
fn FilePart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let busy = RwSignal::new(false);
    let take = move |file: web_sys::File| {
        let address = format!("/files/bulk/{}/audience?version={}&name={}", editing.id, editing.version.get_untracked(), encoded(&file.name()));
        busy.set(true);
        send_up(&address, &file, move |answer| {
            busy.try_set(false);
            let version = answer.and_then(|body| body.trim().parse::<i64>().map_err(|_| crate::Failure::Unreachable(String::new())));
            if editing.changed(version) {
                editing.list();
            }
        });
    };
    let has = move || {
        view.with(|view| match &view.audience {
            Audience::File { name, rows, .. } if name.is_empty() => Some(words::file_again(language).to_owned()).filter(|_| !rows.is_empty()),
            Audience::File { name, rows, .. } => Some(words::file_has(language, name, rows.len())),
            _ => None,
        })
    };
    view! {
        <section class="card">
            <div class="card__body">
                <p class="card__note">{words::file_text(language)}</p>
                <p class="mailing__row">
                    <label class="btn">
                        <Icon name="upload" />
                        {words::choose_file(language)}
                        <input
                            class="sr"
                            type="file"
                            accept=".csv,.txt,.tsv,text/csv"
                            disabled=move || busy.get()
                            on:change:target=move |event| {
                                let input = event.target();
                                if let Some(file) = input.files().and_then(|files| files.item(0)) {
                                    take(file);
                                }
                                // The same file can be chosen once more, when it was corrected.
                                input.set_value("");
                            }
                        />
                    </label>
                    <span role="status">{has}</span>
                    {move || busy.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
                </p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn SavedPart(desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let saved = Memo::new(move |_| desk.with(|desk| desk.saved.clone()));
    view! {
        <section class="card">
            <div class="card__body">
                <p hidden=move || saved.with(|saved| !saved.is_empty())>{words::no_saved(language)}</p>
                <ul class="mailing__saved">
                    <For
                        each=move || saved.get()
                        key=|one| (one.id, one.name.clone())
                        children=move |one| {
                            let id = one.id;
                            let take = move |_| {
                                spawn_local(async move {
                                    if editing.changed(api::use_audience(editing.id, editing.version.get_untracked(), id).await) {
                                        editing.list();
                                    }
                                });
                            };
                            let forget = move |_| {
                                spawn_local(async move {
                                    match api::forget_audience(id).await {
                                        Ok(()) => editing.toasts.done(words::forgotten(language)),
                                        Err(failure) => editing.toasts.failed(&failure, language),
                                    }
                                    editing.live.changed(Topic::Bulk);
                                });
                            };
                            view! {
                                <li>
                                    <b dir="auto">{one.name.clone()}</b>
                                    <span class="mailing__end btns">
                                        <button class="btn" type="button" on:click=take>
                                            {words::use_saved(language, &one.name)}
                                        </button>
                                        <button class="btn btn--ghost btn--icon" type="button" aria-label=words::forget_saved(language, &one.name) on:click=forget>
                                            <Icon name="trash-2" />
                                        </button>
                                    </span>
                                </li>
                            }
                        }
                    />
                </ul>
            </div>
        </section>
    }
    .into_any()
}

/// Who it is. A list that was never made is not made by looking: it is with the first condition or file.
#[component]
fn ListPart(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let of = Memo::new(move |_| view.with(|view| view.version + if view.listed { 0 } else { i64::MIN }));
    let counts = Memo::new(move |_| view.with(|view| view.counts));
    view! {
        <section class="card" hidden=move || counts.with(|counts| counts.total() + counts.excluded == 0)>
            <div class="card__head">
                <h3 class="card__title">{words::matching(language)}</h3>
                <span class="count">{move || words::people(language, counts.with(domain::bulk::Counts::total))}</span>
            </div>
            <Lines id=editing.id shown=Shown::Recipients of />
        </section>
        <section class="card" hidden=move || counts.with(|counts| counts.excluded == 0)>
            <div class="card__head">
                <h3 class="card__title">{words::excluded(language)}</h3>
                <span class="count">{move || words::people(language, counts.with(|counts| counts.excluded))}</span>
            </div>
            <Lines id=editing.id shown=Shown::Excluded of />
        </section>
    }
    .into_any()
}

#[component]
fn Side(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let counts = Memo::new(move |_| view.with(|view| view.counts));
    let limit = Memo::new(move |_| view.with(|view| view.limits.recipients));
    let any = Memo::new(move |_| counts.with(|counts| counts.total() + counts.excluded > 0));
    let name = RwSignal::new(String::new());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            match api::keep_audience(editing.id, name.get_untracked()).await {
                Ok(()) => {
                    name.try_set(String::new());
                    editing.toasts.done(words::kept(language));
                    editing.live.changed(Topic::Bulk);
                }
                Err(failure) => editing.toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <aside class="mailing__side" aria-label=words::matching(language)>
            <h2 class="side__h">{words::matching(language)}</h2>
            {move || editing.recap.get().and_then(Result::err).map(|failure| view! { <FailureNote failure /> })}
            <p class="mailing__big" role="status">
                <b>{move || counts.with(domain::bulk::Counts::total)}</b>
                " "
                <span>{move || words::of_limit(language, limit.get())}</span>
            </p>
            <progress class="bar" max=move || limit.get() value=move || counts.with(domain::bulk::Counts::total) aria-label=words::matching(language)></progress>
            <p class="field__hint" hidden=move || any.get()>
                {words::not_listed(language)}
            </p>
            <dl class="kv">
                {move || {
                    let recap = editing.recap.get().and_then(Result::ok).unwrap_or_default();
                    recap
                        .excluded
                        .into_iter()
                        .map(|(why, count)| {
                            view! {
                                <dt>{words::exclusion_name(why, language)}</dt>
                                <dd>{words::people(language, count)}</dd>
                            }
                        })
                        .collect_view()
                }}
            </dl>
            <p class="field__hint">{words::each_alone(language)}</p>
            <form class="form__body" on:submit=keep hidden=move || !any.get()>
                <TextField id="bulk-keep" label=words::keep_name(language) value=name auto_direction=true />
                <button class="btn" type="submit">
                    {words::keep(language)}
                </button>
            </form>
        </aside>
    }
    .into_any()
}
