//! One conversation in a list.

use super::{
    menus::{PersonMenu, StatusMenu, Targets, Who},
    pill::{PriorityMark, StatusFace, StatusPill, class_color},
    query::use_open_id,
    rows::Rows,
    selection::Selection,
    words,
};
use crate::{
    mailboxes::Mailboxes,
    parts::{
        avatar::{Avatar, letters, tone},
        icon::Icon,
    },
    routes::conversation_url,
    time::Age,
    words::use_language,
};
use domain::{
    conversations::{ListQuery, RowView},
    statuses::{Class, Color, StatusView},
};
use leptos::prelude::*;

#[component]
pub fn Row(first: RowView, rows: Rows, selection: Selection, query: ListQuery, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let (id, mailbox) = (first.id, query.mailbox);
    // The row changes in place; it never loses what it showed last.
    let row = Memo::new(move |last: Option<&RowView>| {
        rows.shown.with(|shown| shown.iter().find(|row| row.id == id).cloned()).or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    let open = use_open_id();
    let href = conversation_url(&ListQuery { before: None, ..query }, id);
    let subject = Memo::new(move |_| row.with(|row| words::subject_or(&row.subject, language)));
    let sender = move || row.with(|row| if row.customer_name.is_empty() { row.customer_addr.clone() } else { row.customer_name.clone() });
    let spoken = move || row.with(|row| Some(row.language.clone()).filter(|language| !language.is_empty()));
    let done = move || row.with(|row| row.class == Class::Done) || rows.gone.with(|gone| gone.contains(&id));
    let targets: Targets = Callback::new(move |()| vec![(id, Some(row.with_untracked(|row| row.version)))]);
    view! {
        <div
            class="row"
            role="row"
            aria-current=move || (open.get() == Some(id)).then_some("true")
            aria-selected=move || (open.get() == Some(id)).then_some("true")
            data-unread=move || row.with(|row| row.class == Class::Open)
            data-done=done
            data-id=id.to_string()
        >
            <span class="row__cell" role="gridcell">
            <label class="row__pick">
                <input
                    type="checkbox"
                    autocomplete="off"
                    aria-label=move || words::select(language, &subject.get())
                    prop:checked=move || selection.has(id)
                    on:click=move |event| {
                        let on = event_target_checked(&event);
                        selection.set(id, on, event.shift_key());
                    }
                />
            </label>
            </span>
            <span class="row__st" role="gridcell">
                <Status row mailbox targets may_edit />
            </span>
            <span class="row__from" role="gridcell" dir="auto" lang=spoken>
                {sender}
            </span>
            <span class="row__subj" role="gridcell">
                {move || view! { <PriorityMark priority=row.with(|row| row.priority) /> }}
                <a class="row__link" href=href dir="auto" lang=spoken>
                    {move || subject.get()}
                </a>
            </span>
            <span class="row__marks" role="gridcell">
                <Marks row />
            </span>
            <span class="row__who" role="gridcell">
                <Assignee row mailbox targets may_edit />
                {move || {
                    row.with(|row| row.confirmer_name.clone())
                        .map(|name| {
                            view! {
                                <span class="av av--check" data-tone=tone(&name) role="img" aria-label=words::confirmer_shown(language, &name)>
                                    {letters(&name)}
                                </span>
                            }
                        })
                }}
            </span>
            <span class="row__age" role="gridcell">
                <Age since=Signal::derive(move || row.with(|row| row.waiting_since)) />
            </span>
        </div>
    }
    .into_any()
}

#[component]
fn Status(row: Memo<RowView>, mailbox: domain::MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let status = Memo::new(move |_| {
        let (id, class) = row.with(|row| (row.status_id, row.class));
        mailboxes.statuses(mailbox).into_iter().find(|status| status.id == id).unwrap_or_else(|| StatusView {
            id,
            name: String::new(),
            class,
            color: Color::parse(class_color(class)).unwrap_or(Color::Nezumi),
            standard: true,
        })
    });
    let name = move || words::status_name(&status.get(), language);
    move || {
        if may_edit.get() {
            view! {
                <StatusMenu
                    mailbox
                    targets
                    class="st"
                    current=Signal::derive(move || Some(status.get().id))
                    label=Signal::derive(move || words::status_is(language, &name()))
                    color=Signal::derive(move || status.get().color.as_str())
                >
                    {move || view! { <StatusFace status=status.get() /> }}
                </StatusMenu>
            }
            .into_any()
        } else {
            view! { <StatusPill status=status.get() /> }.into_any()
        }
    }
}

#[component]
fn Assignee(row: Memo<RowView>, mailbox: domain::MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let assignee = Memo::new(move |_| row.with(|row| (row.assignee_id, row.assignee_name.clone())));
    let label = move || words::assignee_is(language, assignee.get().1.as_deref().unwrap_or(words::nobody(language)));
    let face = move || match assignee.get().1 {
        Some(name) => view! { <Avatar name /> }.into_any(),
        None => view! { <span class="av av--none" aria-hidden="true">"＋"</span> }.into_any(),
    };
    move || {
        if may_edit.get() {
            view! {
                <PersonMenu mailbox who=Who::Assignee targets class="row__person" current=Signal::derive(move || assignee.get().0) label=Signal::derive(label)>
                    {face}
                </PersonMenu>
            }
            .into_any()
        } else {
            face.into_any()
        }
    }
}

#[component]
fn Marks(row: Memo<RowView>) -> impl IntoView {
    let language = use_language();
    let mark = |icon: &'static str, text: String, kind: Option<&'static str>, number: Option<i64>| {
        view! {
            <span class="row__mark" data-kind=kind title=text>
                <Icon name=icon />
                <span class="sr">{text.clone()}</span>
                {number}
            </span>
        }
    };
    move || {
        row.with(|row| {
            let mut marks = Vec::new();
            if let Some(name) = &row.replying_name {
                marks.push(
                    view! {
                        <span class="live" title=words::replying_by(language, name)>
                            <Avatar name=name.clone() />
                            {words::replying(language)}
                        </span>
                    }
                    .into_any(),
                );
            }
            if row.has_failed {
                marks.push(mark("triangle-alert", words::failed(language).to_owned(), Some("bad"), None).into_any());
            }
            if row.has_draft {
                marks.push(mark("pencil", words::draft(language).to_owned(), None, None).into_any());
            }
            if row.has_attachment {
                marks.push(mark("paperclip", words::attachment(language).to_owned(), None, None).into_any());
            }
            if row.comments > 0 {
                marks.push(mark("message-circle", words::comments(language, row.comments), None, Some(row.comments)).into_any());
            }
            if row.automatic {
                marks.push(mark("zap", words::automatic(language).to_owned(), None, None).into_any());
            }
            marks
        })
    }
}
