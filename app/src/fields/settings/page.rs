//! The fields of one mailbox: their order, kinds and choices.

use super::{
    dialogs::{EditDialog, RemoveDialog},
    words,
};
use crate::{
    fields::api,
    items::{self, KeptTable},
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{empty::Empty, icon::Icon, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    FieldId, MailboxId,
    fields::{COUNTED_MAX, FIELDS_MAX, FieldSettings},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// What the dialog edits: a new field, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New,
    Known(FieldSettings),
}

#[component]
pub fn FieldsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok()).unwrap_or(MailboxId(0));
    let answer = Resource::new(
        move || live.version(Topic::Settings),
        move |_| async move {
            let mailbox = settings_of(mailbox).await?;
            Ok((mailbox.name, api::list(mailbox.id).await?))
        },
    );
    let name = move || answer.get().and_then(Result::ok).map(|(name, _)| name).unwrap_or_default();
    let (edited, removed) = (RwSignal::new(None::<Edited>), RwSignal::new(None::<FieldSettings>));
    let newest = RwSignal::new(Vec::<FieldSettings>::new());
    let actions = move || {
        view! {
            <button class="btn btn--primary" type="button" on:click=move |_| edited.set(Some(Edited::New))>
                <Icon name="plus" />
                {words::add(language)}
            </button>
        }
    };
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::title_of(language, &name()))
                text=Signal::stored(words::text(language).to_owned())
                needs=Needs::Operator
                actions
            >
                <Loaded
                    answer
                    children=move |loaded| {
                        let all = Memo::new(move |_| loaded.get().1);
                        Effect::new(move |_| newest.set(all.get()));
                        view! {
                            <Table mailbox all edited removed />
                        }
                            .into_any()
                    }
                />
            </SettingsPage>
        </Transition>
        // Outside of what is drawn anew when the page is read.
        <EditDialog mailbox edited />
        <RemoveDialog all=newest removed />
    }
}

#[component]
fn Table(
    mailbox: MailboxId,
    all: Memo<Vec<FieldSettings>>,
    edited: RwSignal<Option<Edited>>,
    removed: RwSignal<Option<FieldSettings>>,
) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let order = Callback::new(move |ids: Vec<i64>| {
        spawn_local(async move {
            if let Err(failure) = api::order(mailbox, ids.into_iter().map(FieldId).collect()).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
        });
    });
    let edit = Callback::new(move |one| edited.set(Some(Edited::Known(one))));
    let remove = Callback::new(move |one| removed.set(Some(one)));
    let heads = view! {
        <th>{items::words::name(language)}</th>
        <th>{items::words::kind(language)}</th>
        <th>{items::words::choices(language)}</th>
        <th>{words::column(language)}</th>
        <th class="table__n">{words::used(language)}</th>
    }
    .into_any();
    let nothing = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        <Show when=move || nothing.get()>
            <Empty icon="tag" title=words::none_title(language) text=words::none_text(language) />
        </Show>
        <p hidden=move || nothing.get()>
            <span class="quota">
                <progress class="bar" max=FIELDS_MAX.to_string() value=move || all.with(Vec::len).to_string() aria-label=words::link(language)></progress>
                {move || words::quota(language, all.with(Vec::len), FIELDS_MAX)}
            </span>
        </p>
        <div class="card" hidden=move || nothing.get()>
            <KeptTable all prefix="field" heads cells order edit remove />
        </div>
    }
    .into_any()
}

fn cells(one: Memo<FieldSettings>) -> AnyView {
    let language = use_language();
    let kind = one.with_untracked(|one| one.field.kind);
    let options = move || {
        one.with(|one| one.field.options.iter().filter(|option| !option.archived).map(|option| option.name.clone()).collect::<Vec<_>>().join("、"))
    };
    view! {
        <td class="table__main">
            <b dir="auto">{move || one.with(|one| one.field.name.clone())}</b>
        </td>
        <td class="table__soft" data-label=items::words::kind(language)>{words::kind_name(kind, language)}</td>
        <td class="table__soft" data-label=items::words::choices(language) dir="auto">{options}</td>
        <td class="table__soft" data-label=words::column(language)>
            {move || one.with(|one| one.field.listed).then(|| words::yes(language))}
        </td>
        <td class="table__n" data-label=words::used(language)>
            {move || items::words::count(one.with(|one| one.used), COUNTED_MAX, language)}
        </td>
    }
    .into_any()
}
