//! Attachments of a mail.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::{MessageId, dangers::Danger, messages::AttachmentView};
use leptos::prelude::*;

/// The glyph of a kind of file.
pub fn file_icon(kind: &str, name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match (kind.split('/').next().unwrap_or_default(), ending.as_str()) {
        ("image", _) => "image",
        (_, "xls" | "xlsx" | "csv" | "ods") => "file-spreadsheet",
        (_, "zip" | "lzh" | "7z" | "gz" | "tar" | "rar") => "file-archive",
        ("text", _) | (_, "pdf" | "doc" | "docx" | "txt" | "odt") => "file-text",
        _ => "file",
    }
}

/// `640 KB`, `1.8 MB`.
pub fn size_words(bytes: i64) -> String {
    const KB: i64 = 1024;
    match bytes {
        ..KB => format!("{} B", bytes.max(0)),
        KB..1_048_576 => format!("{} KB", (bytes + KB / 2) / KB),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[component]
pub fn Files(message: MessageId, files: Vec<AttachmentView>) -> impl IntoView {
    let language = use_language();
    if files.is_empty() {
        return ().into_any();
    }
    let several = files.len() > 1;
    let risky = files.iter().filter(|file| file.danger.is_some()).count();
    view! {
        <ul class="files" aria-label=words::attachments(language)>
            {files
                .into_iter()
                .map(|file| {
                    let address = format!("/mail/{message}/attachments/{}", file.id);
                    match file.danger {
                        Some(danger) => view! { <li><Risky address file danger /></li> }.into_any(),
                        None => {
                            view! {
                                <li>
                                    <a class="file" href=address rel="external" download=file.name>
                                        <Icon name=file_icon(&file.kind, &file.name) />
                                        <span class="file__name">{file.name.clone()} <small>{size_words(file.size)}</small></span>
                                    </a>
                                </li>
                            }
                                .into_any()
                        }
                    }
                })
                .collect_view()}
            {several
                .then(|| {
                    view! {
                        <li>
                            <a class="btn btn--ghost btn--s" href=format!("/mail/{message}/attachments.zip") rel="external" download>
                                <Icon name="download" />
                                {if risky > 0 { words::save_all_risky(language, risky) } else { words::save_all(language).to_owned() }}
                            </a>
                        </li>
                    }
                })}
        </ul>
    }
    .into_any()
}

/// A file that can do harm: what saves it stands behind a warning that is opened first, before the client wakes up, too.
#[component]
fn Risky(address: String, file: AttachmentView, danger: Danger) -> impl IntoView {
    let language = use_language();
    view! {
        <details class="risky">
            <summary class="file">
                <Icon name="triangle-alert" />
                <span class="file__name">
                    {file.name.clone()} <small>{words::danger(danger, language)} " · " {size_words(file.size)}</small>
                </span>
            </summary>
            <div class="risky__text">
                <p>{words::danger_text(danger, language)}</p>
                <p>{words::danger_advice(language)}</p>
                <a class="btn btn--s" href=address rel="external" download=file.name>
                    <Icon name="download" />
                    {words::save_risky(language)}
                </a>
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_kinds_are_named() {
        let shown: Vec<_> = [0, 1023, 655_360, 1_887_437].into_iter().map(size_words).collect();
        assert_eq!(shown, ["0 B", "1023 B", "640 KB", "1.8 MB"]);
        assert_eq!(file_icon("image/jpeg", "a.jpg"), "image");
        assert_eq!(file_icon("application/octet-stream", "機器一覧.XLSX"), "file-spreadsheet");
    }
}
