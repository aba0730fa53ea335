//! Who keeps the desk: the first administrator.

use super::{draft::Draft, words};
use crate::{
    Failure,
    parts::{
        field::{TextField, about},
        secret::SecretField,
    },
    words::use_language,
};
use domain::Field;
use leptos::prelude::*;

#[component]
pub fn AdminStep(draft: Draft, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let language = use_language();
    view! {
        <TextField
            id="admin-name"
            label=words::admin_name(language)
            value=draft.admin_name
            error=about(failure, Field::Name)
            autocomplete="name"
            large=true
            required=true
            auto_direction=true
        />
        <TextField
            id="admin-email"
            label=words::admin_email(language)
            value=draft.admin_email
            kind="email"
            hint=words::admin_email_hint(language)
            error=about(failure, Field::Email)
            autocomplete="username"
            large=true
            required=true
        />
        <SecretField
            id="admin-password"
            label=words::admin_password(language)
            value=Some(draft.admin_password)
            hint=words::admin_password_hint(language)
            error=about(failure, Field::Password)
            autocomplete="new-password"
            large=true
            required=true
        />
    }
}
