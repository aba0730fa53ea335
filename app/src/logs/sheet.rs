//! The log as a file for spreadsheets: out as it is narrowed, and in, tried before it is kept.

use super::{upload::send_up, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{awake::use_awake, dialog::Dialog, icon::Icon, toast::Toasts},
    words::{common, use_language},
};
use domain::logs::{Imported, Log, LogQuery};
use leptos::{html, prelude::*};

#[component]
pub fn SheetMenu(query: Memo<Option<LogQuery>>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let open = RwSignal::new(false);
    let log = Memo::new(move |_| query.with(|query| query.as_ref().map_or(Log::Calls, |query| query.log)));
    let out = move || {
        let query = query.get().unwrap_or_else(|| LogQuery::of(Log::Calls));
        format!("/export/logs/{}{}", query.log.path(), LogQuery { before: None, ..query.clone() }.parameters(super::encoded))
    };
    view! {
        <details class="pop">
            <summary class="btn btn--ghost">
                <Icon name="file-spreadsheet" />
                <span class="btn__label">{words::csv(language)}</span>
            </summary>
            <div class="menu" data-align="end">
                <a class="menu__item" href=out rel="external" download>
                    <Icon name="download" />
                    <span class="menu__text">{words::csv_out(language)}</span>
                </a>
                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=move |_| open.set(true)>
                    <Icon name="upload" />
                    <span class="menu__text">{words::csv_in(language)}</span>
                </button>
            </div>
        </details>
        <Dialog open title=Signal::stored(words::csv_in(language).to_owned())>
            <Form log open />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(log: Memo<Log>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let field = NodeRef::<html::Input>::new();
    let (tried, failure, busy) = (RwSignal::new(None::<Imported>), RwSignal::new(None::<Failure>), RwSignal::new(false));
    let ready = Memo::new(move |_| tried.with(|tried| tried.as_ref().is_some_and(|done| done.refused.is_empty() && done.added + done.changed > 0)));
    let send = Callback::new(move |keep: bool| {
        let file = field.get_untracked().and_then(|field| field.files()).and_then(|list| list.item(0));
        let Some(file) = file.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        let ended = move |status: u16, body: String| {
            if busy.try_set(false).is_some() {
                return;
            }
            match serde_json::from_str::<Imported>(&body) {
                Ok(done) if status == 200 && done.kept => {
                    toasts.done(words::csv_done(language, done.added, done.changed));
                    live.changed(Topic::Logs);
                    open.set(false);
                }
                Ok(done) if status == 200 => tried.set(Some(done)),
                _ => failure.set(Some(serde_json::from_str(&body).unwrap_or(Failure::Unreachable(String::new())))),
            }
        };
        if send_up(&format!("/import/logs/{}?keep={keep}", log.get_untracked().path()), &file, ended).is_err() {
            busy.set(false);
            failure.set(Some(Failure::Unreachable(String::new())));
        }
    });
    view! {
        <form
            class="dialog__form"
            on:submit=move |event| {
                event.prevent_default();
                send.run(ready.get_untracked());
            }
        >
            <div class="dialog__body">
                <p class="dialog__text">{words::csv_text(language)}</p>
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <div class="field">
                    <label class="field__label" for="log-sheet">
                        {words::csv_file(language)}
                    </label>
                    <input
                        class="input"
                        id="log-sheet"
                        type="file"
                        accept=".csv,text/csv"
                        node_ref=field
                        on:change=move |_| {
                            tried.set(None);
                            send.run(false);
                        }
                    />
                </div>
                <div role="status">
                    {move || {
                        tried
                            .get()
                            .map(|done| {
                                let count = done.refused.len();
                                view! {
                                    <p>{words::csv_found(language, done.added, done.changed, done.same)}</p>
                                    {(count > 0).then(|| view! { <p class="logs__wrong">{words::csv_refused(language, count)}</p> })}
                                    <ul class="logs__lines">
                                        {done
                                            .refused
                                            .into_iter()
                                            .map(|(line, refused)| view! { <li>{words::csv_line(language, line)} ": " {Failure::from(refused).words(language)}</li> })
                                            .collect_view()}
                                    </ul>
                                }
                            })
                    }}
                </div>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true") disabled=move || !ready.get()>
                    {words::csv_keep(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
