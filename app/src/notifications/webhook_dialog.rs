//! A webhook is added or changed; a new one shows its signing key once.

use super::{api, ways_page::Edited, words};
use crate::{
    Failure,
    failure::FailureNote,
    parts::{
        check::CheckField,
        copy_line::CopyLine,
        dialog::{Dialog, opened_by},
        field::{TextField, about},
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    Field,
    notifications::{Kind, WebhookEdit, WebhookForm, WebhookView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn WebhookDialog(edited: Edited, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let key = RwSignal::new(None::<String>);
    let shows_key = opened_by(key);
    let open = opened_by(edited);
    view! {
        <Dialog open title=Signal::stored(words::edit_webhook(language).to_owned())>
            {move || edited.get().map(|hook| view! { <Form hook edited key again /> })}
        </Dialog>
        <Dialog open=shows_key title=Signal::stored(words::key_title(language).to_owned())>
            <div class="dialog__body">
                <p class="dialog__text">{words::key_text(language)}</p>
                {move || key.get().map(|key| view! { <CopyLine of=words::key_title(language) text=key /> })}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--primary" type="button" on:click=move |_| key.set(None)>
                    {common::close(language)}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Form(hook: Option<WebhookView>, edited: Edited, key: RwSignal<Option<String>>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let is_new = hook.is_none();
    let id = hook.as_ref().map(|hook| hook.id);
    let name = RwSignal::new(hook.as_ref().map(|hook| hook.name.clone()).unwrap_or_default());
    let form = RwSignal::new(hook.as_ref().map_or(WebhookForm::Generic, |hook| hook.form));
    let url = RwSignal::new(String::new());
    let enabled = RwSignal::new(hook.as_ref().is_none_or(|hook| hook.enabled));
    let usual = |kind: Kind| matches!(kind, Kind::Arrived | Kind::Failed | Kind::Unsure | Kind::Missed | Kind::Rule);
    // What concerns one person only is told to that person.
    let kinds: Vec<(Kind, RwSignal<bool>)> = [Kind::Arrived, Kind::Assigned, Kind::Wrote, Kind::Failed, Kind::Unsure, Kind::Missed, Kind::Rule]
        .into_iter()
        .map(|kind| (kind, RwSignal::new(hook.as_ref().map_or(usual(kind), |hook| hook.kinds.split(' ').any(|each| each == kind.as_str())))))
        .collect();
    let failure = RwSignal::new(None::<Failure>);
    let shown = kinds.clone();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let webhook = WebhookEdit {
            id,
            name: name.get_untracked(),
            form: form.get_untracked(),
            url: url.get_untracked(),
            kinds: kinds.iter().filter(|(_, on)| on.get_untracked()).map(|(kind, _)| *kind).collect(),
            enabled: enabled.get_untracked(),
        };
        spawn_local(async move {
            match api::save_webhook(webhook).await {
                Ok(signing) => {
                    edited.set(None);
                    key.set(signing);
                    toasts.done(words::saved(language));
                    again.run(());
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(crate::parts::field::field_of(failure), Some(Field::Name | Field::Address)));
    let hint = if is_new { words::url_hint(language) } else { words::url_kept(language) };
    view! {
        <form class="form" novalidate on:submit=save>
            <div class="dialog__body form__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="hook-name" label=words::name(language) value=name required=true auto_direction=true error=about(failure, Field::Name) />
                {is_new
                    .then(|| {
                        view! {
                            <SelectField
                                id="hook-form"
                                label=words::form(language)
                                value=form
                                choices=WebhookForm::ALL.iter().map(|form| (*form, words::form_name(*form, language).to_owned())).collect()
                            />
                        }
                    })}
                <TextField id="hook-url" kind="url" label=words::url(language) value=url hint=hint error=about(failure, Field::Address) />
                <fieldset class="field">
                    <legend class="field__label">{words::events(language)}</legend>
                    {shown.into_iter().map(|(kind, on)| view! { <CheckField label=words::kind_name(kind, language).0 value=on /> }).collect_view()}
                </fieldset>
                <CheckField label=words::enabled(language) value=enabled />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| edited.set(None)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
}
