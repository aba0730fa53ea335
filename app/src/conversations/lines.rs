//! The rows of a list on screen: those in sight are drawn, and whatever happens in any of them is heard here, once.

use super::{
    grid,
    parts::Line,
    press::Press,
    row::{self, Ground},
    row_menu::{RowMenu, RowMenuPlace},
    span::Sight,
    words,
};
use domain::{ConversationId, MailboxId};
use leptos::{html, prelude::*, web_sys};
use wasm_bindgen::JsCast;

#[component]
pub fn Lines(
    ground: Ground,
    mailbox: MailboxId,
    name: &'static str,
    /// Stands above the rows and scrolls with them.
    before: AnyView,
    /// What follows the rows.
    children: Children,
) -> impl IntoView {
    let Ground { language, rows, selection, stop, .. } = ground;
    let menu = RowMenu::new();
    let scroller = NodeRef::<html::Div>::new();
    let press = Press::new(Callback::new(move |id| selection.toggle(id)));
    let look = move || {
        // The list may have been left before the browser draws again.
        if let Some(scroller) = scroller.try_get_untracked().flatten() {
            look(&scroller, rows.sight);
        }
    };
    Effect::new(move |_| {
        // Measured once the rows are drawn; a turned tablet has others.
        rows.shown.track();
        request_animation_frame(look);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    // The next page is read before the last row comes into sight.
    Effect::new(move |_| {
        let (drawn, scrolled) = (rows.drawn.get(), rows.sight.with(|sight| sight.top > 0.0));
        if scrolled && rows.shown.with(Vec::len) <= drawn.end && rows.next.get().is_some() && rows.failure.with_untracked(Option::is_none) {
            rows.more();
        }
    });
    let drawn = move || -> Vec<Line> {
        let drawn = rows.drawn.get();
        rows.shown.with(|shown| shown.get(drawn).unwrap_or_default().to_vec())
    };
    // The rows that are not drawn keep their room.
    let room = move |rows_away: usize| {
        let row = rows.sight.with(|sight| sight.row);
        (rows_away > 0 && row > 0.0).then(|| format!("{}px", rows_away as f64 * row))
    };
    view! {
        <div
            class="rows"
            node_ref=scroller
            on:scroll=move |_| {
                look();
                if menu.is_open() {
                    menu.close();
                }
            }
        >
            {before}
            <Show when=move || !rows.shown.with(Vec::is_empty)>
                <div
                    role="grid"
                    aria-multiselectable="true"
                    aria-label=words::rows(language, name)
                    aria-rowcount=move || if rows.next.get().is_some() { "-1".to_owned() } else { rows.shown.with(Vec::len).to_string() }
                    style:padding-block-start=move || room(rows.drawn.get().start)
                    style:padding-block-end=move || room(rows.shown.with(Vec::len).saturating_sub(rows.drawn.get().end))
                    on:focusin=move |event| {
                        if let Some((_, id)) = row_at(&event) {
                            stop.last.set(Some(id));
                        }
                    }
                    on:pointerdown=move |event| {
                        if let Some((_, id)) = row_at(&event) {
                            press.down(&event, id);
                        }
                    }
                    on:pointermove=move |event| press.moved(&event)
                    on:pointerup=move |_| press.up()
                    on:pointercancel=move |_| press.up()
                    on:contextmenu=move |event| {
                        // The browser's own answer to a long press.
                        if press.is_finger() {
                            event.prevent_default();
                        }
                    }
                    on:click=move |event| {
                        if let Some((target, id)) = row_at(&event) {
                            clicked(&event, &target, id, press, menu, ground);
                        }
                    }
                >
                    // Before the client wakes up a tick or a choice would be forgotten.
                    <fieldset class="rows__awake" role="presentation" disabled=move || !selection.awake.get()>
                        <For each=drawn key=|line| line.id children=move |line| row::draw(line, ground) />
                    </fieldset>
                </div>
            </Show>
            {children()}
        </div>
        <RowMenuPlace menu rows mailbox />
    }
    .into_any()
}

/// What an event happened to, and the conversation of its row.
fn row_at(event: &web_sys::Event) -> Option<(web_sys::Element, ConversationId)> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let id = grid::id_of(&grid::row_of(&target)?)?;
    Some((target, id))
}

fn clicked(event: &web_sys::MouseEvent, target: &web_sys::Element, id: ConversationId, press: Press, menu: RowMenu, ground: Ground) {
    let selection = ground.selection;
    if menu.clicked(target, id) {
        return;
    }
    if let Some(tick) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        selection.set(id, tick.checked(), event.shift_key());
        return;
    }
    if target.closest(".row__link").ok().flatten().is_none() {
        return;
    }
    // While rows are picked with the finger, a tap picks. The end of a long press is no tap.
    let picks = press.is_finger() && untrack(|| selection.is_on());
    let ended = press.take();
    if ended || picks {
        event.prevent_default();
    }
    if picks && !ended {
        selection.toggle(id);
    }
}

/// Notes how far the list is scrolled and how high its rows are.
fn look(scroller: &web_sys::HtmlElement, sight: RwSignal<Sight>) {
    let Some(last) = sight.try_get_untracked() else { return };
    let drawn = scroller.query_selector_all(".row").ok();
    let height = drawn.and_then(|drawn| {
        let at = |place: u32| drawn.item(place)?.dyn_into::<web_sys::Element>().ok().map(|row| row.get_bounding_client_rect());
        let count = drawn.length();
        let (first, last) = (at(0)?, at(count.checked_sub(1)?)?);
        Some((last.bottom() - first.top()) / f64::from(count))
    });
    let now = Sight {
        top: f64::from(scroller.scroll_top()),
        seen: f64::from(scroller.client_height()),
        row: height.filter(|height| *height >= 1.0).unwrap_or(last.row),
    };
    if last != now {
        sight.set(now);
    }
}
