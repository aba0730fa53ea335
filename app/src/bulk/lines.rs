//! Recipients as a table, a hundred at a time.

use super::{api, words};
use crate::{Failure, failure::FailureNote, words::use_language};
use domain::{
    BulkMailId,
    bulk::{Exclusion, RecipientLine, Shown},
};
use leptos::{prelude::*, task::spawn_local};

/// Lines of one reading.
const LINES: usize = 100;

/// Reads them in the browser, and again whenever `of` changes.
#[component]
pub fn Lines(
    id: BulkMailId,
    shown: Shown,
    /// What the lines are of.
    #[prop(into)]
    of: Signal<i64>,
) -> impl IntoView {
    let language = use_language();
    let lines = RwSignal::new(Vec::<RecipientLine>::new());
    let failure = RwSignal::new(None::<Failure>);
    let more = RwSignal::new(false);
    let asked = StoredValue::new(0_u32);
    let read = move |after: i64| {
        let turn = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        spawn_local(async move {
            let answer = api::lines(id, shown, after).await;
            // An older question may be answered after a newer one.
            if asked.try_get_value() != turn {
                return;
            }
            match answer {
                Ok(found) => {
                    more.try_set(found.len() == LINES);
                    failure.try_set(None);
                    lines.try_update(|lines| if after == 0 { *lines = found } else { lines.extend(found) });
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    Effect::new(move |_| {
        // Read, not only followed: a memo that nobody reads never learns of a change.
        of.get();
        read(0);
    });
    let last = move || lines.with_untracked(|lines| lines.last().map_or(0, |line| line.id.0));
    view! {
        {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
        <div class="card__scroll" tabindex="0" role="group" aria-label=words::matching(language) hidden=move || lines.with(Vec::is_empty)>
            <table class="table table--stack">
                <thead>
                    <tr>
                        <th>{words::name(language)}</th>
                        <th>{words::company(language)}</th>
                        <th>{words::address(language)}</th>
                        <th>{words::state(language)}</th>
                        {(shown == Shown::Errors).then(|| view! { <th>{words::answer(language)}</th> })}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || lines.get() key=|line| (line.id, line.state, line.answer.clone()) children=move |line| view! { <Line line shown /> } />
                </tbody>
            </table>
        </div>
        <p class="mailing__more" hidden=move || !more.get()>
            <button class="btn" type="button" on:click=move |_| read(last())>
                {words::more(language)}
            </button>
        </p>
    }
    .into_any()
}

#[component]
fn Line(line: RecipientLine, shown: Shown) -> impl IntoView {
    let language = use_language();
    let said = match Exclusion::parse(&line.reason) {
        Some(why) => words::exclusion_name(why, language),
        None => words::recipient_name(line.state, language),
    };
    let kind = words::recipient_kind(line.state);
    let place = (line.line > 0 && shown == Shown::Excluded).then(|| view! { " " <small>{words::line(language, line.line)}</small> });
    view! {
        <tr>
            <td class="table__main" dir="auto">
                {line.name}
            </td>
            <td class="table__soft" dir="auto" data-label=words::company(language)>
                {line.company}
            </td>
            <td data-label=words::address(language)>{line.addr}</td>
            <td data-label=words::state(language)>
                <span class="tag" data-kind=kind>
                    {said}
                </span>
                {place}
            </td>
            {(shown == Shown::Errors).then(|| view! { <td class="table__soft mailing__answer" data-label=words::answer(language)>{line.answer}</td> })}
        </tr>
    }
    .into_any()
}
