//! A log and, beside it, what is open of it.

use super::{api, filters::Filters, list_url, new_url, rows::Rows, sheet::SheetMenu, words};
use crate::{
    Failure,
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{
        empty::Empty,
        icon::Icon,
        keys::{on_key, single_key},
    },
    settings::Loaded,
    words::use_language,
};
use domain::{
    Refused,
    logs::{Log, LogPage, LogQuery, LogSettings},
    users::PersonName,
};
use leptos::prelude::*;
use leptos_router::{
    components::Outlet,
    hooks::{use_location, use_navigate, use_params_map, use_query_map},
};
use serde::{Deserialize, Serialize};

/// What the list shows, with what its filters offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    pub query: LogQuery,
    pub page: LogPage,
    pub settings: LogSettings,
    pub people: Vec<PersonName>,
}

async fn read(query: Option<LogQuery>) -> Result<Shown, Failure> {
    let query = query.ok_or(Refused::NotFound)?;
    let (settings, people) = api::desk(query.log).await?;
    let page = api::list(query.clone()).await?;
    Ok(Shown { query, page, settings, people })
}

#[component]
pub fn LogsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let (params, parameters, path) = (use_params_map(), use_query_map(), use_location().pathname);
    let log = Memo::new(move |_| params.with(|params| params.get("log")).and_then(|log| Log::of_path(&log)));
    let query = Memo::new(move |_| log.get().map(|log| parameters.with(|parameters| LogQuery::named(log, |name| parameters.get(name)))));
    name_page(Signal::derive(move || {
        log.get().map(|log| format!("{} - {}", words::log_name(log, language), words::title(language))).unwrap_or_default()
    }));
    let changed = live.gathered(Topic::Logs);
    let shown = Resource::new(move || (query.get(), changed.get()), |(query, _)| read(query));
    // The list, or what is open of it: phones show one of the two.
    let open = move || path.with(|path| path.split('/').filter(|part| !part.is_empty()).count() > 2);
    let navigate = use_navigate();
    let go = navigate.clone();
    on_key(move |event| {
        if single_key(&event).as_deref() == Some("l") {
            event.prevent_default();
            go(&new_url(log.get_untracked().unwrap_or(Log::Calls)), Default::default());
        }
    });
    view! {
        <div class="logs" data-open=move || open().to_string()>
            <section class="logs__list" aria-labelledby="logs-title">
                <header class="phead logs__head">
                    <MenuButton />
                    <h1 class="phead__title" id="logs-title">
                        {words::title(language)}
                    </h1>
                    <nav class="seg seg--s" aria-label=words::switch(language)>
                        {Log::ALL
                            .iter()
                            .map(|each| {
                                let each = *each;
                                view! {
                                    <a href=list_url(&LogQuery::of(each)) aria-current=move || (log.get() == Some(each)).then_some("page")>
                                        <Icon name=log_icon(each) />
                                        {words::log_name(each, language)}
                                    </a>
                                }
                            })
                            .collect_view()}
                    </nav>
                    <span class="btns btns--end">
                        <SheetMenu query />
                        <a class="btn btn--ghost" href="/logs/tasks">
                            <Icon name="alarm-clock" />
                            <span class="btn__label">{words::tasks(language)}</span>
                        </a>
                        {move || {
                            let log = log.get().unwrap_or(Log::Calls);
                            view! {
                                <a class="btn btn--primary" href=new_url(log)>
                                    <Icon name="plus" />
                                    <span class="btn__label">{words::new_name(log, language)}</span>
                                </a>
                            }
                        }}
                    </span>
                </header>
                <Loaded answer=shown children=move |shown| view! { <Filters shown /><Rows shown /> }.into_any() />
            </section>
            <section class="logs__open" aria-label=words::title(language)>
                <Outlet />
            </section>
        </div>
    }
}

pub fn log_icon(log: Log) -> &'static str {
    match log {
        Log::Calls => "phone",
        Log::Visits => "map-pin",
    }
}

/// Beside a list nothing is open.
#[component]
pub fn NothingOpen() -> impl IntoView {
    let language = use_language();
    view! { <Empty icon="phone" title=words::nothing_open(language) text="" /> }
}
