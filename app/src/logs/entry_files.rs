//! Files of an entry: picked, sent up, fetched, taken off again.

use super::{api, upload::send_up, words};
use crate::{
    Failure,
    live::{Live, Topic},
    messages::size_words,
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{LogId, logs::EntryView};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn Files(entry: Memo<EntryView>, id: Memo<LogId>, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let going = RwSignal::new(0_u32);
    let field = NodeRef::<html::Input>::new();
    let any = Memo::new(move |_| entry.with(|entry| !entry.files.is_empty()) || may_edit.get());
    let drop_one = move |file| {
        spawn_local(async move {
            if let Err(failure) = api::drop_file(id.get_untracked(), file).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Logs);
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
                live.changed(Topic::Logs);
            };
            let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
            let address = format!("/log-files/{}?name={}&kind={}", id.get_untracked(), encoded(&file.name()), encoded(&file.type_()));
            if send_up(&address, &file, ended).is_err() {
                going.update(|going| *going = going.saturating_sub(1));
                toasts.failed(&Failure::Unreachable(String::new()), language);
            }
        }
        // The same file can be picked once more.
        field.set_value("");
    };
    view! {
        <section class="logs__files" aria-labelledby="log-files" hidden=move || !any.get()>
            <h3 class="logs__sub" id="log-files">
                {words::files(language)}
            </h3>
            <ul>
                {move || {
                    let entry_id = id.get();
                    entry
                        .with(|entry| entry.files.clone())
                        .into_iter()
                        .map(|file| {
                            let href = format!("/log-files/{entry_id}/{}", file.id);
                            let name = file.name.clone();
                            view! {
                                <li class="logs__file">
                                    <a class="link" href=href rel="external" download dir="auto">
                                        <Icon name="file" />
                                        {file.name}
                                    </a>
                                    <small>{size_words(file.size)}</small>
                                    {may_edit
                                        .get()
                                        .then(|| {
                                            view! {
                                                <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::drop_file(language, &name) on:click=move |_| drop_one(file.id)>
                                                    <Icon name="x" />
                                                </button>
                                            }
                                        })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Show when=move || may_edit.get()>
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
                    {move || if going.get() > 0 { words::adding_file(language) } else { words::add_file(language) }}
                </button>
            </Show>
        </section>
    }
    .into_any()
}
