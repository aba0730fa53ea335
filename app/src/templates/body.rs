//! The text of a template: plain with reserved words offered while typing, or formatted.

use super::{format_tools::FormatTools, upload, words, work::Work};
use crate::{
    Failure,
    drafts::rich_sheet::{self, Sheet},
    parts::{dialog::Dialog, icon::Icon, toast::Toasts},
    reserved::{Offer, OfferList, WordsArea, WordsMenu},
    words::{common, use_language},
};
use domain::drafts::DraftFileView;
use leptos::{html, prelude::*, task::spawn_local, web_sys};

#[component]
pub fn Body(work: Work, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let asking = RwSignal::new(false);
    let plain = move |_| {
        if work.rich.get_untracked() {
            if rich_sheet::is_plain(work.id) { work.to_plain() } else { asking.set(true) }
        }
    };
    let rich = move |_| {
        if !work.rich.get_untracked() {
            work.to_formatted();
        }
    };
    view! {
        <div class="tp__tools" role="group" aria-label=words::tools(language)>
            {may_edit
                .then(|| {
                    view! {
                        <span class="seg seg--s" role="group" aria-label=words::text_kind(language)>
                            <button type="button" aria-pressed=move || (!work.rich.get()).to_string() on:click=plain>
                                {words::plain(language)}
                            </button>
                            <button type="button" aria-pressed=move || work.rich.get().to_string() on:click=rich>
                                {words::formatted(language)}
                            </button>
                        </span>
                        <Attach work />
                    }
                })}
        </div>
        {move || {
            if work.rich.get() {
                view! { <Formatted work may_edit /> }.into_any()
            } else {
                view! {
                    <WordsArea
                        id="template-text"
                        label=words::text(language)
                        value=work.text
                        hint=words::words_hint(language)
                        rows=14
                        readonly=Signal::stored(!may_edit)
                    />
                }
                    .into_any()
            }
        }}
        <Files work may_edit />
        <Dialog open=asking title=words::to_plain_title(language).to_owned() role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{words::to_plain_text(language)}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| asking.set(false)>
                    {common::cancel(language)}
                </button>
                <button
                    class="btn btn--primary"
                    type="button"
                    on:click=move |_| {
                        asking.set(false);
                        work.to_plain();
                    }
                >
                    {words::to_plain(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The editor owns everything inside of its element.
#[component]
fn Formatted(work: Work, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let root = NodeRef::<html::Div>::new();
    let (open, failed) = (RwSignal::new(false), RwSignal::new(false));
    let marks = RwSignal::new(String::new());
    let offer = Offer::new("template-rich");
    let put = move |(name, typed): (&'static str, u32)| {
        rich_sheet::insert(work.id, &format!("%{name}%"), typed);
    };
    let load = move || {
        let Some(element) = root.get_untracked() else { return };
        failed.set(false);
        spawn_local(async move {
            let opened = rich_sheet::Opened {
                html: work.html.get_value(),
                pictures: vec![],
                changed: Box::new(move || {
                    work.edits.try_update(|edits| *edits += 1);
                }),
                marked: Box::new(move |now| {
                    marks.try_set(now);
                }),
                pasted: Box::new(move |_| toasts.warn(words::no_pictures(language).to_owned())),
                typed: Box::new(move |before| {
                    if !offer.list.is_disposed() {
                        offer.ask(&before);
                    }
                }),
            };
            match rich_sheet::open(Sheet::Template(work.id), &element, opened, || !open.is_disposed()).await {
                Ok(true) => {
                    rich_sheet::lock(work.id, !may_edit);
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
        if let Some(html) = rich_sheet::html(work.id) {
            work.html.try_set_value(html);
        }
        rich_sheet::close(work.id);
    });
    view! {
        <div class="field rw__field">
            <div class="rw__head">
                <span class="field__label" id="template-rich-label">
                    {words::text(language)}
                </span>
                {may_edit
                    .then(|| {
                        view! {
                            <FormatTools id=work.id marks />
                            <WordsMenu pick=Callback::new(put) />
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
                id="template-rich"
                role="textbox"
                aria-multiline="true"
                aria-labelledby="template-rich-label"
                aria-busy=move || (!open.get() && !failed.get()).then_some("true")
                aria-readonly=(!may_edit).then_some("true")
                aria-autocomplete="list"
                aria-controls="template-rich-words"
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
                on:focusout=move |_| offer.close()
            ></div>
            <OfferList offer pick=Callback::new(put) />
        </div>
    }
    .into_any()
}

#[component]
fn Attach(work: Work) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let going = RwSignal::new(false);
    let attach = move |list: web_sys::FileList| {
        let files: Vec<web_sys::File> = (0..list.length()).filter_map(|place| list.item(place)).collect();
        going.set(true);
        spawn_local(async move {
            // One after the other: each is put upon the version that the one before made.
            for file in files {
                let address = format!(
                    "/templates/{}/files?version={}&name={}&kind={}",
                    work.id,
                    work.version.get_untracked(),
                    upload::encoded(&file.name()),
                    upload::encoded(&file.type_())
                );
                match upload::post::<(DraftFileView, i64)>(&address, &file).await {
                    Ok(_) if going.is_disposed() => return,
                    Ok((file, version)) => work.has_file(file, version),
                    Err(failure) => toasts.failed(&failure, language),
                }
            }
            going.try_set(false);
        });
    };
    view! {
        <label class="btn btn--ghost btn--s tp__attach">
            <Icon name="paperclip" />
            {move || if going.get() { words::uploading(language) } else { words::attach(language) }}
            <input
                class="sr"
                type="file"
                multiple
                disabled=move || going.get()
                on:change:target=move |event| {
                    let input = event.target();
                    if let Some(list) = input.files().filter(|list| list.length() > 0) {
                        attach(list);
                    }
                    // The same file may be picked again.
                    input.set_value("");
                }
            />
        </label>
    }
    .into_any()
}

#[component]
fn Files(work: Work, may_edit: bool) -> impl IntoView {
    let language = use_language();
    let line = move |file: DraftFileView| {
        let (id, name) = (file.id, file.name.clone());
        view! {
            <li class="file">
                <Icon name="paperclip" />
                <a class="file__name" href=format!("/templates/{}/files/{id}", work.id) rel="external" dir="auto">
                    {file.name}
                </a>
                {may_edit
                    .then(|| {
                        view! {
                            <button class="chip__x" type="button" aria-label=words::remove_file(language, &name) on:click=move |_| work.remove_file(id)>
                                <Icon name="x" />
                            </button>
                        }
                    })}
            </li>
        }
    };
    move || {
        let files = work.files.get();
        (!files.is_empty()).then(|| {
            view! {
                <ul class="files" aria-label=words::files(language)>
                    {files.into_iter().map(line).collect_view()}
                </ul>
            }
        })
    }
}
