//! Name and signature of a mailbox, new or known.

use super::{api, settings_page::Edited, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        field::{TextField, about, field_of, focus_invalid},
        toast::Toasts,
    },
    reserved::WordsArea,
    words::{common, use_language},
};
use domain::Field;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EditDialog(edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::New) | None => words::create_new(language).to_owned(),
        Some(Edited::Known(_)) => words::edit_title(language).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known = match subject {
        Edited::New => None,
        Edited::Known(mailbox) => Some(mailbox),
    };
    let name = RwSignal::new(known.as_ref().map(|mailbox| mailbox.name.clone()).unwrap_or_default());
    let signature = RwSignal::new(known.as_ref().map(|mailbox| mailbox.signature.clone()).unwrap_or_default());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let (is_new, known) = (known.is_none(), StoredValue::new(known));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let (name, signature) = (name.get_untracked(), signature.get_untracked());
            let saved = match known.get_value() {
                None => api::create(name).await.map(drop),
                Some(mailbox) => api::edit(mailbox.id, name, signature).await,
            };
            busy.try_set(false);
            match saved {
                Ok(()) => {
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                    toasts.done(if is_new { words::created(language) } else { words::saved(language) });
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Mailbox | Field::Name | Field::Text)));
    let wrong_name = {
        let (mailbox, name) = (about(failure, Field::Mailbox), about(failure, Field::Name));
        Signal::derive(move || mailbox.get().or_else(|| name.get()))
    };
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="mailbox-name" label=words::name(language) value=name error=wrong_name required=true auto_direction=true />
                {(!is_new)
                    .then(|| {
                        view! {
                            <WordsArea
                                id="mailbox-signature"
                                label=words::signature(language)
                                value=signature
                                hint=words::signature_hint(language)
                                error=about(failure, Field::Text)
                            />
                        }
                    })}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if is_new { words::create(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
}
