//! The statuses of one mailbox: their order, colours and classes, and the sets that a mailbox may begin with.

use super::{
    api,
    edit_dialog::EditDialog,
    line::{Line, move_id},
    remove_dialog::RemoveDialog,
    words,
};
use crate::{
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{icon::Icon, refocus::Refocus, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    MailboxId, StatusId,
    statuses::{Preset, StatusSettings},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// What the dialog edits: a new status, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New,
    Known(StatusSettings),
}

/// What a line asks its page for.
#[derive(Clone, Copy)]
pub struct Asks {
    pub edited: RwSignal<Option<Edited>>,
    pub removed: RwSignal<Option<StatusSettings>>,
    /// A status, and by how many places it moves.
    pub moves: Callback<(StatusId, isize)>,
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
                back="/settings/mailboxes"
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
    let refocus = Refocus::after(move || all.track());
    let moves = Callback::new(move |(id, by): (StatusId, isize)| {
        let mut ids: Vec<StatusId> = all.with_untracked(|all| all.iter().map(|one| one.status.id).collect());
        let Some(place) = ids.iter().position(|other| *other == id) else { return };
        let to = place.saturating_add_signed(by).min(ids.len() - 1);
        let moved = ids.remove(place);
        ids.insert(to, moved);
        refocus.keep(move_id(id, by));
        spawn_local(async move {
            if let Err(failure) = api::order(mailbox, ids).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Settings);
            live.changed(Topic::Frame);
        });
    });
    let asks = Asks { edited, removed, moves };
    view! {
        <div class="card">
            <div class="card__scroll">
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th>{words::class(language)}</th>
                            <th>{words::kind(language)}</th>
                            <th>{words::tray(language)}</th>
                            <th class="table__n">{words::used(language)}</th>
                            <th class="table__act">
                                <span class="sr">{words::actions(language)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || all.get()
                            key=|one| one.status.id
                            children=move |first| {
                                let id = first.status.id;
                                let one = Memo::new(move |last: Option<&StatusSettings>| {
                                    let now = all.with(|all| all.iter().find(|one| one.status.id == id).cloned());
                                    now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
                                });
                                let place = Memo::new(move |_| all.with(|all| all.iter().position(|one| one.status.id == id).map(|place| (place, all.len()))));
                                view! { <Line one place asks /> }
                            }
                        />
                    </tbody>
                </table>
            </div>
        </div>
        <p class="field__hint">{words::note(language)}</p>
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
