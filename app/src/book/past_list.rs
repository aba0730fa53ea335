//! Everything there was with a company or a person: mails, bulk mails, calls and visits in one list, a page at a time.

use super::{
    api,
    desk::Desk,
    url::{Part, part_url, use_part},
    words,
};
use crate::{
    history::Line,
    live::{Live, Topic},
    mailboxes::Mailboxes,
    parts::{empty::Empty, icon::Icon},
    settings::Loaded,
    time::When,
    words::use_language,
};
use domain::{
    Language,
    book::{EntryKind, Past, PastView, Trace, TraceKind},
};
use leptos::prelude::*;

#[component]
pub fn PastList(kind: EntryKind, id: Memo<i64>) -> impl IntoView {
    let (live, desk, part) = (Live::current(), expect_context::<Desk>(), use_part());
    let frame = live.gathered(Topic::Frame);
    // New mail changes the counts of the frame: the history is read again with them.
    let answer = Resource::new(
        move || (id.get(), part.get().before, desk.changed.get(), frame.get()),
        move |(id, before, ..)| async move { api::past(kind, id, before).await },
    );
    let mailboxes = Mailboxes::current();
    view! {
        <Loaded
            answer
            children=move |past| {
                let ready = mailboxes.ready();
                (move || ready.get().then(|| shown(past.get(), kind, id.get(), desk, part.get()))).into_any()
            }
        />
    }
    .into_any()
}

fn shown(past: PastView, kind: EntryKind, id: i64, desk: Desk, part: Part) -> AnyView {
    let language = use_language();
    if past.lines.is_empty() {
        return view! { <Empty icon="history" title=words::no_past(language) text=words::no_past_text(language) /> }.into_any();
    }
    let side = desk.side.get_untracked();
    let newest = part.before.map(|_| part_url(&side, kind, id, &Part { before: None, ..part.clone() }));
    let older = past.next.map(|next| part_url(&side, kind, id, &Part { before: Some(next), ..part.clone() }));
    let line = |line: Past| match line {
        Past::Mail(line) => view! { <Line line boxes=true /> }.into_any(),
        Past::Trace(trace) => view! { <TraceLine trace /> }.into_any(),
    };
    view! {
        <ol class="hlist past__list" aria-label=words::past(language)>
            {past.lines.into_iter().map(line).collect_view()}
        </ol>
        <div class="btns">
            {newest.map(|href| view! { <a class="btn btn--ghost" href=href>{words::newest(language)}</a> })}
            {older.map(|href| view! { <a class="btn" href=href>{words::older(language)}</a> })}
        </div>
    }
    .into_any()
}

fn face(kind: TraceKind, l: Language) -> (&'static str, &'static str) {
    match kind {
        TraceKind::Bulk => ("megaphone", words::bulk_mail(l)),
        TraceKind::Call => ("phone", words::call(l)),
        TraceKind::Visit => ("map-pin", words::visit(l)),
    }
}

#[component]
fn TraceLine(trace: Trace) -> impl IntoView {
    let language = use_language();
    let (icon, way) = face(trace.kind, language);
    let facts = [trace.contact, trace.by].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ・ ");
    view! {
        <li>
            <a href=trace.path>
                <span class="past__way" role="img" aria-label=way title=way>
                    <Icon name=icon />
                </span>
                <span class="hlist__text" dir="auto">
                    {trace.title}
                </span>
                <When at=trace.at short=true />
                <small>
                    {(!trace.result.is_empty()).then(|| view! { <span class="tag">{trace.result.clone()}</span> })}
                    <span class="past__writer" dir="auto">
                        {facts}
                    </span>
                </small>
            </a>
        </li>
    }
    .into_any()
}
