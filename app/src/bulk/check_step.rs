//! The last look before it goes out: how many, who is left out, what three of them get, what words came out blank, and when.

use super::{
    api,
    check_part::CheckPart,
    editing::Editing,
    lines::Lines,
    page::Step,
    preview::{Sample, Shown as ShownSample},
    send_part::SendPart,
    words,
};
use crate::{failure::FailureNote, parts::icon::Icon, words::use_language};
use domain::bulk::{BulkView, Recap, RecipientState, Shown};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn CheckStep(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    // What is on the screen is saved and listed before anybody looks at it.
    Effect::new(move |_| {
        editing.version.track();
        untrack(|| editing.save_then(move || editing.list()));
    });
    let recap = Memo::new(move |_| editing.recap.get().and_then(Result::ok));
    view! {
        <div class="mailing__work">
            <div class="mailing__main" tabindex="0" role="group" aria-label=words::step_check(language)>
                <div class="mailing__head">
                    <h2>{words::before_sending(language)}</h2>
                </div>
                {move || editing.recap.get().and_then(Result::err).map(|failure| view! { <FailureNote failure /> })}
                <Tiles view />
                <Excluded view editing recap />
                <Samples view editing />
            </div>
            <aside class="mailing__side" aria-label=words::checks(language)>
                <SendPart view editing />
                <CheckPart view editing />
                <Points view recap />
            </aside>
        </div>
        <footer class="mailing__foot">
            <a class="btn btn--ghost" href=Step::Message.url(editing.id)>
                {words::step_message(language)}
            </a>
            <super::message_step::TestButton editing />
        </footer>
    }
    .into_any()
}

#[component]
fn Tiles(view: Memo<BulkView>) -> impl IntoView {
    let language = use_language();
    let tile = |name: &'static str, number: Signal<String>, small: Signal<String>| {
        view! {
            <div class="mailing__tile">
                <span>{name}</span>
                <b>{move || number.get()}</b>
                <small>{move || small.get()}</small>
            </div>
        }
    };
    let total = Memo::new(move |_| view.with(|view| view.counts.total()));
    let limits = Memo::new(move |_| view.with(|view| view.limits));
    let time = Signal::derive(move || match limits.get().minutes_for(total.get()) {
        0 => words::at_once(language).to_owned(),
        minutes => words::minutes(language, minutes),
    });
    view! {
        <div class="mailing__tiles">
            {tile(
                words::tile_people(language),
                Signal::derive(move || total.get().to_string()),
                Signal::derive(move || words::below(language, limits.get().recipients)),
            )}
            {tile(
                words::excluded_n(language),
                Signal::derive(move || view.with(|view| view.counts.excluded.to_string())),
                Signal::stored(String::new()),
            )} {tile(words::tile_time(language), time, Signal::derive(move || speed(limits.get().per_minute, language)))}
            {tile(
                words::tile_day(language),
                Signal::derive(move || view.with(|view| view.day.left().to_string())),
                Signal::derive(move || words::below(language, view.with(|view| view.day.limit))),
            )}
        </div>
    }
    .into_any()
}

pub fn speed(per_minute: i64, language: domain::Language) -> String {
    if per_minute > 0 { words::per_minute(language, per_minute) } else { words::unbounded(language).to_owned() }
}

#[component]
fn Excluded(view: Memo<BulkView>, editing: Editing, recap: Memo<Option<Recap>>) -> impl IntoView {
    let language = use_language();
    let of = Memo::new(move |_| view.with(|view| view.version + if view.listed { 0 } else { i64::MIN }));
    view! {
        <section class="card" hidden=move || view.with(|view| view.counts.excluded == 0)>
            <div class="card__head">
                <h3 class="card__title">{words::excluded(language)}</h3>
                <span class="mailing__end btns">
                    {move || {
                        let reasons = recap.get().map(|recap| recap.excluded).unwrap_or_default();
                        reasons
                            .into_iter()
                            .map(|(why, count)| view! { <span class="tag">{words::exclusion_name(why, language)} " " <b>{count}</b></span> })
                            .collect_view()
                    }}
                </span>
            </div>
            <Lines id=editing.id shown=Shown::Excluded of />
        </section>
    }
    .into_any()
}

/// The first, one in the middle, and the last.
#[component]
fn Samples(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let samples = RwSignal::new(Vec::<ShownSample>::new());
    let of = Memo::new(move |_| view.with(|view| (view.version, view.listed, view.counts.total())));
    Effect::new(move |_| {
        let (version, _, total) = of.get();
        let mut places = vec![0, total / 2, total - 1];
        places.retain(|place| *place >= 0 && *place < total);
        places.dedup();
        spawn_local(async move {
            let mut found = Vec::new();
            for place in places {
                // One that cannot be read is missing here and found at the side of the text.
                found.extend(api::preview(editing.id, place).await.ok().map(|preview| ShownSample { preview, version }));
            }
            samples.try_set(found);
        });
    });
    view! {
        <section aria-labelledby="bulk-samples" hidden=move || samples.with(Vec::is_empty)>
            <h3 class="side__h" id="bulk-samples">
                {words::samples(language)}
            </h3>
            <div class="mailing__samples">
                // Each keeps its place, and its frame, while what is in it changes.
                <For
                    each=move || 0..samples.with(Vec::len)
                    key=|place| *place
                    children=move |place| {
                        let shown = Signal::derive(move || samples.with(|samples| samples.get(place).cloned().unwrap_or_default()));
                        view! { <Sample shown of=editing.id /> }
                    }
                />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Points(view: Memo<BulkView>, recap: Memo<Option<Recap>>) -> impl IntoView {
    let language = use_language();
    let point = |good: bool, name: String, text: String| {
        view! {
            <li data-kind=if good { "ok" } else { "warn" }>
                <Icon name=if good { "circle-check" } else { "triangle-alert" } />
                <span>
                    <b>{name}</b>
                    <small>{text}</small>
                </span>
            </li>
        }
    };
    let test = move || {
        let (good, text) = match view.with(|view| view.tested) {
            None => (false, words::test_none(language)),
            Some(RecipientState::Sent) => (true, words::test_done(language)),
            Some(RecipientState::Waiting | RecipientState::Sending) => (true, words::test_waits(language)),
            Some(_) => (false, words::test_failed(language)),
        };
        point(good, words::test_sent(language).to_owned(), text.to_owned())
    };
    let said = move || {
        let recap = recap.get().unwrap_or_default();
        let blank = recap.blank.into_iter().map(move |(word, count)| {
            let text = if count == 0 { words::words_all(language).to_owned() } else { words::blank_for(language, count) };
            point(count == 0, word, text)
        });
        let unknown = recap.unknown.into_iter().map(move |word| point(false, word, words::unknown_word(language).to_owned()));
        blank.chain(unknown).collect_view()
    };
    view! {
        <h2 class="side__h">{words::checks(language)}</h2>
        <ul class="mailing__points">
            {test} {point(true, words::link(language).to_owned(), words::link_text(language).to_owned())} {said}
        </ul>
    }
    .into_any()
}
