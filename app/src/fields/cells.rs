//! Values as they stand in the columns of a list, and in menus.

use domain::{
    conversations::RowView,
    fields::{Column, Shown},
};
use leptos::prelude::*;

/// The names of the columns, over them.
pub fn heads(columns: &[Column]) -> AnyView {
    let head = |column: &Column| {
        view! {
            <span class="cols__field" title=column.name.clone()>
                {column.name.clone()}
            </span>
        }
    };
    columns.iter().map(head).collect_view().into_any()
}

/// One for each column, so that they stand under each other.
pub fn cells(row: &RowView, columns: &[Column]) -> AnyView {
    let cell = |column: &Column| {
        let shown = row.fields.iter().find(|shown| shown.field == column.id).cloned();
        view! { <span class="row__field">{shown.map(value)}</span> }
    };
    columns.iter().map(cell).collect_view().into_any()
}

/// The value of an option has its colour.
pub fn value(shown: Shown) -> AnyView {
    let (color, title, text) = (shown.color.map(|color| color.as_str()), shown.text.clone(), shown.text);
    view! {
        <span class="opt" data-color=color title=title dir="auto">
            {text}
        </span>
    }
    .into_any()
}
