//! The workload: a table a mailbox. Each number is a link to the list that it counts.

use super::{api, words};
use crate::{
    Failure, absence,
    conversations::{words as named, words::status_name},
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{avatar::Avatar, dialog::Dialog, empty::Empty, icon::Icon, select::SelectField, toast::Toasts},
    routes::list_url,
    settings::Loaded,
    time::{Clock, age_of},
    words::{common, use_language},
};
use domain::{
    MailboxId, StatusId, UserId,
    conversations::{Assigned, ListQuery, View},
    statuses::StatusView,
    workload::{BoxLoad, PersonLoad},
};
use leptos::{prelude::*, task::spawn_local};

pub type Loads = Resource<Result<Vec<BoxLoad>, Failure>>;

/// What everybody has in hand, read again while work goes on.
pub fn loads() -> Loads {
    let live = Live::current();
    let frame = live.gathered(Topic::Frame);
    Resource::new(move || (frame.get(), live.version(Topic::Settings)), |_| api::read())
}

#[component]
pub fn WorkloadPage() -> impl IntoView {
    let language = use_language();
    name_page(Signal::stored(words::title(language).to_owned()));
    let loads = loads();
    view! {
        <section class="load" aria-labelledby="load-title">
            <header class="phead">
                <MenuButton />
                <h1 class="phead__title" id="load-title">
                    {words::title(language)}
                </h1>
            </header>
            <div class="load__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                <p class="load__text">{words::text(language)}</p>
                <Loaded answer=loads children=move |loads| view! { <Boxes loads /> }.into_any() />
            </div>
        </section>
    }
}

/// The tables of some mailboxes, for other pages; of all where none is named.
#[component]
pub fn WorkloadOf(loads: Loads, boxes: Signal<Vec<MailboxId>>) -> impl IntoView {
    view! {
        <Loaded
            answer=loads
            children=move |loads| {
                let wanted = Memo::new(move |_| boxes.with(|boxes| loads.with(|loads| loads.iter().filter(|load| boxes.is_empty() || boxes.contains(&load.mailbox_id)).cloned().collect::<Vec<_>>())));
                (move || wanted.get().into_iter().map(|load| view! { <BoxTable load titled=true /> }).collect_view()).into_any()
            }
        />
    }
    .into_any()
}

#[component]
fn Boxes(loads: Memo<Vec<BoxLoad>>) -> impl IntoView {
    let language = use_language();
    move || {
        let loads = loads.get();
        if loads.is_empty() {
            return view! { <Empty icon="users" title=words::empty_title(language) text=words::empty_text(language) /> }.into_any();
        }
        loads.into_iter().map(|load| view! { <BoxTable load /> }).collect_view().into_any()
    }
}

#[component]
fn BoxTable(
    load: BoxLoad,
    /// Says what it is, where the page does not.
    #[prop(optional)]
    titled: bool,
) -> impl IntoView {
    let language = use_language();
    let BoxLoad { mailbox_id, name, may_edit, statuses, people } = load;
    let most = people.iter().map(PersonLoad::total).max().unwrap_or_default().max(1);
    let receivers: Vec<(UserId, String)> = people.iter().filter_map(|person| Some((person.user_id?, person.name.clone()))).collect();
    let lines = people
        .into_iter()
        .map(|person| {
            let others = receivers.iter().filter(|(id, _)| Some(*id) != person.user_id).cloned().collect();
            view! { <Line mailbox=mailbox_id mailbox_name=name.clone() person statuses=statuses.clone() most may_edit others /> }
        })
        .collect_view();
    view! {
        <div class="card load__box">
            <div class="card__head">
                <h2 class="card__title" dir="auto">
                    {titled.then(|| view! { <a class="link" href="/workload">{words::title(language)}</a> "：" })} {name.clone()}
                </h2>
            </div>
            <table class="table table--stack">
                <thead>
                    <tr>
                        <th>{words::person(language)}</th>
                        <th class="load__bars">{words::unfinished(language)}</th>
                        <th class="table__n">{words::total(language)}</th>
                        <th>{words::waiting(language)}</th>
                        <th class="table__n">{words::done(language)}</th>
                        <th class="table__act">
                            <span class="sr">{words::actions(language)}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

/// The list that a number counts.
fn href(mailbox: MailboxId, person: Option<UserId>, status: Option<StatusId>) -> String {
    let assignee = Some(person.map_or(Assigned::Nobody, Assigned::To));
    list_url(&ListQuery { status, assignee, ..ListQuery::of(mailbox, View::Tray) })
}

#[component]
fn Line(
    mailbox: MailboxId,
    mailbox_name: String,
    person: PersonLoad,
    statuses: Vec<StatusView>,
    /// The largest total of the mailbox: its bar is the whole width.
    most: i64,
    may_edit: bool,
    others: Vec<(UserId, String)>,
) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let (id, total) = (person.user_id, person.total());
    let name = if id.is_some() { person.name.clone() } else { words::nobody(language).to_owned() };
    let asks = RwSignal::new(false);
    let bars: Vec<_> = statuses
        .iter()
        .filter_map(|status| {
            let count = person.by_status.iter().find(|(of, _)| *of == status.id).map(|(_, count)| *count).filter(|count| *count > 0)?;
            let said = words::count_of(language, &name, &status_name(status, language), count);
            // In twentieths: the policy of the page allows no style of its own.
            let width = (count * 20 + most - 1) / most;
            Some(view! {
                <a class="load__bar" data-color=status.color.as_str() data-width=width.to_string() href=href(mailbox, id, Some(status.id)) aria-label=said.clone() title=said>
                    {count}
                </a>
            })
        })
        .collect();
    let longest = person.longest.map(|since| words::longest(language, &age_of(clock.now_untracked().ms_since(since), false, language)));
    let away = person.away_until.map(|until| {
        let day = clock.civil(until.plus_ms(-1));
        absence::away_until(language, &format!("{}/{}", day.month, day.day))
    });
    view! {
        <tr>
            <td class="table__main">
                <span class="me">
                    {id.map(|_| view! { <Avatar name=name.clone() size="m" /> })}
                    <span class="me__text">
                        <b dir="auto">{name.clone()}</b>
                        {away.map(|away| view! { " " <span class="tag" data-kind="warn">{away}</span> })}
                    </span>
                </span>
            </td>
            <td class="load__bars" data-label=words::unfinished(language)>
                <span class="load__row">{bars}</span>
            </td>
            <td class="table__n" data-label=words::total(language)>
                <a class="table__link" href=href(mailbox, id, None) aria-label=words::count_of(language, &name, words::unfinished(language), total)>
                    <b>{total}</b>
                </a>
            </td>
            <td class="table__soft" data-label=words::waiting(language)>
                {(person.over_three_days > 0).then(|| view! { <span class="tag" data-kind="bad">{words::over_three_days(language, person.over_three_days)}</span> " " })}
                {(person.over_day > person.over_three_days).then(|| view! { <span class="tag" data-kind="warn">{words::over_day(language, person.over_day)}</span> " " })}
                {longest}
            </td>
            <td class="table__n" data-label=words::done(language)>
                {person.done}
            </td>
            <td class="table__acts">
                {(may_edit && total > 0)
                    .then(|| {
                        let label = words::reassign_of(language, &name, &mailbox_name);
                        view! {
                            <button class="btn btn--s" type="button" aria-label=label.clone() on:click=move |_| asks.set(true)>
                                <Icon name="users" />
                                {words::reassign(language)}
                            </button>
                            <Reassign mailbox from=id name=name.clone() total others title=label open=asks />
                        }
                    })}
            </td>
        </tr>
    }
}

#[component]
fn Reassign(
    mailbox: MailboxId,
    from: Option<UserId>,
    name: String,
    total: i64,
    others: Vec<(UserId, String)>,
    title: String,
    open: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let nobody = UserId(0);
    let first = others.first().map_or(nobody, |(id, _)| *id);
    let chosen = RwSignal::new(first);
    let give_back = from.map(|_| (nobody, named::nobody(language).to_owned()));
    let choices = StoredValue::new(others.into_iter().chain(give_back).collect::<Vec<_>>());
    let text = StoredValue::new(words::reassign_text(language, &name, total));
    let give = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let to = Some(chosen.get_untracked()).filter(|person| *person != nobody);
        spawn_local(async move {
            match absence::api::reassign(mailbox, from, to).await {
                Ok(count) => {
                    open.try_set(false);
                    toasts.done(words::reassigned(language, count));
                    live.own_change(mailbox);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <Dialog open title=Signal::stored(title) small=true>
            <form class="dialog__form" on:submit=give>
                <div class="dialog__body">
                    <p class="dialog__text">{text.get_value()}</p>
                    <SelectField id=format!("give-{mailbox}-{}", from.unwrap_or(UserId(0))) label=words::to(language) value=chosen choices=choices.get_value() />
                </div>
                <div class="dialog__foot">
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--primary" type="submit">
                        {words::reassign(language)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
