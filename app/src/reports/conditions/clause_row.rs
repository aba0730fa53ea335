//! One row of a condition: what is looked at, how, and for what. Mails are asked as rules ask them.

use super::{
    draft::{About, Draft, NOTHING, Row},
    said, words,
};
use crate::{
    parts::{check::CheckField, icon::Icon, select::SelectField},
    rules::Asks,
    words::use_language,
};
use domain::{
    Language,
    reports::{MAIL_WHATS, ReportsBox},
    statuses::StatusView,
};
use leptos::prelude::*;

/// What rows can be about in a mailbox.
#[derive(Clone, PartialEq)]
pub struct Offers {
    pub mailbox: ReportsBox,
    pub statuses: Vec<StatusView>,
    pub addresses: Vec<String>,
}

impl Offers {
    fn abouts(&self, l: Language) -> Vec<(About, String)> {
        let mails = MAIL_WHATS.iter().map(|what| About::Mail(*what));
        let own = [About::Folder, About::Assignee, About::Confirmer, About::Status, About::Priority];
        let fields = self.mailbox.menus.iter().map(|menu| About::Field(menu.id));
        mails.chain(own).chain(fields).map(|about| (about, said::about(about, self, l))).collect()
    }
}

#[component]
pub fn ClauseRow(draft: Draft, row: Row, offers: StoredValue<Offers>) -> impl IntoView {
    let language = use_language();
    let key = row.key;
    let number = Memo::new(move |_| draft.rows.with(|rows| rows.iter().position(|other| other.key == key).map_or(0, |at| at + 1)));
    Effect::new(move |_| row.mail.fit());
    Effect::new(move |was: Option<About>| {
        let about = row.about.get();
        if let About::Mail(what) = about {
            row.mail.what.set(what);
        } else if was.is_some_and(|was| was != about) {
            let first = offers.with_value(|offers| said::choices(about, offers, language).first().map_or(NOTHING, |(choice, _)| *choice));
            row.choice.set(first);
        }
        about
    });
    let about = Memo::new(move |_| row.about.get());
    let mail = Memo::new(move |_| matches!(about.get(), About::Mail(_)));
    let addresses = StoredValue::new(offers.with_value(|offers| offers.addresses.clone()));
    view! {
        <fieldset class="cond">
            <legend class="cond__legend">{move || words::row(language, number.get())}</legend>
            <SelectField id=format!("clause-{key}-about") label=words::about(language) value=row.about choices=offers.with_value(|offers| offers.abouts(language)) />
            {move || {
                if mail.get() {
                    view! { <Asks row=row.mail addresses plain=true /> }.into_any()
                } else {
                    view! { <Compared row about offers /> }.into_any()
                }
            }}
            <button
                class="btn btn--ghost btn--icon cond__remove"
                type="button"
                aria-label=move || words::remove_row(language, number.get())
                on:click=move |_| draft.remove(key)
            >
                <Icon name="x" />
            </button>
        </fieldset>
    }
    .into_any()
}

#[component]
fn Compared(row: Row, about: Memo<About>, offers: StoredValue<Offers>) -> impl IntoView {
    let language = use_language();
    let key = row.key;
    let ways = vec![(true, words::is(language).to_owned()), (false, words::is_not(language).to_owned())];
    view! {
        <SelectField id=format!("clause-{key}-how") label=words::how(language) value=row.is choices=ways />
        {move || {
            let about = about.get();
            let choices = offers.with_value(|offers| said::choices(about, offers, language));
            view! {
                <SelectField id=format!("clause-{key}-choice") label=words::choice(language) value=row.choice choices />
                {(about == About::Folder).then(|| view! { <CheckField label=words::below(language) value=row.below /> })}
            }
        }}
    }
}
