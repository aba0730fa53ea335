//! Everything with one customer, as a page: on phones, from heads of mails, hits and links. Its whole state stands in the address.

use super::{
    api,
    line::{Line, units},
    panel::nothing,
    url::{Asked, customer_url, use_asked},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    layout::{MenuButton, name_page},
    mailboxes::Mailboxes,
    parts::{empty::SkeletonRows, icon::Icon},
    words::use_language,
};
use domain::{
    conversations::View,
    history::{HistoryQuery, HistoryView, Unit},
};
use leptos::prelude::*;

#[component]
pub fn CustomerPage() -> impl IntoView {
    let language = use_language();
    let asked = use_asked();
    // The answer carries its question: while the next one is read, the old one stays whole.
    let answer = Resource::new(
        move || asked.get(),
        |asked: Asked| async move {
            let query = HistoryQuery { unit: asked.unit, address: asked.address.clone(), conversation: asked.from, before: asked.before };
            api::page(query).await.map(|page| (asked, page))
        },
    );
    let mailboxes = Mailboxes::current();
    let title = Memo::new(move |_| words::of(language, &asked.with(|asked| asked.address.clone())));
    name_page(Signal::derive(move || title.get()));
    view! {
        <header class="phead">
            <MenuButton />
            <h1 class="phead__title past__name" dir="auto">
                {move || title.get()}
            </h1>
        </header>
        <div class="page">
            <div class="page__in past__page">
                <div class="btns">
                    <nav class="seg" aria-label=words::reach(language)>
                        {move || {
                            let Asked { address, unit: chosen, from, .. } = asked.get();
                            units(from.is_some())
                                .into_iter()
                                .map(|unit| {
                                    view! {
                                        <a href=customer_url(&address, unit, from, None) aria-current=(unit == chosen).then_some("page")>
                                            {words::unit_name(unit, language)}
                                        </a>
                                    }
                                })
                                .collect_view()
                        }}
                    </nav>
                </div>
                <Transition fallback=|| view! { <SkeletonRows /> }>
                    {move || {
                        let ready = mailboxes.ready();
                        move || shown(answer, ready)
                    }}
                </Transition>
            </div>
        </div>
    }
    .into_any()
}

fn shown(answer: Resource<Result<(Asked, HistoryView), Failure>>, ready: Memo<bool>) -> Option<AnyView> {
    let (answered, ready) = (answer.get(), ready.get());
    Some(match answered.filter(|_| ready)? {
        Ok((asked, page)) => lines(asked, page),
        Err(failure) => view! { <FailureNote failure retry=Callback::new(move |()| answer.refetch()) /> }.into_any(),
    })
}

fn lines(asked: Asked, page: HistoryView) -> AnyView {
    let language = use_language();
    let Asked { address, unit, before, from } = asked;
    if page.lines.is_empty() {
        return nothing(unit, &address);
    }
    let back = from.zip(page.mailbox).map(|(from, mailbox)| format!("/m/{mailbox}/{}/{from}", View::All));
    let newest = before.map(|_| customer_url(&address, unit, from, None));
    let older = page.next.map(|next| customer_url(&address, unit, from, Some(next)));
    view! {
        <ol class="hlist past__list card" aria-label=words::list(language)>
            {page.lines.into_iter().map(|line| view! { <Line line boxes=unit != Unit::Thread /> }).collect_view()}
        </ol>
        <div class="btns">
            {back
                .map(|href| {
                    view! {
                        <a class="btn btn--ghost" href=href>
                            <Icon name="arrow-left" />
                            {words::back(language)}
                        </a>
                    }
                })}
            {newest.map(|href| view! { <a class="btn btn--ghost" href=href>{words::newest(language)}</a> })}
            {older.map(|href| view! { <a class="btn" href=href>{words::older(language)}</a> })}
        </div>
    }
    .into_any()
}
