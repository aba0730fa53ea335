//! Reports that go out by mail: when next, what became of the last ones, and what can be done with them.

use super::{
    api,
    asked::{Asked, REPORTS_URL},
    mail_dialog::{MailDialog, Subject},
    mail_words as words, words as report_words,
};
use crate::{
    Failure,
    bulk::repeat_said,
    layout::{MenuButton, name_page},
    parts::{awake::use_awake, dialog::opened_by, empty::Empty, icon::Icon, sure::Sure, toast::Toasts},
    settings::Loaded,
    start::use_me,
    time::When,
    words::use_language,
};
use domain::{
    Language, Refused,
    reports::{PostView, ReportsDesk, ScheduleView},
};
use leptos::{prelude::*, task::spawn_local};

/// What a line asks its page for.
#[derive(Clone, Copy)]
struct Acts {
    /// Read again when this rises.
    version: RwSignal<u32>,
    edited: RwSignal<Option<Subject>>,
    removed: RwSignal<Option<ScheduleView>>,
    toasts: Toasts,
    language: Language,
}

impl Acts {
    /// Says what became of it, and reads the list again.
    fn then(self, done: impl Future<Output = Result<(), Failure>> + 'static, said: Option<&'static str>) {
        let language = self.language;
        spawn_local(async move {
            match done.await {
                Ok(()) => said.into_iter().for_each(|said| self.toasts.done(said)),
                Err(Failure::Refused(Refused::NoSendingAccount)) => self.toasts.warn(words::state_no_account(language)),
                Err(failure) => self.toasts.failed(&failure, language),
            }
            self.version.try_update(|version| *version += 1);
        });
    }
}

#[component]
pub fn MailsPage() -> impl IntoView {
    let language = use_language();
    let version = RwSignal::new(0_u32);
    let all = Resource::new(move || version.get(), |_| async { Ok::<_, Failure>((api::desk().await?, api::schedules().await?)) });
    let acts = Acts { version, edited: RwSignal::new(None), removed: RwSignal::new(None), toasts: Toasts::current(), language };
    name_page(Signal::stored(words::title(language).to_owned()));
    view! {
        <section class="rep" aria-labelledby="report-mails-title">
            <header class="phead rep__head">
                <MenuButton />
                <h1 class="phead__title" id="report-mails-title">
                    {words::title(language)}
                </h1>
                <a class="btn btn--ghost" href=REPORTS_URL>
                    <Icon name="chart-column" />
                    <span class="btn__label">{report_words::back_to_report(language)}</span>
                </a>
            </header>
            <div class="rep__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                <div class="rep__in">
                    <p class="field__hint">{words::text(language)}</p>
                    <Loaded answer=all children=move |all| view! { <List all acts /> }.into_any() />
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn List(all: Memo<(ReportsDesk, Vec<ScheduleView>)>, acts: Acts) -> impl IntoView {
    let language = use_language();
    let lines = move || {
        let schedules = all.with(|(_, schedules)| schedules.clone());
        if schedules.is_empty() {
            return view! { <Empty icon="mail" title=words::none_title(language) text=words::none_text(language) /> }.into_any();
        }
        let lines = schedules.into_iter().map(|schedule| view! { <Line schedule acts /> }).collect_view();
        view! { <ul class="card rep__mails">{lines}</ul> }.into_any()
    };
    let desk = Signal::derive(move || all.with(|(desk, _)| desk.clone()));
    view! {
        {lines}
        <MailDialog subject=acts.edited desk saved=Callback::new(move |()| acts.version.update(|version| *version += 1)) />
        <RemoveDialog acts />
    }
    .into_any()
}

#[component]
fn Line(schedule: ScheduleView, acts: Acts) -> impl IntoView {
    let language = use_language();
    let ScheduleView { id, form, owner_name, may_change, next_at, readers, posts, .. } = schedule.clone();
    let name = form.name.clone();
    let heading = format!("report-mail-{id}");
    let to = readers.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("・");
    let posts = if posts.is_empty() {
        view! { <p class="field__hint">{words::never(language)}</p> }.into_any()
    } else {
        view! { <ul class="rep__posts">{posts.into_iter().map(|post| view! { <OnePost post /> }).collect_view()}</ul> }.into_any()
    };
    view! {
        <li class="rep__mail" aria-labelledby=heading>
            <div>
                <h2 class="card__title" id=heading.clone() dir="auto">
                    {name.clone()}
                </h2>
                <p>{repeat_said(&form.recurrence, language)}</p>
                <dl class="kv">
                    <dt>{words::next(language)}</dt>
                    <dd>
                        {match next_at {
                            Some(at) => view! { <When at=at long=true /> }.into_any(),
                            None => view! { <span class="tag" data-kind="warn">{words::paused(language)}</span> }.into_any(),
                        }}
                    </dd>
                    <dt>{words::readers(language)}</dt>
                    <dd dir="auto">{to}</dd>
                    <dt>{words::owner(language)}</dt>
                    <dd dir="auto">{owner_name}</dd>
                    <dt>{words::last(language)}</dt>
                    <dd>{posts}</dd>
                </dl>
            </div>
            <Buttons schedule=StoredValue::new(schedule) name may_change paused=next_at.is_none() acts />
        </li>
    }
    .into_any()
}

#[component]
fn Buttons(schedule: StoredValue<ScheduleView>, name: String, may_change: bool, paused: bool, acts: Acts) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let asleep = move || !awake.get();
    let (id, form) = schedule.with_value(|schedule| (schedule.id, schedule.form.clone()));
    let reads = use_me().is_some_and(|me| form.readers.contains(&me.id));
    let open = Asked::from(form.address.clone()).url();
    let send = move |_| acts.then(api::send_schedule(id), Some(words::sent_now(language)));
    let pause = move |_| acts.then(api::pause_schedule(id, !paused), None);
    let leave = move |_| acts.then(api::leave_schedule(id), Some(words::left(language)));
    let (pause_name, pause_word, pause_icon) = if paused {
        (words::go_on_of(language, &name), words::go_on(language), "play")
    } else {
        (words::pause_of(language, &name), words::pause(language), "pause")
    };
    view! {
        <span class="btns btns--tight">
            <button class="btn btn--s" type="button" aria-label=words::send_of(language, &name) disabled=asleep on:click=send>
                <Icon name="send" />
                {words::send(language)}
            </button>
            <a class="btn btn--s" href=open aria-label=words::open_of(language, &name)>
                <Icon name="chart-column" />
                {words::open(language)}
            </a>
            {may_change
                .then(|| {
                    view! {
                        <button class="btn btn--s" type="button" aria-label=pause_name disabled=asleep on:click=pause>
                            <Icon name=pause_icon />
                            {pause_word}
                        </button>
                        <button
                            class="btn btn--ghost btn--icon"
                            type="button"
                            aria-label=words::edit_of(language, &name)
                            disabled=asleep
                            on:click=move |_| acts.edited.set(Some((Some(id), form.clone())))
                        >
                            <Icon name="pencil" />
                        </button>
                        <button
                            class="btn btn--ghost btn--icon"
                            type="button"
                            aria-label=words::remove_of(language, &name)
                            disabled=asleep
                            on:click=move |_| acts.removed.set(Some(schedule.get_value()))
                        >
                            <Icon name="trash-2" />
                        </button>
                    }
                })}
            {reads
                .then(|| {
                    view! {
                        <button class="btn btn--ghost btn--s" type="button" aria-label=words::leave_of(language, &name) disabled=asleep on:click=leave>
                            {words::leave(language)}
                        </button>
                    }
                })}
        </span>
    }
    .into_any()
}

/// What became of the last mail to one reader.
#[component]
fn OnePost(post: PostView) -> impl IntoView {
    let language = use_language();
    let PostView { reader, due_at, state, answer, .. } = post;
    view! {
        <li data-kind=state.is_trouble().then_some("bad")>
            <span dir="auto">{reader}</span>
            " "
            <When at=due_at long=true />
            " "
            <span>{words::state(state, &answer, language)}</span>
        </li>
    }
    .into_any()
}

#[component]
fn RemoveDialog(acts: Acts) -> impl IntoView {
    let language = use_language();
    let removed = acts.removed;
    let open = opened_by(removed);
    let remove = move |_| {
        let Some(schedule) = removed.get_untracked() else { return };
        open.set(false);
        acts.then(api::remove_schedule(schedule.id), Some(words::removed(language)));
    };
    view! {
        <Sure open title=words::remove_title(language).to_owned() text=Signal::derive(move || removed.with(|one| one.as_ref().map(|one| words::remove_text(language, &one.form.name)).unwrap_or_default())) act=words::remove_title(language).to_owned() does=Callback::new(remove) />
    }
    .into_any()
}
