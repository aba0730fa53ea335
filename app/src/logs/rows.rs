//! The lines of a log, a heading a day.

use super::{
    list_url, new_url,
    page::{Shown, log_icon},
    when, words,
};
use crate::{
    parts::{avatar::Avatar, empty::Empty, icon::Icon},
    time::Clock,
    words::use_language,
};
use domain::{
    LogId,
    logs::{EntryRow, Log, LogQuery, Way},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Rows(shown: Memo<Shown>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let path = use_location().pathname;
    let open = Memo::new(move |_| path.with(|path| path.split('/').nth(3).and_then(|id| id.parse::<LogId>().ok())));
    move || {
        let Shown { query, page, .. } = shown.get();
        if page.rows.is_empty() {
            return nothing(&query, page.may_edit, language);
        }
        let log = query.log;
        // What narrows the list stays while one entry after the other is read.
        let narrowing = query.parameters(super::encoded);
        let mut last = None;
        let lines = page.rows.into_iter().map(|row| {
            let day = when::day_of(&row, clock);
            let heading = last.is_none_or(|last: crate::time::Civil| !day.same_day(last)).then(|| clock.day_words_of(day));
            last = Some(day);
            let columns = if log == Log::Calls { "8" } else { "7" };
            view! {
                {heading
                    .map(|text| {
                        view! {
                            <tr class="logs__day">
                                <th colspan=columns scope="rowgroup">
                                    {text}
                                </th>
                            </tr>
                        }
                    })}
                <Line row narrowing=narrowing.clone() open />
            }
        });
        let lines = lines.collect_view();
        let begun = query.before.is_some();
        view! {
            <div class="logs__scroll" tabindex="0" role="group" aria-label=words::log_name(log, language)>
                <table class="table table--stack logs__table">
                    <thead>
                        <tr>
                            <th>{words::when(language)}</th>
                            {(log == Log::Calls).then(|| view! { <th>{words::way(language)}</th> })}
                            <th>{words::with(language)}</th>
                            <th class="logs__wide">{words::company(language)}</th>
                            <th>{words::subject(language)}</th>
                            <th>{words::person(language)}</th>
                            <th>{words::result(language)}</th>
                            <th>{words::follow(language)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
                <p class="logs__more">
                    {begun.then(|| view! { <a class="btn btn--ghost" href=list_url(&LogQuery { before: None, ..query.clone() })>{words::newest(language)}</a> })}
                    {page.next.map(|next| view! { <a class="btn" href=list_url(&LogQuery { before: Some(next), ..query.clone() })>{words::more(language)}</a> })}
                </p>
            </div>
        }
        .into_any()
    }
}

fn nothing(query: &LogQuery, may_edit: bool, language: domain::Language) -> AnyView {
    let log = query.log;
    if query.is_narrowed() {
        return view! {
            <Empty icon="list-filter" title=words::nothing_title(language) text=words::nothing_text(language)>
                <a class="btn" href=list_url(&LogQuery::of(log))>
                    {words::clear(language)}
                </a>
            </Empty>
        }
        .into_any();
    }
    view! {
        <div class="empty">
            <Icon name=log_icon(log) size="xl" />
            <h2 class="empty__title">{words::empty_title(language, words::log_name(log, language))}</h2>
            <p class="empty__text">{words::empty_text(language)}</p>
            {may_edit.then(|| view! { <div class="btns"><a class="btn" href=new_url(log)>{words::new_name(log, language)}</a></div> })}
        </div>
    }
    .into_any()
}

#[component]
fn Line(row: EntryRow, narrowing: String, open: Memo<Option<LogId>>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let id = row.id;
    let href = format!("{}{narrowing}", row.path());
    let with = row.with().to_owned();
    let company = if row.company_name == with { String::new() } else { row.company_name.clone() };
    let way = (row.log == Log::Calls).then(|| row.way.unwrap_or(Way::In));
    let nobody = || words::nobody(language).to_owned();
    let shown_with = if with.is_empty() { nobody() } else { with };
    let shown_company = if company.is_empty() { nobody() } else { company };
    view! {
        <tr data-on=move || (open.get() == Some(id)).then_some("")>
            <td class="table__soft logs__when" data-label=words::when(language)>{when::short(&row, clock)}</td>
            {way
                .map(|way| {
                    view! {
                        <td data-label=words::way(language)>
                            <span class="tag" data-kind=if way == Way::In { "accent" } else { "fill" }>
                                <Icon name="phone" />
                                {words::way_name(way, language)}
                            </span>
                        </td>
                    }
                })}
            <td class="logs__with" data-label=words::with(language)>
                <b dir="auto">{shown_with}</b>
            </td>
            <td class="table__soft logs__wide" data-label=words::company(language) dir="auto">{shown_company}</td>
            <td class="table__main logs__subject">
                <a class="table__link" href=href dir="auto" aria-current=move || (open.get() == Some(id)).then_some("true")>
                    {row.subject.clone()}
                </a>
                {(row.comments > 0)
                    .then(|| {
                        let said = words::comments_count(language, row.comments);
                        view! { <span class="logs__mark" role="img" aria-label=said.clone() title=said><Icon name="message-circle" size="s" /></span> }
                    })}
                {(row.files > 0)
                    .then(|| {
                        let said = words::files_count(language, row.files);
                        view! { <span class="logs__mark" role="img" aria-label=said.clone() title=said><Icon name="paperclip" size="s" /></span> }
                    })}
            </td>
            <td data-label=words::person(language)>
                <span class="logs__person" title=row.person_name.clone()>
                    <Avatar name=row.person_name.clone() size="s" />
                    <span class="logs__name" dir="auto">{row.person_name.clone()}</span>
                </span>
            </td>
            <td data-label=words::result(language)>
                {(!row.result_name.is_empty())
                    .then(|| view! { <span class="opt" dir="auto" data-color=row.result_color.map(domain::statuses::Color::as_str)>{row.result_name.clone()}</span> })}
            </td>
            <td data-label=words::follow(language)>
                <FollowMark row />
            </td>
        </tr>
    }
    .into_any()
}

/// Whether somebody comes back to it, and whether they are late.
#[component]
pub fn FollowMark(row: EntryRow) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let follow_at = row.follow_at;
    let (done, name) = (row.follow_done_at.is_some(), row.follow_name.clone());
    move || {
        let at = follow_at?;
        let late = !done && at <= clock.now();
        let said =
            if done { words::follow_is_done(language).to_owned() } else { words::due_by(language, &name, &clock.civil(at).long(clock.today())) };
        let icon = if done { "check" } else { "alarm-clock" };
        let kind = if late {
            Some("bad")
        } else if done {
            Some("ok")
        } else {
            Some("warn")
        };
        Some(view! {
            <span class="tag" data-kind=kind title=said.clone()>
                <Icon name=icon />
                {if done { said.clone() } else { clock.civil(at).short(clock.today()) }}
                {late.then(|| view! { <span class="sr">{format!(" {}", words::overdue(language))}</span> })}
            </span>
        })
    }
}
