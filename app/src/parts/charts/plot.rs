//! The picture of a chart on the page: as wide as its room, each mark a link. The pointer or the focus shows what a mark says;
//! arrow keys move; a finger shows first and opens from there.

use super::{
    Figures, Kind,
    drawing::{Drawing, Mark, Paint, Shape, point},
    heat,
    scale::{Ruler, Scale},
    tip::{Pointed, Tip},
    walk::next,
};
use crate::{parts::keys::is_composing, words::use_language};
use leptos::{html, prelude::*, web_sys};
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;

/// The width that is drawn until the room is measured.
const FIRST_WIDTH: f64 = 760.0;

#[component]
pub fn Plot(id: StoredValue<String>, label: Signal<String>, figures: Signal<Figures>, kind: Signal<Kind>, scale: Scale) -> impl IntoView {
    let language = use_language();
    let ruler = Ruler { scale, language };
    let width = RwSignal::new(FIRST_WIDTH);
    let frame = NodeRef::<html::Div>::new();
    follow_width(frame, width);
    let drawing = Memo::new(move |_| figures.with(|figures| kind.with(|kind| figures.draw(kind, ruler, width.get()))));
    let (pointed, pinned, finger) = (RwSignal::new(None::<Pointed>), RwSignal::new(false), StoredValue::new(false));
    // Where the Tab key comes in.
    let entry = RwSignal::new(None::<(usize, usize)>);
    let navigate = use_navigate();
    // A page that is left tells of it here, when its signals are gone already.
    let point = move |event: &web_sys::Event| {
        let mark = mark_of(event)?;
        let place = at_of(&mark)?;
        let frame = frame.try_get_untracked().flatten()?;
        pointed.try_set(Some(Pointed::at(place, &mark, &frame)));
        Some(place)
    };
    let hide = move || {
        pinned.try_set(false);
        pointed.try_set(None);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let (Some(mark), Some(frame)) = (mark_of(&event), frame.get_untracked()) else { return };
        let Some(from) = at_of(&mark) else { return };
        let turned = kind.with_untracked(|kind| *kind == Kind::Heat && heat::is_turned(width.get_untracked()));
        let down = kind.with_untracked(|kind| *kind == Kind::Heat);
        let to = drawing.with_untracked(|drawing| next(&drawing.marks, from, &event.key(), turned, down));
        if event.key() == "Escape" && pointed.with_untracked(Option::is_some) {
            hide();
        } else if let Some((place, series)) = to {
            let selector = format!("[data-at='{place}-{series}']");
            if let Some(element) = frame.query_selector(&selector).ok().flatten().and_then(|found| found.dyn_into::<web_sys::SvgElement>().ok()) {
                // Fails only when it left the page.
                let _ = element.focus();
            }
        } else {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_click = move |event: web_sys::MouseEvent| {
        let Some(mark) = mark_of(&event) else { return };
        if finger.get_value() {
            event.prevent_default();
            point(&event);
            pinned.set(true);
            return;
        }
        let other = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0;
        // The router looks after links of HTML only.
        if let (false, Some(href)) = (other, mark.get_attribute("href")) {
            event.prevent_default();
            navigate(&href, Default::default());
        }
    };
    view! {
        <div
            class="chart__plot"
            data-kind=move || kind.with(Kind::name)
            node_ref=frame
            on:pointerdown=move |event: web_sys::PointerEvent| finger.set_value(event.pointer_type() == "touch")
            on:pointerover=move |event: web_sys::PointerEvent| {
                if event.pointer_type() != "touch" && point(&event).is_none() && pinned.try_get_untracked() == Some(false) {
                    pointed.try_set(None);
                }
            }
            on:pointerleave=move |event: web_sys::PointerEvent| {
                if event.pointer_type() != "touch" {
                    hide();
                }
            }
            on:focusin=move |event: web_sys::FocusEvent| {
                if let Some(place) = point(&event) {
                    entry.try_set(Some(place));
                }
            }
            on:focusout=move |_| {
                if pinned.try_get_untracked() == Some(false) {
                    pointed.try_set(None);
                }
            }
            on:keydown=on_key
            on:click=on_click
        >
            <svg
                class="chart__svg"
                id=id.get_value()
                role="group"
                aria-label=move || label.get()
                viewBox=move || drawing.with(|drawing| format!("0 0 {} {}", drawing.width, drawing.height))
            >
                <Patterns id />
                {move || {
                    let Drawing { back, marks, front, .. } = drawing.get();
                    let id = id.get_value();
                    let first = marks.first().map(|mark| (mark.place, mark.series));
                    let shapes = |all: Vec<Shape>| all.into_iter().map(|one| shape(one, &id)).collect_view();
                    let marks = figures.with(|figures| marks.into_iter().map(|one| mark(one, figures, &id, entry, first)).collect_view());
                    view! {
                        <g aria-hidden="true">{shapes(back)}</g>
                        <g>{marks}</g>
                        <g aria-hidden="true" class="chart__front">{shapes(front)}</g>
                    }
                }}
            </svg>
            <Tip pointed pinned figures hide=Callback::new(move |()| hide()) />
        </div>
    }
    .into_any()
}

fn mark(mark: Mark, figures: &Figures, id: &str, entry: RwSignal<Option<(usize, usize)>>, first: Option<(usize, usize)>) -> AnyView {
    let Mark { place, series, shapes, reach: [x, y, width, height] } = mark;
    let (Some(at), Some(row), Some(cell)) = (figures.places.get(place), figures.series.get(series), figures.cell(place, series)) else {
        return ().into_any();
    };
    let name = [at.name.as_str(), row.name.as_str(), cell.said.as_str()].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let href = cell.href.clone();
    let role = href.is_none().then_some("img");
    let shapes = shapes.into_iter().map(|one| shape(one, id)).collect_view();
    view! {
        <g class="chart__mark">
            <a
                href=href
                role=role
                aria-label=name
                data-at=format!("{place}-{series}")
                tabindex=move || if entry.get().or(first) == Some((place, series)) { "0" } else { "-1" }
            >
                <rect class="chart__reach" x=x y=y width=width height=height></rect>
                {shapes}
            </a>
        </g>
    }
    .into_any()
}

fn shape(shape: Shape, id: &str) -> AnyView {
    match shape {
        Shape::Rect { x, y, width, height, round, paint } => {
            let Paint { class, color, level, pattern } = paint;
            let level = level.map(|level| level.to_string());
            let over = (pattern > 0).then(|| {
                let fill = format!("url(#{id}-pattern-{})", (pattern - 1) % PATTERNS + 1);
                view! { <rect class="chart__over" x=x y=y width=width height=height rx=round fill=fill></rect> }
            });
            view! {
                <rect class=class data-color=color data-level=level x=x y=y width=width height=height rx=round></rect>
                {over}
            }
            .into_any()
        }
        Shape::Line { from, to, class } => view! { <line class=class x1=from.0 y1=from.1 x2=to.0 y2=to.1></line> }.into_any(),
        Shape::Path { d, class, color } => view! { <path class=class data-color=color d=d></path> }.into_any(),
        Shape::Text { x, y, text, anchor, class } => view! { <text class=class x=x y=y text-anchor=anchor>{text}</text> }.into_any(),
        Shape::Point { x, y, form, paint } => {
            let d = point(x, y, form);
            view! { <path class=paint.class data-color=paint.color d=d></path> }.into_any()
        }
    }
}

const PATTERNS: usize = 3;

/// What lies over the colours of the second, third and fourth series, so that they are told apart without them.
#[component]
fn Patterns(id: StoredValue<String>) -> impl IntoView {
    let named = move |number: usize| format!("{}-pattern-{number}", id.get_value());
    view! {
        <defs>
            <pattern id=named(1) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="chart__pattern" width="2" height="6"></rect>
            </pattern>
            <pattern id=named(2) width="5" height="5" patternUnits="userSpaceOnUse">
                <circle class="chart__pattern" cx="2.5" cy="2.5" r="1.2"></circle>
            </pattern>
            <pattern id=named(3) width="5" height="5" patternUnits="userSpaceOnUse">
                <rect class="chart__pattern" width="5" height="1.5"></rect>
            </pattern>
        </defs>
    }
}

fn mark_of(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("a[data-at]").ok()?
}

fn at_of(mark: &web_sys::Element) -> Option<(usize, usize)> {
    let at = mark.get_attribute("data-at")?;
    let (place, series) = at.split_once('-')?;
    Some((place.parse().ok()?, series.parse().ok()?))
}

/// Keeps `width` at the width of the room. Browser only.
fn follow_width(frame: NodeRef<html::Div>, width: RwSignal<f64>) {
    let measure = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            let now = f64::from(frame.client_width()) / zoom(&frame);
            // What is hidden has no width.
            if now > 0.0 && width.try_get_untracked().is_some_and(|width| (now - width).abs() >= 1.0) {
                width.set(now);
            }
        }
    };
    Effect::new(move |_| {
        frame.track();
        request_animation_frame(measure);
        let handle = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || handle.remove());
    });
}

/// How much larger than usual charts are here (`--chart-zoom`): they are read from across the room.
fn zoom(frame: &web_sys::Element) -> f64 {
    let style = window().get_computed_style(frame).ok().flatten();
    let said = style.and_then(|style| style.get_property_value("--chart-zoom").ok());
    said.and_then(|said| said.trim().parse().ok()).filter(|zoom| *zoom > 0.0).unwrap_or(1.0)
}
