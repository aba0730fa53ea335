//! Groups of companies and of people: each leads to the list of those who are in it.

use super::{
    api,
    url::{Side, Tab},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        empty::Empty,
        field::{TextField, about, focus_invalid},
        icon::Icon,
        select::SelectField,
        sure::Sure,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field,
    book::{BookSetup, EntryKind, GroupForm, GroupView},
};
use leptos::{prelude::*, task::spawn_local};

/// What the dialog edits.
#[derive(Clone)]
pub enum Edited {
    New,
    Known(GroupView),
}

/// What is asked about groups. It belongs to the desk: a list that is read again closes no dialog.
#[derive(Clone, Copy)]
pub struct GroupAsks {
    edited: RwSignal<Option<Edited>>,
    removed: RwSignal<Option<GroupView>>,
}

impl GroupAsks {
    pub fn new() -> GroupAsks {
        GroupAsks { edited: RwSignal::new(None), removed: RwSignal::new(None) }
    }
}

#[component]
pub fn GroupDialogs(asks: GroupAsks) -> impl IntoView {
    view! {
        <EditDialog edited=asks.edited />
        <RemoveDialog removed=asks.removed />
    }
}

#[component]
pub fn GroupList(setup: BookSetup, asks: GroupAsks) -> impl IntoView {
    let language = use_language();
    let GroupAsks { edited, removed } = asks;
    let rights = setup.rights;
    let of = |kind: EntryKind| {
        let lines: Vec<_> = setup
            .groups_of(kind)
            .cloned()
            .map(|group| view! { <Line group may_edit=rights.edit may_remove=rights.operate edited removed /> })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <h2 class="book__head2">{words::kind_name(kind, language)}</h2>
                <ul class="book__lines" aria-label=words::kind_name(kind, language)>
                    {lines}
                </ul>
            }
        })
    };
    view! {
        {rights
            .edit
            .then(|| {
                view! {
                    <div class="book__acts">
                        <button class="btn" type="button" on:click=move |_| edited.set(Some(Edited::New))>
                            <Icon name="plus" />
                            {words::add_group(language)}
                        </button>
                    </div>
                }
            })}
        {setup
            .groups
            .is_empty()
            .then(|| view! { <Empty icon="users" title=words::no_groups(language) text=words::no_groups_text(language) /> })}
        {of(EntryKind::Company)}
        {of(EntryKind::Contact)}
    }
    .into_any()
}

#[component]
fn Line(group: GroupView, may_edit: bool, may_remove: bool, edited: RwSignal<Option<Edited>>, removed: RwSignal<Option<GroupView>>) -> impl IntoView {
    let language = use_language();
    let tab = if group.kind == EntryKind::Company { Tab::Companies } else { Tab::People };
    let href = Side { tab, q: String::new(), group: Some(group.id), filters: vec![], after: None }.url();
    let (known, gone) = (group.clone(), group.clone());
    view! {
        <li class="book__group">
            <a class="book__line" href=href>
                <Icon name="users" />
                <span class="book__name" dir="auto">
                    <b>{group.name.clone()}</b>
                </span>
                <span class="count">{group.members}</span>
            </a>
            {may_edit
                .then(|| {
                    view! {
                        <button
                            class="btn btn--ghost btn--icon"
                            type="button"
                            aria-label=words::rename_of(language, &group.name)
                            on:click=move |_| edited.set(Some(Edited::Known(known.clone())))
                        >
                            <Icon name="pencil" />
                        </button>
                    }
                })}
            {may_remove
                .then(|| {
                    view! {
                        <button
                            class="btn btn--ghost btn--icon"
                            type="button"
                            aria-label=words::remove_of(language, &group.name)
                            on:click=move |_| removed.set(Some(gone.clone()))
                        >
                            <Icon name="trash-2" />
                        </button>
                    }
                })}
        </li>
    }
    .into_any()
}

#[component]
fn EditDialog(edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(group)) => words::rename_of(language, &group.name),
        _ => words::add_group(language).to_owned(),
    });
    view! {
        <Dialog open title small=true>
            {move || edited.get().map(|subject| view! { <Form subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(subject: Edited, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known = if let Edited::Known(group) = subject { Some(group) } else { None };
    let id = known.as_ref().map(|group| group.id);
    let name = RwSignal::new(known.map(|group| group.name).unwrap_or_default());
    let kind = RwSignal::new(EntryKind::Company);
    let failure = RwSignal::new(None::<Failure>);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let form = GroupForm { name: name.get_untracked() };
            let saved = match id {
                None => api::add_group(kind.get_untracked(), form).await.map(drop),
                Some(id) => api::rename_group(id, form).await,
            };
            match saved {
                Ok(()) => {
                    live.changed(Topic::Book);
                    if id.is_none() {
                        toasts.done(words::group_added(language, name.get_untracked().trim()));
                    }
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let kinds = vec![
        (EntryKind::Company, words::kind_name(EntryKind::Company, language).to_owned()),
        (EntryKind::Contact, words::kind_name(EntryKind::Contact, language).to_owned()),
    ];
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || failure.get().filter(|failure| crate::parts::field::field_of(failure).is_none()).map(|failure| view! { <FailureNote failure /> })}
                <TextField id="group-name" label=words::name_of_group(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                {id.is_none().then(|| view! { <SelectField id="group-kind" label=words::group_of(language) value=kind choices=kinds /> })}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn RemoveDialog(removed: RwSignal<Option<GroupView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(removed);
    let title = Signal::derive(move || {
        removed.with(|group| group.as_ref().map(|group| words::remove_group_title(language, &group.name)).unwrap_or_default())
    });
    let remove = move |_| {
        let Some(group) = removed.get_untracked() else { return };
        spawn_local(async move {
            match api::remove_group(group.id).await {
                Ok(()) => toasts.done(words::group_removed(language, &group.name)),
                Err(failure) => toasts.failed(&failure, language),
            }
            open.try_set(false);
            live.changed(Topic::Book);
        });
    };
    view! {
        <Sure open title text=words::remove_group_text(language).to_owned() act=common::delete(language).to_owned() does=Callback::new(remove) />
    }
}
