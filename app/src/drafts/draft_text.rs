//! A draft as somebody else sees it: read-only and alive.

use super::words;
use crate::{
    messages::{file_icon, size_words},
    parts::icon::Icon,
    words::use_language,
};
use domain::drafts::DraftView;
use leptos::prelude::*;

/// Recipients, text and files.
#[component]
pub fn DraftText(draft: DraftView) -> impl IntoView {
    let language = use_language();
    let id = draft.id;
    let content = draft.content;
    let files: Vec<_> = draft.files.into_iter().filter(|file| !file.is_inside()).collect();
    let lines = [("To", content.to), ("CC", content.cc), ("BCC", content.bcc), (words::subject(language), content.subject)];
    view! {
        <div class="mail__body mailtext" dir="auto">
            <dl class="kv draft__facts">
                {lines
                    .into_iter()
                    .filter(|(_, value)| !value.trim().is_empty())
                    .map(|(name, value)| {
                        view! {
                            <dt>{name}</dt>
                            <dd dir="auto">{value}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            <pre class="mail__plain">{content.text.trim_start().to_owned()}</pre>
        </div>
        {(!files.is_empty())
            .then(|| {
                view! {
                    <ul class="files" aria-label=words::files(language)>
                        {files
                            .into_iter()
                            .map(|file| {
                                view! {
                                    <li>
                                        <a class="file" href=format!("/drafts/{id}/files/{}", file.id) rel="external" download=file.name>
                                            <Icon name=file_icon(&file.kind, &file.name) />
                                            <span class="file__name">{file.name.clone()} <small>{size_words(file.size)}</small></span>
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
            })}
    }
}
