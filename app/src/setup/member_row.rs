//! One person to invite: name, address, and the way out of the list.

use super::{draft::Member, members_step::RowErrors, words};
use crate::{
    parts::{field::TextField, icon::Icon},
    words::use_language,
};
use domain::Field;
use leptos::prelude::*;

#[component]
pub fn MemberRow(member: Member, number: Memo<usize>, errors: RwSignal<RowErrors>, remove: Callback<usize>) -> impl IntoView {
    let language = use_language();
    let error = move |field: Field| {
        Signal::derive(move || {
            errors.with(|errors| errors.iter().find(|(key, of, _)| *key == member.key && *of == field).map(|(_, _, words)| words.clone()))
        })
    };
    view! {
        <fieldset class="fieldset">
            <legend class="fieldset__legend">
                {move || words::member_row(language, number.get())} " "
                <button
                    class="btn btn--ghost btn--icon btn--s"
                    type="button"
                    aria-label=move || words::remove_member(language, number.get())
                    on:click=move |_| remove.run(member.key)
                >
                    <Icon name="x" />
                </button>
            </legend>
            <div class="pair">
                <TextField id=format!("member-name-{}", member.key) label=words::member_name(language) value=member.name error=error(Field::Name) auto_direction=true />
                <TextField id=format!("member-email-{}", member.key) label=words::member_email(language) value=member.email kind="email" error=error(Field::Email) />
            </div>
        </fieldset>
    }
}
