//! Status and priority as colour, shape and word.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    conversations::Priority,
    priorities::Level,
    statuses::{Class, Color, STANDARD, StatusView},
};
use leptos::prelude::*;

pub fn class_icon(class: Class) -> &'static str {
    match class {
        Class::Open => "status-ring",
        Class::Working => "status-half",
        Class::Ready => "status-plane",
        Class::Done => "status-done",
    }
}

/// The colour that a class has in a new mailbox: for a status that is not in the list of the mailbox any more.
pub fn class_color(class: Class) -> &'static str {
    STANDARD.iter().find(|(of, _)| *of == class).map_or("nezumi", |(_, color)| color.as_str())
}

/// The glyph of a status: a standard one's by its class, a custom one's by its colour, so that shape and colour always
/// say the same (design, section 9).
pub fn status_icon(status: &StatusView) -> &'static str {
    if status.standard {
        return class_icon(status.class);
    }
    match status.color {
        Color::Shu => "status-ring",
        Color::Ruri => "status-half",
        Color::Fuji => "status-plane",
        Color::Tokiwa => "status-done",
        Color::Yamabuki => "status-eye",
        Color::Botan => "status-return",
        Color::Nezumi => "status-pause",
        Color::Aotake => "status-dots",
        Color::Kikyo => "status-up",
        Color::Wakakusa => "status-ok",
        Color::Asagi => "status-phone",
        Color::Daidai => "status-star",
    }
}

/// Glyph and word, inside a pill or a button.
#[component]
pub fn StatusFace(status: StatusView) -> impl IntoView {
    let name = words::status_name(&status, use_language());
    view! {
        <Icon name=status_icon(&status) />
        <span class="st__name">{name}</span>
    }
    .into_any()
}

#[component]
pub fn StatusPill(status: StatusView) -> impl IntoView {
    let color = status.color.as_str();
    view! {
        <span class="st" data-color=color>
            <StatusFace status />
        </span>
    }
    .into_any()
}

/// Nothing for the normal one.
#[component]
pub fn PriorityMark(
    priority: Priority,
    /// As the space has it; `None`: as everywhere.
    #[prop(optional_no_strip)]
    level: Option<Level>,
) -> impl IntoView {
    let language = use_language();
    let name = words::level_name(level.as_ref(), priority, language);
    let color = level.map(|level| level.color).filter(|color| *color != Level::standard(priority).color);
    let (level, icon) = match priority {
        Priority::Normal => return ().into_any(),
        Priority::Urgent => ("1", "chevron-up"),
        Priority::Critical => ("2", "chevrons-up"),
    };
    view! {
        <span class="prio" data-level=level data-color=color.map(|color| color.as_str())>
            <Icon name=icon />
            {name}
        </span>
    }
    .into_any()
}
