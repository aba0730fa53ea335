//! A status, new or known (of a standard one only the colour), and deleting one with what those that have it become.

use super::{api, class_select::ClassSelect, colors::ColorPick, page::Edited, words};
use crate::{
    Failure,
    conversations::{StatusPill, words::status_name},
    failure::FailureNote,
    items::{self, Kept},
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        dialog_form::{DialogForm, Saving},
        field::{TextField, about},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field, Language, MailboxId, Refused, StatusId,
    statuses::{COUNTED_MAX, Class, Color, StatusForm, StatusSettings, StatusView},
};
use leptos::prelude::*;

impl Kept for StatusSettings {
    fn id(&self) -> i64 {
        self.status.id.0
    }

    fn name(&self, language: Language) -> String {
        status_name(&self.status, language)
    }

    fn may_go(&self) -> bool {
        !self.status.standard
    }
}

#[component]
pub fn EditDialog(mailbox: MailboxId, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::New) | None => words::add(language).to_owned(),
        Some(Edited::Known(one)) => items::words::edit_title(language, &one.name(language)),
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
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        Box::pin(async move {
            let form = StatusForm { name: name.get_untracked(), class: class.get_untracked(), color: color.get_untracked() };
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
    let shown = move || {
        let typed = name.get();
        let named = if typed.trim().is_empty() && !standard { items::words::name(language).to_owned() } else { typed };
        StatusView { name: named, class: class.get(), color: color.get(), ..first.clone() }
    };
    let act = if id.is_none() { words::add(language) } else { common::save(language) };
    view! {
        <DialogForm open act save failure telling=&[Field::Name]>
            {(!standard)
                .then(|| {
                    view! {
                        <TextField
                            id="status-name"
                            label=items::words::name(language)
                            value=name
                            hint=items::words::name_hint(language)
                            error=about(failure, Field::Name)
                            required=true
                            auto_direction=true
                        />
                        <ClassSelect value=class />
                    }
                })} <ColorPick name="status-color" value=color /> <div class="field">
                <span class="field__label">{words::preview(language)}</span>
                <span>{move || view! { <StatusPill status=shown() /> }}</span>
            </div>
        </DialogForm>
    }
    .into_any()
}

#[component]
pub fn RemoveDialog(all: RwSignal<Vec<StatusSettings>>, removed: RwSignal<Option<StatusSettings>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(removed);
    let title = Signal::derive(move || {
        removed.with(|one| one.as_ref().map(|one| items::words::remove_title(language, &one.status.name)).unwrap_or_default())
    });
    view! {
        <Dialog open title role="alertdialog" small=true>
            {move || removed.get().map(|one| view! { <Removal all id=one.status.id open /> })}
        </Dialog>
    }
}

#[component]
fn Removal(all: RwSignal<Vec<StatusSettings>>, id: StatusId, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    // As it stands now: somebody may give it to a conversation while the dialog is open.
    let one = Memo::new(move |_| all.with(|all| all.iter().find(|one| one.status.id == id).cloned()));
    let used = Memo::new(move |_| one.with(|one| one.as_ref().map_or(0, |one| one.used)));
    let others: Vec<(StatusId, String)> = all
        .with_untracked(|all| all.iter().filter(|one| one.status.id != id).map(|one| (one.status.id, status_name(&one.status, language))).collect());
    let class = one.with_untracked(|one| one.as_ref().map(|one| one.status.class));
    // What is nearest to it: the standard one of its class.
    let nearest = all.with_untracked(|all| all.iter().find(|one| one.status.standard && Some(one.status.class) == class).map(|one| one.status.id));
    let successor = RwSignal::new(nearest.or_else(|| others.first().map(|(id, _)| *id)).unwrap_or(id));
    let failure = RwSignal::new(None::<Failure>);
    let save = Callback::new(move |()| -> Saving {
        Box::pin(async move {
            let name = one.get_untracked().map(|one| one.status.name).ok_or(Refused::NotFound)?;
            let wanted = (used.get_untracked() > 0).then(|| successor.get_untracked());
            let answer = api::remove(id, wanted).await;
            // Whatever happened meanwhile, the dialog tells how things are now.
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
            answer?;
            toasts.done(words::removed(language, &name));
            Ok(())
        })
    });
    let gone = Signal::derive(move || one.with(Option::is_none));
    view! {
        <DialogForm open act=items::words::remove(language) save failure danger=true disabled=gone>
            {move || gone.get().then(|| view! { <FailureNote failure=Failure::from(Refused::NotFound) /> })} <p class="dialog__text">
                {move || match used.get() {
                    0 => words::remove_unused(language).to_owned(),
                    used => words::remove_used(language, &items::words::count(used, COUNTED_MAX, language)),
                }}
            </p> <div hidden=move || used.get() == 0>
                <SelectField id="status-successor" label=words::successor(language) value=successor choices=others />
            </div>
        </DialogForm>
    }
    .into_any()
}
