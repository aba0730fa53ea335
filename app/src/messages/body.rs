//! The text of a mail: plain with its quotes folded, the cleaned HTML in a frame of its own, or the source.

use super::{charset::ReadAs, links::Linked, proof::ProofChip, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    MessageId,
    charset::Charset,
    messages::{MessageView, Segment, SegmentKind},
};
use leptos::prelude::*;

/// How a mail is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Html,
    Source,
}

#[component]
pub fn Body(message: MessageView, charset: RwSignal<Option<Charset>>) -> impl IntoView {
    let language = use_language();
    let has_text = message.segments.iter().any(|segment| !segment.text.trim().is_empty());
    let shape = RwSignal::new(if message.has_html && !has_text { Shape::Html } else { Shape::Text });
    let (id, remote) = (message.id, message.remote_pictures);
    let chip = view! { <ProofChip message=message.clone() /> };
    let tab = move |to: Shape, name: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (shape.get() == to).to_string() on:click=move |_| shape.set(to)>
                {name}
            </button>
        }
    };
    let spoken = (!message.language.is_empty()).then(|| message.language.clone());
    let segments = StoredValue::new(message.segments);
    let is_reread = Memo::new(move |_| charset.get().is_some());
    view! {
        <div class="verdict">
            <div class="seg seg--s" role="group" aria-label=words::shown_as(language)>
                {tab(Shape::Text, words::as_text(language))}
                {message.has_html.then(|| tab(Shape::Html, words::as_html(language)))}
                {tab(Shape::Source, words::as_source(language))}
            </div>
            {chip}
        </div>
        {move || match shape.get() {
            Shape::Text => {
                view! {
                    <div class="mail__body mailtext" dir="auto" lang=spoken.clone()>
                        {if is_reread.get() {
                            view! { <ReadAs id charset /> }.into_any()
                        } else {
                            view! { <Plain segments=segments.get_value() /> }.into_any()
                        }}
                    </div>
                }
                    .into_any()
            }
            Shape::Html => {
                view! {
                    <Html id charset remote />
                    // The frame is closed to us, so paper would cut it where the screen does: its words are printed.
                    <div class="mail__body mailtext mail__printed" dir="auto" lang=spoken.clone()>
                        <Plain segments=segments.get_value() />
                    </div>
                }
                    .into_any()
            }
            Shape::Source => {
                view! { <iframe class="mail__frame" sandbox="" title=words::source(language) src=format!("/mail/{id}/source")></iframe> }.into_any()
            }
        }}
    }
    .into_any()
}

#[component]
pub fn Plain(segments: Vec<Segment>) -> impl IntoView {
    let language = use_language();
    if segments.iter().all(|segment| segment.text.trim().is_empty()) {
        return view! { <p>{words::empty_body(language)}</p> }.into_any();
    }
    segments
        .into_iter()
        .map(|Segment { kind, text }| {
            // Empty lines between the stretches are the folds' own distance.
            let text = text.trim_end().trim_start_matches(['\r', '\n']).to_owned();
            let lines = text.lines().count();
            let (icon, label) = match kind {
                SegmentKind::Own => return view! { <pre class="mail__plain"><Linked text /></pre> }.into_any(),
                SegmentKind::Quote => ("text-quote", words::quote(language, lines)),
                SegmentKind::Signature => ("signature", words::signature(language, lines)),
            };
            view! {
                <details class="fold">
                    <summary class="quote-toggle">
                        <Icon name=icon />
                        {label}
                    </summary>
                    <div class="quote">
                        <pre class="mail__plain"><Linked text /></pre>
                    </div>
                </details>
            }
            .into_any()
        })
        .collect_view()
        .into_any()
}

/// The frame may open links in new tabs and nothing else: no scripts, no forms, no access to this page.
#[component]
fn Html(id: MessageId, charset: RwSignal<Option<Charset>>, remote: bool) -> impl IntoView {
    let language = use_language();
    let images = RwSignal::new(false);
    let address = move || {
        let charset = charset.get().map(|charset| format!("&charset={charset}")).unwrap_or_default();
        format!("/mail/{id}/html?images={}{charset}", u8::from(images.get()))
    };
    view! {
        {remote
            .then(|| {
                view! {
                    <div class="mail__notice banner" data-kind="info">
                        <Icon name=if images.get_untracked() { "image" } else { "image-off" } />
                        <div class="banner__text">{move || if images.get() { words::images_shown(language) } else { words::images_blocked(language) }}</div>
                        <span class="btns">
                            <Show when=move || !images.get()>
                                <button class="btn btn--s" type="button" on:click=move |_| images.set(true)>
                                    {words::show_images(language)}
                                </button>
                            </Show>
                        </span>
                    </div>
                }
            })}
        <p class="mail__large">
            <a class="btn btn--s btn--ghost" href=address target="_blank" rel="external noopener">
                {words::open_large(language)}
            </a>
        </p>
        <iframe class="mail__frame" sandbox="allow-popups allow-popups-to-escape-sandbox" title=words::body(language) src=address></iframe>
    }
    .into_any()
}
