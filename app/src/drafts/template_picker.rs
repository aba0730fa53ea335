//! テンプレート挿入: found by typing, read with its words filled, put in at the caret. What comes in is the newest version of that
//! moment, whatever the list still shows.

use super::{session::Session, template_taking::Taking, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{check::CheckField, dialog::Dialog, icon::Icon, keys::is_composing, menu::scroll_to, toast::Toasts},
    templates::{self, FilledShown, api},
    words::use_language,
};
use domain::{
    fold::fold,
    templates::{FilledView, Line},
};
use leptos::{html, prelude::*, task::spawn_local, web_sys};

/// How the picker was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    ByButton,
    /// By a slash, which stands before the caret.
    BySlash,
}

impl Asked {
    /// Letters before the caret that the template takes the place of.
    pub fn eaten(self) -> u32 {
        u32::from(self == Asked::BySlash)
    }
}

#[component]
pub fn TemplatePicker(session: Session, toasts: Toasts) -> impl IntoView {
    let language = use_language();
    let open = RwSignal::new(false);
    let asked = session.picking;
    Effect::new(move |_| {
        if asked.get().is_some() && !open.get_untracked() {
            open.set(true);
        }
    });
    // Closed without a choice: the slash was a slash, and what was typed behind it is text.
    let typed = RwSignal::new(String::new());
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if was == Some(true)
            && !now
            && let Some(asked) = asked.get_untracked()
        {
            asked_back(session, asked, typed.get_untracked());
        }
        now
    });
    let closed = move || !session.is_open();
    view! {
        <button
            class="btn btn--ghost btn--s"
            type="button"
            aria-haspopup="dialog"
            aria-keyshortcuts="Alt+T"
            title=words::with_key(language, words::template(language), "Alt+T")
            disabled=closed
            on:click=move |_| session.pick_template(Asked::ByButton)
        >
            <Icon name="file-text" />
            {words::template(language)}
        </button>
        <Dialog open title=words::template_title(language).to_owned()>
            <Choosing session toasts open typed />
        </Dialog>
    }
    .into_any()
}

impl Session {
    /// Opens the picker.
    pub fn pick_template(self, asked: Asked) {
        let place = |field: web_sys::HtmlTextAreaElement| Some((field.selection_start().ok()??, field.selection_end().ok()??));
        self.held_caret.set_value(self.text.get_untracked().and_then(place));
        self.picking.set(Some(asked));
    }
}

fn asked_back(session: Session, asked: Asked, typed: String) {
    session.picking.set(None);
    if asked == Asked::BySlash {
        request_animation_frame(move || session.put_words(&typed));
    }
}

#[component]
fn Choosing(session: Session, toasts: Toasts, open: RwSignal<bool>, typed: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let all = RwSignal::new(None::<Result<Vec<Line>, Failure>>);
    let at = RwSignal::new(0usize);
    let (shown, failure) = (RwSignal::new(None::<(Line, FilledView)>), RwSignal::new(None::<Failure>));
    let busy = RwSignal::new(false);
    let with_subject = RwSignal::new(false);
    typed.set(String::new());
    let read = move || {
        spawn_local(async move {
            // Whom the words are about stands in the fields; what keeps it from being saved, the strip beside the tools says.
            let _ = session.flush().await;
            let answer = api::offered(session.mailbox).await;
            all.try_set(Some(answer));
        });
    };
    // A new version takes the place of the old one while the list is open.
    Effect::new(move |_| {
        live.version(Topic::Templates);
        read();
    });
    let fitting = Memo::new(move |_| {
        let wanted = fold(typed.get().trim());
        let fits =
            |line: &Line| wanted.split_whitespace().all(|word| fold(&format!("{} {} {}", line.name, line.folder, line.subject)).contains(word));
        all.with(|all| all.as_ref().and_then(|all| all.as_ref().ok()).map(|all| all.iter().filter(|line| fits(line)).cloned().collect::<Vec<_>>()))
            .unwrap_or_default()
    });
    let marked = Memo::new(move |_| fitting.with(|all| all.get(at.get()).cloned()));
    Effect::new(move |_| {
        let Some(line) = marked.get() else { return shown.set(None) };
        scroll_to(&option_id(at.get_untracked()));
        spawn_local(async move {
            let answer = api::preview(line.id, session.draft).await;
            if marked.try_get_untracked().flatten().as_ref().is_some_and(|now| now.id == line.id) {
                match answer {
                    Ok(view) => {
                        shown.set(Some((line, view)));
                    }
                    Err(cause) => failure.set(Some(cause)),
                }
            }
        });
    });
    let take = move || {
        let Some(line) = marked.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        failure.set(None);
        let taking =
            Taking { session, toasts, asked: session.picking.get_untracked().unwrap_or(Asked::ByButton), with_subject: with_subject.get_untracked() };
        spawn_local(async move {
            let answer = taking.fetch(line.id).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(view) => {
                    session.picking.set(None);
                    open.set(false);
                    taking.take_in(&line, view);
                }
                Err(cause) => failure.set(Some(cause)),
            }
        });
    };
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Fails only when the field left the page.
            let _ = field.focus();
        }
    });
    let keys = move |event: web_sys::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let count = fitting.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => take(),
            // The field would be emptied first, and what was typed is text.
            "Escape" => open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let save_as = move || {
        open.set(false);
        spawn_local(async move {
            match session.flush().await {
                Ok(_) => templates::save_draft(session.draft, toasts, language).await,
                Err(cause) => toasts.failed(&cause, language),
            }
        });
    };
    let has_other_subject = move || {
        let there = session.subject.get_untracked().map(|field| field.value()).unwrap_or_default();
        shown.with(|shown| {
            shown.as_ref().is_some_and(|(_, view)| !view.subject.is_empty() && !there.trim().is_empty() && there.trim() != view.subject)
        })
    };
    view! {
        <div class="dialog__body tpick">
            <div class="tpick__find search">
                <Icon name="search" />
                <input
                    class="input"
                    type="search"
                    role="combobox"
                    node_ref=field
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls="tpick-list"
                    aria-activedescendant=move || marked.with(Option::is_some).then(|| option_id(at.get()))
                    aria-label=words::find_template(language)
                    placeholder=words::find_template(language)
                    on:keydown=keys
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        at.set(0);
                    }
                />
            </div>
            <div class="tpick__list tpls" id="tpick-list" role="listbox" aria-label=words::template_title(language)>
                {move || fitting.get().into_iter().enumerate().map(|(place, line)| option(place, line, at, Callback::new(move |()| take()))).collect_view()}
            </div>
            {move || match all.get() {
                None => Some(view! { <p class="tpick__none" role="status">{crate::words::common::loading(language)}</p> }.into_any()),
                Some(Err(cause)) => Some(view! { <FailureNote failure=cause retry=Callback::new(move |()| read()) /> }.into_any()),
                Some(Ok(lines)) if lines.is_empty() => Some(view! { <p class="tpick__none" role="status">{words::no_templates(language)}</p> }.into_any()),
                Some(Ok(_)) if fitting.with(Vec::is_empty) => {
                    Some(view! { <p class="tpick__none" role="status">{crate::words::common::nothing_fits(language)}</p> }.into_any())
                }
                Some(Ok(_)) => None,
            }}
            {move || shown.get().map(|(_, view)| view! { <FilledShown view /> })}
            {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
        </div>
        <div class="dialog__foot">
            <button class="btn btn--ghost tpick__save" type="button" on:click=move |_| save_as()>
                <Icon name="save" />
                {words::save_as_template(language)}
            </button>
            <Show when=has_other_subject>
                <CheckField label=words::replace_subject(language) value=with_subject />
            </Show>
            <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                {crate::words::common::cancel(language)}
            </button>
            <button
                class="btn btn--primary"
                type="button"
                disabled=move || marked.with(Option::is_none)
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| take()
            >
                {words::insert_template(language)}
            </button>
        </div>
    }
    .into_any()
}

fn option_id(place: usize) -> String {
    format!("tpick-{place}")
}

fn option(place: usize, line: Line, at: RwSignal<usize>, take: Callback<()>) -> AnyView {
    let language = use_language();
    let Line { name, folder, subject, uses, is_new, published, .. } = line;
    let second = [folder, subject].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <div
            class="tpl"
            role="option"
            id=option_id(place)
            aria-selected=move || (at.get() == place).to_string()
            // The field keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| at.set(place)
            on:dblclick=move |_| {
                at.set(place);
                take.run(());
            }
        >
            <b dir="auto">{name}</b>
            <small dir="auto">{second}</small>
            <span class="tpl__use">
                {is_new.then(|| view! { <span class="tag" data-kind="accent">{words::new_version(language)}</span> " " })}
                {format!("v{published}")}
                " "
                {words::used(language, uses)}
            </span>
        </div>
    }
    .into_any()
}
