//! What it says: sender, subject, text with reserved words, files; and what one recipient after the other gets.

use super::{api, body_part::BodyPart, editing::Editing, page::Step, preview::PreviewPart, words};
use crate::{
    live::Topic,
    messages::{file_icon, size_words},
    parts::icon::Icon,
    words::use_language,
};
use domain::{
    AccountId,
    bulk::{BulkDesk, BulkView},
    drafts::{DraftFileView, SUBJECT_MAX, Sender},
};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn MessageStep(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let first = editing.content.get_untracked();
    let field = NodeRef::<html::Input>::new();
    // A template may bring the subject.
    Effect::new(move |_| {
        let wanted = editing.content.with(|content| content.subject.clone());
        if let Some(field) = field.get().filter(|field| field.value() != wanted) {
            field.set_value(&wanted);
        }
    });
    view! {
        <div class="mailing__work">
            <div class="mailing__main" tabindex="0" role="group" aria-label=words::step_message(language)>
                <div class="mailing__head">
                    <h2>{words::what(language)}</h2>
                </div>
                <SenderField view desk editing />
                <div class="field">
                    <label class="field__label" for="bulk-subject">
                        {words::subject(language)}
                    </label>
                    <input
                        class="input"
                        id="bulk-subject"
                        node_ref=field
                        type="text"
                        dir="auto"
                        autocomplete="off"
                        maxlength=SUBJECT_MAX.to_string()
                        value=first.subject
                        on:input:target=move |event| {
                            editing.edited(|content| content.subject = event.target().value());
                        }
                        on:blur=move |_| editing.save()
                    />
                </div>
                <BodyPart view desk editing />
                <Files view editing />
            </div>
            <PreviewPart view editing />
        </div>
        <footer class="mailing__foot">
            <a class="btn btn--ghost" href=Step::Audience.url(editing.id)>
                {words::step_audience(language)}
            </a>
            <TestButton editing />
            <a class="btn btn--primary" href=Step::Check.url(editing.id)>
                {words::next_check(language)}
            </a>
        </footer>
    }
    .into_any()
}

#[component]
fn SenderField(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let senders = Memo::new(move |_| desk.with(|desk| desk.senders.clone()));
    let chosen = view.with_untracked(|view| view.content.account_id);
    let shown = |sender: &Sender| {
        if sender.from_name.is_empty() { sender.address.clone() } else { format!("{} <{}>", sender.from_name, sender.address) }
    };
    view! {
        <div class="field">
            <label class="field__label" for="bulk-sender">
                {words::sender(language)}
            </label>
            <select
                class="input select"
                id="bulk-sender"
                autocomplete="off"
                on:change:target=move |event| {
                    editing.edited(|content| content.account_id = event.target().value().parse::<AccountId>().ok());
                    editing.save();
                }
            >
                {move || {
                    let senders = senders.get();
                    let none = senders.iter().all(|sender| Some(sender.id) != chosen);
                    view! {
                        {none.then(|| view! { <option value="" selected>{words::no_sender(language)}</option> })}
                        {senders
                            .into_iter()
                            .map(|sender| view! { <option value=sender.id.to_string() selected=Some(sender.id) == chosen>{shown(&sender)}</option> })
                            .collect_view()}
                    }
                }}
            </select>
        </div>
    }
    .into_any()
}

#[component]
fn Files(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let files = Memo::new(move |_| view.with(|view| view.files.iter().filter(|file| !file.is_inside()).cloned().collect::<Vec<_>>()));
    let item = move |file: DraftFileView| {
        let DraftFileView { id, name, kind, size, .. } = file;
        let remove = move |_| {
            editing.hold_then(move || {
                spawn_local(async move {
                    editing.raised(api::remove_file(editing.id, id).await);
                    editing.release();
                });
            });
        };
        view! {
            <li>
                <span class="file">
                    <Icon name=file_icon(&kind, &name) />
                    <a class="file__name" href=format!("/files/bulk/{}/{id}", editing.id) download dir="auto">
                        {name.clone()}
                        " "
                        <small>{size_words(size)}</small>
                    </a>
                    <button class="chip__x" type="button" aria-label=words::remove_file(language, &name) on:click=remove>
                        <Icon name="x" />
                    </button>
                </span>
            </li>
        }
    };
    view! {
        <ul class="files" aria-label=words::files(language) hidden=move || files.with(Vec::is_empty)>
            <For each=move || files.get() key=|file| file.id children=item />
        </ul>
    }
    .into_any()
}

/// What is on the screen is saved first: that is what is tested.
#[component]
pub fn TestButton(editing: Editing) -> impl IntoView {
    let language = use_language();
    let test = move |_| {
        editing.save_then(move || {
            spawn_local(async move {
                match api::test(editing.id).await {
                    Ok(()) => editing.toasts.done(words::tested(language)),
                    Err(failure) => editing.toasts.failed(&failure, language),
                }
                editing.live.changed(Topic::Bulk);
            });
        });
    };
    view! {
        <button class="btn mailing__end" type="button" on:click=test>
            <Icon name="mail" />
            {words::test(language)}
        </button>
    }
    .into_any()
}
