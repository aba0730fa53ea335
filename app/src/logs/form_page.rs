//! The form of an entry: a new one, with what is known already, or one that is changed.

use super::{
    api,
    draft::Draft,
    fields::{FollowFields, StandardFields},
    list_url,
    values::ValueField,
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    layout::name_open,
    live::{Live, Topic},
    parts::{
        awake::use_awake,
        field::{field_of, focus_invalid},
        icon::Icon,
        keys::is_composing,
        toast::Toasts,
    },
    settings::Loaded,
    time::Clock,
    words::{common, use_language},
};
use domain::{
    Field, LogId, LogItemId, Refused,
    logs::{Blank, EntryView, Log, LogQuery, LogSettings},
    users::PersonName,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use serde::{Deserialize, Serialize};

/// What the form begins with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Begin {
    New(Box<Blank>),
    Change(Box<EntryView>),
}

type Read = (Log, Begin, LogSettings, Vec<PersonName>);

#[component]
pub fn NewPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| {
        let log = params.with(|params| params.get("log")).and_then(|log| Log::of_path(&log));
        let id = |name: &str| query.with(|query| query.get(name)).and_then(|text| text.parse::<i64>().ok());
        (log, id("contact"), id("company"), id("conversation"))
    });
    let read = Resource::new(
        move || asked.get(),
        |(log, contact, company, conversation)| async move {
            let log = log.ok_or(Refused::NotFound)?;
            let (settings, people) = api::desk(log).await?;
            let blank =
                api::blank(log, contact.map(domain::ContactId), company.map(domain::CompanyId), conversation.map(domain::ConversationId)).await?;
            Ok((log, Begin::New(Box::new(blank)), settings, people))
        },
    );
    view! { <Page read /> }
}

#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<LogId>().ok()));
    // Read once: what somebody else writes meanwhile is told when this is saved, and does not overwrite what is being typed.
    let read = Resource::new(
        move || id.get(),
        |id| async move {
            let entry = api::entry(id.ok_or(Refused::NotFound)?).await?;
            let (settings, people) = api::desk(entry.row.log).await?;
            Ok((entry.row.log, Begin::Change(Box::new(entry)), settings, people))
        },
    );
    view! { <Page read /> }
}

#[component]
fn Page(read: Resource<Result<Read, Failure>>) -> impl IntoView {
    view! {
        <Loaded
            answer=read
            children=|read| {
                let clock = Clock::current();
                // Anew for another address only.
                (move || {
                    let (log, begin, settings, people) = read.get();
                    let draft = match begin {
                        Begin::New(blank) => Draft::new(log, *blank, &settings),
                        Begin::Change(view) => Draft::change(&view, &settings, clock),
                    };
                    view! { <Form draft settings people /> }
                })
                    .into_any()
            }
        />
    }
    .into_any()
}

#[component]
fn Form(draft: Draft, settings: LogSettings, people: Vec<PersonName>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let (log, known) = (draft.log, draft.known);
    let title = if known.is_some() { words::edit_title(language) } else { words::new_name(log, language) };
    name_open(Signal::stored(title.to_owned()));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    // The item that is meant, where a failure is about a value.
    let wrong_item = RwSignal::new(None::<LogItemId>);
    let back = known.map_or_else(|| list_url(&LogQuery::of(log)), |(id, _)| format!("/logs/{}/{id}", log.path()));
    let navigate = use_navigate();
    let kept = StoredValue::new((draft.clone(), settings.clone()));
    let save = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let (draft, settings) = kept.get_value();
        failure.set(None);
        wrong_item.set(None);
        if let Err((item, refused)) = draft.check(&settings) {
            wrong_item.set(item);
            failure.set(Some(refused.into()));
            return focus_invalid();
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let saved = api::save(log, known, draft.form()).await;
            busy.try_set(false);
            match saved {
                Ok(id) => {
                    toasts.done(if known.is_some() { words::saved(language) } else { words::noted(log, language) });
                    live.changed(Topic::Logs);
                    navigate(&format!("/logs/{}/{id}", log.path()), Default::default());
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    });
    if known.is_none() {
        focus_subject();
    }
    let other = move || {
        failure.get().filter(|failure| match field_of(failure) {
            Some(Field::Value) => wrong_item.with(Option::is_none),
            Some(Field::Subject | Field::Name | Field::Text | Field::Days | Field::Until | Field::SendAt | Field::User) => false,
            _ => true,
        })
    };
    let people_kept = StoredValue::new(people.clone());
    let items = settings.items.clone();
    let values = draft.values.clone();
    let item_field = move |item: domain::logs::ItemView| {
        let value = values.iter().find(|(id, _)| *id == item.id).map(|(_, value)| *value)?;
        let (id, name, required) = (item.id, item.name.clone(), item.required);
        let error = Signal::derive(move || {
            let failure = failure.get().filter(|_| wrong_item.get() == Some(id))?;
            let empty = value.with_untracked(|value| value.trim().is_empty());
            Some(if required && empty { words::missing_item(language, &name) } else { failure.words(language) })
        });
        Some(view! { <ValueField item value people=people_kept error /> })
    };
    let linked = draft.conversation_subject.clone();
    view! {
        <form
            class="logs__form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
            on:keydown=move |event| {
                let control = event.ctrl_key() || event.meta_key();
                if control && !is_composing(&event) && matches!(event.key().as_str(), "Enter" | "s") {
                    event.prevent_default();
                    save.run(());
                }
            }
        >
            <header class="phead">
                <a class="btn btn--ghost btn--icon" href=back.clone() aria-label=words::close(language)>
                    <Icon name="x" />
                </a>
                <h2 class="phead__title">{title}</h2>
            </header>
            <div class="logs__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                {(!linked.is_empty())
                    .then(|| view! { <p class="logs__linked" dir="auto"><Icon name="mail" /> {words::will_link(language, &linked)}</p> })}
                <StandardFields draft=draft.clone() settings people=people.clone() failure />
                {items.into_iter().map(item_field).collect_view()}
                <FollowFields draft people failure />
            </div>
            <footer class="logs__foot">
                <a class="btn btn--ghost" href=back>
                    {common::cancel(language)}
                </a>
                <button class="btn btn--primary" type="submit" disabled=move || !awake.get() aria-busy=move || busy.get().then_some("true")>
                    {words::save(language)}
                    <kbd class="kbd">"Ctrl"</kbd>
                    <kbd class="kbd">"S"</kbd>
                </button>
            </footer>
        </form>
    }
    .into_any()
}

/// What is written first. Selected, since it may stand there already. Browser only.
pub fn focus_subject() {
    Effect::new(move |_| {
        request_animation_frame(|| {
            use wasm_bindgen::JsCast;
            let field = document().get_element_by_id("log-subject").and_then(|field| field.dyn_into::<leptos::web_sys::HtmlInputElement>().ok());
            if let Some(field) = field {
                // Fails only when the field left the page meanwhile.
                let _ = field.focus();
                field.select();
            }
        });
    });
}
