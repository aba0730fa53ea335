//! The list of templates by folder; what was put away stands at its end.

use super::{TEMPLATES_URL, api, template_url, words};
use crate::{
    live::{Live, Topic},
    parts::{dialog::Dialog, empty::Empty, field::TextField, icon::Icon, toast::Toasts},
    time::Clock,
    words::{common, use_language},
};
use domain::{
    TemplateId,
    templates::{Line, Listing},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn TemplateList(listing: Memo<Listing>, typed: Memo<String>, current: Memo<Option<TemplateId>>) -> impl IntoView {
    let language = use_language();
    let renamed = RwSignal::new(None::<String>);
    let lines = Memo::new(move |_| listing.with(|listing| listing.lines.clone()));
    view! {
        {move || {
            let lines = lines.get();
            if lines.is_empty() && typed.with(String::is_empty) {
                return view! { <Empty icon="file-text" title=words::empty_title(language) text=words::empty_text(language) /> }.into_any();
            }
            if lines.is_empty() {
                return view! { <p class="tp__none" role="status">{words::nothing_fits(language)}</p> }.into_any();
            }
            let typed = typed.get_untracked();
            let mut shown = Vec::new();
            let mut head = None::<Head>;
            for line in lines {
                let of = Head::of(&line);
                if head.as_ref() != Some(&of) {
                    shown.push(of.view(renamed));
                    head = Some(of);
                }
                shown.push(row(line, &typed, current));
            }
            view! { <ol class="tp__ol">{shown}</ol> }.into_any()
        }}
        <Rename renamed />
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
enum Head {
    Folder(String),
    PutAway,
}

impl Head {
    fn of(line: &Line) -> Head {
        if line.archived_at.is_some() { Head::PutAway } else { Head::Folder(line.folder.clone()) }
    }

    fn view(&self, renamed: RwSignal<Option<String>>) -> AnyView {
        let language = use_language();
        let name = match self {
            Head::Folder(name) if name.is_empty() => words::no_folder(language).to_owned(),
            Head::Folder(name) => name.clone(),
            Head::PutAway => words::put_away(language).to_owned(),
        };
        let rename = match self {
            Head::Folder(folder) if !folder.is_empty() => {
                let label = words::rename_folder(language, folder);
                let folder = folder.clone();
                Some(view! {
                    <button
                        class="btn btn--ghost btn--icon btn--s"
                        type="button"
                        aria-label=label.clone()
                        title=label
                        on:click=move |_| renamed.set(Some(folder.clone()))
                    >
                        <Icon name="pencil" />
                    </button>
                })
            }
            _ => None,
        };
        view! {
            <li class="tp__h">
                <h3 dir="auto">{name}</h3>
                {rename}
            </li>
        }
        .into_any()
    }
}

fn row(line: Line, typed: &str, current: Memo<Option<TemplateId>>) -> AnyView {
    let language = use_language();
    let clock = Clock::current();
    let Line { id, name, mailbox_name, published, draft_by, archived_at, uses, is_new, .. } = line;
    let state = match (&draft_by, published, archived_at) {
        (_, _, Some(at)) => words::put_away_at(language, &clock.civil(at).short(clock.today())),
        (Some(who), 0, _) => format!("{} · {}", words::written_by(language, who), words::not_in_use(language)),
        (Some(who), number, _) => format!("{} · {}", words::written_by(language, who), words::in_use(language, number)),
        (None, number, _) => format!("v{number}"),
    };
    let second = [Some(state), mailbox_name].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let href = if typed.is_empty() { template_url(id) } else { format!("{}?q={}", template_url(id), encoded(typed)) };
    let put_away = archived_at.is_some();
    view! {
        <li>
            <a class="tp__row" href=href aria-current=move || (current.get() == Some(id)).then_some("true")>
                <Icon name="file-text" />
                <span class="tp__text">
                    <b dir="auto">{name}</b>
                    <small dir="auto">{second}</small>
                </span>
                <span class="tp__use">
                    {is_new.then(|| view! { <span class="tag" data-kind="accent">{words::new_version(language)}</span> })}
                    {(uses == 0 && published > 0 && !put_away).then(|| view! { <span class="tag">{words::unused(language)}</span> })}
                    {(!put_away && uses > 0).then(|| words::used(language, uses))}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The list of what fits.
pub fn found_url(typed: &str) -> String {
    match typed.trim() {
        "" => TEMPLATES_URL.to_owned(),
        typed => format!("{TEMPLATES_URL}?q={}", encoded(typed)),
    }
}

/// As it stands in an address (RFC 3986).
fn encoded(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[component]
fn Rename(renamed: RwSignal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = crate::parts::dialog::opened_by(renamed);
    let title = Signal::derive(move || words::rename_folder(language, &renamed.get().unwrap_or_default()));
    let name = RwSignal::new(String::new());
    Effect::new(move |_| name.set(renamed.get().unwrap_or_default()));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(old) = renamed.get_untracked() else { return };
        spawn_local(async move {
            match api::rename_folder(old, name.get_untracked()).await {
                Ok(()) => {
                    open.try_set(false);
                    toasts.done(words::folder_renamed(language).to_owned());
                    live.changed(Topic::Templates);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <Dialog open title small=true>
            <form class="dialog__form" on:submit=save>
                <div class="dialog__body">
                    <TextField id="folder-name" label=words::folder(language) value=name required=true auto_direction=true />
                </div>
                <div class="dialog__foot">
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--primary" type="submit">
                        {common::save(language)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
