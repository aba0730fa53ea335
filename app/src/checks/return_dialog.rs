//! 差し戻す: with a reason, which becomes a comment.

use super::{api, panel::ended, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::Live,
    parts::{
        dialog::Dialog,
        field::{TextArea, about, field_of, focus_invalid},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{ConversationId, DraftId, Field};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn ReturnDialog(open: RwSignal<bool>, draft: DraftId, conversation: ConversationId) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (reason, busy, failure) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let give_back = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match api::give_back(draft, reason.get_untracked()).await {
                Err(refused) if field_of(&refused) == Some(Field::Text) => {
                    busy.try_set(false);
                    failure.try_set(Some(refused));
                    focus_invalid();
                }
                answer => {
                    open.try_set(false);
                    ended(answer, words::returned(language), conversation, busy, live, toasts, language);
                }
            }
        });
    };
    view! {
        <Dialog open title=words::give_back_title(language).to_owned() small=true>
            <form class="dialog__form" novalidate on:submit=give_back>
                <div class="dialog__body">
                    {move || failure.get().filter(|failure| field_of(failure).is_none()).map(|failure| view! { <FailureNote failure /> })}
                    <TextArea
                        id="return-reason"
                        label=words::reason(language)
                        value=reason
                        hint=words::reason_hint(language)
                        error=about(failure, Field::Text)
                    />
                </div>
                <div class="dialog__foot">
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--danger" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {words::give_back_now(language)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
