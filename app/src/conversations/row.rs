//! One conversation in a list. A row is plain: what it shows follows its line, what happens in it is heard by the list
//! (`lines.rs`), and the menus of all rows are one (`row_menu.rs`).

use super::{
    cells,
    parts::Line,
    rows::{Rows, TabStop},
    selection::Selection,
    words,
};
use crate::{fields, parts::settled::Settled, routes::conversation_url, time::Clock};
use domain::{
    ConversationId, Language,
    conversations::{ListQuery, RowView},
    folders::FolderView,
    hours::Pace,
    priorities::Level,
    statuses::{Class, StatusView},
};
use leptos::prelude::*;
use std::collections::HashMap;

/// What all rows of a list have in common.
#[derive(Clone, Copy)]
pub struct Ground {
    pub language: Language,
    /// The list that a conversation is opened beside.
    pub list: StoredValue<ListQuery>,
    pub rows: Rows,
    pub places: Memo<HashMap<ConversationId, usize>>,
    pub selection: Selection,
    pub stop: TabStop,
    pub open: Memo<Option<ConversationId>>,
    pub may_edit: Memo<bool>,
    pub statuses: Memo<Vec<StatusView>>,
    pub folders: Memo<Vec<FolderView>>,
    /// The levels of priority that differ from the standard.
    pub levels: Memo<Vec<Level>>,
    pub clock: Clock,
    pub pace: Memo<Pace>,
}

pub fn draw(line: Line, ground: Ground) -> AnyView {
    let Ground { language, rows, places, selection, stop, open, may_edit, .. } = ground;
    let id = line.id;
    let row = RwSignal::from(line.row);
    let href = ground.list.with_value(|list| conversation_url(&ListQuery { before: None, ..list.clone() }, id));
    let subject = move || row.with(|row| words::subject_or(&row.subject, language));
    let spoken = move || row.with(|row| Some(row.language.clone()).filter(|language| !language.is_empty()));
    let row = view! {
        <div
            class="row"
            role="row"
            aria-rowindex=move || places.with(|places| places.get(&id).map(|place| (place + 1).to_string()))
            aria-current=move || (open.get() == Some(id)).then_some("true")
            aria-selected=move || if selection.has(id) { "true" } else { "false" }
            data-unread=move || row.with(|row| row.class == Class::Open)
            data-done=move || row.with(|row| row.class == Class::Done) || rows.gone.with(|gone| gone.contains(&id))
            data-id=id.to_string()
        >
            <span class="row__cell" role="gridcell">
                <label class="row__pick">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        autocomplete="off"
                        aria-label=move || words::select(language, &subject())
                        prop:checked=move || selection.has(id)
                    />
                </label>
            </span>
            <span class="row__st" role="gridcell">
                {move || row.with(|row| cells::status(row, may_edit.get(), ground))}
            </span>
            <span class="row__from" role="gridcell" dir="auto" lang=spoken>
                {move || row.with(sender)}
            </span>
            <span class="row__subj" role="gridcell">
                {move || row.with(|row| cells::urgency(row, may_edit.get(), ground))}
                <a
                    class="row__link"
                    href=href
                    dir="auto"
                    lang=spoken
                    draggable="false"
                    tabindex=move || if stop.at.get() == Some(id) { "0" } else { "-1" }
                >
                    {subject}
                </a>
            </span>
            <span class="row__marks" role="gridcell">
                {move || row.with(|row| cells::marks(row, ground.clock, language))}
                {move || row.with(|row| cells::folder(row, may_edit.get(), ground))}
            </span>
            {move || {
                rows.columns
                    .with(|columns| {
                        (!columns.is_empty())
                            .then(|| view! { <span class="row__fields" role="gridcell">{row.with(|row| fields::cells(row, columns))}</span> })
                    })
            }}
            <span class="row__who" role="gridcell">
                {move || row.with(|row| cells::people(row, may_edit.get(), language))}
            </span>
            <span class="row__age" role="gridcell">
                {move || row.with(|row| cells::age(row, ground))}
            </span>
        </div>
    };
    Settled(row).into_any()
}

fn sender(row: &RowView) -> String {
    if row.customer_name.is_empty() { row.customer_addr.clone() } else { row.customer_name.clone() }
}
