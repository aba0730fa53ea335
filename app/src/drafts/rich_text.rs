//! Where formatted text is written. The editor owns everything inside of its element; this part opens it and tells it when to stop.

use super::{desk::Desk, plain_text::asks_for_template, rich_sheet, session::Session, template_picker::Asked, words};
use crate::{
    parts::{icon::Icon, toast::Toasts},
    words::{common, use_language},
};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn RichText(session: Session, desk: Desk, toasts: Toasts) -> impl IntoView {
    let language = use_language();
    let root = NodeRef::<html::Div>::new();
    let (open, failed) = (RwSignal::new(false), RwSignal::new(false));
    let load = move || {
        let Some(element) = root.get_untracked() else { return };
        failed.set(false);
        spawn_local(async move {
            let opened = rich_sheet::Opened {
                typed: Box::new(move |before| {
                    if asks_for_template(&before) && session.try_core().is_some() {
                        session.pick_template(Asked::BySlash);
                    }
                }),
                html: session.first.with_value(|first| first.html.clone().unwrap_or_default()),
                pictures: session.pictures.with_value(|pictures| pictures.iter().map(|(id, file)| (id.clone(), session.address_of(*file))).collect()),
                changed: Box::new(move || session.edited_if_there()),
                marked: Box::new(move |marks| {
                    session.marks.try_set(marks);
                }),
                pasted: Box::new(move |file| session.attach_inside(file, desk.file_bytes(), toasts)),
            };
            let answer = rich_sheet::open(session.draft.into(), &element, opened, || !open.is_disposed()).await;
            match answer {
                Ok(true) => {
                    rich_sheet::lock(session.draft, !session.is_open_now());
                    open.set(true);
                    if session.take_caret() {
                        rich_sheet::begin(session.draft);
                    }
                }
                Ok(false) => {}
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    };
    Effect::new(move |_| {
        if root.get().is_some() {
            load();
        }
    });
    Effect::new(move |_| {
        let locked = !session.is_open();
        if open.get() {
            rich_sheet::lock(session.draft, locked);
        }
    });
    view! {
        {move || {
            failed
                .get()
                .then(|| {
                    view! {
                        <div class="banner banner--bar" data-kind="bad" role="alert">
                            <Icon name="circle-alert" />
                            <div class="banner__text">{words::editor_failed(language)}</div>
                            <span class="btns">
                                <button class="btn btn--s" type="button" on:click=move |_| load()>
                                    {common::try_again(language)}
                                </button>
                            </span>
                        </div>
                    }
                })
        }}
        <div
            class="comp__text comp__rich mailtext"
            role="textbox"
            aria-multiline="true"
            aria-label=words::text(language)
            aria-busy=move || (!open.get() && !failed.get()).then_some("true")
            aria-readonly=move || (!session.is_open()).then_some("true")
            tabindex="0"
            dir="auto"
            node_ref=root
            on:focusout=move |_| session.save_now()
        ></div>
    }
    .into_any()
}
