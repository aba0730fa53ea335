//! Who works here too. Rows that stay empty do not count.

use super::{draft::Draft, member_row::MemberRow, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    Field, Language, Refused,
    users::{check_email, check_name},
};
use leptos::prelude::*;

/// What is wrong in which row: key of the row, field, words.
pub type RowErrors = Vec<(usize, Field, String)>;

/// Looks at every row; empty when all is well.
pub fn check(draft: Draft, language: Language) -> RowErrors {
    let entered = draft.entered_members();
    let admin = draft.admin_email.with_untracked(|email| email.trim().to_lowercase());
    let mut errors = Vec::new();
    for (at, (key, member)) in entered.iter().enumerate() {
        for refused in [check_name(&member.name, Field::Name), check_email(&member.email)].into_iter().filter_map(Result::err) {
            if let Refused::Invalid { field, .. } = refused {
                errors.push((*key, field, crate::Failure::Refused(refused).words(language)));
            }
        }
        let email = member.email.to_lowercase();
        let before = entered.iter().take(at).any(|(_, other)| other.email.to_lowercase() == email);
        if !email.is_empty() && (email == admin || before) {
            errors.push((*key, Field::Email, words::twice(language).to_owned()));
        }
    }
    errors
}

#[component]
pub fn MembersStep(draft: Draft, errors: RwSignal<RowErrors>) -> impl IntoView {
    let language = use_language();
    let remove = Callback::new(move |key: usize| draft.members.update(|members| members.retain(|member| member.key != key)));
    view! {
        <p class="field__hint">{words::members_rule(language)}</p>
        <For
            each=move || draft.members.get()
            key=|member| member.key
            children=move |member| {
                let number = Memo::new(move |_| draft.members.with(|members| members.iter().position(|each| each.key == member.key)).unwrap_or_default() + 1);
                view! { <MemberRow member number errors remove /> }
            }
        />
        <div class="btns">
            <button class="btn" type="button" on:click=move |_| draft.add_member("", "")>
                <Icon name="user-plus" />
                {words::add_member(language)}
            </button>
        </div>
    }
}
