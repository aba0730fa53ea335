//! What a number counts: exactly as many lines as it says, each of which leads to where it happened.

use super::{api, asked::Asked, figures::business, listed::Listed, names, words};
use crate::{
    Failure,
    conversations::words::subject_or,
    layout::{MenuButton, name_page},
    parts::{empty::Empty, icon::Icon},
    routes,
    settings::Loaded,
    templates,
    time::When,
    words::use_language,
};
use domain::{
    Language, Refused,
    book::EntryKind,
    conversations::{ListQuery, View},
    logs::Log,
    reports::{Answer, Axis, Behind, Item, Key, Measure, ReportsDesk},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

/// A number with a page of what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shown {
    answer: Answer,
    behind: Behind,
    desk: ReportsDesk,
}

async fn read(listed: Option<Listed>) -> Result<Shown, Failure> {
    let Listed { question, cell, place } = listed.ok_or(Refused::NotFound)?;
    let desk = api::desk().await?;
    let answer = api::ask(question.clone()).await?;
    let behind = api::behind(question, cell, place).await?;
    Ok(Shown { answer, behind, desk })
}

#[component]
pub fn ListPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let listed = Memo::new(move |_| query.with(|query| Listed::named(|name| query.get(name))));
    let shown = Resource::new(move || listed.get(), read);
    let back = move || listed.with(|listed| listed.as_ref().map_or_else(|| Asked::default().url(), Listed::report));
    let figure = move || listed.with(|listed| listed.as_ref().map_or(words::title(language), |listed| names::measure(listed.cell.measure, language)));
    name_page(Signal::derive(move || words::list_title(language, figure())));
    view! {
        <section class="rep" aria-labelledby="behind-title">
            <header class="phead">
                <MenuButton />
                <a class="btn btn--ghost btn--icon" href=back aria-label=words::back_to_report(language) title=words::back_to_report(language)>
                    <Icon name="arrow-left" />
                </a>
                <h1 class="phead__title" id="behind-title">
                    {move || words::list_title(language, figure())}
                </h1>
            </header>
            <div class="rep__scroll" tabindex="0" role="group" aria-label=move || words::list_title(language, figure())>
                <Loaded
                    answer=shown
                    children=move |shown| {
                        let listed = Memo::new(move |last: Option<&Option<Listed>>| shown.with(|_| listed.get()).or_else(|| last.cloned().flatten()));
                        (move || listed.get().map(|listed| view! { <Lines listed shown=shown.get() /> })).into_any()
                    }
                />
            </div>
        </section>
    }
    .into_any()
}

/// What the number is about: its rows and columns by name, and the days.
fn about(listed: &Listed, shown: &Shown, l: Language) -> String {
    let Shown { answer, desk, .. } = shown;
    let name = |key: Option<Key>, axis: Axis, heads: &[&domain::reports::Head]| {
        let key = key?;
        let head = heads.iter().find(|head| head.key == key).map(|head| (*head).clone());
        let head = head.unwrap_or(domain::reports::Head { key, label: String::new(), color: None, class: None, level: 0, shut: false });
        (axis != Axis::All).then(|| words::filter_of(l, &names::axis(axis, desk, l), &names::head(&head, axis, answer, l)))
    };
    let rows: Vec<_> = answer.rows.iter().map(|row| &row.head).collect();
    let columns: Vec<_> = answer.columns.iter().collect();
    let period = if listed.cell.before { listed.question.period.before() } else { listed.question.period };
    let mut said = vec![names::period(period, desk.today)];
    let boxes = desk.mailboxes.iter().filter(|mailbox| answer.question.mailboxes.contains(&mailbox.id)).map(|mailbox| mailbox.name.clone());
    said.push(boxes.collect::<Vec<_>>().join("・"));
    said.extend(name(listed.cell.row, answer.question.axis, &rows));
    said.extend(answer.question.second.and_then(|axis| name(listed.cell.column, axis, &columns)));
    said.retain(|part| !part.is_empty());
    said.join("　")
}

/// The number itself, where the answer has it.
fn value(listed: &Listed, answer: &Answer) -> Option<i64> {
    if listed.cell.before {
        return None;
    }
    let Some(key) = listed.cell.row else { return answer.totals.first().copied().flatten() };
    let row = answer.rows.iter().position(|row| row.head.key == key)?;
    let column = match listed.cell.column {
        None if answer.columns.is_empty() => 0,
        None => return None,
        Some(key) => answer.columns.iter().position(|head| head.key == key)?,
    };
    answer.value(row, column, 0)
}

#[component]
fn Lines(listed: Listed, shown: Shown) -> impl IntoView {
    let language = use_language();
    let of = listed.cell.measure;
    let told = about(&listed, &shown, language);
    let number =
        value(&listed, &shown.answer).map(|value| words::list_value(language, &names::value(of, Some(value), business(&shown.answer), language)));
    let in_hours = business(&shown.answer);
    let Behind { items, next } = shown.behind;
    if items.is_empty() {
        return view! { <Empty icon="inbox" title=words::no_list(language) text=told /> }.into_any();
    }
    let waits = items.iter().any(|item| item.wait.is_some());
    let lines = items.into_iter().map(|item| view! { <Line item of waits in_hours /> }).collect_view();
    view! {
        <div class="rep__in">
            <p class="rep__about">{told} {number.map(|number| view! { " " <b>{number}</b> })}</p>
            <div class="card card__scroll">
                <table class="table table--stack rep__list">
                    <thead>
                        <tr>
                            <th scope="col">{words::when(language)}</th>
                            <th scope="col">{words::what(language)}</th>
                            <th scope="col">{words::who(language)}</th>
                            <th scope="col">{words::had_it(language)}</th>
                            {waits.then(|| view! { <th class="table__n" scope="col">{words::waited(language)}</th> })}
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            {next
                .map(|place| {
                    view! {
                        <p>
                            <a class="btn" href=listed.at(place) rel="next">
                                {words::older(language)}
                                <Icon name="chevron-right" />
                            </a>
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Where a line leads to.
fn href(item: &Item, of: Measure) -> Option<String> {
    if let (Some(mailbox), Some(conversation)) = (item.mailbox_id, item.conversation_id) {
        return Some(routes::conversation_url(&ListQuery::of(mailbox, View::All), conversation));
    }
    if let Some(id) = item.log_id {
        let log = if of == Measure::Visits { Log::Visits } else { Log::Calls };
        return Some(format!("/logs/{}/{id}", log.path()));
    }
    if let Some(id) = item.template_id {
        return Some(format!("{}/{id}", templates::TEMPLATES_URL));
    }
    let entry = item.contact_id.map(|id| (EntryKind::Contact, id.0)).or_else(|| item.company_id.map(|id| (EntryKind::Company, id.0)));
    entry.map(|(kind, id)| crate::book::entry_url(kind, id))
}

#[component]
fn Line(item: Item, of: Measure, waits: bool, in_hours: bool) -> impl IntoView {
    let language = use_language();
    let to = href(&item, of);
    let title = subject_or(&item.title, language);
    let number = item.number.map(|number| view! { <small>"#" {number}</small> });
    let title = match to {
        Some(href) => view! { <a class="table__link" dir="auto" href=href>{title}</a> }.into_any(),
        None => view! { <span dir="auto">{title}</span> }.into_any(),
    };
    let wait = waits.then(|| {
        let said = item.wait.map(|wait| names::duration(wait, in_hours, language));
        let replies = item.replies.map(|count| view! { <small>{words::replies(language, count)}</small> });
        view! { <td class="table__n" data-label=words::waited(language)>{said} " " {replies}</td> }
    });
    view! {
        <tr>
            <td class="table__soft" data-label=words::when(language)>
                <When at=item.at long=true />
            </td>
            <td class="table__main">
                {title} " " {number}
            </td>
            <td dir="auto" data-label=words::who(language)>
                {item.who}
            </td>
            <td dir="auto" data-label=words::had_it(language)>
                {item.assignee_name}
            </td>
            {wait}
        </tr>
    }
    .into_any()
}
