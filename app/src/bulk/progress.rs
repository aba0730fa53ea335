//! How far it has come: counts, errors, pausing, going on, stopping; and sending once more to those who did not get it.

use super::{api, check_step::speed, editing::Editing, lines::Lines, repeat_words, words};
use crate::{
    parts::{icon::Icon, sure::Sure},
    time::Clock,
    words::use_language,
};
use domain::{
    Moment,
    bulk::{BulkState, BulkView, Counts, Shown},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

#[component]
pub fn Progress(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let state = Memo::new(move |_| view.with(|view| view.state));
    let counts = Memo::new(move |_| view.with(|view| view.counts));
    let told = move |at: Moment| clock.civil(at).long(clock.civil(clock.now_untracked()));
    let title = move || match state.get() {
        BulkState::Scheduled => words::progress_scheduled(language, &view.with(|view| view.scheduled_at).map(told).unwrap_or_default()),
        BulkState::Paused => words::progress_paused(language).to_owned(),
        BulkState::Sent => words::progress_sent(language).to_owned(),
        BulkState::PartlyFailed => words::progress_partly(language).to_owned(),
        BulkState::Cancelled => words::progress_cancelled(language).to_owned(),
        // One that repeats has a page of its own.
        BulkState::Sending | BulkState::Draft | BulkState::Repeating | BulkState::Ended => words::progress_sending(language).to_owned(),
    };
    let why = move || {
        view.with(|view| view.pause).and_then(|why| match state.get() {
            BulkState::Paused => words::pause_text(why, language),
            BulkState::Cancelled => words::passed_text(why, language),
            _ => None,
        })
    };
    let done = move || counts.with(|counts| counts.sent + counts.errors());
    let errors_of = Memo::new(move |_| counts.with(|counts| counts.errors() * 1_000_000 + counts.waiting));
    let errors = Memo::new(move |_| counts.with(Counts::errors));
    view! {
        <div class="mailing__work">
            <div class="mailing__main" tabindex="0" role="group" aria-label=words::step_send(language)>
                <section class="card">
                    <div class="card__head">
                        {move || (state.get() == BulkState::Sending).then(|| view! { <span class="spin" aria-hidden="true"></span> })}
                        <h2 class="card__title">{title}</h2>
                        <Acts view editing />
                    </div>
                    <div class="card__body">
                        {move || {
                            why().map(|why| view! { <div class="banner" data-kind="warn"><Icon name="pause" /><div class="banner__text">{why}</div></div> })
                        }}
                        <p class="mailing__big" role="status">
                            <b>{move || words::done_of(language, done(), counts.with(Counts::total))}</b>
                        </p>
                        <progress class="bar" max=move || counts.with(Counts::total) value=done aria-label=words::step_send(language)></progress>
                        <ul class="mailing__legend">
                            <li data-kind="ok">{words::sent(language)} " " <b>{move || counts.with(|counts| counts.sent)}</b></li>
                            <li data-kind="bad">{words::failed(language)} " " <b>{move || errors.get()}</b></li>
                            <li>{words::waiting(language)} " " <b>{move || counts.with(|counts| counts.open() + counts.listed)}</b></li>
                        </ul>
                        <p class="field__hint" hidden=move || state.get().is_over()>
                            {words::closing_is_fine(language)}
                        </p>
                    </div>
                </section>
                <section class="card" hidden=move || errors.get() == 0>
                    <div class="card__head">
                        <h3 class="card__title">{words::errors(language)}</h3>
                        <span class="count">{move || words::errors_n(language, errors.get())}</span>
                        <span class="mailing__end btns">
                            <a class="btn" href=format!("/files/bulk/{}/errors.csv", editing.id) download rel="external">
                                <Icon name="download" />
                                {words::error_file(language)}
                            </a>
                            <Resend view editing />
                        </span>
                    </div>
                    <Lines id=editing.id shown=Shown::Errors of=errors_of />
                    <p class="card__foot field__hint">{words::resend_hint(language)}</p>
                </section>
                <section class="card" hidden=move || counts.with(|counts| counts.excluded == 0)>
                    <div class="card__head">
                        <h3 class="card__title">{words::excluded(language)}</h3>
                        <span class="count">{move || words::people(language, counts.with(|counts| counts.excluded))}</span>
                    </div>
                    <Lines id=editing.id shown=Shown::Excluded of=Signal::derive(move || counts.with(|counts| counts.excluded)) />
                </section>
            </div>
            <aside class="mailing__side" aria-label=words::info(language)>
                <h2 class="side__h">{words::info(language)}</h2>
                {move || {
                    view.with(|view| view.series)
                        .map(|series| {
                            view! {
                                <p class="mailing__of">
                                    <Icon name="refresh-cw" />
                                    {repeat_words::of_series(language)}
                                    " "
                                    <a href=format!("/bulk/{series}")>{repeat_words::to_series(language)}</a>
                                </p>
                            }
                        })
                }}
                <dl class="kv">
                    <dt>{words::subject(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.content.subject.clone())}</dd>
                    <dt>{words::sender(language)}</dt>
                    <dd>{move || view.with(|view| view.sender.clone())}</dd>
                    <dt>{words::mailbox(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.mailbox_name.clone())}</dd>
                    <dt>{words::by(language)}</dt>
                    <dd dir="auto">{move || view.with(|view| view.created_by.clone())}</dd>
                    <dt>{words::speed(language)}</dt>
                    <dd>{move || speed(view.with(|view| view.limits.per_minute), language)}</dd>
                </dl>
            </aside>
        </div>
    }
    .into_any()
}

#[component]
fn Acts(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let state = Memo::new(move |_| view.with(|view| view.state));
    let may = Memo::new(move |_| view.with(|view| view.may_send));
    let asks = RwSignal::new(false);
    let pause = move |_| spawn_local(async move { editing.told(api::pause(editing.id).await, None) });
    let resume = move |_| spawn_local(async move { editing.told(api::resume(editing.id).await, None) });
    let take_back = move |_| spawn_local(async move { editing.told(api::unschedule(editing.id).await, Some(words::unscheduled(language))) });
    let cancel = move |_| {
        asks.set(false);
        spawn_local(async move { editing.told(api::cancel(editing.id).await, None) });
    };
    let left = Signal::derive(move || words::cancel_text(language, view.with(|view| view.counts.waiting + view.counts.listed)));
    view! {
        <span class="mailing__end btns" hidden=move || !may.get()>
            <Show when=move || state.get() == BulkState::Sending>
                <button class="btn" type="button" on:click=pause>
                    <Icon name="pause" />
                    {words::pause(language)}
                </button>
            </Show>
            <Show when=move || state.get() == BulkState::Paused>
                <button class="btn btn--primary" type="button" on:click=resume>
                    <Icon name="play" />
                    {words::resume(language)}
                </button>
            </Show>
            <Show when=move || matches!(state.get(), BulkState::Sending | BulkState::Paused)>
                <button class="btn btn--danger-quiet" type="button" on:click=move |_| asks.set(true)>
                    {words::cancel(language)}
                </button>
            </Show>
            <Show when=move || state.get() == BulkState::Scheduled>
                <button class="btn" type="button" on:click=take_back>
                    <Icon name="undo-2" />
                    {words::unschedule(language)}
                </button>
            </Show>
        </span>
        <Sure open=asks title=words::cancel_title(language).to_owned() text=left act=words::cancel_now(language).to_owned() does=Callback::new(cancel) />
    }
    .into_any()
}

#[component]
fn Resend(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let shown = Memo::new(move |_| view.with(|view| view.may_send && view.state.is_over()));
    let made = RwSignal::new(None::<domain::BulkMailId>);
    Effect::new(move |_| {
        if let Some(id) = made.get() {
            navigate(&format!("/bulk/{id}"), Default::default());
        }
    });
    let resend = move |_| {
        spawn_local(async move {
            match api::resend(editing.id).await {
                Ok(id) => {
                    made.try_set(Some(id));
                }
                Err(failure) => editing.toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <button class="btn" type="button" hidden=move || !shown.get() on:click=resend>
            <Icon name="refresh-cw" />
            {words::resend(language)}
        </button>
    }
    .into_any()
}
