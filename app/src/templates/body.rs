//! The text of a template: plain with reserved words offered while typing, or formatted.

use super::{upload, words, work::Work};
use crate::{
    drafts::{RichWords, rich_sheet},
    parts::{icon::Icon, sure::Sure, toast::Toasts},
    reserved::WordsArea,
    words::use_language,
};
use domain::drafts::DraftFileView;
use leptos::{prelude::*, task::spawn_local, web_sys};

#[component]
pub fn Body(work: Work, may_edit: bool, items: Signal<Vec<String>>) -> impl IntoView {
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
                view! { <Formatted work may_edit items /> }.into_any()
            } else {
                view! {
                    <WordsArea
                        id="template-text"
                        label=words::text(language)
                        value=work.text
                        hint=words::words_hint(language)
                        rows=14
                        readonly=Signal::stored(!may_edit)
                        items
                    />
                }
                    .into_any()
            }
        }}
        <Files work may_edit />
        <Sure open=asking title=words::to_plain_title(language).to_owned() text=words::to_plain_text(language).to_owned() act=words::to_plain(language).to_owned() does=Callback::new(move |()| {
                        asking.set(false);
                        work.to_plain();
                    }) mild=true />
    }
    .into_any()
}

#[component]
fn Formatted(work: Work, may_edit: bool, items: Signal<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let pictures = work.files.with_untracked(|files| {
        files.iter().filter(|file| file.is_inside()).map(|file| (file.content_id.clone(), work.address_of(file.id))).collect::<Vec<_>>()
    });
    let picked = move |file: web_sys::File| {
        spawn_local(async move {
            match upload::post::<(DraftFileView, i64)>(&upload_address(work, &file, true), &file).await {
                Ok(_) if work.files.is_disposed() => {}
                Ok((file, version)) => {
                    rich_sheet::place(work.id, &file.content_id, &work.address_of(file.id), &file.name);
                    work.has_file(file, version);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <RichWords
            sheet=work.id.into()
            id="template-rich"
            label=words::text(language)
            html=work.html
            pictures
            locked=!may_edit
            items
            edited=Callback::new(move |()| {
                work.edits.try_update(|edits| *edits += 1);
            })
            picked=Callback::new(picked)
        />
    }
    .into_any()
}

fn upload_address(work: Work, file: &web_sys::File, inside: bool) -> String {
    format!(
        "/templates/{}/files?version={}&inside={inside}&name={}&kind={}",
        work.id,
        work.version.get_untracked(),
        upload::encoded(&file.name()),
        upload::encoded(&file.type_())
    )
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
                match upload::post::<(DraftFileView, i64)>(&upload_address(work, &file, false), &file).await {
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
        let files: Vec<DraftFileView> = work.files.get().into_iter().filter(|file| !file.is_inside()).collect();
        (!files.is_empty()).then(|| {
            view! {
                <ul class="files" aria-label=words::files(language)>
                    {files.into_iter().map(line).collect_view()}
                </ul>
            }
        })
    }
}
