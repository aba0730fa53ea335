//! The foot of the editor: keep as draft, put into use with a note, and what else can be done to a template.

use super::{words, work::Work};
use crate::{
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::templates::{NOTE_MAX, PageView};
use leptos::prelude::*;

#[component]
pub fn Publishing(work: Work, page: Memo<PageView>) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let choice = |key: &'static str, icon: &'static str, name: &'static str| {
            Choice::new(key, name, false, move || {
                view! {
                    <Icon name=icon />
                    <span class="menu__text">{name}</span>
                }
            })
        };
        page.with(|page| {
            let mut all = Vec::new();
            if page.now.number == 0 && page.published > 0 {
                all.push(choice("discard", "trash-2", words::discard(language)));
            }
            if page.archived_at.is_some() {
                all.push(choice("restore", "rotate-ccw", words::restore(language)));
            } else {
                all.push(choice("archive", "archive", words::archive(language)));
            }
            all
        })
    });
    let picked = move |key: String| match key.as_str() {
        "discard" => work.discard(),
        "restore" => work.archive(false),
        _ => work.archive(true),
    };
    let next = move || words::publish(language, page.with(|page| page.published) + 1);
    let stale = move || work.is_stale();
    view! {
        <footer class="tp__foot">
            <label class="grow">
                <span class="sr">{words::note(language)}</span>
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    dir="auto"
                    maxlength=NOTE_MAX.to_string()
                    placeholder=words::note_hint(language)
                    prop:value=move || work.note.get()
                    on:input:target=move |event| work.note.set(event.target().value())
                />
            </label>
            <div class="btns tp__acts">
                <span class="tp__told">{move || words::told(language, page.with(|page| page.told))}</span>
                <Menu class="btn btn--ghost btn--icon" label=words::more(language).to_owned() choices on_pick=picked>
                    <Icon name="ellipsis" />
                </Menu>
                <button class="btn btn--ghost" type="button" disabled=move || work.busy.get() || stale() on:click=move |_| work.save()>
                    {words::save(language)}
                </button>
                <button
                    class="btn btn--primary"
                    type="button"
                    disabled=stale
                    aria-busy=move || work.busy.get().then_some("true")
                    on:click=move |_| work.publish()
                >
                    {next}
                </button>
            </div>
        </footer>
    }
    .into_any()
}
