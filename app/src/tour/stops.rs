//! The four stops: what each says, where it points, and what must be open for that. Browser only.

use super::{place::Spot, words};
use domain::Language;
use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;

type Phrase = fn(Language) -> &'static str;

pub struct Stop {
    pub title: Phrase,
    pub text: Phrase,
    /// What it explains: the first of these that is drawn.
    points: &'static [&'static str],
    /// Whether it needs an open conversation, or the list.
    opened: bool,
}

pub const STOPS: [Stop; 4] = [
    Stop {
        title: words::tray,
        text: words::tray_text,
        points: &[".nav [aria-current=page]", ".tabbar [aria-current=page]", ".list__title"],
        opened: false,
    },
    Stop { title: words::take, text: words::take_text, points: &[".rows [data-menu=assignee]", ".rows [data-id]", ".list__title"], opened: false },
    Stop { title: words::reply, text: words::reply_text, points: &[".read__bar .read__reply", ".replybar .read__reply"], opened: true },
    Stop {
        title: words::done,
        text: words::done_text,
        points: &[".read__bar [value=done]", ".nav [href$='/all']", ".tabbar [href$='/all']", ".list__title"],
        opened: true,
    },
];

impl Stop {
    /// Opens what it needs: the first conversation, or the list on a phone. An empty tray has nothing to open.
    pub fn prepare(&self) {
        let missing = if self.opened { drawn(".read__bar").is_none() } else { drawn(".list").is_none() };
        let way = if self.opened { ".rows .row__link" } else { ".read__back" };
        if let Some(way) = drawn(way).filter(|_| missing) {
            way.click();
        }
    }

    /// Where what it explains stands now.
    pub fn spot(&self) -> Option<Spot> {
        let found = self.points.iter().find_map(|point| drawn(point))?.get_bounding_client_rect();
        Some(Spot { left: found.left(), top: found.top(), width: found.width(), height: found.height() })
    }
}

/// The first of them that is drawn.
fn drawn(selector: &str) -> Option<web_sys::HtmlElement> {
    let found = document().query_selector_all(selector).ok()?;
    (0..found.length()).find_map(|at| found.item(at)?.dyn_into::<web_sys::HtmlElement>().ok().filter(|element| element.offset_parent().is_some()))
}
