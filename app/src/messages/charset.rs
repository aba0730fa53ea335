//! A mail whose sender labelled it wrongly, read with the character set that its reader chooses. Only this reader sees it so,
//! and only until the page is left.

use super::{api, body::Plain, words};
use crate::{settings::Loaded, words::use_language};
use domain::{
    Language, MessageId,
    charset::{Charset, Script},
};
use leptos::{html, prelude::*};

/// `found` is the charset that the mail was taken in with.
#[component]
pub fn CharsetSelect(id: MessageId, found: String, charset: RwSignal<Option<Charset>>) -> impl IntoView {
    let language = use_language();
    let element = NodeRef::<html::Select>::new();
    // What was chosen before the client woke up counts as well.
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            charset.set(Charset::parse(&element.value()));
        }
    });
    view! {
        <select
            class="input select"
            id=format!("charset-{id}")
            node_ref=element
            autocomplete="off"
            on:change:target=move |event| charset.set(Charset::parse(&event.target().value()))
        >
            <option value="">{if found.is_empty() { words::charset_auto(language).to_owned() } else { words::charset_found(language, &found) }}</option>
            {Charset::ALL
                .iter()
                .map(|each| {
                    let name = words::charset_of(language, script(language, each.script()), &each.as_str().to_uppercase());
                    view! { <option value=each.as_str()>{name}</option> }
                })
                .collect_view()}
        </select>
    }
    .into_any()
}

fn script(language: Language, script: Script) -> &'static str {
    match script {
        Script::All => words::script_all(language),
        Script::Japanese => words::script_japanese(language),
        Script::SimplifiedChinese => words::script_simplified_chinese(language),
        Script::TraditionalChinese => words::script_traditional_chinese(language),
        Script::Korean => words::script_korean(language),
        Script::WesternEuropean => words::script_western(language),
        Script::CentralEuropean => words::script_central(language),
        Script::Baltic => words::script_baltic(language),
        Script::Cyrillic => words::script_cyrillic(language),
        Script::Greek => words::script_greek(language),
        Script::Turkish => words::script_turkish(language),
        Script::Hebrew => words::script_hebrew(language),
        Script::Arabic => words::script_arabic(language),
        Script::Vietnamese => words::script_vietnamese(language),
        Script::Thai => words::script_thai(language),
    }
}

/// The text of the mail, and its subject and sender, which are garbled together with it.
#[component]
pub fn ReadAs(id: MessageId, charset: RwSignal<Option<Charset>>) -> impl IntoView {
    let language = use_language();
    // Drawn only while one is chosen; the last one counts while the choice is being taken back.
    let chosen = Memo::new(move |last: Option<&Charset>| charset.get().or(last.copied()).unwrap_or(Charset::Utf8));
    let read = Resource::new(move || chosen.get(), move |charset| api::read_as(id, charset));
    view! {
        <Loaded
            answer=read
            children=move |read| {
                view! {
                    {move || {
                        let read = read.get();
                        view! {
                            <dl class="kv mail__reread">
                                <dt>{words::from(language)}</dt>
                                <dd dir="auto">{read.from.display()}</dd>
                                <dt>{words::subject(language)}</dt>
                                <dd dir="auto">{read.subject}</dd>
                            </dl>
                            <Plain segments=read.segments />
                        }
                    }}
                }
                    .into_any()
            }
        />
    }
    .into_any()
}
