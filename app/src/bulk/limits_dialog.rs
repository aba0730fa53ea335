//! How much bulk mail the space may send, for its operators.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{dialog::Dialog, field::TextField, toast::Toasts},
    words::{common, use_language},
};
use domain::bulk::limits::BulkLimits;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn LimitsDialog(open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let failure = RwSignal::new(None::<Failure>);
    let [recipients, day, minute, scheduled] = [(); 4].map(|()| RwSignal::new(String::new()));
    Effect::new(move |_| {
        if open.get() {
            failure.set(None);
            spawn_local(async move {
                match api::limits().await {
                    Ok(limits) => {
                        let fields =
                            [(recipients, limits.recipients), (day, limits.per_day), (minute, limits.per_minute), (scheduled, limits.scheduled)];
                        fields.into_iter().for_each(|(field, number)| {
                            field.try_set(number.to_string());
                        });
                    }
                    Err(refused) => {
                        failure.try_set(Some(refused));
                    }
                }
            });
        }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        // What is no number is out of range as well.
        let number = |field: RwSignal<String>| field.get_untracked().trim().parse().unwrap_or(-1);
        let limits = BulkLimits { recipients: number(recipients), per_day: number(day), per_minute: number(minute), scheduled: number(scheduled) };
        spawn_local(async move {
            match api::set_limits(limits).await {
                Ok(()) => {
                    open.try_set(false);
                    toasts.done(words::limits_saved(language));
                    live.changed(Topic::Bulk);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <Dialog open title=words::limits_title(language).to_owned() small=true>
            <form class="dialog__form" novalidate on:submit=save>
                <div class="dialog__body form__body">
                    {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                    <TextField id="bulk-limit-recipients" label=words::limit_recipients(language) value=recipients input_mode="numeric" />
                    <TextField id="bulk-limit-day" label=words::limit_day(language) value=day input_mode="numeric" />
                    <TextField id="bulk-limit-minute" label=words::limit_minute(language) value=minute input_mode="numeric" />
                    <TextField id="bulk-limit-scheduled" label=words::limit_scheduled(language) value=scheduled input_mode="numeric" />
                </div>
                <div class="dialog__foot">
                    <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--primary" type="submit">
                        {common::save(language)}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
