//! Items of the space's own in one log: their order, and what can be done with each.

use super::page::Edited;
use crate::{
    live::{Live, Topic},
    logs::{api, words},
    parts::{awake::use_awake, icon::Icon, refocus::Refocus, toast::Toasts},
    words::use_language,
};
use domain::{
    LogItemId,
    logs::{ItemView, Log, LogSettings},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ItemsPart(log: Log, one: Memo<LogSettings>, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let items = Memo::new(move |_| one.with(|one| one.items.clone()));
    let refocus = Refocus::after(move || items.track());
    let moves = Callback::new(move |(id, by): (LogItemId, isize)| {
        let mut ids: Vec<LogItemId> = items.with_untracked(|items| items.iter().map(|item| item.id).collect());
        let Some(place) = ids.iter().position(|other| *other == id) else { return };
        let to = place.saturating_add_signed(by).min(ids.len() - 1);
        let moved = ids.remove(place);
        ids.insert(to, moved);
        refocus.keep(move_id(id, by));
        spawn_local(async move {
            if let Err(failure) = api::order_items(log, ids).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Logs);
        });
    });
    let remove = Callback::new(move |item: ItemView| {
        spawn_local(async move {
            match api::remove_item(item.id).await {
                Ok(()) => toasts.done(words::removed_item(language, &item.name)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Logs);
        });
    });
    view! {
        <div class="card logs__part">
            <h3 class="logs__sub">{words::items(language)}</h3>
            <p class="field__hint">{words::items_text(language)}</p>
            {move || {
                let items = items.get();
                let count = items.len();
                if count == 0 {
                    return view! { <p>{words::no_items(language)}</p> }.into_any();
                }
                let line = |(place, item)| view! { <Line log item first=place == 0 last=place + 1 == count edited moves remove /> };
                view! { <ul class="logs__items">{items.into_iter().enumerate().map(line).collect_view()}</ul> }.into_any()
            }}
            <div class="btns">
                <button class="btn" type="button" disabled=move || !awake.get() on:click=move |_| edited.set(Some(Edited::New(log)))>
                    <Icon name="plus" />
                    {words::add_item(language)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Line(
    log: Log,
    item: ItemView,
    first: bool,
    last: bool,
    edited: RwSignal<Option<Edited>>,
    moves: Callback<(LogItemId, isize)>,
    remove: Callback<ItemView>,
) -> impl IntoView {
    let language = use_language();
    let (id, name) = (item.id, item.name.clone());
    let kind = words::kind_name(item.kind, language);
    let required = item.required;
    let (known, gone) = (item.clone(), item);
    // What is removed takes what was written in it along: the first press asks.
    let asked = RwSignal::new(false);
    let confirm = name.clone();
    view! {
        <li class="logs__item">
            <span class="logs__what">
                <b dir="auto">{name.clone()}</b>
                <small>{kind} {required.then(|| format!(" · {}", words::required(language)))}</small>
            </span>
            <span class="btns btns--tight">
                <button
                    class="btn btn--ghost btn--icon btn--s"
                    type="button"
                    id=move_id(id, -1)
                    aria-label=words::earlier(language, &name)
                    aria-disabled=first.to_string()
                    on:click=move |_| if !first { moves.run((id, -1)) }
                >
                    <Icon name="chevron-up" />
                </button>
                <button
                    class="btn btn--ghost btn--icon btn--s"
                    type="button"
                    id=move_id(id, 1)
                    aria-label=words::later(language, &name)
                    aria-disabled=last.to_string()
                    on:click=move |_| if !last { moves.run((id, 1)) }
                >
                    <Icon name="chevron-down" />
                </button>
                <button
                    class="btn btn--s"
                    type="button"
                    aria-label=words::edit_item(language, &name)
                    on:click=move |_| edited.set(Some(Edited::Known(log, known.clone())))
                >
                    {words::edit(language)}
                </button>
                <button
                    class="btn btn--s btn--danger-quiet"
                    type="button"
                    aria-label=words::remove_item(language, &name)
                    on:click=move |_| if asked.get_untracked() { remove.run(gone.clone()) } else { asked.set(true) }
                >
                    {move || if asked.get() { words::remove_item(language, &confirm) } else { words::remove(language).to_owned() }}
                </button>
            </span>
            {move || asked.get().then(|| view! { <small role="alert">{words::remove_item_text(language)}</small> })}
        </li>
    }
    .into_any()
}

/// The id of the button that moves it.
fn move_id(id: LogItemId, by: isize) -> String {
    format!("log-item-{id}-{}", if by < 0 { "up" } else { "down" })
}
