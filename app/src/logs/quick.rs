//! A call in one small dialog: way, subject, result, note, follow-up. Everything else is as the conversation knows it.

use super::{
    api,
    draft::Draft,
    fields::{FollowFields, ResultField, WayField},
    form_page::focus_subject,
    new_url, words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        empty::SkeletonText,
        field::{TextArea, TextField, about, field_of, focus_invalid},
        keys::is_composing,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    ConversationId, Field,
    logs::{Blank, Log, LogSettings},
    users::PersonName,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn QuickForm(conversation: ConversationId, open: RwSignal<bool>) -> impl IntoView {
    let read = LocalResource::new(move || async move {
        let (settings, people) = api::desk(Log::Calls).await?;
        Ok::<_, Failure>((api::blank(Log::Calls, None, None, Some(conversation)).await?, settings, people))
    });
    move || match read.get() {
        None => view! { <div class="dialog__body"><SkeletonText /></div> }.into_any(),
        Some(Err(failure)) => {
            view! { <div class="dialog__body"><FailureNote failure retry=Callback::new(move |()| read.refetch()) /></div> }.into_any()
        }
        Some(Ok((blank, settings, people))) => view! { <Form conversation blank settings people open /> }.into_any(),
    }
}

#[component]
fn Form(conversation: ConversationId, blank: Blank, settings: LogSettings, people: Vec<PersonName>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let draft = Draft::new(Log::Calls, blank, &settings);
    let kept = StoredValue::new(draft.clone());
    focus_subject();
    let save = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        failure.set(None);
        busy.set(true);
        spawn_local(async move {
            let saved = api::save(Log::Calls, None, kept.with_value(Draft::form)).await;
            busy.try_set(false);
            match saved {
                Ok(_) => {
                    toasts.done(words::noted_call(language));
                    live.changed(Topic::Logs);
                    live.changed(Topic::Conversation(conversation));
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    });
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Subject | Field::Text | Field::SendAt)));
    let more = format!("{}?conversation={conversation}", new_url(Log::Calls));
    view! {
        <form
            class="dialog__form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                save.run(());
            }
            on:keydown=move |event| {
                let control = event.ctrl_key() || event.meta_key();
                if control && !is_composing(&event) && matches!(event.key().as_str(), "Enter" | "s") {
                    event.prevent_default();
                    save.run(());
                }
            }
        >
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <WayField value=draft.way />
                <TextField id="log-subject" label=words::subject(language) value=draft.subject error=about(failure, Field::Subject) required=true auto_direction=true />
                <ResultField draft=draft.clone() settings />
                <TextArea id="log-text" label=words::text(language) value=draft.text error=about(failure, Field::Text) rows=3 />
                <FollowFields draft people failure />
                <a class="link" href=more>
                    {words::quick_more(language)}
                </a>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {words::save(language)}
                    <kbd class="kbd">"Ctrl"</kbd>
                    <kbd class="kbd">"Enter"</kbd>
                </button>
            </div>
        </form>
    }
    .into_any()
}
