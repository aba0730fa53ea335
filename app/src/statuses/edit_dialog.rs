//! Name, class and colour of a status, new or known. Of a standard one only the colour.

use super::{api, class_select::ClassSelect, colors::ColorPick, page::Edited, words};
use crate::{
    Failure,
    conversations::{StatusPill, words::status_name},
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
    Field, MailboxId, StatusId,
    statuses::{Class, Color, StatusForm, StatusView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EditDialog(mailbox: MailboxId, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::New) | None => words::add(language).to_owned(),
        Some(Edited::Known(one)) => words::edit_title(language, &status_name(&one.status, language)),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form mailbox subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(mailbox: MailboxId, subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known = match subject {
        Edited::New => None,
        Edited::Known(one) => Some(one.status),
    };
    let first =
        known.clone().unwrap_or(StatusView { id: StatusId(0), name: String::new(), class: Class::Working, color: Color::Aotake, standard: false });
    let (id, standard) = (known.map(|status| status.id), first.standard);
    let (name, class, color) = (RwSignal::new(first.name.clone()), RwSignal::new(first.class), RwSignal::new(first.color));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let form = StatusForm { name: name.get_untracked(), class: class.get_untracked(), color: color.get_untracked() };
            let called = form.name.clone();
            let saved = match id {
                None => api::add(mailbox, form).await.map(drop),
                Some(id) => api::edit(id, form).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                    toasts.done(if id.is_none() { words::added(language, called.trim()) } else { words::saved(language).to_owned() });
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Name));
    let shown = move || {
        let typed = name.get();
        let named = if typed.trim().is_empty() && !standard { words::name(language).to_owned() } else { typed };
        StatusView { name: named, class: class.get(), color: color.get(), ..first.clone() }
    };
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                {(!standard)
                    .then(|| {
                        view! {
                            <TextField
                                id="status-name"
                                label=words::name(language)
                                value=name
                                hint=words::name_hint(language)
                                error=about(failure, Field::Name)
                                required=true
                                auto_direction=true
                            />
                            <ClassSelect value=class />
                        }
                    })}
                <ColorPick name="status-color" value=color />
                <div class="field">
                    <span class="field__label">{words::preview(language)}</span>
                    <span>{move || view! { <StatusPill status=shown() /> }}</span>
                </div>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { words::add(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
