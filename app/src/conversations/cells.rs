//! What stands in a row: status, people, priority, marks, time. What can be changed is a button that says what it sets; the
//! list opens its menu (`row_menu.rs`).

use super::{
    pill::{PriorityMark, StatusFace, StatusPill, class_color},
    row::Ground,
    words,
};
use crate::{
    checks::words as checks,
    outbox::words as outbox,
    parts::{
        avatar::{Avatar, letters, tone},
        icon::Icon,
    },
    snooze::snooze_mark,
    time::{Clock, When, age_face},
};
use domain::{
    Language,
    checks::CheckState,
    conversations::{Priority, RowView},
    statuses::{Color, StatusView},
};
use leptos::prelude::*;

/// In a grid only one thing is a stop of the tabulator; the arrows lead to the others.
fn button(class: &'static str, sets: &'static str, label: String, color: Option<&'static str>, face: AnyView) -> AnyView {
    view! {
        <button class=class type="button" tabindex="-1" data-menu=sets data-color=color aria-haspopup="menu" aria-expanded="false" aria-label=label>
            {face}
        </button>
    }
    .into_any()
}

pub fn status(row: &RowView, may_edit: bool, ground: Ground) -> AnyView {
    let status = ground.statuses.with(|known| known.iter().find(|status| status.id == row.status_id).cloned()).unwrap_or_else(|| StatusView {
        id: row.status_id,
        name: String::new(),
        class: row.class,
        color: Color::parse(class_color(row.class)).unwrap_or(Color::Nezumi),
        standard: true,
    });
    if !may_edit {
        return view! { <StatusPill status /> }.into_any();
    }
    let label = words::status_is(ground.language, &words::status_name(&status, ground.language));
    let color = status.color.as_str();
    button("st", "status", label, Some(color), view! { <StatusFace status /> }.into_any())
}

/// Assignee round, confirmer square, as everywhere; where nobody checks there is room for somebody, seen under the pointer.
pub fn people(row: &RowView, may_edit: bool, l: Language) -> AnyView {
    let assignee = match &row.assignee_name {
        Some(name) => view! { <Avatar name=name.clone() /> }.into_any(),
        None => view! { <span class="av av--none" aria-hidden="true">"＋"</span> }.into_any(),
    };
    let square = |name: &str| view! { <span class="av av--check" data-tone=tone(name) aria-hidden="true">{letters(name)}</span> }.into_any();
    let free = || view! { <span class="av av--none av--check row__free" aria-hidden="true">"＋"</span> }.into_any();
    let or_nobody = |name: &Option<String>| name.clone().unwrap_or_else(|| words::nobody(l).to_owned());
    if !may_edit {
        let confirmer = row.confirmer_name.as_ref().map(|name| {
            view! { <span role="img" aria-label=words::confirmer_shown(l, name)>{square(name)}</span> }
        });
        return view! { {assignee} {confirmer} }.into_any();
    }
    let assignee = button("row__person", "assignee", words::assignee_is(l, &or_nobody(&row.assignee_name)), None, assignee);
    let face = row.confirmer_name.as_deref().map_or_else(free, square);
    let confirmer = button("row__person", "confirmer", words::confirmer_is(l, &or_nobody(&row.confirmer_name)), None, face);
    view! { {assignee} {confirmer} }.into_any()
}

/// The mark of what is urgent opens the menu that changes it; what is ordinary shows a place for it under the pointer.
pub fn urgency(row: &RowView, may_edit: bool, ground: Ground) -> AnyView {
    let (l, priority) = (ground.language, row.priority);
    let level = ground.levels.with(|levels| levels.iter().find(|level| level.priority == priority).cloned());
    if !may_edit {
        return view! { <PriorityMark priority level /> }.into_any();
    }
    let face = match priority {
        Priority::Normal => view! { <Icon name="chevrons-up" /> }.into_any(),
        priority => view! { <PriorityMark priority level=level.clone() /> }.into_any(),
    };
    let label = words::priority_is(l, &words::level_name(level.as_ref(), priority, l));
    view! {
        <span class="row__prio" data-ordinary=priority == Priority::Normal>
            {button("row__urgency", "priority", label, None, face)}
        </span>
    }
    .into_any()
}

pub fn marks(row: &RowView, clock: Clock, l: Language) -> AnyView {
    let mark = |icon: &'static str, text: String, kind: Option<&'static str>, number: Option<i64>| {
        view! {
            <span class="row__mark" data-kind=kind title=text>
                <Icon name=icon />
                <span class="sr">{text.clone()}</span>
                {number}
            </span>
        }
        .into_any()
    };
    let mut marks = Vec::new();
    if let Some(name) = &row.replying_name {
        marks.push(
            view! {
                <span class="live" title=words::replying_by(l, name)>
                    <Avatar name=name.clone() />
                    {words::replying(l)}
                </span>
            }
            .into_any(),
        );
    }
    marks.extend(snooze_mark(row, clock, l));
    if row.suspicious {
        marks.push(mark("shield-alert", words::suspicious(l).to_owned(), Some("bad"), None));
    }
    if row.unknown {
        marks.push(mark("user-x", words::unknown_sender(l).to_owned(), None, None));
    }
    if row.has_failed {
        marks.push(mark("triangle-alert", words::failed(l).to_owned(), Some("bad"), None));
    }
    if let Some(state) = row.check_state {
        let (icon, kind) = match state {
            CheckState::Approved => ("check", None),
            CheckState::Returned => ("undo-2", Some("bad")),
            _ => ("eye", None),
        };
        marks.push(mark(icon, checks::state(state, l).to_owned(), kind, None));
    }
    if let Some(at) = row.scheduled_at {
        marks.push(mark("clock", outbox::scheduled_for(l, &clock.civil(at).long(clock.today())), None, None));
    } else if row.has_draft {
        marks.push(mark("pencil", words::draft(l).to_owned(), None, None));
    }
    if row.has_attachment {
        marks.push(mark("paperclip", words::attachment(l).to_owned(), None, None));
    }
    if row.comments > 0 {
        marks.push(mark("message-circle", words::comments(l, row.comments), None, Some(row.comments)));
    }
    if row.automatic {
        marks.push(mark("zap", words::automatic(l).to_owned(), None, None));
    }
    marks.into_any()
}

/// Where it is filed, unless the list says so; what is in no folder shows a place for it under the pointer.
pub fn folder(row: &RowView, may_edit: bool, ground: Ground) -> AnyView {
    let name =
        ground.folders.with(|known| row.folder_id.and_then(|id| known.iter().find(|folder| folder.id == id)).map(|folder| folder.name.clone()));
    let is_list = ground.list.with_value(|list| list.folder == row.folder_id && row.folder_id.is_some());
    let face = match &name {
        Some(name) if !is_list => view! { <Icon name="folder" /><span class="row__foldername" dir="auto">{name.clone()}</span> }.into_any(),
        _ => view! { <Icon name="folder-input" /> }.into_any(),
    };
    if !may_edit {
        return (name.is_some() && !is_list).then(|| view! { <span class="row__mark">{face}</span> }).into_any();
    }
    if ground.folders.with(Vec::is_empty) {
        return ().into_any();
    }
    let label = words::folder_is(ground.language, name.as_deref().unwrap_or(words::nobody(ground.language)));
    let ordinary = name.is_none() || is_list;
    view! { <span class="row__folder" data-ordinary=ordinary>{button("row__filing", "folder", label, None, face)}</span> }.into_any()
}

/// How long the customer has been waiting; where nobody waits, when the last mail came or went.
pub fn age(row: &RowView, ground: Ground) -> AnyView {
    match row.waiting_since {
        Some(since) => ground.pace.with(|pace| age_face(pace, since, ground.clock.now(), ground.language)),
        None => view! { <When at=row.last_at short=true /> }.into_any(),
    }
}
