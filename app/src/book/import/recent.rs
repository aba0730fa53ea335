//! The imports of the last days, for whoever wants to take one back.

use super::words;
use crate::{book::api, settings::Loaded, time::Clock, words::use_language};
use domain::book::ImportState;
use leptos::prelude::*;

#[component]
pub fn Recent() -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let answer = Resource::new(|| (), |()| api::recent_imports());
    let line = move |one: ImportState| {
        let when = clock.civil(one.at).long(clock.today());
        view! {
            <li>
                <a class="link" href=format!("/book/import?id={}", one.id) dir="auto">
                    {if one.file_name.is_empty() { words::title(language).to_owned() } else { one.file_name.clone() }}
                </a>
                " "
                <small>{when} " · " {words::sums(language, one.added, one.overwritten, one.failed)} " · " {words::stage(one.stage, language)}</small>
            </li>
        }
    };
    view! {
        <Loaded
            answer
            children=move |all| {
                let all = all.get_untracked();
                (!all.is_empty())
                    .then(|| {
                        view! {
                            <section class="card book__import">
                                <div class="book__importbody">
                                    <h2 class="book__head2">{words::recent(language)}</h2>
                                    <ul class="book__fate">{all.into_iter().map(line).collect_view()}</ul>
                                </div>
                            </section>
                        }
                    })
                    .into_any()
            }
        />
    }
    .into_any()
}
