//! What each column of the file holds.

use super::{page::Importing, words};
use crate::words::use_language;
use domain::book::{Column, EntryKind, PlanView};
use leptos::prelude::*;

#[component]
pub fn Columns(importing: Importing, plan: PlanView, kind: EntryKind) -> impl IntoView {
    let language = use_language();
    let columns = plan.columns.clone();
    let setup = importing.setup.get_untracked();
    let names: Vec<(String, String)> =
        plan.offered.iter().map(|column| (column.to_string(), words::column_name(*column, kind, &setup.items, language))).collect();
    let choose = move |place: usize, chosen: String| {
        let Ok(chosen) = chosen.parse::<Column>() else { return };
        let mut wanted = columns.clone();
        // Each meaning once: where it was chosen before it gives way.
        for other in &mut wanted {
            if *other == chosen {
                *other = Column::Skip;
            }
        }
        if let Some(column) = wanted.get_mut(place) {
            *column = chosen;
        }
        importing.load(Some(wanted));
    };
    let line = |(place, head): (usize, String)| {
        let now = plan.columns.get(place).copied().unwrap_or(Column::Skip).to_string();
        let options = names
            .iter()
            .map(|(key, name)| {
                view! {
                    <option value=key.clone() selected=*key == now>
                        {name.clone()}
                    </option>
                }
            })
            .collect_view();
        let choose = choose.clone();
        view! {
            <li class="book__column">
                <span dir="auto">{head.clone()}</span>
                <select
                    class="input select"
                    autocomplete="off"
                    aria-label=words::column_of(language, &head)
                    on:change:target=move |event| choose(place, event.target().value())
                >
                    {options}
                </select>
            </li>
        }
    };
    let lines = plan.heads.iter().cloned().enumerate().map(line).collect_view();
    let open = !plan.columns.contains(&Column::Name);
    view! {
        <details class="fold book__columns" open=open>
            <summary class="link">{words::columns(language)}</summary>
            <p class="field__hint">{words::columns_hint(language)}</p>
            <ol class="book__columnlist">{lines}</ol>
        </details>
    }
    .into_any()
}
