//! What a template is called, its folder, who uses it and who may change it: of a new one, or of one that is there.

use super::{api, template_url, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::Dialog,
        field::{TextField, about, field_of, focus_invalid},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field, MailboxId, TemplateId, UserId,
    templates::{Editors, Form},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// What the dialog needs to know.
#[derive(Clone, PartialEq)]
pub struct About {
    /// Absent for a new one; with the version that is changed.
    pub known: Option<(TemplateId, i64, Form)>,
    pub folders: Vec<String>,
    pub places: Vec<(Option<MailboxId>, String)>,
    pub people: Vec<(UserId, String)>,
}

#[component]
pub fn FormDialog(
    open: RwSignal<bool>,
    #[prop(into)] about_it: Signal<About>,
    /// Gets the version of now.
    #[prop(optional, into)]
    saved: Option<Callback<i64>>,
) -> impl IntoView {
    let language = use_language();
    let title = Signal::derive(move || {
        let known = about_it.with(|about| about.known.is_some());
        if known { words::settings_title(language).to_owned() } else { words::add_title(language).to_owned() }
    });
    view! {
        <Dialog open title>
            <Fields open about_it=about_it.get_untracked() saved />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Fields(open: RwSignal<bool>, about_it: About, saved: Option<Callback<i64>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, navigate) = (Live::current(), Toasts::current(), use_navigate());
    let About { known, folders, places, people } = about_it;
    let id = known.as_ref().map(|(id, version, _)| (*id, *version));
    let form = known.map(|(_, _, form)| form);
    let first_place = places.first().and_then(|(place, _)| *place);
    let name = RwSignal::new(form.as_ref().map(|form| form.name.clone()).unwrap_or_default());
    let folder = RwSignal::new(form.as_ref().map(|form| form.folder.clone()).unwrap_or_default());
    // 0 stands for the whole space.
    let place = RwSignal::new(MailboxId(form.as_ref().map_or(first_place, |form| form.mailbox).map_or(0, |id| id.0)));
    let editors = RwSignal::new(form.as_ref().map_or(Editors::Everybody, |form| form.editors));
    let named = RwSignal::new(form.map(|form| form.named).unwrap_or_default());
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let mailbox = Some(place.get_untracked()).filter(|mailbox| mailbox.0 != 0);
        let form = Form {
            name: name.get_untracked(),
            folder: folder.get_untracked(),
            mailbox,
            editors: editors.get_untracked(),
            named: named.get_untracked(),
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            let called = form.name.trim().to_owned();
            let answer = match id {
                Some((id, version)) => api::set(id, version, form).await.map(|version| (id, Some(version))),
                None => api::create(form).await.map(|id| (id, None)),
            };
            busy.try_set(false);
            match answer {
                Ok((id, version)) => {
                    open.try_set(false);
                    live.changed(Topic::Templates);
                    match (version, saved) {
                        (Some(version), Some(saved)) => {
                            toasts.done(words::said_set(language).to_owned());
                            saved.run(version);
                        }
                        _ => {
                            toasts.done(words::said_created(language, &called));
                            navigate(&template_url(id), Default::default());
                        }
                    }
                }
                Err(cause) => {
                    failure.try_set(Some(cause));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Folder)));
    let place_name = move |(mailbox, name): (Option<MailboxId>, String)| match mailbox {
        None => (MailboxId(0), words::whole_space(language).to_owned()),
        Some(mailbox) => (mailbox, words::members_of(language, &name)),
    };
    let places: Vec<_> = places.into_iter().map(place_name).collect();
    let who = vec![
        (Editors::Everybody, words::editors_everybody(language).to_owned()),
        (Editors::Operators, words::editors_operators(language).to_owned()),
        (Editors::Named, words::editors_named(language).to_owned()),
    ];
    let people = StoredValue::new(people);
    let person = move |(user, name): (UserId, String)| {
        let checked = move || named.with(|named| named.contains(&user));
        let set = move |on: bool| {
            named.update(|named| {
                named.retain(|one| *one != user);
                if on {
                    named.push(user);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=checked on:change:target=move |event| set(event.target().checked()) />
                <span class="check__text">{name}</span>
            </label>
        }
    };
    let show_people = id.is_some();
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="template-name" label=words::name(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                <TextField
                    id="template-folder"
                    label=words::folder(language)
                    value=folder
                    hint=words::folder_hint(language)
                    error=about(failure, Field::Folder)
                    list=Some("template-folders")
                    auto_direction=true
                />
                <datalist id="template-folders">{folders.into_iter().map(|folder| view! { <option value=folder></option> }).collect_view()}</datalist>
                <SelectField id="template-place" label=words::place(language) value=place choices=places />
                <SelectField id="template-editors" label=words::editors(language) value=editors choices=who hint=words::editors_hint(language) />
                <Show when=move || show_people && editors.get() == Editors::Named>
                    <fieldset class="tp__named">
                        <legend class="field__label">{words::named(language)}</legend>
                        {people.get_value().into_iter().map(person).collect_view()}
                    </fieldset>
                </Show>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { words::create(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
