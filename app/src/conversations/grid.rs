//! The list as a grid for the keyboard: where the focus is, and where it goes. Browser only.
//!
//! One row is a stop of the tabulator; up and down go to other rows, left and right to the other things of a row.

use domain::ConversationId;
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

/// What can be reached with left and right, in the order of the page.
const CELLS: &str = ".row__pick > input, .row__link, button";

fn found(inside: &web_sys::Element, selector: &str) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

fn rows() -> Vec<web_sys::Element> {
    let Some(body) = document().body() else { return Vec::new() };
    found(&body, ".rows .row").into_iter().map(Into::into).collect()
}

pub fn row_of(element: &web_sys::Element) -> Option<web_sys::Element> {
    element.closest(".rows .row").ok().flatten()
}

pub fn id_of(row: &web_sys::Element) -> Option<ConversationId> {
    row.get_attribute("data-id")?.parse().ok()
}

fn focus(element: &web_sys::HtmlElement) {
    // Fails only when the element left the page.
    let _ = element.focus();
}

fn focus_row(row: &web_sys::Element) {
    if let Some(link) = found(row, ".row__link").first() {
        focus(link);
    }
}

/// The row with the focus.
fn focused() -> Option<web_sys::Element> {
    row_of(&document().active_element()?)
}

/// The row with the focus, else the one that is open.
fn current_row() -> Option<web_sys::Element> {
    focused().or_else(|| document().query_selector(".rows .row[aria-current]").ok().flatten())
}

pub fn current() -> Option<ConversationId> {
    id_of(&current_row()?)
}

/// Where the current row stands in the list, drawn or not.
pub fn current_place() -> Option<usize> {
    place_of(&current_row()?)
}

fn place_of(row: &web_sys::Element) -> Option<usize> {
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(1)
}

/// The first row that can be seen: most of those that are drawn in a long list cannot.
fn first_in_sight(rows: &[web_sys::Element]) -> usize {
    let top = document().query_selector(".rows").ok().flatten().map(|scroller| scroller.get_bounding_client_rect().top());
    top.and_then(|top| rows.iter().position(|row| row.get_bounding_client_rect().bottom() > top)).unwrap_or_default()
}

/// Whether the focus is in the list, or nowhere.
pub fn is_here() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY" || element.closest(".list").ok().flatten().is_some())
}

/// Whether the focus is in a row.
pub fn is_in_row() -> bool {
    focused().is_some()
}

/// Moves the focus by so many rows; answers the rows that it left and reached.
pub fn step(by: i64) -> [Option<ConversationId>; 2] {
    let rows = rows();
    let from = current_row().and_then(|row| rows.iter().position(|other| *other == row));
    let last = rows.len().saturating_sub(1);
    let by = isize::try_from(by).unwrap_or_default();
    let to = from.map_or_else(|| first_in_sight(&rows), |place| place.saturating_add_signed(by).min(last));
    let reached = rows.get(to);
    if let Some(row) = reached {
        focus_row(row);
    }
    [from.and_then(|place| rows.get(place)).and_then(id_of), reached.and_then(id_of)]
}

/// Moves the focus among the things of its row.
pub fn sidestep(by: i64) {
    let Some(row) = focused() else { return };
    // What is not drawn cannot take the focus.
    let cells: Vec<_> = found(&row, CELLS).into_iter().filter(|cell| cell.offset_parent().is_some()).collect();
    let active = document().active_element();
    let Some(place) = cells.iter().position(|cell| active.as_ref() == Some(cell.as_ref())) else { return };
    let to = i64::try_from(place).unwrap_or_default() + by;
    if let Some(cell) = usize::try_from(to).ok().and_then(|to| cells.get(to)) {
        focus(cell);
    }
}

/// Opens the menu that sets a thing: of what is ticked, of the row with the focus, or of the conversation that is open.
pub fn open_menu(sets: &str) -> bool {
    let button = format!("[data-menu={sets}]");
    let inside = |place: Option<web_sys::Element>| place.and_then(|place| found(&place, &button).into_iter().next());
    let first = |selector: &str| document().query_selector(selector).ok().flatten();
    let wanted = inside(first(".bulk"))
        .or_else(|| inside(focused()))
        .or_else(|| inside(first(".props")))
        .or_else(|| inside(first(".rows .row[aria-current]")));
    if let Some(button) = &wanted {
        button.click();
    }
    wanted.is_some()
}

/// A button of a row that has the focus and is drawn anew has it again afterwards.
pub fn keep_focus() {
    let Some(active) = document().active_element() else { return };
    let (Some(row), Some(sets)) = (row_of(&active), active.get_attribute("data-menu")) else { return };
    let Some(id) = id_of(&row) else { return };
    request_animation_frame(move || {
        let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        let selector = format!(".rows .row[data-id=\"{id}\"] [data-menu={sets}]");
        if let (true, Some(button)) = (lost, document().body().and_then(|body| found(&body, &selector).into_iter().next())) {
            focus(&button);
        }
    });
}

/// After a deed: the focus goes to the row that stands at this place now, unless the person has moved it elsewhere.
pub fn land(place: usize) {
    // Twice: first the rows are drawn, and then what left them has lost the focus.
    request_animation_frame(move || {
        request_animation_frame(move || {
            let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            let rows = rows();
            let there = rows.iter().find(|row| place_of(row) == Some(place));
            if let (true, Some(row)) = (lost, there.or(rows.last())) {
                focus_row(row);
            }
        });
    });
}
