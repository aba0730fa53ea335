//! Items of the space's own in one log: their order, and what can be done with each.

use super::page::Edited;
use crate::{
    items::{self, KeptTable},
    live::{Live, Topic},
    logs::{api, words},
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{
    LogItemId,
    logs::{ItemView, Log, LogSettings},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ItemsPart(log: Log, one: Memo<LogSettings>, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<ItemView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let all = Memo::new(move |_| one.with(|one| one.items.clone()));
    let order = Callback::new(move |ids: Vec<i64>| {
        spawn_local(async move {
            if let Err(failure) = api::order_items(log, ids.into_iter().map(LogItemId).collect()).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Logs);
        });
    });
    let edit = Callback::new(move |item| edited.set(Some(Edited::Known(log, item))));
    let remove = Callback::new(move |item| removed.set(Some(item)));
    let nothing = Memo::new(move |_| all.with(Vec::is_empty));
    let heads = view! {
        <th>{items::words::name(language)}</th>
        <th>{items::words::kind(language)}</th>
        <th>{items::words::choices(language)}</th>
        <th>{items::words::marks(language)}</th>
    }
    .into_any();
    view! {
        <div class="card logs__part">
            <h3 class="logs__sub">{words::items(language)}</h3>
            <p class="field__hint">{words::items_text(language)}</p>
            <p hidden=move || !nothing.get()>{words::no_items(language)}</p>
            <div hidden=move || nothing.get()>
                <KeptTable all prefix="log-item" heads cells order edit remove />
            </div>
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

fn cells(one: Memo<ItemView>) -> AnyView {
    let language = use_language();
    let kind = one.with_untracked(|one| one.kind);
    let options =
        move || one.with(|one| one.options.iter().filter(|option| !option.archived).map(|option| option.name.clone()).collect::<Vec<_>>().join("、"));
    view! {
        <td class="table__main">
            <b dir="auto">{move || one.with(|one| one.name.clone())}</b>
        </td>
        <td class="table__soft" data-label=items::words::kind(language)>{words::kind_name(kind, language)}</td>
        <td class="table__soft" data-label=items::words::choices(language) dir="auto">{options}</td>
        <td data-label=items::words::marks(language)>
            {move || one.with(|one| one.required).then(|| view! { <span class="tag">{items::words::mark_required(language)}</span> })}
        </td>
    }
    .into_any()
}
