//! A shared link: name, address, group.

use super::{api, page::Edited, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        field::{TextField, about, field_of, focus_invalid},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field,
    board::{LinkForm, LinkView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn LinkDialog(edited: RwSignal<Option<Edited<LinkView>>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(_)) => words::edit_link(language).to_owned(),
        _ => words::add_link(language).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(subject: Edited<LinkView>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known = match subject {
        Edited::New => None,
        Edited::Known(link) => Some(link),
    };
    let id = known.as_ref().map(|link| link.id);
    let text = |of: fn(&LinkView) -> &String| RwSignal::new(known.as_ref().map(|link| of(link).clone()).unwrap_or_default());
    let (name, url, heading) = (text(|link| &link.name), text(|link| &link.url), text(|link| &link.heading));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let form = LinkForm { name: name.get_untracked(), url: url.get_untracked(), heading: heading.get_untracked() };
        spawn_local(async move {
            let saved = api::save_link(id, form).await;
            busy.try_set(false);
            match saved {
                Ok(_) => {
                    live.changed(Topic::Board);
                    toasts.done(words::saved(language));
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Address | Field::Folder)));
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="link-name" label=words::link_name(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                <TextField
                    id="link-url"
                    label=words::link_url(language)
                    value=url
                    kind="url"
                    hint=words::link_url_hint(language)
                    error=about(failure, Field::Address)
                    required=true
                />
                <TextField
                    id="link-heading"
                    label=words::link_heading(language)
                    value=heading
                    hint=words::link_heading_hint(language)
                    error=about(failure, Field::Folder)
                    auto_direction=true
                />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
