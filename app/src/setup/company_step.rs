//! Whose desk this is: name, language, time zone.

use super::{draft::Draft, words};
use crate::{
    Failure,
    auth::{api::choose_language, own_name},
    parts::{
        field::{TextField, about},
        select::SelectField,
        zone::ZoneField,
    },
    words::use_language,
};
use domain::{Field, Language};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn CompanyStep(draft: Draft, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    // Another language draws the page anew; what was entered is taken up again.
    Effect::new(move |_| {
        let chosen = draft.language.get();
        if chosen != language {
            draft.keep();
            spawn_local(async move {
                if choose_language(chosen).await.is_ok() {
                    // Fails never in a page that stands at an address.
                    let _ = window().location().reload();
                }
            });
        }
    });
    view! {
        <TextField
            id="company"
            label=words::company(language)
            value=draft.company
            error=about(failure, Field::Company)
            autocomplete="organization"
            large=true
            required=true
            auto_direction=true
        />
        <div class="pair">
            <SelectField
                id="setup-language"
                label=words::language(language)
                value=draft.language
                hint=words::language_hint(language)
                choices=Language::ALL.iter().map(|each| (*each, own_name(*each).to_owned())).collect()
                large=true
            />
            <ZoneField value=draft.zone error=about(failure, Field::Zone) large=true />
        </div>
    }
}
