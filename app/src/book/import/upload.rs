//! Choosing the file, and sending its bytes.

use super::words;
use crate::{
    Failure,
    failure::FailureNote,
    parts::{icon::Icon, select::SelectField},
    words::use_language,
};
use domain::{ImportId, book::EntryKind};
use leptos::{html, prelude::*, task::spawn_local, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[component]
pub fn Upload() -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let kind = RwSignal::new(EntryKind::Contact);
    let file = NodeRef::<html::Input>::new();
    let (failure, busy, missing) = (RwSignal::new(None::<Failure>), RwSignal::new(false), RwSignal::new(false));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = file.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        missing.set(chosen.is_none());
        let Some(chosen) = chosen.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = sent(kind.get_untracked(), &chosen).await;
            busy.try_set(false);
            match answer {
                Ok(id) => navigate(&format!("/book/import?id={id}"), NavigateOptions::default()),
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let kinds = [EntryKind::Contact, EntryKind::Company].map(|kind| (kind, crate::book::words::kind_name(kind, language).to_owned())).to_vec();
    view! {
        <form class="form card book__import" novalidate on:submit=send>
            <div class="book__importbody">
                <p>{words::intro(language)}</p>
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <SelectField id="import-kind" label=words::what(language) value=kind choices=kinds />
                <div class="field">
                    <label class="field__label" for="import-file">
                        {words::file(language)}
                    </label>
                    <input class="input" id="import-file" type="file" accept=".csv,.tsv,.txt,.vcf,text/csv,text/vcard" node_ref=file aria-describedby="import-hint" />
                    <span class="field__hint" id="import-hint">
                        {words::file_hint(language)}
                    </span>
                    <p class="field__err" hidden=move || !missing.get()>
                        <Icon name="circle-alert" />
                        <span role="alert">{move || missing.get().then(|| words::choose_first(language))}</span>
                    </p>
                </div>
                <div class="btns">
                    <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {move || if busy.get() { words::reading(language) } else { words::check(language) }}
                    </button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// Sends the bytes as they are: the server finds out how they are written.
async fn sent(kind: EntryKind, file: &web_sys::File) -> Result<ImportId, Failure> {
    let away = |_: JsValue| Failure::Unreachable("an upload".to_owned());
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(file);
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let request = web_sys::Request::new_with_str_and_init(&format!("/book/imports?kind={kind}&name={name}"), &init).map_err(away)?;
    let response: web_sys::Response = JsFuture::from(window().fetch_with_request(&request)).await.map_err(away)?.dyn_into().map_err(away)?;
    let text = JsFuture::from(response.text().map_err(away)?).await.map_err(away)?.as_string().unwrap_or_default();
    if response.ok() {
        text.trim().parse().map_err(|_| Failure::Unreachable("an upload".to_owned()))
    } else {
        Err(serde_json::from_str(&text).unwrap_or(Failure::Unreachable("an upload".to_owned())))
    }
}
