//! The standard questions of a form: when, with whom, about what, what came of it, and who comes back.

use super::{draft::Draft, words};
use crate::{
    Failure,
    book::BookPicker,
    parts::{
        field::{FieldError, TextArea, TextField, about},
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    Field,
    book::Picked,
    logs::{Log, LogSettings, Way},
    users::PersonName,
};
use leptos::{html, prelude::*};

/// A day, or a day and a time in steps of the log.
#[component]
pub fn WhenField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    time: bool,
    /// Minutes.
    step: i64,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(optional, into)] hint: Option<&'static str>,
) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    let first = value.get_untracked();
    // What stands in the element before the client woke up wins once.
    let came = first.clone();
    Effect::new(move |woken: Option<bool>| {
        let wanted = value.get();
        let Some(element) = element.get() else { return false };
        let shown = element.value();
        if shown != wanted {
            if woken != Some(true) && shown != came { value.set(shown) } else { element.set_value(&wanted) }
        }
        true
    });
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="input"
                id=id
                type=if time { "datetime-local" } else { "date" }
                step=time.then(|| (step * 60).to_string())
                node_ref=element
                value=first
                autocomplete="off"
                aria-describedby=format!("{id}-hint {id}-error")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input:target=move |event| value.set(event.target().value())
            />
            <span class="field__hint" id=format!("{id}-hint") hidden=hint.is_none()>
                {hint}
            </span>
            <FieldError id error />
        </div>
    }
    .into_any()
}

/// Who called whom.
#[component]
pub fn WayField(value: RwSignal<Way>) -> impl IntoView {
    let language = use_language();
    view! {
        <fieldset class="logs__way">
            <legend class="field__label">{words::way(language)}</legend>
            <span class="seg seg--wide">
                {Way::ALL
                    .iter()
                    .map(|way| {
                        let way = *way;
                        view! {
                            <button type="button" aria-pressed=move || (value.get() == way).to_string() on:click=move |_| value.set(way)>
                                {words::way_name(way, language)}
                            </button>
                        }
                    })
                    .collect_view()}
            </span>
        </fieldset>
    }
    .into_any()
}

/// What came of it; nothing where operators offer nothing.
#[component]
pub fn ResultField(draft: Draft, settings: LogSettings) -> impl IntoView {
    let language = use_language();
    let chosen = draft.result.get_untracked();
    let offered: Vec<(i64, String)> =
        settings.results.into_iter().filter(|option| !option.archived || option.id.0 == chosen).map(|option| (option.id.0, option.name)).collect();
    let none = offered.is_empty();
    let choices: Vec<(i64, String)> = std::iter::once((0, words::no_choice(language).to_owned())).chain(offered).collect();
    (!none).then(|| view! { <SelectField id="log-result" label=words::result(language) value=draft.result choices /> })
}

/// When somebody comes back to it, and who.
#[component]
pub fn FollowFields(draft: Draft, people: Vec<PersonName>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    let choices: Vec<(i64, String)> = people.into_iter().map(|person| (person.id.0, person.name)).collect();
    let follow = draft.follow;
    let wanted = Memo::new(move |_| follow.with(|text| !text.is_empty()));
    view! {
        <div class="pair">
            <WhenField
                id="log-follow"
                label=words::follow_at(language)
                value=draft.follow
                time=true
                step=5
                error=about(failure, Field::SendAt)
                hint=words::follow_at_hint(language)
            />
            <div hidden=move || !wanted.get()>
                <SelectField id="log-follow-by" label=words::follow_by(language) value=draft.follow_person choices />
            </div>
        </div>
    }
    .into_any()
}

/// Everything that every entry of the log is asked.
#[component]
pub fn StandardFields(draft: Draft, settings: LogSettings, people: Vec<PersonName>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    let dating = settings.dating;
    let span = dating.has_end();
    let choices: Vec<(i64, String)> = people.iter().map(|person| (person.id.0, person.name.clone())).collect();
    let way = draft.way;
    view! {
        {(draft.log == Log::Calls).then(|| view! { <WayField value=way /> })}
        <TextField id="log-subject" label=words::subject(language) value=draft.subject error=about(failure, Field::Subject) required=true auto_direction=true />
        <WithFields chosen=draft.chosen party=draft.party failure />
        <div class="pair">
            <WhenField
                id="log-starts"
                label=if span { words::starts_span(language) } else { words::starts(language) }
                value=draft.starts
                time=dating.has_time()
                step=settings.step
                error=about(failure, Field::Days)
            />
            {span
                .then(|| {
                    view! {
                        <WhenField
                            id="log-ends"
                            label=words::ends(language)
                            value=draft.ends
                            time=dating.has_time()
                            step=settings.step
                            error=about(failure, Field::Until)
                        />
                    }
                })}
        </div>
        <div class="pair">
            <SelectField id="log-person" label=words::person(language) value=draft.person choices error=about(failure, Field::User) />
            <ResultField draft=draft.clone() settings=settings.clone() />
        </div>
        <TextArea id="log-text" label=words::text(language) value=draft.text error=about(failure, Field::Text) rows=5 />
    }
    .into_any()
}

/// With whom: somebody of the address book, or a name.
#[component]
pub fn WithFields(chosen: RwSignal<Option<Picked>>, party: RwSignal<String>, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    let has_contact = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.contact_id().is_some())));
    view! {
        <BookPicker id="log-with" label=words::contact(language) chosen />
        <div hidden=move || has_contact.get()>
            <TextField id="log-party" label=words::party(language) value=party error=about(failure, Field::Name) auto_direction=true />
        </div>
    }
    .into_any()
}
