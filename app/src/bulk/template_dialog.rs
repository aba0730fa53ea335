//! テンプレートを挿入: found by typing, put in at the caret as it is written. Its words are filled for each recipient.

use super::{api, editing::Editing, words};
use crate::{
    Failure,
    drafts::rich_sheet,
    failure::FailureNote,
    live::Topic,
    parts::{dialog::Dialog, icon::Icon},
    templates::api as templates,
    words::{common, use_language},
};
use domain::{
    bulk::{BulkView, Inserted},
    drafts::html_from_text,
    fold::fold,
    templates::Line,
};
use leptos::{prelude::*, task::spawn_local, web_sys};
use wasm_bindgen::JsCast;

#[component]
pub fn TemplateDialog(open: RwSignal<bool>, view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=words::template_title(language).to_owned()>
            <Choosing open view editing />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Choosing(open: RwSignal<bool>, view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let all = RwSignal::new(None::<Result<Vec<Line>, Failure>>);
    let typed = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move |_| {
        // A new version takes the place of the old one while the list is open.
        editing.live.version(Topic::Templates);
        let mailbox = view.with(|view| view.mailbox_id);
        if open.get() {
            spawn_local(async move {
                let answer = templates::offered(mailbox).await;
                all.try_set(Some(answer));
            });
        }
    });
    let fitting = Memo::new(move |_| {
        let wanted = fold(typed.get().trim());
        let fits =
            |line: &Line| wanted.split_whitespace().all(|word| fold(&format!("{} {} {}", line.name, line.folder, line.subject)).contains(word));
        all.with(|all| all.as_ref().and_then(|all| all.as_ref().ok()).map(|all| all.iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>()))
            .unwrap_or_default()
    });
    let take = move |line: Line| {
        failure.set(None);
        editing.hold_then(move || {
            let blank = editing.content.with_untracked(|content| content.text.trim().is_empty());
            let is_rich = editing.rich.get_untracked() || blank;
            spawn_local(async move {
                match api::insert_template(editing.id, line.id, is_rich).await {
                    Ok(inserted) => {
                        let number = inserted.number;
                        editing.changed(Ok(inserted.version));
                        open.try_set(false);
                        // The text can have the focus only once the dialog is gone.
                        request_animation_frame(move || {
                            put_in(editing, inserted, blank);
                            editing.toasts.done(words::template_inserted(language, &line.name, number));
                        });
                    }
                    Err(refused) => {
                        failure.try_set(Some(refused));
                    }
                }
                editing.release();
            });
        });
    };
    let item = move |line: Line| {
        let second = [line.folder.clone(), line.subject.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let name = line.name.clone();
        view! {
            <li>
                <button type="button" on:click=move |_| take(line.clone())>
                    <b dir="auto">{name}</b>
                    <small dir="auto">{second}</small>
                </button>
            </li>
        }
    };
    view! {
        <div class="dialog__body">
            <div class="search">
                <Icon name="search" />
                <input
                    class="input"
                    type="search"
                    autocomplete="off"
                    aria-label=words::template_find(language)
                    placeholder=words::template_find(language)
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </div>
            {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
            {move || match all.get() {
                None => Some(view! { <p role="status">{common::loading(language)}</p> }.into_any()),
                Some(Err(cause)) => Some(view! { <FailureNote failure=cause /> }.into_any()),
                Some(Ok(lines)) if lines.is_empty() => Some(view! { <p role="status">{words::template_none(language)}</p> }.into_any()),
                Some(Ok(_)) if fitting.with(Vec::is_empty) => Some(view! { <p role="status">{common::nothing_fits(language)}</p> }.into_any()),
                Some(Ok(_)) => None,
            }}
            <ul class="mailing__templates" aria-label=words::template_title(language)>
                {move || fitting.get().into_iter().map(item).collect_view()}
            </ul>
        </div>
        <div class="dialog__foot">
            <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                {common::cancel(language)}
            </button>
        </div>
    }
    .into_any()
}

/// The subject where there is none yet; the text at the caret, or behind what is there.
fn put_in(editing: Editing, inserted: Inserted, blank: bool) {
    let Inserted { subject, text, html, files, .. } = inserted;
    if !subject.is_empty() && editing.content.with_untracked(|content| content.subject.trim().is_empty()) {
        editing.edited(|content| content.subject = subject);
    }
    for file in files.iter().filter(|file| file.is_inside()) {
        rich_sheet::know(editing.id, &file.content_id, &format!("/files/bulk/{}/{}", editing.id, file.id));
    }
    if editing.rich.get_untracked() {
        let html = html.unwrap_or_else(|| html_from_text(&text));
        if rich_sheet::insert(editing.id, &html, 0) {
            editing.edited_rich();
        } else {
            // The editor is still on its way: it begins with both.
            let whole = format!("{}{html}", editing.html.get_value());
            editing.to_formatted(whole);
        }
    } else if let Some(html) = html.filter(|_| blank) {
        editing.to_formatted(html);
    } else {
        let new = at_caret(&text);
        editing.edited(|content| content.text = new);
    }
    editing.save();
}

/// The plain text, with more where its caret is.
fn at_caret(more: &str) -> String {
    let field = document().get_element_by_id("bulk-text").and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let Some(field) = field else { return more.to_owned() };
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let place = |at: Option<u32>| at.and_then(|at| usize::try_from(at).ok()).unwrap_or(units.len()).min(units.len());
    let start = place(field.selection_start().ok().flatten());
    let end = place(field.selection_end().ok().flatten()).max(start);
    format!("{}{more}{}", String::from_utf16_lossy(&units[..start]), String::from_utf16_lossy(&units[end..]))
}
