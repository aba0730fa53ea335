//! One conversation in a list.

use super::{
    cells::{Assignee, Confirmer, Status, Urgency},
    menus::Targets,
    press::Press,
    query::use_open_id,
    rows::{Rows, TabStop},
    selection::Selection,
    words,
};
use crate::{
    parts::{avatar::Avatar, icon::Icon},
    routes::conversation_url,
    time::{Age, When},
    words::use_language,
};
use domain::{
    conversations::{ListQuery, RowView},
    statuses::Class,
};
use leptos::prelude::*;

#[component]
pub fn Row(first: RowView, rows: Rows, selection: Selection, stop: TabStop, query: ListQuery, may_edit: Memo<bool>) -> impl IntoView {
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
    let press = Press::new(Callback::new(move |()| selection.toggle(id)));
    // While rows are picked with the finger, a tap picks.
    let tapped = move |event: leptos::ev::MouseEvent| {
        let picks = press.is_finger() && untrack(|| selection.is_on());
        if press.take() {
            event.prevent_default();
        } else if picks {
            event.prevent_default();
            selection.toggle(id);
        }
    };
    view! {
        <div
            class="row"
            role="row"
            aria-current=move || (open.get() == Some(id)).then_some("true")
            aria-selected=move || selection.has(id).to_string()
            on:focusin=move |_| stop.last.set(Some(id))
            on:pointerdown=move |event| press.down(&event)
            on:pointermove=move |event| press.moved(&event)
            on:pointerup=move |_| press.up()
            on:pointercancel=move |_| press.up()
            on:contextmenu=move |event| {
                // The browser's own answer to a long press.
                if press.is_finger() {
                    event.prevent_default();
                }
            }
            data-unread=move || row.with(|row| row.class == Class::Open)
            data-done=done
            data-id=id.to_string()
        >
            <span class="row__cell" role="gridcell">
            <label class="row__pick">
                <input
                    type="checkbox"
                    tabindex="-1"
                    disabled=move || !selection.awake.get()
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
                <Urgency row mailbox targets may_edit />
                <a
                    class="row__link"
                    href=href
                    dir="auto"
                    lang=spoken
                    draggable="false"
                    tabindex=move || if stop.at.get() == Some(id) { "0" } else { "-1" }
                    on:click=tapped
                >
                    {move || subject.get()}
                </a>
            </span>
            <span class="row__marks" role="gridcell">
                <Marks row />
            </span>
            <span class="row__who" role="gridcell">
                <Assignee row mailbox targets may_edit />
                <Confirmer row mailbox targets may_edit />
            </span>
            <span class="row__age" role="gridcell">
                <Age since=Signal::derive(move || row.with(|row| row.waiting_since)) />
                // Where nobody waits: when the last mail came or went.
                {move || row.with(|row| row.waiting_since.is_none().then_some(row.last_at)).map(|at| view! { <When at short=true /> })}
            </span>
        </div>
    }
    .into_any()
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
