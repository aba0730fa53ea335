//! One condition of a rule: what is looked at, how, and for what.

use super::{
    draft::{Draft, Row},
    said, words,
};
use crate::{
    parts::{
        check::CheckField,
        field::{TextArea, TextField},
        icon::Icon,
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    proofs::Proof,
    rules::{Kind, Operator, What},
};
use leptos::prelude::*;

#[component]
pub fn ConditionRow(draft: Draft, row: Row, addresses: StoredValue<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let key = row.key;
    let number = Memo::new(move |_| draft.conditions.with(|rows| rows.iter().position(|other| other.key == key).map_or(0, |at| at + 1)));
    Effect::new(move |_| row.fit());
    let whats = What::ALL.iter().map(|what| (*what, said::what(*what, language).to_owned())).collect::<Vec<_>>();
    view! {
        <fieldset class="cond">
            <legend class="cond__legend">{move || words::condition(language, number.get())}</legend>
            <SelectField id=format!("condition-{key}-what") label=words::what(language) value=row.what choices=whats />
            <Asks row addresses />
            <button
                class="btn btn--ghost btn--icon cond__remove"
                type="button"
                aria-label=move || words::remove_condition(language, number.get())
                on:click=move |_| draft.remove_condition(key)
            >
                <Icon name="x" />
            </button>
        </fieldset>
    }
    .into_any()
}

/// How what is looked at is asked, and for what.
#[component]
pub fn Asks(
    row: Row,
    addresses: StoredValue<Vec<String>>,
    /// Patterns are not offered.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let language = use_language();
    let key = row.key;
    let what = Memo::new(move |_| row.what.get());
    move || {
        let what = what.get();
        let offered = what.operators().iter().filter(|operator| !plain || **operator != Operator::Matches);
        let operators = offered.map(|operator| (*operator, said::operator(what, *operator, language).to_owned())).collect::<Vec<_>>();
        view! {
            {(what == What::Header)
                .then(|| view! { <TextField id=format!("condition-{key}-header") label=words::header(language) value=row.header placeholder="X-Spam-Flag" /> })}
            <SelectField id=format!("condition-{key}-operator") label=words::operator(language) value=row.operator choices=operators />
            <Values row what addresses />
        }
    }
}

#[component]
fn Values(row: Row, what: What, addresses: StoredValue<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let key = row.key;
    match what.kind() {
        Kind::YesNo => ().into_any(),
        Kind::Number => {
            view! { <TextField id=format!("condition-{key}-values") label=words::kilobytes(language) value=row.values input_mode="numeric" /> }
                .into_any()
        }
        Kind::Choice => {
            let all: Vec<String> = match what {
                What::Language => said::LANGUAGES.iter().map(|code| (*code).to_owned()).collect(),
                What::Proof => Proof::ALL.iter().map(|proof| proof.to_string()).collect(),
                _ => addresses.get_value(),
            };
            view! {
                <fieldset class="cond__choices">
                    <legend class="field__label">{words::choose(language)}</legend>
                    {all.into_iter().map(|value| view! { <Choice row what value /> }).collect_view()}
                </fieldset>
            }
            .into_any()
        }
        Kind::Text => {
            // Told anew when the way of asking changes.
            view! {
                {move || {
                    let operator = row.operator.get();
                    let label = if operator == Operator::Matches { words::pattern(language) } else { words::values(language) };
                    let negative = matches!(operator, Operator::NotContains | Operator::NotEquals);
                    let hint = if negative { words::negative_hint(language) } else { words::values_hint(language) };
                    view! {
                        <TextArea id=format!("condition-{key}-values") label=label value=row.values hint=hint rows=2 />
                        {(operator != Operator::Matches).then(|| view! { <CheckField label=words::fuzzy(language) value=row.fuzzy text=words::fuzzy_text(language) /> })}
                    }
                }}
            }
            .into_any()
        }
    }
}

/// One of a few values, ticked while its line stands among the values.
#[component]
fn Choice(row: Row, what: What, value: String) -> impl IntoView {
    let language = use_language();
    let name = said::choice(what, &value, language);
    let value = StoredValue::new(value);
    let chosen = move || row.values.with(|lines| value.with_value(|value| lines.lines().any(|line| line == value)));
    let choose = move |on: bool| {
        row.values.update(|lines| {
            let mut all: Vec<String> =
                value.with_value(|value| lines.lines().filter(|line| *line != value && !line.is_empty()).map(str::to_owned).collect());
            if on {
                all.push(value.get_value());
            }
            *lines = all.join("\n");
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=untrack(chosen) prop:checked=chosen on:change:target=move |event| choose(event.target().checked()) />
            <span class="check__text">{name}</span>
        </label>
    }
    .into_any()
}
