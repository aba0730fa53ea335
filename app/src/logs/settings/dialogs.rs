//! An item of a log, new or known, and deleting one.

use super::page::Edited;
use crate::{
    Failure,
    items::{self, Draft, DraftFields, Kept},
    live::{Live, Topic},
    logs::{api, words},
    parts::{
        check::CheckField,
        dialog::{Dialog, opened_by},
        dialog_form::{DialogForm, Saving},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Language,
    logs::{ItemForm, ItemKind, ItemView, Log},
};
use leptos::prelude::*;

impl Kept for ItemView {
    fn id(&self) -> i64 {
        self.id.0
    }

    fn name(&self, _: Language) -> String {
        self.name.clone()
    }
}

#[component]
pub fn EditDialog(edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(_, item)) => items::words::edit_title(language, &item.name),
        _ => words::add_item(language).to_owned(),
    });
    let form = move |subject| {
        let (log, known) = match subject {
            Edited::New(log) => (log, None),
            Edited::Known(log, item) => (log, Some(item)),
        };
        view! { <Form log known open /> }
    };
    view! {
        <Dialog open title>
            {move || edited.get().map(form)}
        </Dialog>
    }
}

#[component]
fn Form(log: Log, known: Option<ItemView>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let id = known.as_ref().map(|item| item.id);
    let required = RwSignal::new(known.as_ref().is_some_and(|item| item.required));
    let draft = match known {
        None => Draft::new(ItemKind::Text),
        Some(ItemView { name, kind, options, .. }) => Draft::of(&name, kind, options.into_iter().map(Into::into)),
    };
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        Box::pin(async move {
            let kind = draft.kind.get_untracked();
            let options = if kind.has_options() { draft.choices() } else { Vec::new() };
            let form = ItemForm { name: draft.name.get_untracked(), kind, required: required.get_untracked(), options };
            let called = form.name.clone();
            match id {
                None => api::add_item(log, form).await.map(drop),
                Some(id) => api::edit_item(id, form).await,
            }?;
            live.changed(Topic::Logs);
            toasts.done(if id.is_none() { items::words::added(language, called.trim()) } else { items::words::saved(language).to_owned() });
            Ok(())
        })
    });
    let act = if id.is_none() { words::add_item(language) } else { common::save(language) };
    let kinds = ItemKind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <DialogForm open act save failure telling=items::TELLING>
            <DraftFields draft prefix="log-item" kinds has_choices=ItemKind::has_options failure colored=true />
            <CheckField label=items::words::required(language) value=required />
        </DialogForm>
    }
    .into_any()
}

#[component]
pub fn RemoveDialog(removed: RwSignal<Option<ItemView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let remove = Callback::new(move |item: ItemView| -> Saving {
        Box::pin(async move {
            let answer = api::remove_item(item.id).await;
            live.changed(Topic::Logs);
            answer?;
            toasts.done(items::words::removed(language, &item.name));
            Ok(())
        })
    });
    view! { <items::RemoveDialog removed text=Signal::stored(words::remove_item_text(language).to_owned()) remove /> }
}
