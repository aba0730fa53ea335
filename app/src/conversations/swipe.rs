//! A row under the finger: to the right it is done, to the left it is taken. What is about to happen stands under the row, with
//! its name. A finger that goes up or down scrolls, and nothing else. Browser only.
//!
//! It listens on the whole window and knows rows by `data-id` alone, whatever they are drawn by.

use super::{deeds::Deeds, selection::Selection, words};
use crate::{parts::icon::Icon, start::use_me, words::use_language};
use domain::{
    ConversationId, Language, MailboxId, UserId,
    conversations::{Change, View},
};
use leptos::{ev, prelude::*, web_sys};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::JsCast;

/// Pixels after which a finger means it one way or the other.
const DECIDES: f64 = 12.0;
/// From here on letting go acts, and the row follows more slowly.
const ACTS: f64 = 88.0;
/// Further to the left there is a choice of people.
const CHOOSES: f64 = 210.0;
/// Browsers go back in history from the edge of the screen.
const EDGE: f64 = 24.0;
/// The row is back in its place by then.
const SETTLES: Duration = Duration::from_millis(200);

/// What letting go does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intent {
    Done,
    Restore,
    Take,
    Choose,
}

/// What shows under the row.
#[derive(Clone, Copy, PartialEq)]
struct Under {
    intent: Intent,
    /// Letting go now would act.
    armed: bool,
    top: f64,
    height: f64,
}

struct Gesture {
    row: web_sys::HtmlElement,
    id: ConversationId,
    from: (f64, f64),
    /// Where the row stands, once the finger goes sideways.
    place: Option<(f64, f64)>,
    /// What letting go does now.
    armed: Option<Intent>,
}

/// What the list allows.
#[derive(Clone, Copy)]
struct Rules {
    view: View,
    done: bool,
}

impl Rules {
    fn intent(self, moved: f64) -> Option<Intent> {
        match (self.view, moved > 0.0) {
            (View::Trash | View::Spam, true) => Some(Intent::Restore),
            (View::Trash | View::Spam, false) => None,
            (_, true) => (!self.done).then_some(Intent::Done),
            (_, false) => Some(if -moved < CHOOSES { Intent::Take } else { Intent::Choose }),
        }
    }
}

/// How far the row follows: freely at first, then with resistance; hardly at all where nothing can be done.
fn follows(moved: f64, possible: bool) -> f64 {
    let (free, slow) = if possible { (ACTS, 0.5) } else { (0.0, 0.12) };
    let beyond = (moved.abs() - free).max(0.0);
    moved.signum() * (moved.abs().min(free) + beyond * slow)
}

#[component]
pub fn Swipe(mailbox: MailboxId, view: View, selection: Selection, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let under = RwSignal::new(None::<Under>);
    let deeds = Deeds::in_mailbox(mailbox);
    let me = use_me().map(|me| (me.id, me.name));
    Effect::new(move |_| {
        let gesture = Rc::new(RefCell::new(None::<Gesture>));
        let me = me.clone();
        let down = {
            let gesture = gesture.clone();
            window_event_listener(ev::pointerdown, move |event| {
                reset(&gesture, under);
                let picks = untrack(|| selection.is_on());
                if may_edit.get_untracked() && !picks {
                    gesture.replace(begin(&event));
                }
            })
        };
        let moved = {
            let gesture = gesture.clone();
            window_event_listener(ev::pointermove, move |event| {
                let Some(goes_on) = gesture.borrow_mut().as_mut().map(|gesture| follow(gesture, &event, view, under)) else { return };
                if !goes_on {
                    gesture.replace(None);
                }
            })
        };
        let up = {
            let gesture = gesture.clone();
            window_event_listener(ev::pointerup, move |_| {
                let ended = gesture.borrow().as_ref().and_then(|gesture| Some((gesture.armed?, gesture.id, gesture.row.clone())));
                reset(&gesture, under);
                if let Some((intent, id, row)) = ended {
                    act(intent, id, &row, deeds, me.as_ref(), language);
                }
            })
        };
        // The browser scrolls.
        let cancelled = window_event_listener(ev::pointercancel, move |_| reset(&gesture, under));
        on_cleanup(move || [down, moved, up, cancelled].into_iter().for_each(|listener| listener.remove()));
    });
    view! {
        // Only in the browser: a page from the server carries no styles of its own.
        <Show when=move || under.with(Option::is_some)>
            <Uncovered under />
        </Show>
    }
    .into_any()
}

/// What shows where the row was.
#[component]
fn Uncovered(under: RwSignal<Option<Under>>) -> impl IntoView {
    let language = use_language();
    let intent = Memo::new(move |_| under.get().map(|under| under.intent));
    let label = move || {
        intent.get().map(|intent| match intent {
            Intent::Done => ("status-done", words::done(language)),
            Intent::Restore => ("rotate-ccw", words::restore(language)),
            Intent::Take => ("user-plus", words::take(language)),
            Intent::Choose => ("users", words::choose_assignee(language)),
        })
    };
    let side = move || intent.get().map(|intent| if matches!(intent, Intent::Done | Intent::Restore) { "start" } else { "end" });
    let pixels = |value: Option<f64>| format!("{}px", value.unwrap_or_default());
    view! {
        <div
            class="swipe"
            aria-hidden="true"
            data-side=side
            data-armed=move || under.with(|under| under.is_some_and(|under| under.armed))
            style:inset-block-start=move || pixels(under.get().map(|under| under.top))
            style:block-size=move || pixels(under.get().map(|under| under.height))
        >
            {move || {
                label()
                    .map(|(icon, text)| {
                        view! {
                            <Icon name=icon size="l" />
                            <span>{text}</span>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// A finger on a row, away from the edges of the screen.
fn begin(event: &web_sys::PointerEvent) -> Option<Gesture> {
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let width = window().inner_width().ok()?.as_f64()?;
    if event.pointer_type() == "mouse" || !event.is_primary() || from.0 < EDGE || from.0 > width - EDGE {
        return None;
    }
    let touched = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    if touched.closest(".menu").ok()?.is_some() {
        return None;
    }
    let row = touched.closest(".rows [data-id]").ok()??.dyn_into::<web_sys::HtmlElement>().ok()?;
    let id = row.get_attribute("data-id")?.parse().ok()?;
    Some(Gesture { row, id, from, place: None, armed: None })
}

/// The finger has moved. Answers whether it may still be a swipe.
fn follow(gesture: &mut Gesture, event: &web_sys::PointerEvent, view: View, under: RwSignal<Option<Under>>) -> bool {
    let moved = f64::from(event.client_x()) - gesture.from.0;
    let scrolled = f64::from(event.client_y()) - gesture.from.1;
    let (top, height) = match gesture.place {
        Some(place) => place,
        None if scrolled.abs() > DECIDES => return false,
        None if moved.abs() < DECIDES || moved.abs() < scrolled.abs() * 1.5 => return true,
        None => *gesture.place.insert(place_of(&gesture.row)),
    };
    let rules = Rules { view, done: gesture.row.has_attribute("data-done") };
    let intent = rules.intent(moved);
    gesture.armed = intent.filter(|_| moved.abs() >= ACTS);
    under.set(intent.map(|intent| Under { intent, armed: gesture.armed.is_some(), top, height }));
    // Each fails only for names that are none.
    let _ = gesture.row.set_attribute("data-swiped", "");
    let _ = gesture.row.style().set_property("translate", &format!("{}px", follows(moved, intent.is_some()).round()));
    true
}

/// Top and height of the row inside what scrolls.
fn place_of(row: &web_sys::HtmlElement) -> (f64, f64) {
    let own = row.get_bounding_client_rect();
    let scrolls = row.closest(".rows").ok().flatten();
    let top = scrolls.map_or(0.0, |rows| own.top() - rows.get_bounding_client_rect().top() + f64::from(rows.scroll_top()));
    (top, own.height())
}

/// The row goes back to its place.
fn reset(gesture: &RefCell<Option<Gesture>>, under: RwSignal<Option<Under>>) {
    let Some(Gesture { row, place: Some(_), .. }) = gesture.take() else { return };
    // As above.
    let _ = row.set_attribute("data-swiped", "back");
    let _ = row.style().remove_property("translate");
    let settle = move || {
        if row.get_attribute("data-swiped").as_deref() == Some("back") {
            let _ = row.remove_attribute("data-swiped");
        }
        // The list may be gone, and another swipe may have begun.
        if document().query_selector("[data-swiped]").ok().flatten().is_none() {
            under.try_set(None);
        }
    };
    set_timeout(settle, SETTLES);
}

fn act(intent: Intent, id: ConversationId, row: &web_sys::Element, deeds: Deeds, me: Option<&(UserId, String)>, language: Language) {
    match (intent, me) {
        (Intent::Done, _) => deeds.done(vec![id]),
        (Intent::Restore, _) => deeds.restore(vec![id]),
        (Intent::Take, Some((me, name))) => {
            let change = Change { assignee: Some(Some(*me)), ..Change::default() };
            deeds.change(vec![(id, None)], change, words::said_assignee(language, 1, name));
        }
        (Intent::Take, None) => {}
        (Intent::Choose, _) => {
            let button = row.query_selector("[data-menu=assignee]").ok().flatten();
            if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                // Once the row is back: what moves carries the sheet of a phone along.
                set_timeout(move || button.click(), SETTLES);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_means_what_the_list_allows() {
        let tray = Rules { view: View::Tray, done: false };
        let cases = [
            (tray, 40.0, Some(Intent::Done)),
            (tray, -40.0, Some(Intent::Take)),
            (tray, -CHOOSES, Some(Intent::Choose)),
            (Rules { done: true, ..tray }, 40.0, None),
            (Rules { view: View::Trash, ..tray }, 40.0, Some(Intent::Restore)),
            (Rules { view: View::Trash, ..tray }, -40.0, None),
        ];
        for (rules, moved, expected) in cases {
            assert_eq!(rules.intent(moved), expected, "{moved}");
        }
    }

    #[test]
    fn the_row_resists_beyond_the_point_where_it_acts() {
        assert_eq!(follows(50.0, true), 50.0);
        assert_eq!(follows(-ACTS - 20.0, true), -ACTS - 10.0);
        assert_eq!(follows(100.0, false), 12.0);
    }
}
