//! The form: who, what, text, files, sending.

use super::{
    address_field::AddressField,
    desk::Desk,
    dropping::{carries_files, falls_into_text, guard_window, leaves},
    file_list::FileList,
    filled::FilledList,
    obstacle::Obstacle,
    plain_text::PlainText,
    rich_text::RichText,
    rich_tools::RichTools,
    saved_note::{NotSavedStrip, SavedNote},
    screen_keyboard,
    send_row::SendRow,
    sender_select::{SenderNote, SenderSelect},
    sending::WaysOut,
    session::Session,
    template_picker::{Asked, TemplatePicker},
    text_kind::TextKind,
    versions::Versions,
    words,
};
use crate::{
    parts::{icon::Icon, keys::is_composing},
    words::use_language,
};
use domain::{drafts::DraftKind, outbox::After};
use leptos::{ev, prelude::*, web_sys};

#[component]
pub fn Editor(out: WaysOut) -> impl IntoView {
    let language = use_language();
    let session = out.session;
    let toasts = out.way.toasts;
    let desk = Desk::of(session);
    guard_window();
    screen_keyboard::stand_above();
    let attach = move |list: Option<web_sys::FileList>| {
        if let Some(list) = list.filter(|list| list.length() > 0) {
            session.attach(&list, desk.file_bytes(), toasts);
            true
        } else {
            false
        }
    };
    let first = session.first.get_value();
    let (cc, bcc) = (RwSignal::new(!first.cc.trim().is_empty()), RwSignal::new(!first.bcc.trim().is_empty()));
    focus_first(session, first.to.trim().is_empty() && session.kind != DraftKind::Reply);
    let dragged = RwSignal::new(false);
    let closed = move || !session.is_open();
    let keys = {
        let out = out.clone();
        move |event: ev::KeyboardEvent| {
            if event.alt_key() && event.code() == "KeyT" && !is_composing(&event) && session.is_open_now() {
                event.prevent_default();
                session.pick_template(Asked::ByButton);
            }
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !is_composing(&event) {
                event.prevent_default();
                if session.newest.with_untracked(|view| view.rights.send) {
                    out.send(After::Done);
                }
            }
        }
    };
    view! {
        <form
            class="comp"
            aria-label=words::form(language)
            on:submit=|event| event.prevent_default()
            on:keydown=keys
            on:dragover=move |event| {
                if carries_files(&event) && session.is_open_now() {
                    event.prevent_default();
                    dragged.set(true);
                }
            }
            on:dragleave=move |event| {
                if leaves(&event) {
                    dragged.set(false);
                }
            }
            on:drop=move |event| {
                dragged.set(false);
                if carries_files(&event) && session.is_open_now() {
                    event.prevent_default();
                    let list = event.data_transfer().and_then(|data| data.files());
                    if session.rich.get_untracked() && falls_into_text(&event) {
                        session.attach_dropped(list, desk.file_bytes(), toasts);
                    } else {
                        attach(list);
                    }
                }
            }
        >
            <div class="comp__fields">
                <div class="comp__row">
                    <label class="comp__l" for="comp-from">
                        "From"
                    </label>
                    <SenderSelect session desk />
                    <span class="comp__cc">
                        <button class="btn btn--ghost btn--s" type="button" aria-pressed=move || (cc.get() || session.cc.has_any()).to_string() on:click=move |_| cc.update(|cc| *cc = !*cc)>
                            "CC"
                        </button>
                        <button class="btn btn--ghost btn--s" type="button" aria-pressed=move || (bcc.get() || session.bcc.has_any()).to_string() on:click=move |_| bcc.update(|bcc| *bcc = !*bcc)>
                            "BCC"
                        </button>
                    </span>
                </div>
                <SenderNote desk />
                <AddressField session name="To" id="comp-to" list=session.to shown=Signal::stored(true) />
                <AddressField session name="CC" id="comp-cc" list=session.cc shown=Signal::derive(move || cc.get() || session.cc.has_any()) />
                <AddressField session name="BCC" id="comp-bcc" list=session.bcc shown=Signal::derive(move || bcc.get() || session.bcc.has_any()) />
                <div class="comp__row">
                    <label class="comp__l" for="comp-subject">
                        {words::subject(language)}
                    </label>
                    <input
                        class="comp__subj"
                        id="comp-subject"
                        dir="auto"
                        maxlength=domain::drafts::SUBJECT_MAX.to_string()
                        autocomplete="off"
                        node_ref=session.subject
                        prop:value=first.subject.clone()
                        readonly=closed
                        on:input=move |_| session.edited()
                        on:blur=move |_| session.save_now()
                    />
                </div>
            </div>
            <div class="comp__tools" role="group" aria-label=words::tools(language)>
                <TextKind session />
                <Show when=move || session.rich.get()>
                    <RichTools
                        sheet=session.draft.into()
                        marks=session.marks
                        closed=Signal::derive(closed)
                        picked=Callback::new(move |file| session.attach_inside(file, desk.file_bytes(), toasts))
                    />
                </Show>
                <label class="btn btn--ghost btn--s">
                    <Icon name="paperclip" />
                    {words::attach(language)}
                    <input
                        class="sr"
                        type="file"
                        multiple
                        disabled=closed
                        on:change:target=move |event| {
                            let input = event.target();
                            attach(input.files());
                            // The same file may be picked again.
                            input.set_value("");
                        }
                    />
                </label>
                <TemplatePicker session toasts />
                <Versions session toasts />
                <SavedNote session />
            </div>
            <NotSavedStrip session />
            {move || {
                if session.rich.get() {
                    view! { <RichText session desk toasts /> }.into_any()
                } else {
                    view! { <PlainText session attach=Callback::new(attach) /> }.into_any()
                }
            }}
            <div class="comp__drop" hidden=move || !dragged.get()>
                {words::drop_here(language)}
            </div>
            <FilledList session />
            <FileList session toasts />
            <Obstacle session />
            <SendRow out desk />
        </form>
    }
    .into_any()
}

/// The first empty thing: whom it goes to, else the text, at its beginning. Later only a text of another kind takes the caret.
fn focus_first(session: Session, to_first: bool) {
    if !to_first {
        session.give_caret();
    }
    let (text, to) = (session.text, session.to.input);
    Effect::new(move |begun: Option<bool>| {
        let Some(to) = to.get() else { return begun.unwrap_or_default() };
        let begun = begun.unwrap_or_default();
        if to_first && !begun {
            request_animation_frame(move || {
                // Fails only when the field left the page.
                let _ = to.focus();
            });
        }
        let Some(text) = text.get() else { return true };
        let caret = session.take_caret();
        // The words are put in after the element is made, and putting them in moves the caret to their end.
        request_animation_frame(move || {
            // They fail only when the fields left the page.
            let _ = text.set_selection_range(0, 0);
            if caret {
                let _ = text.focus();
            }
            text.set_scroll_top(0);
            // On low windows the form scrolls as one sheet, and the focus must not hide whom it goes to.
            if let Some(form) = text.form() {
                form.set_scroll_top(0);
            }
        });
        true
    });
}
