//! Files of a card: picked, sent up, fetched, taken off again.

use super::{api, words};
use crate::{
    Failure,
    live::{Live, Topic},
    logs::send_up,
    messages::size_words,
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{
    AttachmentId,
    book::{CardFile, EntryKind},
};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn Files(files: Vec<CardFile>, kind: EntryKind, id: i64, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    if files.is_empty() && !may_edit {
        return ().into_any();
    }
    let field = NodeRef::<html::Input>::new();
    let going = RwSignal::new(0_u32);
    let drop_one = move |file: AttachmentId| {
        spawn_local(async move {
            if let Err(failure) = api::drop_file(kind, id, file).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Book);
        });
    };
    let picked = move |_| {
        let Some(field) = field.get_untracked() else { return };
        let list = field.files();
        for file in list.iter().flat_map(|list| (0..list.length()).filter_map(|place| list.item(place))) {
            going.update(|going| *going += 1);
            let ended = move |status: u16, body: String| {
                going.try_update(|going| *going = going.saturating_sub(1));
                if status != 200 {
                    let failure = serde_json::from_str::<Failure>(&body).unwrap_or(Failure::Unreachable(String::new()));
                    toasts.failed(&failure, language);
                }
                live.changed(Topic::Book);
            };
            let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
            let address = format!("/book-files/{kind}/{id}?name={}&kind={}", encoded(&file.name()), encoded(&file.type_()));
            if send_up(&address, &file, ended).is_err() {
                going.update(|going| *going = going.saturating_sub(1));
                toasts.failed(&Failure::Unreachable(String::new()), language);
            }
        }
        // The same file can be picked once more.
        field.set_value("");
    };
    let line = move |file: CardFile| {
        let href = format!("/book-files/{kind}/{id}/{}", file.id);
        let label = words::drop_file(language, &file.name);
        view! {
            <li class="logs__file">
                <a class="link" href=href rel="external" download dir="auto">
                    <Icon name="file" />
                    {file.name}
                </a>
                <small>{size_words(file.size)}</small>
                {may_edit
                    .then(|| {
                        view! {
                            <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=label on:click=move |_| drop_one(file.id)>
                                <Icon name="x" />
                            </button>
                        }
                    })}
            </li>
        }
    };
    view! {
        <section class="book__sec logs__files" aria-labelledby="book-files">
            <h2 class="book__head2" id="book-files">
                {words::card_files(language)}
            </h2>
            <ul>{files.into_iter().map(line).collect_view()}</ul>
            {may_edit
                .then(|| {
                    view! {
                        <input class="sr" type="file" multiple tabindex="-1" aria-hidden="true" node_ref=field on:change=picked />
                        <button
                            class="btn btn--s"
                            type="button"
                            disabled=move || !awake.get()
                            aria-busy=move || (going.get() > 0).then_some("true")
                            on:click=move |_| {
                                if let Some(field) = field.get_untracked() {
                                    field.click();
                                }
                            }
                        >
                            <Icon name="paperclip" />
                            {words::add_file(language)}
                        </button>
                    }
                })}
        </section>
    }
    .into_any()
}
