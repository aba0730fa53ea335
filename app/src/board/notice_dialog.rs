//! Writing a notice: title, text, and the days on which it is shown.

use super::{api, page::Edited, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::{Dialog, opened_by},
        field::{TextArea, TextField, about, field_of, focus_invalid},
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field,
    board::{NoticeForm, NoticeView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn NoticeDialog(edited: RwSignal<Option<Edited<NoticeView>>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let title = Signal::derive(move || match edited.get() {
        Some(Edited::Known(_)) => words::edit_notice(language).to_owned(),
        _ => words::add_notice(language).to_owned(),
    });
    view! {
        <Dialog open title>
            {move || edited.get().map(|subject| view! { <Form subject open /> })}
        </Dialog>
    }
}

#[component]
fn Form(subject: Edited<NoticeView>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let known = match subject {
        Edited::New => None,
        Edited::Known(notice) => Some(notice),
    };
    let id = known.as_ref().map(|notice| notice.id);
    let text = |of: fn(&NoticeView) -> &String| RwSignal::new(known.as_ref().map(|notice| of(notice).clone()).unwrap_or_default());
    let (title, said) = (text(|notice| &notice.title), text(|notice| &notice.text));
    let (from, until) = (text(|notice| &notice.from_day), text(|notice| &notice.until_day));
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let form = NoticeForm { title: title.get_untracked(), text: said.get_untracked(), from: from.get_untracked(), until: until.get_untracked() };
        spawn_local(async move {
            let saved = api::save_notice(id, form).await;
            busy.try_set(false);
            match saved {
                Ok(_) => {
                    live.changed(Topic::Board);
                    toasts.done(if id.is_none() { words::posted(language) } else { words::saved(language) });
                    open.set(false);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Text | Field::Days | Field::Until)));
    view! {
        <form class="dialog__form" novalidate on:submit=save>
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="notice-title" label=words::notice_title(language) value=title error=about(failure, Field::Name) required=true auto_direction=true />
                <TextArea id="notice-text" label=words::notice_text(language) value=said error=about(failure, Field::Text) rows=5 />
                <div class="pair">
                    <TextField id="notice-from" label=words::from(language) value=from kind="date" hint=words::from_hint(language) error=about(failure, Field::Days) />
                    <TextField id="notice-until" label=words::until(language) value=until kind="date" hint=words::until_hint(language) error=about(failure, Field::Until) />
                </div>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if id.is_none() { words::post(language) } else { common::save(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}
