//! CSV out and in. What would come of a table is shown before anything is kept.

use super::{upload, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{dialog::Dialog, icon::Icon, toast::Toasts},
    words::{common, use_language},
};
use domain::templates::Imported;
use leptos::{html, prelude::*, task::spawn_local, web_sys};

#[component]
pub fn TableDialog(open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=words::csv_title(language).to_owned()>
            <Inside open />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Inside(open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let field = NodeRef::<html::Input>::new();
    let would = RwSignal::new(None::<Result<Imported, Failure>>);
    let busy = RwSignal::new(false);
    let picked = move || field.get_untracked().and_then(|field| field.files()).and_then(|files: web_sys::FileList| files.item(0));
    let send = move |apply: bool| {
        let Some(file) = picked() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = upload::post::<Imported>(&format!("/import/templates?apply={apply}"), &file).await;
            if busy.try_set(false).is_some() {
                return;
            }
            if apply && answer.is_ok() {
                open.set(false);
                live.changed(Topic::Templates);
                toasts.done(words::csv_done(language).to_owned());
            } else {
                would.set(Some(answer));
            }
        });
    };
    let told = move |imported: Imported| {
        let Imported { added, changed, same, refused } = imported;
        view! {
            <div class="banner" data-kind="info" role="status">
                <Icon name="info" />
                <div class="banner__text">
                    <b>{words::csv_would(language)}</b>
                    <br />
                    {words::csv_result(language, added, changed, same)}
                    <ul>
                        {refused
                            .into_iter()
                            .map(|(line, why)| view! { <li>{words::csv_refused(language, line, &Failure::from(why).words(language))}</li> })
                            .collect_view()}
                    </ul>
                </div>
            </div>
        }
    };
    let may_apply = move || would.with(|would| would.as_ref().is_some_and(|would| would.as_ref().is_ok_and(|would| would.added + would.changed > 0)));
    view! {
        <div class="dialog__body">
            <div class="tp__csv">
                <p class="dialog__text">{words::csv_out_text(language)}</p>
                <a class="btn" href="/export/templates" rel="external" download="">
                    <Icon name="download" />
                    {words::csv_out(language)}
                </a>
            </div>
            <div class="field">
                <label class="field__label" for="template-csv">
                    {words::csv_in(language)}
                </label>
                <input
                    class="input"
                    id="template-csv"
                    type="file"
                    accept=".csv,text/csv"
                    node_ref=field
                    aria-describedby="template-csv-hint"
                    on:change=move |_| send(false)
                />
                <span class="field__hint" id="template-csv-hint">
                    {words::csv_in_text(language)}
                </span>
            </div>
            {move || match would.get() {
                None => None,
                Some(Ok(imported)) => Some(told(imported).into_any()),
                Some(Err(failure)) => Some(view! { <FailureNote failure /> }.into_any()),
            }}
        </div>
        <div class="dialog__foot">
            <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                {common::close(language)}
            </button>
            <button
                class="btn btn--primary"
                type="button"
                disabled=move || !may_apply()
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| send(true)
            >
                {words::csv_apply(language)}
            </button>
        </div>
    }
    .into_any()
}
