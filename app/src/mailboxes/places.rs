//! What can be set of one mailbox: a page that leads to each, and the same beside every one of them.

use super::{edit_dialog::EditDialog, settings_of, settings_page::Edited, words};
use crate::{
    checks::words as checks,
    fields, imports,
    live::{Live, Topic},
    parts::icon::Icon,
    reports,
    settings::{Loaded, Needs, SettingsPage},
    statuses,
    words::use_language,
};
use domain::{Language, MailboxId, mailboxes::MailboxSettings};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// One thing that is set on a page of its own, `/settings/mailboxes/{id}/{path}`.
struct Place {
    path: &'static str,
    icon: &'static str,
    name: &'static str,
    text: &'static str,
}

fn places(l: Language) -> Vec<Place> {
    [
        ("accounts", "mail", words::accounts(l), words::accounts_text(l)),
        ("access", "users", words::access(l), words::access_short(l)),
        ("folders", "folder", words::folders(l), words::folders_text(l)),
        ("rules", "zap", words::rules(l), words::rules_text(l)),
        ("statuses", "status-half", statuses::words::link(l), words::statuses_text(l)),
        ("fields", "tag", fields::settings_words::link(l), words::fields_text(l)),
        ("conditions", "filter", reports::conditions_link(l), words::conditions_text(l)),
        ("sending", "eye", checks::rules_short(l), words::sending_text(l)),
        ("pace", "clock", words::pace(l), words::pace_text(l)),
        ("import", "download", imports::words::link(l), words::import_text(l)),
    ]
    .into_iter()
    .map(|(path, icon, name, text)| Place { path, icon, name, text })
    .collect()
}

/// `/settings/mailboxes/:id`
#[component]
pub fn MailboxPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok()).map(MailboxId)));
    let mailbox = Resource::new(move || (id.get(), live.version(Topic::Settings)), |(id, _)| settings_of(id.unwrap_or(MailboxId(0))));
    let edited = RwSignal::new(None::<Edited>);
    let title = move || mailbox.get().and_then(Result::ok).map(|mailbox| mailbox.name).unwrap_or_default();
    view! {
        <Transition>
            <SettingsPage title=Signal::derive(title) text=Signal::stored(words::places_text(language).to_owned()) needs=Needs::Operator>
                <Loaded answer=mailbox children=move |mailbox| view! { <Places mailbox edited /> }.into_any() />
                <EditDialog edited />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Places(mailbox: Memo<MailboxSettings>, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="card optlist">
            <button class="optlist__item optlist__item--link" type="button" on:click=move |_| edited.set(Some(Edited::Known(mailbox.get())))>
                <Icon name="signature" />
                <span class="optlist__text">
                    <b>{words::edit(language)}</b>
                    <small>{words::edit_text(language)}</small>
                </span>
                <Icon name="pencil" />
            </button>
            {places(language)
                .into_iter()
                .map(|place| {
                    let href = move || format!("/settings/mailboxes/{}/{}", mailbox.with(|mailbox| mailbox.id), place.path);
                    view! {
                        <a class="optlist__item optlist__item--link" href=href>
                            <Icon name=place.icon />
                            <span class="optlist__text">
                                <b>{place.name}</b>
                                <small>{place.text}</small>
                            </span>
                            <Icon name="chevron-right" />
                        </a>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// In the navigation of the settings, while the page of a mailbox is open.
#[component]
pub fn PlacesNav() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let path = use_location().pathname;
    let at = Memo::new(move |_| {
        let rest = path.with(|path| path.strip_prefix("/settings/mailboxes/").map(str::to_owned))?;
        let (id, place) = rest.split_once('/').unwrap_or((&rest, ""));
        Some((id.parse().map(MailboxId).ok()?, place.split('/').next().unwrap_or_default().to_owned()))
    });
    let id = Memo::new(move |_| at.get().map(|(id, _)| id));
    let name = Resource::new(
        move || (id.get(), live.version(Topic::Settings)),
        |(id, _)| async move { settings_of(id?).await.ok().map(|mailbox| mailbox.name) },
    );
    let known = move || id.get().zip(name.get().flatten());
    view! {
        <Transition>
            {move || {
                known()
                    .map(|(id, name)| {
                        let items = places(language)
                            .into_iter()
                            .map(|place| {
                                let current = move || at.with(|at| at.as_ref().is_some_and(|(_, at)| at == place.path)).then_some("page");
                                view! {
                                    <li>
                                        <a class="nav__item" href=format!("/settings/mailboxes/{id}/{}", place.path) aria-current=current>
                                            <Icon name=place.icon />
                                            <span class="nav__label">{place.name}</span>
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view();
                        view! {
                            <h2 class="nav__head" dir="auto">
                                {words::places_of(language, &name)}
                            </h2>
                            <ul>{items}</ul>
                        }
                    })
            }}
        </Transition>
    }
}
