//! Plain or formatted: the switch, and what is asked before formatting is lost.

use super::{rich_sheet, session::Session, words};
use crate::{parts::sure::Sure, words::use_language};
use domain::drafts::html_from_text;
use leptos::prelude::*;

impl Session {
    fn to_formatted(self) {
        let Some(content) = self.content() else { return };
        let html = html_from_text(&content.text);
        self.switched(domain::drafts::DraftContent { html: Some(html), ..content });
    }

    fn to_plain(self) {
        if let Some(content) = self.content() {
            self.switched(domain::drafts::DraftContent { html: None, ..content });
        }
    }

    fn switched(self, content: domain::drafts::DraftContent) {
        self.give_caret();
        self.fill(&content);
        self.edited();
    }
}

#[component]
pub fn TextKind(session: Session) -> impl IntoView {
    let language = use_language();
    let asking = RwSignal::new(false);
    let closed = move || !session.is_open();
    let plain = move |_| {
        if !session.rich.get_untracked() {
            return;
        }
        if rich_sheet::is_plain(session.draft) { session.to_plain() } else { asking.set(true) }
    };
    let rich = move |_| {
        if !session.rich.get_untracked() {
            session.to_formatted();
        }
    };
    view! {
        <span class="seg seg--s" role="group" aria-label=words::text_kind(language)>
            <button type="button" aria-pressed=move || (!session.rich.get()).to_string() disabled=closed on:click=plain>
                {words::plain(language)}
            </button>
            <button type="button" aria-pressed=move || session.rich.get().to_string() disabled=closed on:click=rich>
                {words::formatted(language)}
            </button>
        </span>
        <Sure open=asking title=words::lose_formatting_title(language).to_owned() text=words::lose_formatting_text(language).to_owned() act=words::to_plain(language).to_owned() does=Callback::new(move |()| {
                        asking.set(false);
                        session.to_plain();
                    }) mild=true />
    }
    .into_any()
}
