//! The tables of the page as files for spreadsheets.

use super::{
    asked::{Asked, Tab},
    cards::Card,
    sheet::TABLES,
    words,
};
use crate::{
    parts::{
        icon::Icon,
        menu::{Choice, Menu},
    },
    words::use_language,
};
use domain::Language;
use leptos::prelude::*;

#[component]
pub fn ExportLinks(asked: Memo<Asked>) -> impl IntoView {
    let language = use_language();
    let choices = Signal::derive(move || {
        let asked = asked.get();
        let tables: Vec<Card> = if asked.tab == Tab::Explore { vec![Card::Free] } else { TABLES.to_vec() };
        let choice = |card: Card| {
            let name = table_name(card, language);
            Choice::new(url(&asked, card), name, false, move || name)
        };
        tables.into_iter().map(choice).collect::<Vec<_>>()
    });
    let pick = move |url: String| {
        // A file: the page stays where it is. Fails only while the page goes away.
        let _ = window().location().assign(&url);
    };
    view! {
        <Menu class="btn btn--ghost" label=Signal::stored(words::export(language).to_owned()) choices on_pick=pick>
            <Icon name="download" />
            <span class="btn__label">"CSV"</span>
        </Menu>
    }
}

fn url(asked: &Asked, card: Card) -> String {
    let parameters = asked.parameters();
    let more = if parameters.is_empty() { String::new() } else { format!("&{parameters}") };
    format!("/export/reports?table={}{more}", card.name())
}

fn table_name(card: Card, l: Language) -> &'static str {
    match card {
        Card::Time => words::over_time(l),
        Card::People => words::people(l),
        Card::Menu => words::categories(l),
        Card::Waits => words::waits(l),
        Card::Ages => words::age_now(l),
        Card::Hours => words::heat(l),
        Card::Totals | Card::Hands | Card::Free => words::this_table(l),
    }
}
