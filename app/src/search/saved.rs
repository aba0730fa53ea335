//! Questions that are kept, with how much each finds; and keeping the one that is asked.

use super::{api, url::search_url, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    mailboxes::Mailboxes,
    parts::{
        field::{TextField, about, field_of},
        icon::Icon,
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field, MailboxId, SavedSearchId,
    search::{Counted, SavedView},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;

/// No mailbox: one's own.
const OWN: MailboxId = MailboxId(0);

#[component]
pub fn Saved(q: Memo<String>) -> impl IntoView {
    let live = Live::current();
    let again = RwSignal::new(0_u32);
    let answer = Resource::new(move || (live.version(Topic::Settings), again.get()), |_| api::saved());
    view! {
        <Transition>
            {move || answer.get().and_then(Result::ok).map(|all| view! { <List all again /> })}
        </Transition>
        <Keep q again />
    }
    .into_any()
}

#[component]
fn List(all: Vec<SavedView>, again: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let counts = RwSignal::new(HashMap::<SavedSearchId, Counted>::new());
    let ids: Vec<SavedSearchId> = all.iter().map(|saved| saved.id).collect();
    // One after the other: nobody waits for them.
    Effect::new(move |_| {
        let ids = ids.clone();
        spawn_local(async move {
            for id in ids {
                let Ok(counted) = api::count(id).await else { return };
                if counts.try_update(|counts| counts.insert(id, counted)).is_none() {
                    return;
                }
            }
        });
    });
    (!all.is_empty()).then(|| {
        view! {
            <section class="srch__recent" aria-labelledby="search-saved">
                <h2 class="nav__head" id="search-saved">
                    {words::saved(language)}
                </h2>
                <ul>{all.into_iter().map(|saved| view! { <Line saved counts again /> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Line(saved: SavedView, counts: RwSignal<HashMap<SavedSearchId, Counted>>, again: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let SavedView { id, name, q, mailbox_id, mailbox_name, mine, .. } = saved;
    let counted = move || {
        counts.with(|counts| counts.get(&id).copied()).map(|Counted { count, more }| {
            let (shown, said) =
                if more { (format!("{count}+"), words::count_or_more(language, count)) } else { (count.to_string(), words::count(language, count)) };
            view! {
                <span class="count" aria-hidden="true">
                    {shown}
                </span>
                <span class="sr">{said}</span>
            }
        })
    };
    let remove = move |_| {
        spawn_local(async move {
            match api::forget(id).await {
                Ok(()) => drop(again.try_update(|again| *again += 1)),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <li class="srch__saved">
            <a class="nav__item" href=search_url(&q, None) title=q.clone()>
                <Icon name=if mailbox_id.is_some() { "users" } else { "star" } />
                <span class="nav__label" dir="auto">
                    {name.clone()}
                    {mailbox_id.map(|_| view! { <small>{words::shared_in(language, &mailbox_name)}</small> })}
                </span>
                {counted}
            </a>
            {mine
                .then(|| {
                    view! {
                        <button class="btn btn--ghost btn--icon" type="button" aria-label=words::forget_saved(language, &name) on:click=remove>
                            <Icon name="x" />
                        </button>
                    }
                })}
        </li>
    }
    .into_any()
}

#[component]
fn Keep(q: Memo<String>, again: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let mailboxes = Mailboxes::current();
    let open = RwSignal::new(false);
    let asked = Memo::new(move |_| !q.with(|q| q.trim().is_empty()));
    let (name, shared) = (RwSignal::new(String::new()), RwSignal::new(OWN));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let submit = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let mailbox = Some(shared.get_untracked()).filter(|mailbox| *mailbox != OWN);
        spawn_local(async move {
            let answer = api::save(name.get_untracked(), q.get_untracked(), mailbox).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.done(words::kept(language));
                    name.try_set(String::new());
                    open.try_set(false);
                    again.try_update(|again| *again += 1);
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let form = move || {
        let mut choices = vec![(OWN, words::only_me(language).to_owned())];
        choices.extend(
            mailboxes
                .all
                .get()
                .and_then(Result::ok)
                .unwrap_or_default()
                .into_iter()
                .filter(|mailbox| mailbox.rights.edit)
                .map(|mailbox| (mailbox.id, words::members_of(language, &mailbox.name))),
        );
        let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Name));
        view! {
            <form class="form" novalidate on:submit=submit>
                <TextField id="saved-name" label=words::saved_name(language) value=name error=about(failure, Field::Name) required=true auto_direction=true />
                <SelectField id="saved-for" label=words::saved_for(language) value=shared choices />
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <div class="btns">
                    <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {common::save(language)}
                    </button>
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                </div>
            </form>
        }
    };
    view! {
        <Show when=move || asked.get()>
            <section class="srch__keep" aria-label=words::keep(language)>
                <Show when=move || open.get() fallback=move || view! {
                    <button class="btn" type="button" on:click=move |_| open.set(true)>
                        <Icon name="star" />
                        {words::keep(language)}
                    </button>
                }>
                    {form}
                </Show>
            </section>
        </Show>
    }
    .into_any()
}
