//! What stands beside a template: how it reads for somebody of the address book, its versions, and how often it was used.

use super::{api, shown::FilledShown, versions::Versions, words, work::Work};
use crate::{
    book::{BookPicker, Offers},
    words::use_language,
};
use domain::{
    book::Picked,
    templates::{FilledView, PageView},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// After the last key.
const PAUSE: Duration = Duration::from_millis(500);

#[component]
pub fn Aside(work: Work, page: Memo<PageView>) -> impl IntoView {
    view! {
        <Preview work page />
        <Versions work page />
        <Uses page />
    }
    .into_any()
}

#[component]
fn Preview(work: Work, page: Memo<PageView>) -> impl IntoView {
    let language = use_language();
    let chosen = RwSignal::new(None::<Picked>);
    let shown = RwSignal::new(None::<FilledView>);
    let asked = StoredValue::new(0u32);
    Effect::new(move |_| {
        work.edits.track();
        work.subject.track();
        work.text.track();
        work.rich.track();
        let addr = chosen.with(|chosen| match chosen {
            Some(Picked::Contact(contact)) => contact.addr.clone(),
            _ => String::new(),
        });
        let number = asked.get_value() + 1;
        asked.set_value(number);
        set_timeout(
            move || {
                if asked.try_get_value() != Some(number) {
                    return;
                }
                spawn_local(async move {
                    let mailbox = page.with_untracked(|page| page.form.mailbox);
                    // What cannot be read as a text now, the next key mends; saving says what is wrong.
                    if let Ok(view) = api::try_out(mailbox, work.content(), addr).await
                        && asked.try_get_value() == Some(number)
                    {
                        shown.set(Some(view));
                    }
                });
            },
            PAUSE,
        );
    });
    let nobody = move || chosen.with(Option::is_none) && shown.with(|shown| shown.as_ref().is_some_and(|shown| !shown.left.is_empty()));
    view! {
        <section class="side__sec" aria-labelledby="tp-preview">
            <h2 class="side__h" id="tp-preview">
                {words::preview(language)}
            </h2>
            <BookPicker id="tp-for" label=words::preview_for(language) chosen offers=Offers::Contacts />
            {move || shown.get().map(|view| view! { <FilledShown view /> })}
            <Show when=nobody>
                <p class="field__hint">{words::preview_nobody(language)}</p>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Uses(page: Memo<PageView>) -> impl IntoView {
    let language = use_language();
    let bars = move || {
        let weeks = page.with(|page| page.weeks.clone());
        let most = weeks.iter().copied().max().unwrap_or_default().max(1);
        let list = weeks.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let last = weeks.len().saturating_sub(1);
        let bar = |(place, count): (usize, i64)| {
            // A week without any use has a line to stand on.
            let height = if count == 0 { 1 } else { 4 + count * 36 / most };
            view! {
                <rect
                    x=(3 + place * 20).to_string()
                    y=(44 - height).to_string()
                    width="14"
                    height=height.to_string()
                    rx="2"
                    data-now=(place == last).then_some("")
                ></rect>
            }
        };
        view! {
            <svg class="tp__spark" viewBox="0 0 240 44" role="img" aria-label=words::weeks_said(language, &list)>
                {weeks.into_iter().enumerate().map(bar).collect_view()}
            </svg>
        }
    };
    let people = move || {
        let people = page.with(|page| page.users.clone());
        if people.is_empty() {
            return view! { <p class="field__hint">{words::nobody_used(language)}</p> }.into_any();
        }
        let line = |(name, count): (String, i64)| {
            view! {
                <div>
                    <dt dir="auto">{name}</dt>
                    <dd>{words::used(language, count)}</dd>
                </div>
            }
        };
        view! { <dl class="tp__users">{people.into_iter().map(line).collect_view()}</dl> }.into_any()
    };
    view! {
        <section class="side__sec" aria-labelledby="tp-uses">
            <h2 class="side__h" id="tp-uses">
                {words::uses(language)}
                <small>{words::last_weeks(language)}</small>
            </h2>
            {bars}
            {people}
        </section>
    }
    .into_any()
}
