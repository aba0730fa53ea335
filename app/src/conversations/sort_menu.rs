//! The order of the list. The choice stands in the address.

use super::words;
use crate::{
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    routes::list_url,
    words::use_language,
};
use domain::conversations::{ListQuery, Sort};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

#[component]
pub fn SortMenu(query: ListQuery) -> impl IntoView {
    let language = use_language();
    let chosen = query.sort.within(query.view);
    let choices: Vec<_> = Sort::of(query.view)
        .iter()
        .map(|sort| {
            let name = words::sort_name(*sort, language);
            Choice::new(*sort, name, *sort == chosen, move || name)
        })
        .collect();
    let navigate = use_navigate();
    let on_pick = move |key: String| {
        let sort = Sort::parse(&key).unwrap_or_default();
        navigate(&list_url(&ListQuery { sort, before: None, ..query.clone() }), Default::default());
    };
    view! {
        <Menu
            class="btn btn--ghost btn--s list__sort"
            label=words::sorted_by(language, words::sort_name(chosen, language))
            choices=Signal::stored(choices)
            on_pick
        >
            <Icon name="arrow-up-down" />
            {(chosen != Sort::Newest).then(|| view! { <span class="list__sorted">{words::sort_name(chosen, language)}</span> })}
        </Menu>
    }
    .into_any()
}
