//! The statuses of one mailbox: their order, colours and classes, and the sets that a mailbox may begin with.

use super::{
    api,
    dialogs::{EditDialog, RemoveDialog},
    words,
};
use crate::{
    conversations::{StatusPill, words::class_name},
    items::{self, KeptTable},
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{icon::Icon, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    MailboxId, StatusId,
    statuses::{COUNTED_MAX, Class, Preset, StatusSettings},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// What the dialog edits: a new status, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New,
    Known(StatusSettings),
}

#[component]
pub fn StatusesPage() -> impl IntoView {
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
    let (edited, removed) = (RwSignal::new(None::<Edited>), RwSignal::new(None::<StatusSettings>));
    let newest = RwSignal::new(Vec::<StatusSettings>::new());
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
                            <Presets mailbox />
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
    all: Memo<Vec<StatusSettings>>,
    edited: RwSignal<Option<Edited>>,
    removed: RwSignal<Option<StatusSettings>>,
) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let order = Callback::new(move |ids: Vec<i64>| {
        spawn_local(async move {
            if let Err(failure) = api::order(mailbox, ids.into_iter().map(StatusId).collect()).await {
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
        <th>{words::class(language)}</th>
        <th>{words::kind(language)}</th>
        <th>{words::tray(language)}</th>
        <th class="table__n">{words::used(language)}</th>
    }
    .into_any();
    view! {
        <div class="card">
            <KeptTable all prefix="status" heads cells order edit remove />
        </div>
        <p class="field__hint">{words::note(language)}</p>
    }
    .into_any()
}

fn cells(one: Memo<StatusSettings>) -> AnyView {
    let language = use_language();
    let standard = one.with_untracked(|one| one.status.standard);
    let class = Memo::new(move |_| one.with(|one| one.status.class));
    view! {
        <td class="table__main">{move || view! { <StatusPill status=one.get().status /> }}</td>
        <td data-label=words::class(language)>{move || class_name(class.get(), language)}</td>
        <td class="table__soft" data-label=words::kind(language)>
            {if standard { words::standard(language) } else { words::custom(language) }}
        </td>
        <td class="table__soft" data-label=words::tray(language)>
            {move || if class.get() == Class::Done { words::not_in_tray(language) } else { words::in_tray(language) }}
        </td>
        <td class="table__n" data-label=words::used(language)>
            {move || items::words::count(one.with(|one| one.used), COUNTED_MAX, language)}
        </td>
    }
    .into_any()
}

#[component]
fn Presets(mailbox: MailboxId) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let add = move |preset: Preset| {
        spawn_local(async move {
            match api::add_preset(mailbox, preset).await {
                Ok(0) => toasts.done(words::added_none(language)),
                Ok(count) => toasts.done(words::added_some(language, count)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
        });
    };
    view! {
        <section class="field" aria-labelledby="status-presets">
            <h2 class="field__label" id="status-presets">
                {words::presets(language)}
            </h2>
            <div class="btns">
                {Preset::ALL
                    .iter()
                    .map(|preset| {
                        let preset = *preset;
                        view! {
                            <button class="btn" type="button" on:click=move |_| add(preset)>
                                <Icon name="plus" />
                                {words::preset(preset, language)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
    .into_any()
}
