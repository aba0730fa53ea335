//! What narrows a log: a plain form, so that it works before the client wakes up; everything of it stands in the address.

use super::{list_url, page::Shown, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{OptionId, UserId, logs::LogQuery};
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;

#[component]
pub fn Filters(shown: Memo<Shown>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let form = NodeRef::<html::Form>::new();
    // Read from the form itself: it holds what was typed before the client woke up.
    let go = Callback::new(move |()| {
        let Some(form) = form.get_untracked() else { return };
        let Ok(data) = leptos::web_sys::FormData::new_with_form(&form) else { return };
        let kept = shown.with_untracked(|shown| (shown.query.contact, shown.query.company));
        let named = LogQuery::named(shown.with_untracked(|shown| shown.query.log), |name| data.get(name).as_string());
        let query = LogQuery { contact: kept.0, company: kept.1, before: None, ..named };
        navigate(&list_url(&query), NavigateOptions::default());
    });
    let action = move || shown.with(|shown| format!("/logs/{}", shown.query.log.path()));
    let narrowed = move || shown.with(|shown| shown.query.is_narrowed());
    let of = move || shown.with(|shown| shown.page.of.clone());
    view! {
        <search>
            <form
                class="logs__filters"
                method="get"
                action=action
                node_ref=form
                on:submit=move |event| {
                    event.prevent_default();
                    go.run(());
                }
                on:change=move |event| {
                    // Words are looked for when they are complete.
                    let typed = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlInputElement>().ok());
                    if typed.is_none_or(|input| input.type_() != "search") {
                        go.run(());
                    }
                }
            >
                <span class="search logs__find">
                    <Icon name="search" />
                    <input
                        class="input"
                        type="search"
                        name="q"
                        aria-label=words::find(language)
                        placeholder=words::find(language)
                        autocomplete="off"
                        prop:value=move || shown.with(|shown| shown.query.text.clone())
                        value=shown.with_untracked(|shown| shown.query.text.clone())
                    />
                </span>
                <button class="btn" type="submit">
                    {words::find_button(language)}
                </button>
                {move || {
                    let (people, chosen) = shown.with(|shown| (shown.people.clone(), shown.query.person));
                    view! { <Choice name="person" label=words::person(language) none=words::anybody(language) choices=people.into_iter().map(|person: domain::users::PersonName| (person.id.0, person.name)).collect() chosen=chosen.map(|UserId(id)| id) /> }
                }}
                {move || {
                    let (results, chosen) = shown.with(|shown| (shown.settings.results.clone(), shown.query.result));
                    (!results.is_empty())
                        .then(|| {
                            view! { <Choice name="result" label=words::result(language) none=words::any_result(language) choices=results.into_iter().map(|option| (option.id.0, option.name)).collect() chosen=chosen.map(|OptionId(id)| id) /> }
                        })
                }}
                <span class="logs__period">
                    <input
                        class="input"
                        type="date"
                        name="from"
                        aria-label=words::from(language)
                        title=words::from(language)
                        value=shown.with_untracked(|shown| shown.query.from.clone())
                        prop:value=move || shown.with(|shown| shown.query.from.clone())
                    />
                    <span aria-hidden="true">"–"</span>
                    <input
                        class="input"
                        type="date"
                        name="to"
                        aria-label=words::to(language)
                        title=words::to(language)
                        value=shown.with_untracked(|shown| shown.query.to.clone())
                        prop:value=move || shown.with(|shown| shown.query.to.clone())
                    />
                </span>
                <label class="check">
                    <input
                        type="checkbox"
                        name="waiting"
                        value="1"
                        checked=shown.with_untracked(|shown| shown.query.waiting)
                        prop:checked=move || shown.with(|shown| shown.query.waiting)
                    />
                    <span class="check__text">{words::waiting_only(language)}</span>
                </label>
                {move || {
                    narrowed()
                        .then(|| {
                            let all = shown.with(|shown| list_url(&LogQuery::of(shown.query.log)));
                            view! {
                                <a class="fchip" href=all>
                                    <Icon name="x" />
                                    {words::clear(language)}
                                </a>
                            }
                        })
                }}
                {move || {
                    let of = of();
                    (!of.is_empty()).then(|| view! { <span class="logs__of" dir="auto">{words::only_of(language, &of)}</span> })
                }}
            </form>
        </search>
    }
    .into_any()
}

#[component]
fn Choice(name: &'static str, label: &'static str, none: &'static str, choices: Vec<(i64, String)>, chosen: Option<i64>) -> impl IntoView {
    view! {
        <select class="input select" name=name aria-label=label autocomplete="off">
            <option value="" selected=chosen.is_none()>{none}</option>
            {choices.into_iter().map(|(id, text)| view! { <option value=id.to_string() selected=chosen == Some(id)>{text}</option> }).collect_view()}
        </select>
    }
    .into_any()
}
