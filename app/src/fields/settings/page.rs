//! The fields of one mailbox: their order, kinds and choices.

use super::{
    edit_dialog::EditDialog,
    line::{Line, move_id},
    remove_dialog::RemoveDialog,
    words,
};
use crate::{
    fields::api,
    live::{Live, Topic},
    mailboxes::settings_of,
    parts::{empty::Empty, icon::Icon, refocus::Refocus, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    FieldId, MailboxId,
    fields::{FIELDS_MAX, FieldSettings},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// What the dialog edits: a new field, or one that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited {
    New,
    Known(FieldSettings),
}

/// What a line asks its page for.
#[derive(Clone, Copy)]
pub struct Asks {
    pub edited: RwSignal<Option<Edited>>,
    pub removed: RwSignal<Option<FieldSettings>>,
    /// A field, and by how many places it moves.
    pub moves: Callback<(FieldId, isize)>,
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
    let refocus = Refocus::after(move || all.track());
    let moves = Callback::new(move |(id, by): (FieldId, isize)| {
        let mut ids: Vec<FieldId> = all.with_untracked(|all| all.iter().map(|one| one.field.id).collect());
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
            <div class="card__scroll">
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th>{words::kind(language)}</th>
                            <th>{words::choices(language)}</th>
                            <th>{words::column(language)}</th>
                            <th class="table__n">{words::used(language)}</th>
                            <th class="table__act">
                                <span class="sr">{words::actions(language)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || all.get()
                            key=|one| one.field.id
                            children=move |first| {
                                let id = first.field.id;
                                let one = Memo::new(move |last: Option<&FieldSettings>| {
                                    let now = all.with(|all| all.iter().find(|one| one.field.id == id).cloned());
                                    now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
                                });
                                let place = Memo::new(move |_| all.with(|all| all.iter().position(|one| one.field.id == id).map(|place| (place, all.len()))));
                                view! { <Line one place asks /> }
                            }
                        />
                    </tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}
