//! A long press with the finger, which picks a row. Browser only.

use domain::ConversationId;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, web_sys};
use std::time::Duration;

const LONG: Duration = Duration::from_millis(500);
/// A finger never lies still; beyond this many pixels it scrolls.
const STILL: i32 = 10;

#[derive(Clone, Copy)]
pub struct Press {
    on_long: Callback<ConversationId>,
    timer: StoredValue<Option<TimeoutHandle>>,
    from: StoredValue<(i32, i32)>,
    /// The last pointer was a finger or a pen.
    finger: StoredValue<bool>,
    /// It was long: the click that follows means nothing any more.
    fired: StoredValue<bool>,
}

impl Press {
    pub fn new(on_long: Callback<ConversationId>) -> Press {
        let press = Press {
            on_long,
            timer: StoredValue::new(None),
            from: StoredValue::new((0, 0)),
            finger: StoredValue::new(false),
            fired: StoredValue::new(false),
        };
        // A list that goes takes its timer along. The server never starts one.
        on_cleanup(move || press.up());
        press
    }

    pub fn down(self, event: &web_sys::PointerEvent, id: ConversationId) {
        self.up();
        self.fired.set_value(false);
        self.finger.set_value(event.pointer_type() != "mouse");
        if !self.is_finger() {
            return;
        }
        self.from.set_value((event.client_x(), event.client_y()));
        let long = move || {
            // The list may have been left meanwhile.
            if self.fired.try_set_value(true).is_none() {
                self.on_long.run(id);
            }
        };
        self.timer.set_value(set_timeout_with_handle(long, LONG).ok());
    }

    pub fn moved(self, event: &web_sys::PointerEvent) {
        let (x, y) = self.from.get_value();
        if (event.client_x() - x).abs() > STILL || (event.client_y() - y).abs() > STILL {
            self.up();
        }
    }

    /// The finger is gone, or the browser scrolls.
    pub fn up(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    pub fn is_finger(self) -> bool {
        self.finger.get_value()
    }

    /// Whether the click ends a long press. Asked once.
    pub fn take(self) -> bool {
        self.fired.try_update_value(std::mem::take).unwrap_or_default()
    }
}
