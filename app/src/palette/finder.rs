//! The field and the list under it: one combobox. The field keeps the focus and names the marked suggestion.

use super::{Command, Palette, catalogue, recent::recent, words};
use crate::{
    conversations::{self, words as named},
    help::{self, HELP_URL},
    layout::KeysOpen,
    mailboxes::Mailboxes,
    parts::{icon::Icon, keys::is_composing, menu::scroll_to},
    routes::conversation_url,
    start::use_me,
    tour::Tour,
    words::{common, use_language},
};
use domain::{
    Language,
    conversations::{ListQuery, View},
    likeness::{Likeness, Named, Wanted},
    palette::Found,
    statuses::Class,
};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local, web_sys};
use leptos_router::hooks::use_location;
use std::{sync::Arc, time::Duration};

/// As many are drawn; whoever wants others types another letter.
const SHOWN: usize = 40;
/// The server is asked when typing pauses.
const PAUSE: Duration = Duration::from_millis(180);
const LIST: &str = "palette-list";

#[derive(Clone)]
struct Line {
    command: Command,
    named: Named,
    /// Shown only to those who ask for it: there are many.
    asked: bool,
}

fn line(command: Command, asked: bool) -> Line {
    Line { named: Named::new(&command.name, command.also), command, asked }
}

#[component]
pub fn Finder(mailboxes: Mailboxes, pick: Callback<Command>) -> impl IntoView {
    let language = use_language();
    let (typed, at) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let lines = all_lines(mailboxes, language);
    let last = StoredValue::new(recent());
    let found = RwSignal::new(Vec::<Found>::new());
    let fitting = Memo::new_with_compare(
        move |_| {
            let found = found.get().into_iter().map(|one| conversation(one, language)).collect();
            lines.with(|lines| last.with_value(|last| chosen(lines, found, &Wanted::new(&typed.get()), last)))
        },
        |_, _| true,
    );
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            // Fails only when it left the page.
            let _ = field.focus();
        }
    });
    let marked = move || fitting.with(|all| at.get() < all.len()).then(|| item_id(at.get()));
    Effect::new(move |_| {
        if let Some(id) = marked() {
            scroll_to(&id);
        }
    });
    let asked = StoredValue::new(None::<TimeoutHandle>);
    let stop_asking = move || {
        if let Some(timer) = asked.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop_asking);
    let ask = move |text: String| {
        stop_asking();
        if text.trim().is_empty() {
            found.set(Vec::new());
            return;
        }
        let later = move || {
            spawn_local(async move {
                // Without an answer the rest of the list is still there.
                let answer = conversations::api::find(text.clone()).await.unwrap_or_default();
                if typed.try_get_untracked().is_some_and(|now| now == text) {
                    found.set(answer);
                }
            });
        };
        asked.set_value(set_timeout_with_handle(later, PAUSE).ok());
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let count = fitting.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(command) = fitting.with_untracked(|all| all.get(at.get_untracked()).cloned()) {
                    pick.run(command);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="palette__field search">
            <Icon name="search" />
            <input
                class="input input--l"
                // No search field: there Escape would empty it first.
                type="text"
                role="combobox"
                node_ref=field
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="go"
                aria-autocomplete="list"
                aria-expanded="true"
                aria-controls=LIST
                aria-activedescendant=marked
                aria-label=words::field(language)
                placeholder=words::field(language)
                on:keydown=on_key
                on:input:target=move |event| {
                    let text = event.target().value();
                    typed.set(text.clone());
                    at.set(0);
                    ask(text);
                }
            />
        </div>
        <div class="palette__list" id=LIST role="listbox" aria-label=words::results(language)>
            {move || {
                fitting.get().into_iter().enumerate().map(|(place, command)| view! { <Suggestion place command at pick /> }).collect_view()
            }}
        </div>
        <p class="palette__none" role="status">
            {move || match fitting.with(Vec::len) {
                0 => common::nothing_fits(language).to_owned(),
                count => words::count(language, count),
            }}
        </p>
    }
    .into_any()
}

#[component]
fn Suggestion(place: usize, command: Command, at: RwSignal<usize>, pick: Callback<Command>) -> impl IntoView {
    let (icon, name, hint) = (command.icon, command.name.clone(), command.hint.clone());
    view! {
        <button
            class="menu__item"
            type="button"
            id=item_id(place)
            role="option"
            tabindex="-1"
            aria-selected=move || (at.get() == place).to_string()
            on:pointermove=move |_| at.set(place)
            on:click=move |_| pick.run(command.clone())
        >
            <Icon name=icon />
            <span class="palette__name" dir="auto">
                {name}
            </span>
            <span class="palette__hint">{hint}</span>
        </button>
    }
    .into_any()
}

fn item_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

/// Everything there is, in its natural order. People and titles of help come when the server has answered.
fn all_lines(mailboxes: Mailboxes, l: Language) -> Memo<Vec<Line>> {
    let (palette, tour, keys, me) = (Palette::current(), Tour::current(), expect_context::<KeysOpen>(), use_me());
    let path = use_location().pathname;
    let places = RwSignal::new(Vec::new());
    spawn_local(async move {
        // Without an answer the rest of the list is still there.
        if let Ok(found) = help::api::places(l).await {
            places.try_set(found);
        }
    });
    let here = move || path.with_untracked(|path| path.strip_prefix("/m/").and_then(|rest| rest.split('/').next()?.parse().ok()));
    let mailbox = here().or_else(|| untrack(|| mailboxes.all.with(|all| Some(all.as_ref()?.as_ref().ok()?.first()?.id))));
    if let Some(mailbox) = mailbox {
        mailboxes.load_people(mailbox);
    }
    Memo::new_with_compare(
        move |_| {
            let offered = palette.offered.get();
            let mut lines: Vec<Line> = Vec::new();
            if let Some(subject) = &offered.subject {
                lines.extend(catalogue::deeds(subject, me.as_ref(), mailboxes, l).into_iter().map(|command| line(command, false)));
            }
            lines.extend(offered.commands.into_iter().map(|command| line(command, false)));
            lines.extend(catalogue::lists(mailbox, mailboxes, l).into_iter().map(|command| line(command, false)));
            if let Some(mailbox) = mailbox {
                lines.extend(catalogue::people(mailbox, mailboxes, l).into_iter().map(|command| line(command, true)));
            }
            if let Some(me) = &me {
                lines.extend(catalogue::settings(me, l).into_iter().map(|command| line(command, false)));
            }
            let list_keys = Command::deed(
                "keys",
                words::keys(l),
                "きーぼーど しょーとかっと keyboard shortcuts",
                "keyboard",
                "?",
                Arc::new(move || keys.0.set(true)),
            );
            let show_around = Command::deed("tour", words::tour(l), "つあー あんない tour", "map-pin", "", Arc::new(move || tour.begin()));
            let guide = Command::page(HELP_URL.to_owned(), words::help(l).to_owned(), "つかいかた へるぷ help manual", "circle-question-mark", "");
            lines.extend([guide, list_keys, show_around].map(|command| line(command, false)));
            lines.extend(places.get().into_iter().map(|place: help::sent::PlaceView| {
                let command = Command::page(format!("{HELP_URL}#{}", place.id), place.title, "", "circle-question-mark", words::kind_help(l));
                line(command, true)
            }));
            lines
        },
        |_, _| true,
    )
}

/// What fits, the likeliest first; among equals what was chosen last. Conversations contain what was typed.
fn chosen(lines: &[Line], found: Vec<Command>, wanted: &Wanted, last: &[String]) -> Vec<Command> {
    let asks = !wanted.is_empty();
    let recency = |command: &Command| last.iter().position(|key| *key == command.key).unwrap_or(usize::MAX);
    let mut fitting: Vec<(Likeness, usize, Command)> = lines
        .iter()
        .filter(|line| asks || !line.asked)
        .filter_map(|line| Some((wanted.likeness(&line.named)?, recency(&line.command), line.command.clone())))
        .collect();
    fitting.extend(found.into_iter().map(|command| (Likeness::Contains, usize::MAX, command)));
    fitting.sort_by_key(|(likeness, recency, _)| (*likeness, *recency));
    fitting.into_iter().take(SHOWN).map(|(.., command)| command).collect()
}

fn conversation(found: Found, l: Language) -> Command {
    let view = if found.class == Class::Done { View::All } else { View::Tray };
    let query = ListQuery::of(found.mailbox_id, view);
    let sender = if found.customer_name.is_empty() { &found.customer_addr } else { &found.customer_name };
    Command::page(conversation_url(&query, found.id), named::subject_or(&found.subject, l), "", "mail", sender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(names: &[&str]) -> Vec<Line> {
        names.iter().map(|name| line(Command::page(format!("/{name}"), (*name).to_owned(), "", "mail", ""), *name == "quiet")).collect()
    }

    fn names(lines: &[Line], found: Vec<Command>, typed: &str, last: &[&str]) -> Vec<String> {
        let last: Vec<String> = last.iter().map(|name| format!("/{name}")).collect();
        chosen(lines, found, &Wanted::new(typed), &last).into_iter().map(|command| command.name).collect()
    }

    #[test]
    fn the_likeliest_comes_first_and_then_what_was_chosen_last() {
        let lines = commands(&["sent mail", "mail", "all mail", "quiet"]);
        assert_eq!(names(&lines, vec![], "", &["all mail"]), ["all mail", "sent mail", "mail"], "what is many is shown when it is asked for");
        assert_eq!(names(&lines, vec![], "mail", &["all mail"]), ["mail", "all mail", "sent mail"]);
        assert_eq!(names(&lines, vec![], "qui", &[]), ["quiet"]);
        let found = || vec![Command::page("/m/1/tray/2".into(), "about mail".into(), "", "mail", "")];
        assert_eq!(names(&lines, found(), "sml", &[]), ["about mail", "sent mail"], "what the server found goes before scattered letters");
    }
}
