//! A bulk mail that repeats: when it goes out next, what went out, and pausing, changing and ending it.

use super::{api, editing::Editing, repeat_words as words, words as bulk_words};
use crate::{
    parts::{icon::Icon, sure::Sure},
    time::{Clock, When},
    words::use_language,
};
use domain::bulk::{BulkState, BulkView, Pause, Run};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Repeating(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let state = Memo::new(move |_| view.with(|view| view.state));
    let repeat = Memo::new(move |_| view.with(|view| view.repeat.clone()));
    let title = move || match state.get() {
        BulkState::Repeating => words::repeating(language),
        BulkState::Ended => words::over(language),
        _ => words::resting(language),
    };
    let runs = Memo::new(move |_| repeat.with(|repeat| repeat.as_ref().map(|repeat| repeat.runs.clone()).unwrap_or_default()));
    let next = Memo::new(move |_| repeat.with(|repeat| repeat.as_ref().map(|repeat| repeat.next.clone()).unwrap_or_default()));
    let said = move || repeat.with(|repeat| repeat.as_ref().map(|repeat| words::said(&repeat.recurrence, language)));
    let at = move |at| clock.civil(at).long(clock.civil(clock.now_untracked()));
    view! {
        <div class="mailing__work">
            <div class="mailing__main" tabindex="0" role="group" aria-label=bulk_words::step_send(language)>
                <section class="card" aria-labelledby="bulk-repeats">
                    <div class="card__head">
                        <h2 class="card__title" id="bulk-repeats">
                            {title}
                        </h2>
                        <Acts view editing />
                    </div>
                    <div class="card__body mailing__series">
                        <p class="mailing__big">
                            <b>{said}</b>
                        </p>
                        <Show when=move || !next.with(Vec::is_empty)>
                            <h3 class="side__h">{words::next_times(language)}</h3>
                            <ol class="mailing__next">{move || next.get().into_iter().map(|moment| view! { <li>{at(moment)}</li> }).collect_view()}</ol>
                        </Show>
                        <p class="field__hint" hidden=move || state.get() != BulkState::Paused>
                            {words::go_on_hint(language)}
                        </p>
                        <p class="field__hint">{words::hint(language)}</p>
                    </div>
                </section>
                <section class="card" aria-labelledby="bulk-runs">
                    <div class="card__head">
                        <h3 class="card__title" id="bulk-runs">
                            {words::runs(language)}
                        </h3>
                    </div>
                    <Show when=move || !runs.with(Vec::is_empty) fallback=move || view! { <p class="card__body field__hint">{words::runs_none(language)}</p> }>
                        <ul class="mailing__runs">
                            <For each=move || runs.get() key=|run| (run.id, run.state, run.sent, run.errors) children=|run| view! { <OneRun run /> } />
                        </ul>
                    </Show>
                </section>
            </div>
            <aside class="mailing__side" aria-label=bulk_words::info(language)>
                <h2 class="side__h">{bulk_words::info(language)}</h2>
                <dl class="kv">
                    <dt>{bulk_words::subject(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.content.subject.clone())}</dd>
                    <dt>{bulk_words::sender(language)}</dt>
                    <dd>{move || view.with(|view| view.sender.clone())}</dd>
                    <dt>{bulk_words::mailbox(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.mailbox_name.clone())}</dd>
                    <dt>{bulk_words::by(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.created_by.clone())}</dd>
                </dl>
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn OneRun(run: Run) -> impl IntoView {
    let language = use_language();
    let Run { id, state, at, sent, errors, reason } = run;
    view! {
        <li>
            <a href=format!("/bulk/{id}")>
                <When at=at long=true />
            </a>
            <span class="tag" data-kind=bulk_words::state_kind(state)>
                {bulk_words::state_name(state, language)}
            </span>
            <small>{Pause::parse(&reason).map_or_else(|| words::run_result(language, sent, errors), |why| words::run_reason(why, language).to_owned())}</small>
        </li>
    }
    .into_any()
}

#[component]
fn Acts(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let state = Memo::new(move |_| view.with(|view| view.state));
    let may = Memo::new(move |_| view.with(|view| view.may_send && view.state != BulkState::Ended));
    let asks = RwSignal::new(false);
    let pause = move |_| spawn_local(async move { editing.told(api::pause(editing.id).await, None) });
    let go_on = move |_| spawn_local(async move { editing.told(api::resume(editing.id).await, None) });
    let edit = move |_| spawn_local(async move { editing.told(api::unschedule(editing.id).await, Some(words::edited(language))) });
    let end = move |_| {
        asks.set(false);
        spawn_local(async move { editing.told(api::cancel(editing.id).await, None) });
    };
    view! {
        <span class="mailing__end btns" hidden=move || !may.get()>
            <Show when=move || state.get() == BulkState::Repeating>
                <button class="btn" type="button" on:click=pause>
                    <Icon name="pause" />
                    {words::pause(language)}
                </button>
            </Show>
            <Show when=move || state.get() == BulkState::Paused>
                <button class="btn btn--primary" type="button" on:click=go_on>
                    <Icon name="play" />
                    {words::go_on(language)}
                </button>
            </Show>
            <button class="btn" type="button" title=words::edit_hint(language) on:click=edit>
                <Icon name="pencil" />
                {words::edit(language)}
            </button>
            <button class="btn btn--danger-quiet" type="button" on:click=move |_| asks.set(true)>
                {words::end(language)}
            </button>
        </span>
        <Sure open=asks title=words::end_title(language).to_owned() text=words::end_text(language).to_owned() act=words::end_now(language).to_owned() does=Callback::new(end) />
    }
    .into_any()
}
