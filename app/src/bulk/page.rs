//! One bulk mail: a draft in three steps, or how far it has come.

use super::{
    api,
    audience_step::AudienceStep,
    check_step::CheckStep,
    editing::{Clash, Editing, SavedWord},
    message_step::MessageStep,
    progress::Progress,
    repeating::Repeating,
    words,
};
use crate::{
    layout::name_page,
    live::{Live, Topic},
    notifications::SeenNotices,
    parts::icon::Icon,
    settings::Loaded,
    words::use_language,
};
use domain::{
    BulkMailId,
    bulk::{BulkDesk, BulkView},
    notifications::About,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Audience,
    Message,
    Check,
    Delivery,
}

const STEPS: [Step; 4] = [Step::Audience, Step::Message, Step::Check, Step::Delivery];

impl Step {
    fn word(self) -> &'static str {
        match self {
            Step::Audience => "audience",
            Step::Message => "message",
            Step::Check => "check",
            Step::Delivery => "delivery",
        }
    }

    pub fn url(self, id: BulkMailId) -> String {
        format!("/bulk/{id}?step={}", self.word())
    }
}

#[component]
pub fn BulkMailPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<BulkMailId>().ok())).unwrap_or(BulkMailId(0)));
    // Another bulk mail is another page: what is typed belongs to one of them.
    move || view! { <One id=id.get() /> }
}

#[component]
fn One(id: BulkMailId) -> impl IntoView {
    let live = Live::current();
    let version = live.gathered(Topic::Bulk);
    let loaded = Resource::new(
        move || (version.get(), live.version(Topic::Settings)),
        move |_| async move {
            let view = api::open(id).await?;
            let desk = if view.state.is_open() && view.may_send { api::desk().await? } else { BulkDesk::default() };
            Ok((view, desk))
        },
    );
    view! {
        <section class="mailing" aria-labelledby="bulk-title">
            <SeenNotices about=About::BulkMail id=Signal::stored(id.0) />
            <Loaded
                answer=loaded
                children=move |loaded| {
                    let view = Memo::new(move |_| loaded.with(|(view, _)| view.clone()));
                    let desk = Memo::new(move |_| loaded.with(|(_, desk)| desk.clone()));
                    view! { <Whole view desk /> }.into_any()
                }
            />
        </section>
    }
    .into_any()
}

#[component]
fn Whole(view: Memo<BulkView>, desk: Memo<BulkDesk>) -> impl IntoView {
    let language = use_language();
    let editing = Editing::of(&view.get_untracked());
    let query = use_query_map();
    let is_open = Memo::new(move |_| view.with(|view| view.state.is_open()));
    let step = Memo::new(move |_| {
        let asked = query.with(|query| query.get("step"));
        let open = is_open.get();
        let found = STEPS.into_iter().find(|step| Some(step.word()) == asked.as_deref()).filter(|step| (*step == Step::Delivery) != open);
        found.unwrap_or(if open { Step::Audience } else { Step::Delivery })
    });
    let subject = Memo::new(move |_| {
        let subject =
            if is_open.get() { editing.content.with(|content| content.subject.clone()) } else { view.with(|view| view.content.subject.clone()) };
        if subject.trim().is_empty() { words::no_subject(language).to_owned() } else { subject }
    });
    name_page(Signal::derive(move || subject.get()));
    let state = Memo::new(move |_| view.with(|view| view.state));
    let repeats = Memo::new(move |_| view.with(|view| view.repeat.is_some()));
    let id = editing.id;
    view! {
        <header class="phead">
            <a class="btn btn--ghost btn--icon" href="/bulk" aria-label=words::back(language)>
                <Icon name="arrow-left" />
            </a>
            <h1 class="phead__title" id="bulk-title" dir="auto">
                {move || subject.get()}
            </h1>
            <span class="tag" data-kind=move || words::state_kind(state.get())>
                {move || words::state_name(state.get(), language)}
            </span>
            <Show when=move || is_open.get()>
                <SavedWord editing />
            </Show>
            <nav class="mailing__end" aria-label=words::steps(language)>
                <ol class="mailing__steps">
                    {STEPS
                        .into_iter()
                        .enumerate()
                        .map(|(at, each)| {
                            let name = match each {
                                Step::Audience => words::step_audience(language),
                                Step::Message => words::step_message(language),
                                Step::Check => words::step_check(language),
                                Step::Delivery => words::step_send(language),
                            };
                            // The last step begins by sending, and ends the others.
                            let here = move || (is_open.get() == (each != Step::Delivery)).then(|| each.url(id));
                            view! {
                                <li>
                                    <a href=here aria-current=move || (step.get() == each).then_some("step") aria-disabled=move || here().is_none().then_some("true")>
                                        <i aria-hidden="true">{at + 1}</i>
                                        <span>{name}</span>
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ol>
            </nav>
        </header>
        <Clash editing />
        {move || match step.get() {
            Step::Audience => view! { <AudienceStep view desk editing /> }.into_any(),
            Step::Message => view! { <MessageStep view desk editing /> }.into_any(),
            Step::Check => view! { <CheckStep view editing /> }.into_any(),
            Step::Delivery if repeats.get() => view! { <Repeating view editing /> }.into_any(),
            Step::Delivery => view! { <Progress view editing /> }.into_any(),
        }}
    }
    .into_any()
}
