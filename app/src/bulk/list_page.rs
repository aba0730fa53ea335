//! All bulk mails, the newest first.

use super::{
    api::{self, CreateBulk},
    limits_dialog::LimitsDialog,
    opt_outs_dialog::OptOutsDialog,
    words,
};
use crate::{
    failure::FailureNote,
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{empty::Empty, icon::Icon},
    settings::Loaded,
    time::{Clock, When},
    words::use_language,
};
use domain::{
    BulkMailId,
    bulk::{BulkLine, BulkPage},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

#[component]
pub fn BulkListPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    name_page(Signal::stored(words::title(language).to_owned()));
    let query = use_query_map();
    let before = Memo::new(move |_| query.with(|query| query.get("before").and_then(|id| id.parse::<BulkMailId>().ok())));
    let version = live.gathered(Topic::Bulk);
    let page = Resource::new(move || (before.get(), version.get(), live.version(Topic::Settings)), |(before, ..)| api::list(before));
    view! {
        <section class="mailing" aria-labelledby="bulk-title">
            <Loaded answer=page children=move |page| view! { <Page page /> }.into_any() />
        </section>
    }
    .into_any()
}

#[component]
fn Page(page: Memo<BulkPage>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let create = ServerAction::<CreateBulk>::new();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(id)) = create.value().get() {
            navigate(&format!("/bulk/{id}"), Default::default());
        }
    });
    let (limits, opt_outs) = (RwSignal::new(false), RwSignal::new(false));
    let day = move || page.with(|page| words::day(language, page.day.used, page.day.limit));
    let resets = move || {
        let at = page.with(|page| page.day.resets_at);
        words::resets(language, &clock.civil(at).long(clock.civil(clock.now_untracked())))
    };
    let may_write = Memo::new(move |_| page.with(|page| page.may_write));
    let may_operate = Memo::new(move |_| page.with(|page| page.may_operate));
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title" id="bulk-title">
                {words::title(language)}
            </h1>
            <span class="mailing__end btns">
                <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| opt_outs.set(true)>
                    <Icon name="bell-off" />
                    {words::opt_outs(language)}
                </button>
                <Show when=move || may_operate.get()>
                    <button class="btn" type="button" on:click=move |_| limits.set(true)>
                        <Icon name="sliders-horizontal" />
                        {words::limits(language)}
                    </button>
                </Show>
                <Show when=move || may_write.get()>
                    <ActionForm action=create>
                        <button class="btn btn--primary" type="submit" disabled=move || create.pending().get()>
                            <Icon name="plus" />
                            {words::new(language)}
                        </button>
                    </ActionForm>
                </Show>
            </span>
        </header>
        <div class="mailing__scroll" tabindex="0" role="group" aria-label=words::title(language)>
            {move || create.value().get().and_then(Result::err).map(|failure| view! { <FailureNote failure /> })}
            <p class="mailing__day">
                <b>{day}</b>
                " · "
                {resets}
            </p>
            {move || {
                let page = page.get();
                if page.lines.is_empty() {
                    return view! { <Empty icon="megaphone" title=words::none_title(language) text=words::none_text(language) /> }.into_any();
                }
                view! { <Table page /> }.into_any()
            }}
        </div>
        <LimitsDialog open=limits />
        <OptOutsDialog open=opt_outs />
    }
    .into_any()
}

#[component]
fn Table(page: BulkPage) -> impl IntoView {
    let language = use_language();
    let older = page.next.map(|next| {
        view! {
            <a class="btn" href=format!("/bulk?before={next}")>
                {words::older(language)}
            </a>
        }
    });
    view! {
        <div class="card">
            <table class="table table--stack">
                <thead>
                    <tr>
                        <th>{words::subject(language)}</th>
                        <th>{words::state(language)}</th>
                        <th class="table__n">{words::counts(language)}</th>
                        <th>{words::mailbox(language)}</th>
                        <th>{words::by(language)}</th>
                        <th class="table__n">{words::at(language)}</th>
                    </tr>
                </thead>
                <tbody>{page.lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}</tbody>
            </table>
        </div>
        {older}
    }
    .into_any()
}

#[component]
fn Line(line: BulkLine) -> impl IntoView {
    let language = use_language();
    let BulkLine { id, subject, state, mailbox_name, by, at, counts } = line;
    let subject = if subject.trim().is_empty() { words::no_subject(language).to_owned() } else { subject };
    let errors = (counts.errors() > 0).then(|| view! { " " <span class="tag" data-kind="bad">{words::errors_n(language, counts.errors())}</span> });
    view! {
        <tr>
            <td class="table__main">
                <a class="table__link" href=format!("/bulk/{id}") dir="auto">
                    {subject}
                </a>
            </td>
            <td data-label=words::state(language)>
                <span class="tag" data-kind=words::state_kind(state)>
                    {words::state_name(state, language)}
                </span>
                {errors}
            </td>
            <td class="table__n" data-label=words::counts(language)>
                {words::sent_of(language, counts.sent, counts.total())}
            </td>
            <td class="table__soft" dir="auto" data-label=words::mailbox(language)>
                {mailbox_name}
            </td>
            <td class="table__soft" dir="auto" data-label=words::by(language)>
                {by}
            </td>
            <td class="table__n" data-label=words::at(language)>
                <When at long=true />
            </td>
        </tr>
    }
    .into_any()
}
