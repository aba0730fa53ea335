//! What the reader has to come back to, the most urgent first.

use super::{api, page::log_icon, words};
use crate::{
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{awake::use_awake, empty::Empty, icon::Icon, toast::Toasts},
    settings::Loaded,
    time::Clock,
    words::use_language,
};
use domain::{Language, LogId, logs::EntryRow};
use leptos::{prelude::*, task::spawn_local};

/// What can be done about a follow-up, wherever it is shown.
#[derive(Clone, Copy)]
pub struct Acts {
    live: Live,
    toasts: Toasts,
    language: Language,
}

impl Acts {
    pub fn current() -> Acts {
        Acts { live: Live::current(), toasts: Toasts::current(), language: use_language() }
    }

    pub fn finish(self, id: LogId, done: bool) {
        let Acts { live, toasts, language } = self;
        spawn_local(async move {
            match api::finish(id, done).await {
                Ok(()) if done => toasts.undoable(words::follow_done_said(language), Callback::new(move |()| self.finish(id, false))),
                Ok(()) => {}
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Logs);
        });
    }

    pub fn snooze(self, id: LogId) {
        let Acts { live, toasts, language } = self;
        spawn_local(async move {
            match api::snooze(id).await {
                Ok(()) => toasts.done(words::follow_snoozed(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Logs);
        });
    }
}

#[component]
pub fn TasksPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    name_page(Signal::stored(words::tasks(language).to_owned()));
    let changed = live.gathered(Topic::Logs);
    let tasks = Resource::new(move || changed.get(), |_| api::tasks());
    view! {
        <section class="logs__tasks" aria-labelledby="tasks-title">
            <header class="phead">
                <MenuButton />
                <a class="btn btn--ghost btn--icon" href="/logs/calls" aria-label=words::back(language)>
                    <Icon name="arrow-left" />
                </a>
                <h1 class="phead__title" id="tasks-title">
                    {words::tasks(language)}
                </h1>
            </header>
            <div class="logs__scroll" tabindex="0" role="group" aria-label=words::tasks(language)>
                <Loaded answer=tasks children=move |tasks| view! { <Tasks tasks /> }.into_any() />
            </div>
        </section>
    }
}

#[component]
fn Tasks(tasks: Memo<Vec<EntryRow>>) -> impl IntoView {
    let language = use_language();
    move || {
        let tasks = tasks.get();
        if tasks.is_empty() {
            return view! { <Empty icon="alarm-clock" title=words::no_tasks_title(language) text=words::no_tasks_text(language) /> }.into_any();
        }
        view! { <ul class="logs__todo">{tasks.into_iter().map(|row| view! { <Task row /> }).collect_view()}</ul> }.into_any()
    }
}

#[component]
fn Task(row: EntryRow) -> impl IntoView {
    let language = use_language();
    let (clock, awake, acts) = (Clock::current(), use_awake(), Acts::current());
    let (id, follow_at) = (row.id, row.follow_at);
    let late = Memo::new(move |_| follow_at.is_some_and(|at| at <= clock.now()));
    let due = move || follow_at.map(|at| words::due_at(language, &clock.civil(at).long(clock.today())));
    let with = row.with().to_owned();
    view! {
        <li class="logs__task" data-late=move || late.get().then_some("")>
            <Icon name=log_icon(row.log) />
            <a class="logs__what" href=row.path()>
                <b dir="auto">{row.subject.clone()}</b>
                <small dir="auto">{with}</small>
            </a>
            <span class="tag" data-kind=move || if late.get() { "bad" } else { "warn" }>
                <Icon name="alarm-clock" />
                {due}
                {move || late.get().then(|| view! { <b>{words::overdue(language)}</b> })}
            </span>
            <span class="btns btns--tight">
                <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| acts.finish(id, true)>
                    {words::follow_done(language)}
                </button>
                <button class="btn btn--s btn--ghost" type="button" disabled=move || !awake.get() on:click=move |_| acts.snooze(id)>
                    {words::follow_snooze(language)}
                </button>
            </span>
        </li>
    }
    .into_any()
}
