//! What it says: sender, subject, text with reserved words, files; and what one recipient after the other gets.

use super::{
    api,
    editing::Editing,
    page::Step,
    preview::PreviewPart,
    uploading::{encoded, send_up},
    words,
};
use crate::{
    live::Topic,
    messages::{file_icon, size_words},
    parts::icon::Icon,
    words::use_language,
};
use domain::{
    AccountId,
    bulk::{BulkDesk, BulkFile, BulkView, audience::Audience},
    drafts::{SUBJECT_MAX, Sender},
};
use leptos::{html, prelude::*, task::spawn_local, web_sys};

/// Words of the recipient and of the day; further columns and items come behind them.
const WORDS: [&str; 11] =
    ["%Customer%", "%CustomerLastName%", "%Company%", "%Section%", "%User%", "%UserMail%", "%Mailbox%", "%Date%", "%Month%", "%Day%", "%Weekday%"];

#[component]
pub fn MessageStep(view: Memo<BulkView>, desk: Memo<BulkDesk>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let first = editing.content.get_untracked();
    let text = NodeRef::<html::Textarea>::new();
    let insert = move |word: String| {
        let Some(element) = text.get_untracked() else { return };
        let end = element.selection_end().ok().flatten();
        // At the caret; behind everything where there is none.
        let from = element.selection_start().ok().flatten().unwrap_or(u32::MAX);
        let whole = element.value();
        let units: Vec<u16> = whole.encode_utf16().collect();
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX).min(units.len());
        let (start, end) = (place(from), place(end.unwrap_or(from)));
        let new = format!("{}{word}{}", String::from_utf16_lossy(&units[..start]), String::from_utf16_lossy(&units[end..]));
        element.set_value(&new);
        let caret = u32::try_from(start + word.encode_utf16().count()).unwrap_or(u32::MAX);
        // They fail only when the field left the page.
        let _ = element.focus();
        let _ = element.set_selection_range(caret, caret);
        editing.edited(|content| content.text = new);
    };
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
                <div class="field">
                    <label class="field__label" for="bulk-text">
                        {words::body(language)}
                    </label>
                    <div class="mailing__row">
                        <WordSelect view desk insert=Callback::new(insert) />
                        <Attach editing />
                    </div>
                    <textarea
                        class="input mailing__text mailtext"
                        id="bulk-text"
                        dir="auto"
                        node_ref=text
                        on:input:target=move |event| {
                            editing.edited(|content| content.text = event.target().value());
                        }
                        on:blur=move |_| editing.save()
                    >
                        {first.text}
                    </textarea>
                </div>
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

/// A word is put in where the caret is.
#[component]
fn WordSelect(view: Memo<BulkView>, desk: Memo<BulkDesk>, insert: Callback<String>) -> impl IntoView {
    let language = use_language();
    let more = Memo::new(move |_| {
        let columns = view.with(|view| match &view.audience {
            Audience::File { columns, .. } => columns.clone(),
            _ => desk.with(|desk| desk.facts.items.iter().map(|(_, name)| name.clone()).collect()),
        });
        columns.into_iter().filter(|name| !name.is_empty()).map(|name| format!("%item:{name}%")).collect::<Vec<_>>()
    });
    view! {
        <select
            class="input select mailing__words"
            aria-label=words::insert_word(language)
            autocomplete="off"
            on:change:target=move |event| {
                let select = event.target();
                let word = select.value();
                select.set_value("");
                if !word.is_empty() {
                    insert.run(word);
                }
            }
        >
            <option value="">{words::insert_word(language)}</option>
            {WORDS.into_iter().map(|word| view! { <option value=word>{word}</option> }).collect_view()}
            <For each=move || more.get() key=Clone::clone children=|word: String| view! { <option value=word.clone()>{word.clone()}</option> } />
        </select>
    }
    .into_any()
}

#[component]
fn Attach(editing: Editing) -> impl IntoView {
    let language = use_language();
    let going = RwSignal::new(0_usize);
    let send = move |file: web_sys::File| {
        let (name, kind) = (file.name(), file.type_());
        going.update(|going| *going += 1);
        let address = format!("/files/bulk/{}?name={}&kind={}", editing.id, encoded(&name), encoded(&kind));
        send_up(&address, &file, move |answer| {
            going.try_update(|going| *going -= 1);
            if editing.raised(answer.map(drop)) {
                editing.toasts.done(words::attached(language, &name));
            }
        });
    };
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

#[component]
fn Files(view: Memo<BulkView>, editing: Editing) -> impl IntoView {
    let language = use_language();
    let files = Memo::new(move |_| view.with(|view| view.files.clone()));
    let item = move |file: BulkFile| {
        let BulkFile { id, name, kind, size } = file;
        let remove = move |_| {
            spawn_local(async move {
                editing.raised(api::remove_file(editing.id, id).await);
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
