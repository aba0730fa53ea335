//! The list at the side: companies or people in the order of their readings, a page at a time.

use super::{
    filters::Filters,
    url::{Side, Tab},
    words,
};
use crate::{
    parts::{avatar::Avatar, empty::Empty, icon::Icon},
    words::use_language,
};
use domain::book::{BookLine, BookPage, BookSetup, EntryKind};
use leptos::prelude::*;

#[component]
pub fn EntryList(side: Side, page: BookPage, setup: BookSetup, open: Memo<Option<(EntryKind, i64)>>) -> impl IntoView {
    let language = use_language();
    let kind = side.tab.kind();
    let group = side.group.and_then(|id| setup.groups.iter().find(|group| group.id == id).map(|group| group.name.clone()));
    let filter = group.map(|name| {
        let all = Side { group: None, after: None, ..side.clone() }.url();
        view! {
            <p class="book__filter">
                <span class="tag">
                    <Icon name="users" />
                    {words::of_group(language, &name)}
                </span>
                <a class="link" href=all>
                    {words::all_again(language)}
                </a>
            </p>
        }
    });
    let nothing = page.lines.is_empty().then(|| {
        let narrowed = !side.q.is_empty() || side.group.is_some() || !side.filters.is_empty() || side.after.is_some();
        match (narrowed, side.tab) {
            (true, _) => view! { <Empty icon="search" title=words::nothing_fits(language) text=words::nothing_fits_text(language) /> },
            (_, Tab::People) => view! { <Empty icon="users" title=words::no_people(language) text=words::no_people_text(language) /> },
            _ => view! { <Empty icon="building-2" title=words::no_companies(language) text=words::no_companies_text(language) /> },
        }
    });
    let first = side.after.is_some().then(|| Side { after: None, ..side.clone() }.url());
    let next = page.lines.last().filter(|_| page.more).map(|last| Side { after: Some(last.id), ..side.clone() }.url());
    let pages = (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="btns book__pages" aria-label=words::pages(language)>
                {first.map(|href| view! { <a class="btn btn--ghost" href=href>{words::first_page(language)}</a> })}
                {next.map(|href| view! { <a class="btn" href=href>{words::next_page(language)}</a> })}
            </nav>
        }
    });
    let lines = page.lines.into_iter().map(|line| view! { <Line href=side.entry(kind, line.id) line kind open /> }).collect_view();
    view! {
        {filter}
        <Filters side=side.clone() setup=setup.clone() />
        {nothing}
        <ol class="book__lines" aria-label=words::kind_name(kind, language)>
            {lines}
        </ol>
        {pages}
    }
    .into_any()
}

#[component]
fn Line(line: BookLine, href: String, kind: EntryKind, open: Memo<Option<(EntryKind, i64)>>) -> impl IntoView {
    let language = use_language();
    let id = line.id;
    let about = match kind {
        EntryKind::Company => [line.reading.clone(), words::people_of(language, line.people)],
        EntryKind::Contact => [line.company.clone(), line.section.clone()],
    };
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ・ ");
    let about = if about.is_empty() { line.addr.clone() } else { about };
    let face = match kind {
        EntryKind::Company => view! { <Icon name="building-2" /> }.into_any(),
        EntryKind::Contact => view! { <Avatar name=line.name.clone() size="s" /> }.into_any(),
    };
    let charge = line.in_charge.map(|name| {
        view! {
            <span role="img" aria-label=words::in_charge_is(language, &name) title=words::in_charge_is(language, &name)>
                <Avatar name=name.clone() size="s" />
            </span>
        }
    });
    view! {
        <li>
            <a class="book__line" href=href aria-current=move || (open.get() == Some((kind, id))).then_some("page")>
                {face}
                <span class="book__name" dir="auto">
                    <b>{line.name}</b>
                    <small>{about}</small>
                </span>
                {line.opted_out.then(|| view! { <span class="tag">{words::opted_out(language)}</span> })}
                {charge}
            </a>
        </li>
    }
    .into_any()
}
