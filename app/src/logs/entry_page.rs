//! One entry: what was written, what came of it, what colleagues say.

use super::{api, entry_files::Files, entry_notes::Notes, list_url, page::log_icon, when, words};
use crate::{
    layout::name_open,
    live::{Live, Topic},
    notifications::SeenNotices,
    parts::{avatar::Person, awake::use_awake, icon::Icon, toast::Toasts},
    settings::Loaded,
    time::{Clock, When},
    words::use_language,
};
use domain::{
    LogId, Refused,
    conversations::View,
    logs::{EntryView, Log, LogQuery},
    notifications::About,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

#[component]
pub fn EntryPage() -> impl IntoView {
    let params = use_params_map();
    let live = Live::current();
    let asked = Memo::new(move |_| {
        params.with(|params| (params.get("log").and_then(|log| Log::of_path(&log)), params.get("id").and_then(|id| id.parse::<LogId>().ok())))
    });
    let changed = live.gathered(Topic::Logs);
    let entry = Resource::new(
        move || (asked.get(), changed.get()),
        |((log, id), _)| async move {
            let entry = api::entry(id.ok_or(Refused::NotFound)?).await?;
            // An address names the log, too.
            if log == Some(entry.row.log) { Ok(entry) } else { Err(Refused::NotFound.into()) }
        },
    );
    view! {
        <Loaded
            answer=entry
            children=|entry| {
                // Drawn anew for another entry; changes of the same one flow through the memo.
                let id = Memo::new(move |_| entry.with(|entry| entry.row.id));
                (move || {
                    id.get();
                    view! { <Entry entry /> }
                })
                    .into_any()
            }
        />
    }
}

#[component]
fn Entry(entry: Memo<EntryView>) -> impl IntoView {
    let language = use_language();
    name_open(Signal::derive(move || entry.with(|entry| entry.row.subject.clone())));
    let id = Memo::new(move |_| entry.with(|entry| entry.row.id));
    let may_edit = Memo::new(move |_| entry.with(|entry| entry.may_edit));
    view! {
        <article class="logs__entry" aria-labelledby="log-title">
            <SeenNotices about=About::Log id=Signal::derive(move || id.get().0) />
            <Head entry />
            <div class="logs__body" tabindex="0" role="group" aria-label=words::title(language)>
                <Facts entry />
                {move || {
                    let text = entry.with(|entry| entry.text.clone());
                    (!text.is_empty()).then(|| view! { <p class="logs__text" dir="auto">{text}</p> })
                }}
                <Follow entry />
                {move || entry.with(|entry| entry.conversation.clone()).map(|linked| {
                    let href = format!("/m/{}/{}/{}", linked.mailbox_id, View::All, linked.id);
                    let subject = crate::conversations::subject_or(&linked.subject, language);
                    view! {
                        <a class="logs__linked" href=href>
                            <Icon name="mail" />
                            <span>
                                <b dir="auto">{subject}</b>
                                <small>{words::conversation_of(language)}</small>
                            </span>
                        </a>
                    }
                })}
                <Files entry id may_edit />
                <Notes entry id may_edit />
                <p class="logs__by">
                    {move || entry.with(|entry| words::written(language, &entry.writer))}
                    " "
                    {move || {
                        let (at, changed) = entry.with(|entry| (entry.created_at, entry.updated_at));
                        view! {
                            <When at long=true />
                            {(changed > at).then(|| view! { " · " {words::changed(language)} " " <When at=changed long=true /> })}
                        }
                    }}
                </p>
            </div>
        </article>
    }
    .into_any()
}

#[component]
fn Head(entry: Memo<EntryView>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let (log, id) = entry.with_untracked(|entry| (entry.row.log, entry.row.id));
    // The list as it was narrowed, where it still stands in the address.
    let parameters = use_query_map();
    let back = Memo::new(move |_| list_url(&parameters.with(|parameters| LogQuery::named(log, |name| parameters.get(name)))));
    let navigate = use_navigate();
    let remove = move |_| {
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::remove(id).await {
                Ok(()) => {
                    let undo = Callback::new(move |()| {
                        spawn_local(async move {
                            if let Err(failure) = api::restore(id).await {
                                toasts.failed(&failure, language);
                            }
                            live.changed(Topic::Logs);
                        });
                    });
                    toasts.undoable(words::removed(language), undo);
                    navigate(&back.get_untracked(), Default::default());
                    live.changed(Topic::Logs);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <header class="phead">
            <a class="btn btn--ghost btn--icon" href=move || back.get() aria-label=words::back(language)>
                <Icon name="x" />
            </a>
            <h2 class="phead__title" id="log-title" dir="auto">
                {move || entry.with(|entry| entry.row.subject.clone())}
            </h2>
            <span class="btns btns--tight btns--end">
                <Show when=move || entry.with(|entry| entry.may_edit)>
                    <a class="btn btn--ghost btn--icon" href=format!("/logs/{}/{id}/edit", log.path()) aria-label=words::edit(language) title=words::edit(language)>
                        <Icon name="pencil" />
                    </a>
                </Show>
                {
                    let remove = StoredValue::new(remove);
                    view! {
                        <Show when=move || entry.with(|entry| entry.may_remove)>
                            <button
                                class="btn btn--ghost btn--icon"
                                type="button"
                                disabled=move || !awake.get()
                                aria-label=words::remove(language)
                                title=words::remove(language)
                                on:click=move |event| remove.with_value(|remove| remove(event))
                            >
                                <Icon name="trash-2" />
                            </button>
                        </Show>
                    }
                }
            </span>
        </header>
    }
    .into_any()
}

/// When, with whom, who of us, what came of it, and the items of the space.
#[component]
fn Facts(entry: Memo<EntryView>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    move || {
        let EntryView { row, values, items, .. } = entry.get();
        let line = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
        let mut lines = vec![line(words::when(language).to_owned(), when::long(&row, clock, language).into_any())];
        if let Some(way) = row.way {
            lines.push(line(words::way(language).to_owned(), words::way_name(way, language).into_any()));
        }
        let only = |name: &str, id: String| format!("/logs/{}?{name}={id}", row.log.path());
        let with = match (&row.contact_id, row.contact_name.is_empty(), row.party.is_empty()) {
            (Some(id), false, _) => {
                Some(view! { <a class="link" dir="auto" href=only("contact", id.to_string())>{row.contact_name.clone()}</a> }.into_any())
            }
            (_, _, false) => Some(view! { <span dir="auto">{row.party.clone()}</span> }.into_any()),
            _ => None,
        };
        lines.extend(with.map(|with| line(words::with(language).to_owned(), with)));
        if let Some(id) = row.company_id {
            let company = view! { <a class="link" dir="auto" href=only("company", id.to_string())>{row.company_name.clone()}</a> };
            lines.push(line(words::company(language).to_owned(), company.into_any()));
        }
        if !row.person_name.is_empty() {
            lines.push(line(words::person(language).to_owned(), view! { <Person name=row.person_name.clone() /> }.into_any()));
        }
        if !row.result_name.is_empty() {
            let result = view! { <span class="opt" dir="auto" data-color=row.result_color.map(domain::statuses::Color::as_str)>{row.result_name.clone()}</span> };
            lines.push(line(words::result(language).to_owned(), result.into_any()));
        }
        for (id, name) in items {
            if let Some(value) = values.iter().find(|value| value.item == id) {
                lines.push(line(name, view! { <span class="logs__value" dir="auto">{value.text.clone()}</span> }.into_any()));
            }
        }
        let icon = log_icon(row.log);
        view! {
            <p class="logs__kind">
                <Icon name=icon />
                {words::log_name(row.log, language)}
            </p>
            <dl class="logs__facts">{lines}</dl>
        }
    }
}

/// Who comes back, with what can be done about it.
#[component]
fn Follow(entry: Memo<EntryView>) -> impl IntoView {
    let language = use_language();
    let (clock, awake) = (Clock::current(), use_awake());
    let acts = super::tasks_page::Acts::current();
    let row = Memo::new(move |_| entry.with(|entry| entry.row.clone()));
    move || {
        let row = row.get();
        let said = when::follow(&row, clock, language)?;
        let (id, done) = (row.id, row.follow_done_at.is_some());
        let late = !done && row.follow_at.is_some_and(|at| at <= clock.now());
        let kind = if late {
            "bad"
        } else if done {
            "ok"
        } else {
            "warn"
        };
        Some(view! {
            <div class="banner logs__follow" data-kind=kind>
                <Icon name=if done { "check" } else { "alarm-clock" } />
                <div class="banner__text">
                    {said}
                    {late.then(|| view! { <b>{format!(" {}", words::overdue(language))}</b> })}
                </div>
                <span class="btns">
                    {if done {
                        view! {
                            <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| acts.finish(id, false)>
                                {words::follow_reopen(language)}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button class="btn btn--s" type="button" disabled=move || !awake.get() on:click=move |_| acts.finish(id, true)>
                                {words::follow_done(language)}
                            </button>
                            <button class="btn btn--s btn--ghost" type="button" disabled=move || !awake.get() on:click=move |_| acts.snooze(id)>
                                {words::follow_snooze(language)}
                            </button>
                        }
                            .into_any()
                    }}
                </span>
            </div>
        })
    }
}
