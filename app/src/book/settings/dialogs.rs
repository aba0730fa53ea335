//! An item of companies or of people, new or known, and deleting one.

use super::{page::Edited, words};
use crate::{
    Failure,
    book::api,
    items::{self, Draft, DraftFields, Kept},
    live::{Live, Topic},
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
    book::{EntryKind, ItemForm, ItemKind, ItemView},
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
        None => String::new(),
        Some(Edited::New(kind)) => words::add(kind, language).to_owned(),
        Some(Edited::Known(item)) => items::words::edit_title(language, &item.name),
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
    let (entry_kind, known): (EntryKind, Option<ItemView>) = match subject {
        Edited::New(kind) => (kind, None),
        Edited::Known(item) => (item.entry_kind, Some(item)),
    };
    let id = known.as_ref().map(|item| item.id);
    let mark = |of: fn(&ItemView) -> bool| RwSignal::new(known.as_ref().is_some_and(of));
    let (required, unique, listed) = (mark(|item| item.required), mark(|item| item.is_unique), mark(|item| item.listed));
    let draft = match known {
        None => Draft::new(ItemKind::Menu),
        Some(ItemView { name, kind, options, .. }) => Draft::of(&name, kind, options.into_iter().map(Into::into)),
    };
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        Box::pin(async move {
            let kind = draft.kind.get_untracked();
            let form = ItemForm {
                name: draft.name.get_untracked(),
                kind,
                required: required.get_untracked(),
                is_unique: unique.get_untracked() && kind.can_be_unique(),
                listed: listed.get_untracked(),
                options: if kind.has_options() { draft.choices() } else { Vec::new() },
            };
            let called = form.name.clone();
            match id {
                None => api::add_item(entry_kind, form).await.map(drop),
                Some(id) => api::edit_item(id, form).await,
            }?;
            live.changed(Topic::Book);
            toasts.done(if id.is_none() { items::words::added(language, called.trim()) } else { items::words::saved(language).to_owned() });
            Ok(())
        })
    });
    let act = if id.is_none() { words::add(entry_kind, language) } else { common::save(language) };
    let kinds = ItemKind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <DialogForm open act save failure telling=items::TELLING>
            <DraftFields draft prefix="item" kinds has_choices=ItemKind::has_options failure />
            <CheckField label=items::words::required(language) value=required text=words::required_text(language) />
            <Show when=move || draft.kind.get().can_be_unique()>
                <CheckField label=words::unique(language) value=unique text=words::unique_text(language) />
            </Show>
            <CheckField label=words::listed(language) value=listed text=words::listed_text(language) />
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
            live.changed(Topic::Book);
            answer?;
            toasts.done(items::words::removed(language, &item.name));
            Ok(())
        })
    });
    view! { <items::RemoveDialog removed text=Signal::stored(words::remove_text(language).to_owned()) remove /> }
}
