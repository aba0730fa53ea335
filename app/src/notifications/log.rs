//! What went out lately, and what became of it.

use super::words;
use crate::{time::When, words::use_language};
use domain::notifications::DeliveryView;
use leptos::prelude::*;

#[component]
pub fn Log(#[prop(into)] lines: Signal<Vec<DeliveryView>>) -> impl IntoView {
    let language = use_language();
    move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="card__scroll">
                    <table class="table table--stack">
                        <caption class="card__title">{words::log(language)}</caption>
                        <thead>
                            <tr>
                                <th>{words::log_when(language)}</th>
                                <th>{words::log_what(language)}</th>
                                <th>{words::log_to(language)}</th>
                                <th>{words::log_state(language)}</th>
                            </tr>
                        </thead>
                        <tbody>{lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}</tbody>
                    </table>
                </div>
            }
        })
    }
}

#[component]
fn Line(line: DeliveryView) -> impl IntoView {
    let language = use_language();
    let (kind, state) = words::state_name(line.state, language);
    view! {
        <tr>
            <td data-label=words::log_when(language)>
                <When at=line.finished_at.unwrap_or(line.queued_at) long=true />
            </td>
            <td data-label=words::log_what(language)>{words::log_kind(&line.kind, language)}</td>
            <td data-label=words::log_to(language) dir="auto">
                {line.target}
            </td>
            <td data-label=words::log_state(language)>
                <span class="tag" data-kind=(!kind.is_empty()).then_some(kind)>
                    {state}
                </span>
                " "
                <small>{line.answer}</small>
            </td>
        </tr>
    }
}
