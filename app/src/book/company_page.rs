//! The page of a company: its people and items, or everything there was with it.

use super::{
    api, card,
    card::{AlikeNotes, Items, TrashNote},
    desk::Desk,
    entry_dialog::Subject,
    entry_fields::brief,
    files::Files,
    past_list::PastList,
    people_table::PeopleTable,
    url::{Part, part_url, use_open, use_part},
    words,
};
use crate::{
    live::Live,
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    settings::Loaded,
    words::use_language,
};
use domain::{
    CompanyId,
    book::{CompanyView, ContactForm, EntryKind},
};
use leptos::prelude::*;

#[component]
pub fn CompanyPage() -> impl IntoView {
    let (desk, open) = (expect_context::<Desk>(), use_open());
    let id = Memo::new(move |_| open.get().filter(|(kind, _)| *kind == EntryKind::Company).map_or(0, |(_, id)| id));
    let answer = Resource::new(move || (id.get(), desk.changed.get()), |(id, _)| api::company(CompanyId(id)));
    let part = use_part();
    let past = Memo::new(move |_| part.get().past);
    view! {
        <div class="book__entry">
            <Loaded answer children=move |view| (move || view! { <Head view=view.get() past /> }).into_any() />
            {move || if past.get() { view! { <PastList kind=EntryKind::Company id /> }.into_any() } else { view! { <PeopleTable company=id /> }.into_any() }}
        </div>
    }
    .into_any()
}

#[component]
fn Head(view: CompanyView, past: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let (desk, live, toasts, awake) = (expect_context::<Desk>(), Live::current(), Toasts::current(), use_awake());
    let id = view.id.0;
    let name = view.form.name.clone();
    let side = desk.side.get_untracked();
    let tab = {
        let side = side.clone();
        move |shows: bool, label: String| {
            let href = part_url(&side, EntryKind::Company, id, &Part { past: shows, before: None });
            view! {
                <a class="tab" href=href aria-current=move || (past.get() == shows).then_some("page")>
                    {label}
                </a>
            }
        }
    };
    let about = [view.form.reading.clone(), if view.form.code.is_empty() { String::new() } else { words::code_is(language, &view.form.code) }];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    let fact = |icon: &'static str, text: String| (!text.is_empty()).then(|| view! { <span><Icon name=icon />{text}</span> });
    let charge = view.in_charge.as_ref().map(|name| words::in_charge_is(language, name)).unwrap_or_default();
    let may_edit = view.rights.edit && !view.removed;
    let edits = view.clone();
    let adds = brief(view.id, &name);
    let gone = name.clone();
    let acts = may_edit.then(move || {
        let add = move |_| {
            desk.edited.set(Some(Subject::NewContact { form: Box::new(ContactForm::default()), company: Some(adds.clone()), guesses: vec![] }));
        };
        view! {
            <div class="btns book__do">
                <button class="btn btn--primary" type="button" disabled=move || !awake.get() on:click=add>
                    <Icon name="user-plus" />
                    {words::add_person(language)}
                </button>
                <button class="btn" type="button" disabled=move || !awake.get() on:click=move |_| desk.edited.set(Some(Subject::Company(Box::new(edits.clone()))))>
                    <Icon name="pencil" />
                    {words::edit(language)}
                </button>
                <button
                    class="btn btn--ghost"
                    type="button"
                    disabled=move || !awake.get()
                    on:click=move |_| card::remove(EntryKind::Company, id, gone.clone(), live, toasts, language)
                >
                    <Icon name="trash-2" />
                    {words::remove(language)}
                </button>
            </div>
        }
    });
    view! {
        <header class="book__top">
            <a class="btn btn--ghost btn--icon book__back" href=side.url() aria-label=words::back_to_list(language)>
                <Icon name="chevron-left" />
            </a>
            <span class="book__face">
                <Icon name="building-2" size="l" />
            </span>
            <div class="book__title">
                <h1 dir="auto">{name.clone()}</h1>
                <p dir="auto">{about}</p>
            </div>
            {acts}
        </header>
        {view.removed.then(|| view! { <TrashNote kind=EntryKind::Company id name=name.clone() may_edit=view.rights.edit /> })}
        <div class="book__facts">
            {fact("phone", view.form.phone.clone())}
            {view.domains.iter().map(|domain| fact("globe", domain.clone())).collect_view()}
            {fact("user", charge)}
            {view.groups.iter().map(|group| view! { <span class="tag" data-kind="fill">{group.clone()}</span> }).collect_view()}
        </div>
        <AlikeNotes alike=view.alike kind=EntryKind::Company id name=name.clone() may_edit />
        <Items items=view.items kind=EntryKind::Company />
        <Files files=view.files kind=EntryKind::Company id may_edit />
        <nav class="tabs" aria-label=words::past_parts(language)>
            {tab(false, words::people_of(language, view.people))}
            {tab(true, words::past(language).to_owned())}
        </nav>
    }
    .into_any()
}
