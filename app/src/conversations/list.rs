//! One list: head, filters, rows, what can be done to ticked ones.

use super::{
    bulk::BulkBar,
    chips::Chips,
    lines::Lines,
    list_more::ListMore,
    pull::Pull,
    query::use_open_id,
    receive::{ReceiveButton, Receiving},
    row::Ground,
    rows::Rows,
    selection::Selection,
    shortcuts::{Shortcuts, follow_keys},
    sort_menu::SortMenu,
    swipe::Swipe,
    words,
};
use crate::{
    failure::FailureNote,
    fields,
    layout::{MenuButton, words::view_name},
    live::Live,
    mailboxes::Mailboxes,
    parts::{empty::Empty, icon::Icon},
    routes::list_url,
    time::Clock,
    words::use_language,
};
use domain::conversations::{ListQuery, Page, View};
use leptos::prelude::*;

#[component]
pub fn List(
    query: ListQuery,
    page: Page,
    /// Told while something is ticked.
    selecting: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let rows = Rows::new(query.clone(), page);
    let selection = Selection::new(rows);
    rows.follow(Live::current());
    Effect::new(move |_| selecting.set(selection.is_on()));
    follow_keys(query.mailbox, query.view, selection);
    let (open, awake) = (use_open_id(), selection.awake);
    let name = view_name(query.view, language);
    let (mailbox, view, shown_query) = (query.mailbox, query.view, StoredValue::new(query.clone()));
    let count = move || {
        if shown_query.with_value(|query| query.folder.is_some()) {
            return None;
        }
        let counts = mailboxes.one(mailbox)?.counts;
        match view {
            View::Tray => Some(counts.tray),
            View::Mine => Some(counts.mine),
            View::Unassigned => Some(counts.unassigned),
            View::Drafts => Some(counts.drafts),
            View::Today => Some(counts.today),
            View::Confirm => Some(counts.confirm),
            View::All | View::Sent | View::Trash | View::Snoozed | View::Spam => None,
        }
    };
    // A folder is a list of its own; in the others it narrows.
    let filed = query.folder;
    let folder = Memo::new(move |_| mailboxes.folders(mailbox).into_iter().find(|folder| view == View::All && Some(folder.id) == filed));
    let may_edit = Memo::new(move |_| mailboxes.one(mailbox).is_some_and(|mailbox| mailbox.rights.edit));
    let ground = Ground {
        language,
        list: shown_query,
        rows,
        places: rows.places(),
        selection,
        stop: rows.tab_stop(open),
        open,
        may_edit,
        statuses: Memo::new(move |_| mailboxes.statuses(mailbox)),
        folders: Memo::new(move |_| mailboxes.folders(mailbox)),
        levels: Memo::new(move |_| mailboxes.one(mailbox).map(|mailbox| mailbox.priorities).unwrap_or_default()),
        pace: Memo::new(move |_| mailboxes.pace(mailbox)),
        clock: Clock::current(),
    };
    let receiving = Receiving::new(mailbox);
    view! {
        <header class="list__head">
            <MenuButton />
            <h1 class="list__title" id="list-title">
                {move || folder.get().map_or_else(|| name.to_owned(), |folder| folder.name)}
            </h1>
            {move || count().map(|count| view! { <span class="count">{words::count(language, count)}</span> })}
            <div class="btns btns--tight btns--end">
                <ReceiveButton receiving />
                <button
                    class="btn btn--ghost btn--s list__select"
                    type="button"
                    disabled=move || !awake.get()
                    aria-pressed=move || selection.is_on().to_string()
                    on:click=move |_| if untrack(|| selection.is_on()) { selection.leave() } else { selection.mode.set(true) }
                >
                    {words::key_select(language)}
                </button>
                <SortMenu query=query.clone() />
                <ListMore query=query.clone() />
            </div>
        </header>
        <Chips query=query.clone() />
        {move || {
            let (fresh, stale) = (rows.fresh.get(), !rows.gone.with(|gone| gone.is_empty()));
            let text = if fresh > 0 { words::fresh(language, fresh) } else { words::refresh_list(language).to_owned() };
            (fresh > 0 || stale)
                .then(|| {
                    view! {
                        <button class="list__fresh" type="button" on:click=move |_| rows.refresh()>
                            {text}
                        </button>
                    }
                })
        }}
        <div class="cols" aria-hidden="true">
            <span></span>
            <span>{words::status(language)}</span>
            <span>{words::sender(language)}</span>
            <span>{words::subject(language)}</span>
            {move || rows.columns.with(|columns| (!columns.is_empty()).then(|| view! { <span class="cols__fields">{fields::heads(columns)}</span> }))}
            <span class="cols__people">{words::people(language)}</span>
            <span>{words::elapsed(language)}</span>
        </div>
        <Lines ground mailbox name before=view! { <Pull receiving /><Swipe mailbox view selection may_edit /> }.into_any()>
            <Show when=move || rows.shown.with(Vec::is_empty)>
                <Nothing query=shown_query.get_value() />
            </Show>
            {move || {
                let next = rows.next.get()?;
                // Works as a link before the client wakes up, and as "append" after.
                let href = list_url(&ListQuery { before: Some(next), ..shown_query.get_value() });
                Some(
                    view! {
                        <div class="list__more">
                            <a
                                class="btn btn--ghost"
                                href=href
                                aria-busy=move || rows.loading.get().to_string()
                                on:click=move |event| {
                                    event.prevent_default();
                                    rows.more();
                                }
                            >
                                {words::more_rows(language)}
                            </a>
                        </div>
                    },
                )
            }}
            {move || rows.failure.get().map(|failure| view! { <FailureNote failure retry=Callback::new(move |()| rows.more()) /> })}
        </Lines>
        <Show when=move || { selection.count() > 0 }>
            <BulkBar mailbox view selection />
        </Show>
        <Shortcuts />
    }
    .into_any()
}

#[component]
fn Nothing(query: ListQuery) -> impl IntoView {
    let language = use_language();
    let is_folder = query.view == View::All;
    if query.status.is_some() || query.assignee.is_some() || query.field.is_some() || (query.folder.is_some() && !is_folder) {
        let folder = query.folder.filter(|_| is_folder);
        let all = list_url(&ListQuery { status: None, assignee: None, field: None, before: None, folder, ..query });
        return view! {
            <Empty icon="list-filter" title=words::empty_filtered(language) text=words::empty_filtered_text(language)>
                <a class="btn" href=all>
                    <Icon name="x" />
                    {words::clear_filter(language)}
                </a>
            </Empty>
        }
        .into_any();
    }
    match query.view {
        View::Tray => view! { <Empty icon="status-done" title=words::empty_tray(language) text=words::empty_tray_text(language) /> }.into_any(),
        View::Today => view! { <Empty icon="status-done" title=words::empty_today(language) text=words::empty_today_text(language) /> }.into_any(),
        _ => view! { <Empty icon="inbox" title=words::empty_list(language) text=words::empty_list_text(language) /> }.into_any(),
    }
}
