//! What can be changed from the row itself: status, people, priority. Each is shown as what it is and opens its menu.

use super::{
    menus::{PersonMenu, PriorityMenu, StatusMenu, Targets, Who},
    pill::{PriorityMark, StatusFace, StatusPill, class_color},
    words,
};
use crate::{
    mailboxes::Mailboxes,
    parts::{
        avatar::{Avatar, letters, tone},
        icon::Icon,
    },
    words::use_language,
};
use domain::{
    MailboxId, UserId,
    conversations::{Priority, RowView},
    statuses::{Color, StatusView},
};
use leptos::prelude::*;

#[component]
pub fn Status(row: Memo<RowView>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
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
                    in_grid=true
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
pub fn Assignee(row: Memo<RowView>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let assignee = Memo::new(move |_| row.with(|row| (row.assignee_id, row.assignee_name.clone())));
    let label = Signal::derive(move || words::assignee_is(language, assignee.get().1.as_deref().unwrap_or(words::nobody(language))));
    let face = move || match assignee.get().1 {
        Some(name) => view! { <Avatar name /> }.into_any(),
        None => view! { <span class="av av--none" aria-hidden="true">"＋"</span> }.into_any(),
    };
    move || match may_edit.get() {
        true => view! { <PersonButton mailbox who=Who::Assignee targets person=assignee label face=ViewFn::from(face) /> }.into_any(),
        false => face.into_any(),
    }
}

/// Square, as everywhere; where nobody checks there is room for somebody, seen under the pointer.
#[component]
pub fn Confirmer(row: Memo<RowView>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let confirmer = Memo::new(move |_| row.with(|row| (row.confirmer_id, row.confirmer_name.clone())));
    let label = Signal::derive(move || words::confirmer_is(language, confirmer.get().1.as_deref().unwrap_or(words::nobody(language))));
    let square = |name: &str| view! { <span class="av av--check" data-tone=tone(name) aria-hidden="true">{letters(name)}</span> }.into_any();
    let face = move || match confirmer.get().1 {
        Some(name) => square(&name),
        None => view! { <span class="av av--none av--check row__free" aria-hidden="true">"＋"</span> }.into_any(),
    };
    move || match (may_edit.get(), confirmer.get().1) {
        (true, _) => view! { <PersonButton mailbox who=Who::Confirmer targets person=confirmer label face=ViewFn::from(face) /> }.into_any(),
        (false, Some(name)) => view! { <span role="img" aria-label=words::confirmer_shown(language, &name)>{square(&name)}</span> }.into_any(),
        (false, None) => ().into_any(),
    }
}

#[component]
fn PersonButton(
    mailbox: MailboxId,
    who: Who,
    targets: Targets,
    person: Memo<(Option<UserId>, Option<String>)>,
    label: Signal<String>,
    face: ViewFn,
) -> impl IntoView {
    view! {
        <PersonMenu mailbox who targets class="row__person" in_grid=true current=Signal::derive(move || person.get().0) label>
            {
                let face = face.clone();
                move || face.run()
            }
        </PersonMenu>
    }
    .into_any()
}

/// The mark of what is urgent opens the menu that changes it; what is ordinary shows a place for it under the pointer.
#[component]
pub fn Urgency(row: Memo<RowView>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let priority = Memo::new(move |_| row.with(|row| row.priority));
    move || {
        if !may_edit.get() {
            return view! { <PriorityMark priority=priority.get() /> }.into_any();
        }
        view! {
            <span class="row__prio" data-ordinary=move || priority.get() == Priority::Normal>
                <PriorityMenu
                    mailbox
                    targets
                    class="row__urgency"
                    in_grid=true
                    current=Signal::derive(move || Some(priority.get()))
                    label=Signal::derive(move || words::priority_is(language, words::priority_name(priority.get(), language)))
                >
                    {move || match priority.get() {
                        Priority::Normal => view! { <Icon name="chevrons-up" /> }.into_any(),
                        priority => view! { <PriorityMark priority /> }.into_any(),
                    }}
                </PriorityMenu>
            </span>
        }
        .into_any()
    }
}
