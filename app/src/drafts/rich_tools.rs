//! The tools of formatted text: emphasis, lists, quotes, links, pictures.

use super::{
    rich_sheet::{self, Sheet},
    words,
};
use crate::{
    parts::{dialog::Dialog, field::TextField, icon::Icon, keys::is_composing},
    words::{common, use_language},
};
use domain::Language;
use leptos::{prelude::*, web_sys};

type Words = fn(Language) -> &'static str;

/// What the editor calls it, its glyph, its name and its key.
const TOOLS: [(&str, &str, Words, &str); 6] = [
    ("b", "bold", words::bold, "Ctrl+B"),
    ("i", "italic", words::italic, "Ctrl+I"),
    ("u", "underline", words::underline, "Ctrl+U"),
    ("ul", "list", words::bullets, ""),
    ("ol", "list-ordered", words::numbers, ""),
    ("blockquote", "quote", words::quote, ""),
];

#[component]
pub fn RichTools(
    sheet: Sheet,
    /// The emphasis at the caret.
    marks: RwSignal<String>,
    closed: Signal<bool>,
    /// A picture for the text.
    picked: Callback<web_sys::File>,
) -> impl IntoView {
    let language = use_language();
    let closed = move || closed.get();
    let asking = RwSignal::new(false);
    let address = RwSignal::new(String::new());
    let pressed = move |name: &'static str| move || marks.with(|marks| marks.split(' ').any(|mark| mark == name)).to_string();
    let ask_link = move |_| {
        address.set(rich_sheet::link(sheet));
        asking.set(true);
    };
    view! {
        // A press must not take the focus out of the text, nor the keyboard off the screen.
        <span class="comp__format" role="group" aria-label=words::formatting(language) on:mousedown=keep_focus>
            {TOOLS
                .into_iter()
                .map(|(name, icon, said, key)| {
                    let said = said(language);
                    let title = if key.is_empty() { said.to_owned() } else { words::with_key(language, said, key) };
                    view! {
                        <button
                            class="btn btn--ghost btn--icon btn--s"
                            type="button"
                            aria-label=said
                            title=title
                            aria-pressed=pressed(name)
                            disabled=closed
                            on:click=move |_| rich_sheet::act(sheet, name, "")
                        >
                            <Icon name=icon />
                        </button>
                    }
                })
                .collect_view()}
            <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::link(language) title=words::link(language) aria-pressed=pressed("a") disabled=closed on:click=ask_link>
                <Icon name="link" />
            </button>
            <label class="btn btn--ghost btn--icon btn--s" title=words::picture(language)>
                <Icon name="image" />
                <span class="sr">{words::picture(language)}</span>
                <input
                    class="sr"
                    type="file"
                    accept="image/png,image/jpeg,image/gif,image/webp"
                    multiple
                    disabled=closed
                    on:change:target=move |event| {
                        let input = event.target();
                        if let Some(list) = input.files() {
                            (0..list.length()).filter_map(|place| list.item(place)).for_each(|file| picked.run(file));
                        }
                        // The same file may be picked again.
                        input.set_value("");
                    }
                />
            </label>
            <button
                class="btn btn--ghost btn--icon btn--s"
                type="button"
                aria-label=words::clear_formatting(language)
                title=words::clear_formatting(language)
                disabled=closed
                on:click=move |_| rich_sheet::act(sheet, "clear", "")
            >
                <Icon name="remove-formatting" />
            </button>
        </span>
        <LinkDialog sheet asking address />
    }
    .into_any()
}

fn keep_focus(event: web_sys::MouseEvent) {
    event.prevent_default();
}

/// Where a link leads; without an address it is taken away.
#[component]
fn LinkDialog(sheet: Sheet, asking: RwSignal<bool>, address: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let take = move || {
        asking.set(false);
        rich_sheet::act(sheet, "a", &completed(&address.get_untracked()));
    };
    let by_enter = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !is_composing(&event) {
            event.prevent_default();
            event.stop_propagation();
            take();
        }
    };
    view! {
        <Dialog open=asking title=words::link_title(language).to_owned() small=true>
            <div class="dialog__body" on:keydown=by_enter>
                <TextField id="link-address" label=words::link_address(language) value=address kind="text" input_mode="url" placeholder="https://" />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| asking.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="button" on:click=move |_| take()>
                    {words::set_link(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// An address as a link needs it: people type hosts and mail addresses.
fn completed(typed: &str) -> String {
    let typed = typed.trim();
    let has_scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| typed.to_ascii_lowercase().starts_with(scheme));
    match typed {
        "" | "https://" | "http://" => String::new(),
        _ if has_scheme => typed.to_owned(),
        _ if domain::addresses::is_address(typed) => format!("mailto:{typed}"),
        _ => format!("https://{typed}"),
    }
}

#[cfg(test)]
mod tests {
    use super::completed;

    #[test]
    fn what_people_type_leads_somewhere_and_nowhere_else() {
        for (typed, link) in [
            ("", ""),
            ("https://", ""),
            (" x.example/a ", "https://x.example/a"),
            ("HTTP://x.example", "HTTP://x.example"),
            ("a@b.example", "mailto:a@b.example"),
            ("javascript:alert(1)", "https://javascript:alert(1)"),
        ] {
            assert_eq!(completed(typed), link, "{typed:?}");
        }
    }
}
