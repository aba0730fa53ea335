//! Formatted text with reserved words, wherever it is no draft of a conversation: the tools, the words offered while typing, pictures.

use super::{
    rich_sheet::{self, Sheet},
    rich_tools::RichTools,
};
use crate::{
    Failure,
    parts::icon::Icon,
    reserved::{Offer, OfferList, WordsMenu},
    words::{common, use_language},
};
use leptos::{html, prelude::*, task::spawn_local, web_sys};

#[component]
pub fn RichWords(
    sheet: Sheet,
    id: &'static str,
    #[prop(into)] label: String,
    /// What it begins with; what was written last, once the part goes.
    html: StoredValue<String>,
    /// Names of pictures, and where they are to be had.
    pictures: Vec<(String, String)>,
    #[prop(optional)] locked: bool,
    edited: Callback<()>,
    /// A picture was chosen or pasted.
    picked: Callback<web_sys::File>,
    /// Names of items that are offered with the words.
    #[prop(optional, into)]
    items: Signal<Vec<String>>,
    /// The text lost the focus.
    #[prop(optional)]
    left: Option<Callback<()>>,
) -> impl IntoView {
    let language = use_language();
    let root = NodeRef::<html::Div>::new();
    let (open, failed) = (RwSignal::new(false), RwSignal::new(false));
    let marks = RwSignal::new(String::new());
    let offer = Offer::new(id, items);
    let put = move |(name, typed): (String, u32)| {
        rich_sheet::insert(sheet, &format!("%{name}%"), typed);
    };
    let pictures = StoredValue::new(pictures);
    let load = move || {
        let Some(element) = root.get_untracked() else { return };
        failed.set(false);
        spawn_local(async move {
            let opened = rich_sheet::Opened {
                html: html.get_value(),
                pictures: pictures.get_value(),
                changed: Box::new(move || {
                    if !open.is_disposed() {
                        edited.run(());
                    }
                }),
                marked: Box::new(move |now| {
                    marks.try_set(now);
                }),
                pasted: Box::new(move |file| {
                    if !open.is_disposed() {
                        picked.run(file);
                    }
                }),
                typed: Box::new(move |before| {
                    if !offer.list.is_disposed() {
                        offer.ask(&before);
                    }
                }),
            };
            match rich_sheet::open(sheet, &element, opened, || !open.is_disposed()).await {
                Ok(true) => {
                    rich_sheet::lock(sheet, locked);
                    open.set(true);
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
    on_cleanup(move || {
        // What was written last is in `html` by the time that somebody looks for it there.
        if let Some(last) = rich_sheet::html(sheet) {
            html.try_set_value(last);
        }
        rich_sheet::close(sheet);
    });
    let label_id = format!("{id}-label");
    let controls = format!("{id}-words");
    view! {
        <div class="field rw__field">
            <div class="rw__head">
                <span class="field__label" id=label_id.clone()>
                    {label}
                </span>
                {(!locked)
                    .then(|| {
                        view! {
                            <RichTools sheet marks closed=Signal::derive(move || !open.get()) picked />
                            <WordsMenu pick=Callback::new(put) items />
                        }
                    })}
            </div>
            <Show when=move || failed.get()>
                <div class="banner" data-kind="bad" role="alert">
                    <Icon name="circle-alert" />
                    <div class="banner__text">{Failure::Unreachable(String::new()).words(language)}</div>
                    <button class="btn btn--s" type="button" on:click=move |_| load()>
                        {common::try_again(language)}
                    </button>
                </div>
            </Show>
            <div
                class="input tp__rich comp__rich mailtext"
                id=id
                role="textbox"
                aria-multiline="true"
                aria-labelledby=label_id
                aria-busy=move || (!open.get() && !failed.get()).then_some("true")
                aria-readonly=locked.then_some("true")
                aria-autocomplete="list"
                aria-controls=controls
                aria-activedescendant=move || offer.marked()
                tabindex="0"
                dir="auto"
                node_ref=root
                // Before the editor hears of it: while words are offered, arrows and Enter are theirs.
                on:keydown:capture=move |event: web_sys::KeyboardEvent| {
                    if let Some(taken) = offer.key(&event) {
                        put(taken);
                    }
                }
                on:focusout=move |_| {
                    offer.close();
                    if let Some(left) = left {
                        left.run(());
                    }
                }
            ></div>
            <OfferList offer pick=Callback::new(put) />
        </div>
    }
    .into_any()
}
