//! What came in by the answers of a menu, with what changed since the period before.

use super::{
    asked::Asked,
    cards::menus,
    figures::percent,
    names,
    people_card::{left_off, number},
    words,
};
use crate::{parts::charts::RowBar, words::use_language};
use domain::reports::{Answer, Measure, ReportsDesk};
use leptos::prelude::*;

/// More than so much is worth a colour.
const MUCH: i64 = 15;

#[component]
pub fn MenuCard(answer: Memo<Answer>, asked: Memo<Asked>, desk: Memo<ReportsDesk>) -> impl IntoView {
    let language = use_language();
    let axis = Memo::new(move |_| answer.with(|answer| answer.question.axis));
    let name = move || desk.with(|desk| names::axis(axis.get(), desk, language));
    let choices = move || {
        let all = asked.with(|asked| desk.with(|desk| menus(asked, desk)));
        let links = all.into_iter().map(|each| {
            let href = asked.with(|asked| Asked { menu: Some(each), ..asked.clone() }.url());
            let name = desk.with(|desk| names::axis(each, desk, language));
            view! {
                <a href=href aria-current=move || (axis.get() == each).then_some("true")>
                    {name}
                </a>
            }
        });
        links.collect_view()
    };
    let compared = Memo::new(move |_| answer.with(|answer| answer.before.is_some()));
    view! {
        <section class="card" aria-labelledby="menu-title">
            <div class="card__head">
                <h2 class="card__title" id="menu-title" dir="auto">
                    {words::categories(language)}
                </h2>
                <nav class="seg seg--s chart__tools" aria-label=words::axis(language) data-print="no">
                    {choices}
                </nav>
            </div>
            <div class="card__scroll" tabindex="0" role="group" aria-label=words::categories(language)>
                <table class="table rep__table">
                    <thead>
                        <tr>
                            <th scope="col" dir="auto">{name}</th>
                            <th class="rep__bars" aria-hidden="true"></th>
                            <th class="table__n" scope="col">{words::count(language)}</th>
                            {move || compared.get().then(|| view! { <th class="table__n" scope="col">{words::to_before(language)}</th> })}
                        </tr>
                    </thead>
                    <tbody>{move || answer.with(|answer| rows(answer, language))}</tbody>
                </table>
            </div>
            {move || left_off(&answer.get(), language)}
        </section>
    }
    .into_any()
}

fn rows(answer: &Answer, l: domain::Language) -> AnyView {
    let value = |row: usize| answer.value(row, 0, 0).unwrap_or_default();
    let most = (0..answer.rows.len()).map(value).max().unwrap_or_default() as f64;
    answer
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let name = names::head(&row.head, answer.question.axis, answer, l);
            let level = row.head.level.min(4).to_string();
            let change = answer.before.map(|_| {
                let before = row.before.first().copied().flatten().unwrap_or_default();
                let much = before > 0 && (value(at) - before) * 100 / before > MUCH;
                view! { <td class="table__n" data-kind=much.then_some("bad")>{percent(value(at), before).unwrap_or_else(|| "—".to_owned())}</td> }
            });
            view! {
                <tr>
                    <th scope="row" class="rep__who" dir="auto" data-level=level>
                        {name.clone()}
                    </th>
                    <td class="rep__bars" aria-hidden="true">
                        <RowBar bars=vec![(value(at) as f64, "kikyo".to_owned())] most />
                    </td>
                    {number(answer, at, 0, Measure::Received, &name, l)}
                    {change}
                </tr>
            }
        })
        .collect_view()
        .into_any()
}
