//! The text of a bulk mail: plain or formatted, with reserved words offered while typing, templates, pictures and files.

use super::{
    editing::Editing,
    template_dialog::TemplateDialog,
    uploading::{encoded, send_up},
    words,
};
use crate::{
    drafts::{RichWords, rich_sheet},
    parts::{icon::Icon, sure::Sure},
    reserved::WordsArea,
    words::use_language,
};
use domain::{
    AttachmentId,
    bulk::{BulkDesk, BulkView, audience::Audience},
    drafts::{DraftFileView, html_from_text},
};
use leptos::{prelude::*, web_sys};
use std::cell::RefCell;

#[component]
pub fn BodyPart(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let (asking, choosing) = (RwSignal::new(false), RwSignal::new(false));
    let plain = move |_| {
        if editing.rich.get_untracked() {
            if rich_sheet::is_plain(editing.id) { editing.to_plain() } else { asking.set(true) }
        }
    };
    let rich = move |_| {
        if !editing.rich.get_untracked() {
            editing.to_formatted(html_from_text(&editing.content.with_untracked(|content| content.text.clone())));
        }
    };
    // Columns of the file, or else items of the address book.
    let items = Memo::new(move |_| {
        let names = view.with(|view| match &view.audience {
            Audience::File { columns, .. } => columns.clone(),
            _ => desk.with(|desk| desk.facts.items.iter().map(|(_, name)| name.clone()).collect()),
        });
        let mut once: Vec<String> = Vec::new();
        for name in names {
            if !name.is_empty() && !once.contains(&name) {
                once.push(name);
            }
        }
        once
    });
    view! {
        <div class="mailing__body">
            <span class="seg seg--s" role="group" aria-label=words::text_kind(language)>
                <button type="button" aria-pressed=move || (!editing.rich.get()).to_string() on:click=plain>
                    {words::plain(language)}
                </button>
                <button type="button" aria-pressed=move || editing.rich.get().to_string() on:click=rich>
                    {words::formatted(language)}
                </button>
            </span>
            <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| choosing.set(true)>
                <Icon name="file-text" />
                {words::template(language)}
            </button>
            <Attach editing />
        </div>
        {move || {
            if editing.rich.get() {
                view! { <Formatted view editing items=items.into() /> }.into_any()
            } else {
                view! { <Plain editing items=items.into() /> }.into_any()
            }
        }}
        <TemplateDialog open=choosing view editing />
        <Sure open=asking title=words::lose_title(language).to_owned() text=words::lose_text(language).to_owned() act=words::lose(language).to_owned() does=Callback::new(move |()| {
                        asking.set(false);
                        editing.to_plain();
                    }) mild=true />
    }
    .into_any()
}

#[component]
fn Plain(editing: Editing, items: Signal<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let text = RwSignal::new(editing.content.with_untracked(|content| content.text.clone()));
    // What is typed goes to the draft, and a template that is inserted comes from it.
    Effect::new(move |before: Option<String>| {
        let typed = text.get();
        if before.is_some_and(|before| before != typed) && editing.content.with_untracked(|content| content.text != typed) {
            let new = typed.clone();
            editing.edited(|content| content.text = new);
        }
        typed
    });
    Effect::new(move |_| {
        let kept = editing.content.with(|content| content.text.clone());
        if text.with_untracked(|text| *text != kept) {
            text.set(kept);
        }
    });
    view! {
        <div on:focusout=move |_| editing.save()>
            <WordsArea id="bulk-text" label=words::body(language) value=text hint=words::words_hint(language) rows=16 items />
        </div>
    }
    .into_any()
}

fn address_of(editing: Editing, file: AttachmentId) -> String {
    format!("/files/bulk/{}/{file}", editing.id)
}

#[component]
fn Formatted(view: Memo<BulkView>, editing: Editing, items: Signal<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let pictures = view.with_untracked(|view| {
        view.files.iter().filter(|file| file.is_inside()).map(|file| (file.content_id.clone(), address_of(editing, file.id))).collect::<Vec<_>>()
    });
    let picked = move |file: web_sys::File| {
        take_up(editing, file, true, move |file| {
            rich_sheet::place(editing.id, &file.content_id, &address_of(editing, file.id), &file.name);
        });
    };
    view! {
        <RichWords
            sheet=editing.id.into()
            id="bulk-rich"
            label=words::body(language)
            html=editing.html
            pictures
            items
            edited=Callback::new(move |()| editing.edited_rich())
            picked=Callback::new(picked)
            left=Callback::new(move |()| editing.save())
        />
        <p class="field__hint">{words::words_hint(language)}</p>
    }
    .into_any()
}

thread_local! {
    /// Files that wait until what is on the screen is saved.
    static PICKED: RefCell<Vec<Box<dyn FnOnce()>>> = const { RefCell::new(Vec::new()) };
}

/// A file goes up once what is on the screen is saved, and nothing is saved until it is there.
fn take_up(editing: Editing, file: web_sys::File, inside: bool, then: impl FnOnce(DraftFileView) + 'static) {
    let send = move || {
        let address = format!("/files/bulk/{}?inside={inside}&name={}&kind={}", editing.id, encoded(&file.name()), encoded(&file.type_()));
        send_up(&address, &file, move |answer| {
            let attached = answer.as_deref().ok().and_then(|body| serde_json::from_str::<DraftFileView>(body).ok());
            if editing.raised(answer.map(drop))
                && let Some(file) = attached
            {
                then(file);
            }
            editing.release();
        });
    };
    PICKED.with_borrow_mut(|waiting| waiting.push(Box::new(send)));
    editing.hold_then(|| {
        let next = PICKED.with_borrow_mut(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)));
        if let Some(next) = next {
            next();
        }
    });
}

#[component]
fn Attach(editing: Editing) -> impl IntoView {
    let language = use_language();
    let going = RwSignal::new(0_usize);
    let send = move |file: web_sys::File| {
        going.update(|going| *going += 1);
        take_up(editing, file, false, move |file| editing.toasts.done(words::attached(language, &file.name)));
    };
    // Each change of the version ends one of them, whatever came of it.
    Effect::new(move |_| {
        editing.version.track();
        going.set(0);
    });
    view! {
        <label class="btn">
            <Icon name="paperclip" />
            {words::attach(language)}
            <input
                class="sr"
                type="file"
                multiple
                on:change:target=move |event| {
                    let input = event.target();
                    if let Some(files) = input.files() {
                        (0..files.length()).filter_map(|at| files.item(at)).for_each(send);
                    }
                    input.set_value("");
                }
            />
        </label>
        {move || (going.get() > 0).then(|| view! { <span class="spin" aria-hidden="true"></span> })}
    }
    .into_any()
}
