//! What is filled in about an item of any feature: its name, what it holds, and its choices where it has some.

use super::{
    choices::{Choice, Choices, Row},
    words,
};
use crate::{
    Failure,
    parts::{
        field::{TextField, about},
        select::SelectField,
    },
    words::use_language,
};
use domain::Field;
use leptos::prelude::*;

pub struct Draft<K: 'static> {
    /// Its kind stays for good.
    known: bool,
    pub name: RwSignal<String>,
    pub kind: RwSignal<K>,
    rows: RwSignal<Vec<Row>>,
}

impl<K> Clone for Draft<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Draft<K> {}

impl<K: Copy + Send + Sync> Draft<K> {
    pub fn new(kind: K) -> Draft<K> {
        Draft { known: false, name: RwSignal::new(String::new()), kind: RwSignal::new(kind), rows: RwSignal::new(Row::all([])) }
    }

    pub fn of(name: &str, kind: K, choices: impl IntoIterator<Item = Choice>) -> Draft<K> {
        Draft { known: true, name: RwSignal::new(name.to_owned()), kind: RwSignal::new(kind), rows: RwSignal::new(Row::all(choices)) }
    }

    /// As forms send them.
    pub fn choices<F: From<Choice>>(self) -> Vec<F> {
        self.rows.with_untracked(|rows| Row::form(rows))
    }
}

/// Fields of a form that [`DraftFields`] tells of where they stand.
pub const TELLING: &[Field] = &[Field::Name, Field::Value];

#[component]
pub fn DraftFields<K>(
    draft: Draft<K>,
    /// What the ids of its controls begin with.
    prefix: &'static str,
    kinds: Vec<(K, String)>,
    has_choices: fn(K) -> bool,
    failure: RwSignal<Option<Failure>>,
    #[prop(optional)] colored: bool,
) -> impl IntoView
where
    K: Copy + PartialEq + ToString + Send + Sync + 'static,
{
    let language = use_language();
    let Draft { known, name, kind, rows } = draft;
    view! {
        <TextField
            id=format!("{prefix}-name")
            label=words::name(language)
            value=name
            hint=words::name_hint(language)
            error=about(failure, Field::Name)
            required=true
            auto_direction=true
        />
        {(!known)
            .then(|| {
                view! { <SelectField id=format!("{prefix}-kind") label=words::kind(language) value=kind choices=kinds hint=words::kind_hint(language) /> }
            })}
        <Show when=move || has_choices(kind.get())>
            <Choices rows error=about(failure, Field::Value) id=format!("{prefix}-options") colored />
        </Show>
    }
    .into_any()
}
