//! What this person searched for lately, in this browser only. Gone when they sign out.

use super::{url::search_url, words};
use crate::{parts::icon::Icon, start::use_me, words::use_language};
use leptos::{prelude::*, web_sys};

const KEPT: usize = 8;
const KEY: &str = "madoguchi:searches:";

/// Absent where the browser forbids storage: then nothing is remembered.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn key() -> Option<String> {
    use_me().map(|me| format!("{KEY}{}", me.id))
}

fn read(key: &str) -> Vec<String> {
    let text = storage().and_then(|storage| storage.get_item(key).ok().flatten()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn write(key: &str, all: &[String]) {
    if let Some(storage) = storage() {
        // Fails only when the storage is full: then the older ones stay.
        let _ = if all.is_empty() { storage.remove_item(key) } else { storage.set_item(key, &all.join("\n")) };
    }
}

/// Remembers every question that `asked` gives. Browser only.
pub fn remember(asked: impl Fn() -> Option<String> + 'static) {
    let Some(key) = key() else { return };
    Effect::new(move |_| {
        let Some(q) = asked().map(|q| q.trim().replace('\n', " ")).filter(|q| !q.is_empty()) else { return };
        let mut all = read(&key);
        all.retain(|known| *known != q);
        all.insert(0, q);
        all.truncate(KEPT);
        write(&key, &all);
    });
}

/// Forgets what everybody searched for here.
pub fn forget() {
    let Some(storage) = storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for key in keys.iter().filter(|key| key.starts_with(KEY)) {
        // Fails only where nothing could be stored either.
        let _ = storage.remove_item(key);
    }
}

#[component]
pub fn Recent() -> impl IntoView {
    let language = use_language();
    let all = RwSignal::new(Vec::<String>::new());
    let key = StoredValue::new(key());
    // The server knows none of them.
    Effect::new(move |_| all.set(key.with_value(|key| key.as_deref().map(read).unwrap_or_default())));
    let clear = move |_| {
        key.with_value(|key| key.iter().for_each(|key| write(key, &[])));
        all.set(Vec::new());
    };
    let drop_one = move |q: &str| {
        all.update(|all| all.retain(|known| known != q));
        key.with_value(|key| key.iter().for_each(|key| write(key, &all.get_untracked())));
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section class="srch__recent" aria-labelledby="search-recent">
                <div class="srch__recenthead">
                    <h2 class="nav__head" id="search-recent">
                        {words::recent(language)}
                    </h2>
                    <button class="btn btn--ghost btn--s" type="button" on:click=clear>
                        {words::clear_recent(language)}
                    </button>
                </div>
                <ul>
                    {move || {
                        all.get()
                            .into_iter()
                            .map(|q| {
                                view! {
                                    <li class="srch__saved">
                                        <a class="nav__item" href=search_url(&q, None)>
                                            <Icon name="history" />
                                            <span class="nav__label">{q.clone()}</span>
                                        </a>
                                        <button class="btn btn--ghost btn--icon" type="button" aria-label=words::forget_recent(language, &q) on:click=move |_| drop_one(&q)>
                                            <Icon name="x" />
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
    .into_any()
}
