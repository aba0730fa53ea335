//! What a rule sends by itself: an answer to whoever wrote, and the mail to somebody else.

use super::{draft::Draft, words};
use crate::{
    parts::{check::CheckField, field::TextField},
    reserved::WordsArea,
    words::use_language,
};
use leptos::prelude::*;

#[component]
pub fn LetterRows(draft: Draft) -> impl IntoView {
    let language = use_language();
    view! {
        <CheckField label=words::reply(language) value=draft.reply text=words::reply_text(language) />
        <div class="form__body" hidden=move || !draft.reply.get()>
            <TextField
                id="rule-reply-subject"
                label=words::reply_subject(language)
                value=draft.reply_subject
                hint=words::reply_subject_hint(language)
                auto_direction=true
            />
            <WordsArea id="rule-reply-text" label=words::reply_body(language) value=draft.reply_body rows=6 />
            <TextField id="rule-reply-hours" label=words::reply_hours(language) value=draft.reply_hours hint=words::reply_hours_hint(language) input_mode="numeric" />
        </div>
        <TextField id="rule-forward" label=words::forward(language) value=draft.forward hint=words::forward_hint(language) />
    }
    .into_any()
}
