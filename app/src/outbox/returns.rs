//! What came back of a sent mail, recipient by recipient: in plain words first, then in those of the other server.

use super::words;
use crate::words::use_language;
use domain::{Language, returns::Fate, returns::ReturnView};
use leptos::prelude::*;

/// The line about one recipient.
fn told(about: &ReturnView, l: Language) -> String {
    match about.fate {
        Fate::Failed => words::returned(l, &about.addr, words::why(about.why, l)),
        Fate::Delayed => words::late(l, &about.addr),
        Fate::Delivered => words::delivered(l, &about.addr),
        Fate::Relayed | Fate::Expanded => words::passed_on(l, &about.addr),
    }
}

#[component]
pub fn Returns(returns: Vec<ReturnView>) -> impl IntoView {
    let language = use_language();
    returns
        .into_iter()
        .map(|about| {
            let text = told(&about, language);
            let advice = (about.fate == Fate::Failed).then(|| if about.hard { words::address_is_wrong(language) } else { words::may_try_again(language) });
            let said = match (about.server.is_empty(), about.answer.is_empty()) {
                (_, true) => String::new(),
                (true, false) => about.answer.clone(),
                (false, false) => format!("{}: {}", about.server, about.answer),
            };
            let is_trouble = matches!(about.fate, Fate::Failed | Fate::Delayed);
            view! {
                <span class="returned" data-fate=about.fate.as_str()>
                    <b dir="auto">{text}</b>
                    {advice.map(|text| view! { <small>{text}</small> })}
                    {(is_trouble && !said.is_empty()).then(|| view! { <small class="returned__said" dir="auto">{said}</small> })}
                    {is_trouble.then(|| view! { <small><a class="link" href=format!("?open=all#message-{}", about.report)>{words::see_report(language)}</a></small> })}
                </span>
            }
        })
        .collect_view()
        .into_any()
}
