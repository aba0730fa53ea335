//! The people of a company: name, section, address, and the items that are columns.

use super::{api, desk::Desk, words};
use crate::{
    parts::{avatar::Avatar, empty::Empty, toast::Toasts},
    settings::Loaded,
    words::use_language,
};
use domain::{
    CompanyId,
    book::{BookLine, BookQuery, EntryKind, ItemView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn PeopleTable(company: Memo<i64>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let query = |company: i64, after: Option<i64>| BookQuery {
        kind: EntryKind::Contact,
        q: String::new(),
        group: None,
        company: Some(CompanyId(company)),
        filters: vec![],
        after,
    };
    let answer = Resource::new(move || (company.get(), desk.changed.get()), move |(company, _)| async move { api::list(query(company, None)).await });
    view! {
        <Loaded
            answer
            children=move |page| {
                (move || {
                    let page = page.get();
                    let setup = desk.setup.get().and_then(Result::ok).unwrap_or_default();
                    let columns = setup.items_of(EntryKind::Contact).filter(|item| item.listed).cloned().collect::<Vec<_>>();
                    view! { <Table lines=page.lines more=page.more columns company=company.get() /> }
                })
                    .into_any()
            }
        />
    }
}

#[component]
fn Table(lines: Vec<BookLine>, more: bool, columns: Vec<ItemView>, company: i64) -> impl IntoView {
    let language = use_language();
    let (desk, toasts) = (expect_context::<Desk>(), Toasts::current());
    if lines.is_empty() {
        return view! { <Empty icon="users" title=words::no_people(language) text=words::no_people_text(language) /> }.into_any();
    }
    let (all, more) = (RwSignal::new(lines), RwSignal::new(more));
    let load = move |_| {
        let after = all.with_untracked(|all| all.last().map(|line| line.id));
        let query = BookQuery { kind: EntryKind::Contact, q: String::new(), group: None, company: Some(CompanyId(company)), filters: vec![], after };
        spawn_local(async move {
            match api::list(query).await {
                Ok(page) => {
                    all.try_update(|all| all.extend(page.lines));
                    more.try_set(page.more);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let heads = columns.iter().map(|item| view! { <th>{item.name.clone()}</th> }).collect_view();
    let columns = StoredValue::new(columns);
    let row = move |line: BookLine| {
        let cells = columns.with_value(|columns| {
            columns
                .iter()
                .map(|item| {
                    let text = line.items.iter().find(|cell| cell.item == item.id).map(|cell| cell.text.clone()).unwrap_or_default();
                    view! {
                        <td class="table__soft" data-label=item.name.clone() dir="auto">
                            {text}
                        </td>
                    }
                })
                .collect_view()
        });
        view! {
            <tr>
                <td class="table__main">
                    <span class="person">
                        <Avatar name=line.name.clone() size="s" />
                        <a class="table__link" href=desk.side.get_untracked().entry(EntryKind::Contact, line.id) dir="auto">
                            {line.name.clone()}
                        </a>
                        {line.opted_out.then(|| view! { <span class="tag">{words::opted_out(language)}</span> })}
                    </span>
                </td>
                <td class="table__soft" data-label=words::section(language) dir="auto">
                    {line.section.clone()}
                </td>
                <td class="table__soft" data-label=words::mail(language)>
                    {line.addr.clone()}
                </td>
                {cells}
            </tr>
        }
    };
    view! {
        <div class="card">
            <div class="card__scroll">
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th>{words::section(language)}</th>
                            <th>{words::mail(language)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{move || all.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
        <div class="btns" hidden=move || !more.get()>
            <button class="btn" type="button" on:click=load>
                {words::next_page(language)}
            </button>
        </div>
    }
    .into_any()
}
