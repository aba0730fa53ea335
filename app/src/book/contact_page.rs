//! The card of a person: how they are reached, what is known of them, and everything there was with them.

use super::{
    api, card,
    card::{AlikeNotes, Items, TrashNote},
    desk::Desk,
    entry_dialog::Subject,
    files::Files,
    past_list::PastList,
    url::use_open,
    words,
};
use crate::{
    drafts::WriteTo,
    live::Live,
    logs,
    parts::{avatar::Avatar, awake::use_awake, icon::Icon, toast::Toasts},
    settings::Loaded,
    time::Clock,
    words::use_language,
};
use domain::{
    ContactId,
    addresses::Address,
    book::{ContactView, EntryKind},
};
use leptos::prelude::*;

#[component]
pub fn ContactPage() -> impl IntoView {
    let language = use_language();
    let (desk, open) = (expect_context::<Desk>(), use_open());
    let id = Memo::new(move |_| open.get().filter(|(kind, _)| *kind == EntryKind::Contact).map_or(0, |(_, id)| id));
    let answer = Resource::new(move || (id.get(), desk.changed.get()), |(id, _)| api::contact(ContactId(id)));
    view! {
        <div class="book__entry">
            <Loaded answer children=move |view| (move || view! { <Card view=view.get() /> }).into_any() />
            <section class="book__sec">
                <h2 class="book__head2">{words::past(language)}</h2>
                <PastList kind=EntryKind::Contact id />
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Card(view: ContactView) -> impl IntoView {
    let language = use_language();
    let desk = expect_context::<Desk>();
    let id = view.id.0;
    let name = view.form.name.clone();
    let side = desk.side.get_untracked();
    let company = view.form.company.map(|company| {
        view! {
            <a class="link" href=side.entry(EntryKind::Company, company.0) dir="auto">
                {view.company.clone()}
            </a>
        }
    });
    let about = [view.form.reading.clone(), view.form.section.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ・ ");
    view! {
        <header class="book__top">
            <a class="btn btn--ghost btn--icon book__back" href=side.url() aria-label=words::back_to_list(language)>
                <Icon name="chevron-left" />
            </a>
            <Avatar name=name.clone() size="l" />
            <div class="book__title">
                <h1 dir="auto">{name.clone()}</h1>
                <p dir="auto">{company} " " {about}</p>
            </div>
            <Acts view=view.clone() />
        </header>
        {view.removed.then(|| view! { <TrashNote kind=EntryKind::Contact id name=name.clone() may_edit=view.rights.edit /> })}
        <AlikeNotes alike=view.alike.clone() kind=EntryKind::Contact id name=name.clone() may_edit=view.rights.edit && !view.removed />
        <Facts view=view.clone() />
        <Items items=view.items kind=EntryKind::Contact />
        <Files files=view.files kind=EntryKind::Contact id may_edit=view.rights.edit && !view.removed />
    }
    .into_any()
}

#[component]
fn Acts(view: ContactView) -> impl IntoView {
    let language = use_language();
    let (desk, live, toasts, awake) = (expect_context::<Desk>(), Live::current(), Toasts::current(), use_awake());
    let (id, name) = (view.id.0, view.form.name.clone());
    let to = view.form.addresses.first().map(|addr| Address { name: name.clone(), addr: addr.clone() });
    let may_edit = view.rights.edit && !view.removed;
    let contact = view.id;
    let administers = view.rights.administer;
    view! {
        <div class="btns book__do">
            {to.map(|to| view! { <WriteTo to /> })}
            {may_edit
                .then(|| {
                    view! {
                        <a class="btn" href=format!("/logs/calls/new?contact={id}")>
                            <Icon name="phone" />
                            {logs::words::new_call(language)}
                        </a>
                        <button
                            class="btn"
                            type="button"
                            disabled=move || !awake.get()
                            on:click=move |_| desk.edited.set(Some(Subject::Contact(Box::new(view.clone()))))
                        >
                            <Icon name="pencil" />
                            {words::edit(language)}
                        </button>
                        <button
                            class="btn btn--ghost"
                            type="button"
                            disabled=move || !awake.get()
                            on:click=move |_| card::remove(EntryKind::Contact, id, name.clone(), live, toasts, language)
                        >
                            <Icon name="trash-2" />
                            {words::remove(language)}
                        </button>
                    }
                })}
            <details class="pop">
                <summary class="btn btn--ghost btn--icon" aria-label=words::more(language)>
                    <Icon name="ellipsis" />
                </summary>
                <div class="menu" data-align="end">
                    <a class="menu__item" href=format!("/book/cards.vcf?id={contact}") rel="external" download="">
                        <Icon name="download" />
                        {words::as_card(language)}
                    </a>
                    {administers
                        .then(|| {
                            view! {
                                <a class="menu__item" href=format!("/book/person/{contact}.zip") rel="external" download="">
                                    <Icon name="archive" />
                                    {words::everything(language)}
                                </a>
                                <button class="menu__item" type="button" disabled=move || !awake.get() on:click=move |_| desk.erased.set(Some(contact))>
                                    <Icon name="trash-2" />
                                    {words::erase_of(language)}
                                </button>
                            }
                        })}
                </div>
            </details>
        </div>
    }
    .into_any()
}

/// How they are reached, and whether bulk mail may be sent.
#[component]
fn Facts(view: ContactView) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let fact = |name: &'static str, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <dt>{name}</dt>
                <dd dir="auto">{text}</dd>
            }
        })
    };
    let bulk = match view.opted_out_at {
        None => view! {
            <span class="tag" data-kind="ok">
                <Icon name="check" />
                {words::takes_bulk(language)}
            </span>
        }
        .into_any(),
        Some(at) => {
            let day = clock.civil(at);
            let when = format!("{}/{}/{}", day.year, day.month, day.day);
            let how = match view.opted_out_by.as_deref() {
                Some("link") => words::opted_by_link(language, &when),
                Some("import") => words::opted_by_import(language, &when),
                _ => words::opted_by_hand(language, &when),
            };
            view! {
                <span class="tag" data-kind="warn">
                    <Icon name="ban" />
                    {words::opted_out(language)}
                </span>
                " "
                {how}
            }
            .into_any()
        }
    };
    let addresses = view.form.addresses.iter().map(|addr| view! { <span class="book__addr">{addr.clone()}</span> }).collect_view();
    let some = !view.form.addresses.is_empty();
    view! {
        <section class="book__sec">
            <dl class="kv">
                {some
                    .then(|| {
                        view! {
                            <dt>{words::mail(language)}</dt>
                            <dd>{addresses}</dd>
                        }
                    })}
                {fact(words::phone(language), view.form.phone.clone())}
                {fact(words::code(language), view.form.code.clone())}
                <dt>{words::bulk(language)}</dt>
                <dd>{bulk}</dd>
                {fact(words::groups(language), view.groups.join("、"))}
            </dl>
        </section>
    }
    .into_any()
}
