//! Both logs, one under the other.

use super::{
    dating::DatingPart,
    dialogs::{EditDialog, RemoveDialog},
    items::ItemsPart,
    results::ResultsPart,
};
use crate::{
    live::{Live, Topic},
    logs::{api, words},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::logs::{ItemView, Log, LogSettings};
use leptos::prelude::*;

/// What the dialog edits: a new item, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New(Log),
    Known(Log, ItemView),
}

#[component]
pub fn LogSettingsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let answer = Resource::new(
        move || live.version(Topic::Logs),
        |_| async move { Ok(vec![api::desk(Log::Calls).await?.0, api::desk(Log::Visits).await?.0]) },
    );
    let (edited, removed) = (RwSignal::new(None::<Edited>), RwSignal::new(None::<ItemView>));
    view! {
        <SettingsPage
            title=Signal::stored(words::settings(language).to_owned())
            text=Signal::stored(words::settings_text(language).to_owned())
            needs=Needs::Operator
        >
            <Loaded
                answer
                children=move |logs| {
                    Log::ALL
                        .iter()
                        .map(|log| {
                            let log = *log;
                            let one = Memo::new(move |last: Option<&LogSettings>| {
                                let now = logs.with(|logs| logs.iter().find(|settings| settings.log == log).cloned());
                                now.or_else(|| last.cloned()).unwrap_or_else(|| {
                                    let (dating, step) = log.usual();
                                    LogSettings { log, dating, step, results: Vec::new(), items: Vec::new() }
                                })
                            });
                            view! { <OneLog log one edited removed /> }
                        })
                        .collect_view()
                        .into_any()
                }
            />
        </SettingsPage>
        // Outside of what is drawn anew when the page is read.
        <EditDialog edited />
        <RemoveDialog removed />
    }
}

#[component]
fn OneLog(log: Log, one: Memo<LogSettings>, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<ItemView>>) -> impl IntoView {
    let language = use_language();
    let id = format!("logs-{}", log.path());
    view! {
        <section class="logs__settings" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{words::log_name(log, language)}</h2>
            <DatingPart log one />
            <ResultsPart log one />
            <ItemsPart log one edited removed />
        </section>
    }
    .into_any()
}
