//! A list of a mailbox and, beside it, what is read.

use super::{api, list::List, query::use_list_query, words};
use crate::{
    failure::FailureNote,
    layout::{MenuButton, name_page, words::view_name},
    logs::DueLine,
    mailboxes::Mailboxes,
    parts::{empty::SkeletonRows, later::Later},
    threads::{AskPlace, Asking},
    words::use_language,
};
use domain::{Refused, conversations::ListQuery};
use leptos::prelude::*;
use leptos_router::components::Outlet;

#[component]
pub fn TrayPage() -> impl IntoView {
    let language = use_language();
    let query = use_list_query();
    // The answer carries its question: while a new list loads, the old one stays whole.
    let page = Resource::new(
        move || query.get(),
        |query: Option<ListQuery>| async move {
            match query {
                Some(query) => api::list(query.clone()).await.map(|page| (query, page)),
                None => Err(Refused::NotFound.into()),
            }
        },
    );
    let mailboxes = Mailboxes::current();
    let selecting = RwSignal::new(false);
    Asking::provide();
    let title = move || query.get().map(|query| view_name(query.view, language)).unwrap_or_default();
    name_page(Signal::derive(move || title().to_owned()));
    view! {
        <div class="panes">
            <section class="list" aria-labelledby="list-title" data-selecting=move || selecting.get()>
                <DueLine />
                <Transition fallback=|| view! { <SkeletonRows /> }>
                    {move || {
                        let ready = mailboxes.ready();
                        move || {
                            let (answer, ready) = (page.get(), ready.get());
                            match answer.filter(|_| ready)? {
                                Ok((query, page)) => Some(Later::new(move || view! { <List query page selecting /> }.into_any())),
                                Err(failure) => {
                                    let retry = Callback::new(move |()| page.refetch());
                                    let note = move || {
                                        view! {
                                            <header class="list__head">
                                                <MenuButton />
                                                <h1 class="list__title" id="list-title">
                                                    {title}
                                                </h1>
                                            </header>
                                            <FailureNote failure retry />
                                        }
                                            .into_any()
                                    };
                                    Some(Later::new(note))
                                }
                            }
                        }
                    }}
                </Transition>
            </section>
            <section class="read" aria-label=words::conversation(language)>
                <Outlet />
            </section>
        </div>
        <AskPlace />
    }
    .into_any()
}
