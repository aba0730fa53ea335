//! The history beside what is read. It reads by itself, page after page, and again when the conversation changes.

use super::{
    api,
    choice::Past,
    line::{Line, units},
    url::customer_url,
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        empty::{Empty, SkeletonText},
        icon::Icon,
    },
    words::use_language,
};
use domain::{
    conversations::ConversationView,
    history::{HistoryLine, HistoryQuery, Place, Unit, company_of},
};
use leptos::{prelude::*, task::spawn_local};

/// What is shown: nothing yet, what was read so far, or why not.
#[derive(Clone)]
enum Read {
    Not,
    Lines(Vec<HistoryLine>, Option<Place>),
    Failed(Failure),
}

#[component]
pub fn PastPanel(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let (past, live) = (Past::current(), Live::current());
    let read = RwSignal::new(Read::Not);
    let asked = Memo::new(move |_| view.with(|view| (view.id, view.customer.addr.clone())));
    let query = move |before: Option<Place>| {
        let (id, address) = asked.get_untracked();
        HistoryQuery { unit: past.unit.get_untracked(), address, conversation: Some(id), before }
    };
    let load = move |before: Option<Place>| {
        let wanted = query(before);
        spawn_local(async move {
            let answer = api::page(wanted.clone()).await;
            // Something else may be wanted by now, and the panel may be gone.
            if read.is_disposed() || wanted != query(before) {
                return;
            }
            read.update(|read| match answer {
                Ok(page) => {
                    let mut lines = match (before, std::mem::replace(read, Read::Not)) {
                        (Some(_), Read::Lines(lines, _)) => lines,
                        _ => Vec::new(),
                    };
                    lines.extend(page.lines);
                    *read = Read::Lines(lines, page.next);
                }
                Err(failure) => *read = Read::Failed(failure),
            });
        });
    };
    Effect::new(move |_| {
        past.unit.track();
        let (id, _) = asked.get();
        live.version(Topic::Conversation(id));
        load(None);
    });
    let href = move || {
        let (id, address) = asked.get();
        customer_url(&address, past.unit.get(), Some(id), None)
    };
    view! {
        <aside class="past" aria-label=words::past(language)>
            <div class="past__head">
                <h2 class="past__title">{words::past(language)}</h2>
                <a class="link" href=href>
                    {words::all(language)}
                </a>
                <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=words::hide(language) on:click=move |_| past.toggle()>
                    <Icon name="x" />
                </button>
            </div>
            <div class="seg seg--wide past__units" role="group" aria-label=words::reach(language)>
                {units(true)
                    .into_iter()
                    .map(|unit| {
                        view! {
                            <button type="button" aria-pressed=move || (past.unit.get() == unit).to_string() on:click=move |_| past.choose(unit)>
                                {words::unit_name(unit, language)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            {move || match read.get() {
                Read::Not => view! { <SkeletonText /> }.into_any(),
                Read::Failed(failure) => view! { <FailureNote failure retry=Callback::new(move |()| load(None)) /> }.into_any(),
                Read::Lines(lines, _) if lines.is_empty() => nothing(past.unit.get(), &asked.get().1),
                Read::Lines(lines, next) => {
                    let boxes = past.unit.get_untracked() != Unit::Thread;
                    view! {
                        <ol class="hlist past__list" aria-label=words::list(language)>
                            {lines.into_iter().map(|line| view! { <Line line boxes /> }).collect_view()}
                        </ol>
                        {next
                            .map(|place| {
                                view! {
                                    <button class="btn past__more" type="button" on:click=move |_| load(Some(place))>
                                        {words::more(language)}
                                    </button>
                                }
                            })}
                    }
                        .into_any()
                }
            }}
        </aside>
    }
    .into_any()
}

pub(super) fn nothing(unit: Unit, address: &str) -> AnyView {
    let language = use_language();
    if unit == Unit::Company && company_of(address).is_none() {
        return view! { <Empty icon="building-2" title=words::no_company(language) text=words::no_company_text(language) /> }.into_any();
    }
    view! { <Empty icon="history" title=words::nothing(language) text=words::nothing_text(language) /> }.into_any()
}
