//! Choosing a person or a company of the address book (the combobox of the ARIA practices): asked after a pause, walked through by
//! arrows, taken by Enter or a press. What is chosen stands in the place of the field until it is let go of.

use super::{api, words};
use crate::{
    parts::{avatar::Avatar, icon::Icon, keys::is_composing},
    words::{common, use_language},
};
use domain::book::{EntryKind, Picked};
use leptos::{ev, html, prelude::*, task::spawn_local};
use std::time::Duration;

/// After the last key.
const PAUSE: Duration = Duration::from_millis(150);

/// What can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offers {
    #[default]
    Both,
    Companies,
    Contacts,
}

impl Offers {
    fn fits(self, picked: &Picked) -> bool {
        match self {
            Offers::Both => true,
            Offers::Companies => picked.kind() == EntryKind::Company,
            Offers::Contacts => picked.kind() == EntryKind::Contact,
        }
    }
}

/// `id` is that of the field. `chosen` follows what is chosen; `picked` hears of it as well.
#[component]
pub fn BookPicker(
    id: &'static str,
    #[prop(into)] label: String,
    chosen: RwSignal<Option<Picked>>,
    #[prop(optional)] offers: Offers,
    #[prop(optional, into)] picked: Option<Callback<Picked>>,
) -> impl IntoView {
    let language = use_language();
    let (list, at, typed) = (RwSignal::new(Vec::<Picked>::new()), RwSignal::new(None::<usize>), RwSignal::new(String::new()));
    // The answer that is shown is one to what stands in the field, and there was none.
    let nothing = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let close = move || {
        at.set(None);
        list.set(Vec::new());
        nothing.set(false);
    };
    let ask = move |text: String| {
        typed.set(text.clone());
        if text.trim().is_empty() {
            return close();
        }
        set_timeout(
            move || {
                if typed.try_get_untracked().as_ref() != Some(&text) {
                    return;
                }
                spawn_local(async move {
                    // A field without suggestions is still a field: it says that nothing fits.
                    let found = api::find(text.clone()).await.unwrap_or_default().all();
                    if typed.try_get_untracked().is_some_and(|now| now == text) {
                        let found: Vec<Picked> = found.into_iter().filter(|one| offers.fits(one)).collect();
                        at.set(None);
                        nothing.set(found.is_empty());
                        list.set(found);
                    }
                });
            },
            PAUSE,
        );
    };
    let take = move |one: Picked| {
        typed.set(String::new());
        close();
        chosen.set(Some(one.clone()));
        if let Some(picked) = picked {
            picked.run(one);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let count = list.with_untracked(Vec::len);
        if is_composing(&event) || count == 0 {
            return;
        }
        match (event.key().as_str(), at.get_untracked()) {
            ("ArrowDown", place) => at.set(Some(place.map_or(0, |place| (place + 1) % count))),
            ("ArrowUp", place) => at.set(Some(place.map_or(count - 1, |place| (place + count - 1) % count))),
            ("Escape", _) => {
                event.stop_propagation();
                close();
            }
            ("Enter", Some(place)) => {
                if let Some(one) = list.with_untracked(|list| list.get(place).cloned()) {
                    take(one);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    // Whoever lets go of what was chosen wants to choose something else.
    let let_go = move |_| {
        chosen.set(None);
        request_animation_frame(move || {
            if let Some(field) = field.get_untracked() {
                // Fails only when it left the page.
                let _ = field.focus();
            }
        });
    };
    let shown = move |one: Picked| {
        let name = one.name().to_owned();
        view! {
            <div class="picked">
                <Disc kind=one.kind() name=name.clone() />
                <span class="picked__text" dir="auto">
                    <b>{name.clone()}</b>
                    <small>{one.about()}</small>
                </span>
                <button class="btn btn--ghost btn--icon" type="button" aria-label=words::let_go(language, &name) on:click=let_go>
                    <Icon name="x" />
                </button>
            </div>
        }
        .into_any()
    };
    let option = move |(place, one): (usize, Picked)| {
        let (kind, name, about) = (one.kind(), one.name().to_owned(), one.about());
        view! {
            <li
                class="menu__item"
                role="option"
                id=format!("{id}-option-{place}")
                aria-selected=move || (at.get() == Some(place)).to_string()
                // The field keeps the focus, and with it what was typed.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| take(one.clone())
            >
                <Disc kind name=name.clone() />
                <span class="menu__text" dir="auto">
                    {name}
                    <small>{about}</small>
                </span>
            </li>
        }
    };
    let entry = move || {
        view! {
            <div class="picker">
                <input
                    class="input"
                    id=id
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    node_ref=field
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded=move || list.with(|list| !list.is_empty()).to_string()
                    aria-controls=format!("{id}-list")
                    aria-describedby=format!("{id}-hint")
                    aria-activedescendant=move || at.get().map(|place| format!("{id}-option-{place}"))
                    on:input:target=move |event| ask(event.target().value())
                    on:keydown=keys
                    on:blur=move |_| close()
                />
                <ul class="menu picker__menu" role="listbox" id=format!("{id}-list") aria-label=words::candidates(language) hidden=move || list.with(Vec::is_empty)>
                    {move || list.get().into_iter().enumerate().map(option).collect_view()}
                </ul>
                <p class="field__hint" id=format!("{id}-hint") role="status">
                    {move || match list.with(Vec::len) {
                        0 if nothing.get() => common::nothing_fits(language).to_owned(),
                        0 => words::find_hint(language).to_owned(),
                        count => words::found(language, count),
                    }}
                </p>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            {move || match chosen.get() {
                Some(one) => shown(one),
                None => entry(),
            }}
        </div>
    }
    .into_any()
}

/// What kind of entry it is, seen and heard.
#[component]
fn Disc(kind: EntryKind, name: String) -> impl IntoView {
    let language = use_language();
    match kind {
        EntryKind::Contact => view! { <Avatar name size="s" /> }.into_any(),
        EntryKind::Company => view! {
            <span class="picker__kind" role="img" aria-label=words::company(language)>
                <Icon name="building-2" />
            </span>
        }
        .into_any(),
    }
}
