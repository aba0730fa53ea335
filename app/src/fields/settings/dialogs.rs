//! A field, new or known, and deleting one with the values that go along.

use super::{page::Edited, words};
use crate::{
    Failure,
    fields::api,
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
    Language, MailboxId,
    fields::{COUNTED_MAX, FieldForm, FieldSettings, FieldView, Kind},
};
use leptos::prelude::*;

impl Kept for FieldSettings {
    fn id(&self) -> i64 {
        self.field.id.0
    }

    fn name(&self, _: Language) -> String {
        self.field.name.clone()
    }
}

#[component]
pub fn EditDialog(mailbox: MailboxId, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::New) | None => words::add(language).to_owned(),
        Some(Edited::Known(one)) => items::words::edit_title(language, &one.field.name),
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
    let known: Option<FieldView> = match subject {
        Edited::New => None,
        Edited::Known(one) => Some(one.field),
    };
    let id = known.as_ref().map(|field| field.id);
    let listed = RwSignal::new(known.as_ref().is_some_and(|field| field.listed));
    let draft = match known {
        None => Draft::new(Kind::Menu),
        Some(FieldView { name, kind, options, .. }) => Draft::of(&name, kind, options.into_iter().map(Into::into)),
    };
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        Box::pin(async move {
            let kind = draft.kind.get_untracked();
            let options = if kind.has_options() { draft.choices() } else { Vec::new() };
            let form = FieldForm { name: draft.name.get_untracked(), kind, listed: listed.get_untracked(), options };
            let called = form.name.clone();
            match id {
                None => api::add(mailbox, form).await.map(drop),
                Some(id) => api::edit(id, form).await,
            }?;
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
            toasts.done(if id.is_none() { words::added(language, called.trim()) } else { items::words::saved(language).to_owned() });
            Ok(())
        })
    });
    let act = if id.is_none() { words::add(language) } else { common::save(language) };
    let kinds = Kind::ALL.iter().map(|kind| (*kind, words::kind_name(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <DialogForm open act save failure telling=items::TELLING>
            <DraftFields draft prefix="field" kinds has_choices=Kind::has_options failure colored=true />
            <CheckField label=words::listed(language) value=listed text=words::listed_text(language) />
        </DialogForm>
    }
    .into_any()
}

#[component]
pub fn RemoveDialog(all: RwSignal<Vec<FieldSettings>>, removed: RwSignal<Option<FieldSettings>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    // As it stands now: somebody may set a value while the dialog is open.
    let text = Signal::derive(move || {
        let id = removed.with(|one| one.as_ref().map(|one| one.field.id));
        match all.with(|all| all.iter().find(|one| Some(one.field.id) == id).map_or(0, |one| one.used)) {
            0 => words::remove_unused(language).to_owned(),
            used => words::remove_used(language, &items::words::count(used, COUNTED_MAX, language)),
        }
    });
    let remove = Callback::new(move |one: FieldSettings| -> Saving {
        Box::pin(async move {
            let answer = api::remove(one.field.id).await;
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
            answer?;
            toasts.done(words::removed(language, &one.field.name));
            Ok(())
        })
    });
    view! { <items::RemoveDialog removed text remove /> }
}
