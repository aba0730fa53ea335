//! Until when somebody is away, and who stands in for them.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        dialog::Dialog,
        field::{TextField, about, field_of},
        select::SelectField,
        toast::Toasts,
    },
    settings::Loaded,
    words::use_language,
};
use domain::{Field, UserId, absence::AbsenceView};
use leptos::{prelude::*, task::spawn_local};

/// One's own, in the profile.
#[component]
pub fn AbsenceCard() -> impl IntoView {
    let language = use_language();
    let absence = Resource::new(|| (), |()| api::read(None));
    view! {
        <div class="card">
            <div class="card__head">
                <h2 class="card__title">{words::title(language)}</h2>
            </div>
            <Loaded answer=absence children=move |view| view! { <Form user=None view=view.get_untracked() done=Callback::new(|()| ()) /> }.into_any() />
        </div>
    }
}

/// Somebody else's, for admins.
#[component]
pub fn AbsenceDialog(user: UserId, name: String, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=Signal::stored(words::title_of(language, &name))>
            <Asked user open />
        </Dialog>
    }
}

#[component]
fn Asked(user: UserId, open: RwSignal<bool>) -> impl IntoView {
    let answer = LocalResource::new(move || api::read(Some(user)));
    move || {
        answer.get().map(|answer| match answer {
            Ok(view) => view! { <Form user=Some(user) view done=Callback::new(move |()| open.set(false)) /> }.into_any(),
            Err(failure) => view! { <FailureNote failure /> }.into_any(),
        })
    }
}

#[component]
fn Form(user: Option<UserId>, view: AbsenceView, done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let nobody = UserId(0);
    let last_day = RwSignal::new(view.last_day);
    let substitute = RwSignal::new(view.absence.substitute.unwrap_or(nobody));
    let failure = RwSignal::new(None::<Failure>);
    let id = move |part: &str| format!("away-{part}-{}", user.unwrap_or(nobody));
    let choices = std::iter::once((nobody, words::nobody(language).to_owned()))
        .chain(
            view.colleagues
                .into_iter()
                .map(|person| (person.id, if person.absent { format!("{}（{}）", person.name, words::away(language)) } else { person.name })),
        )
        .collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (day, person) = (last_day.get_untracked(), Some(substitute.get_untracked()).filter(|person| *person != nobody));
        spawn_local(async move {
            match api::set(user, day, person).await {
                Ok(()) => {
                    failure.try_set(None);
                    toasts.done(words::saved(language));
                    live.changed(Topic::Settings);
                    done.run(());
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Days | Field::User)));
    view! {
        <form class="form" novalidate on:submit=save>
            <div class="card__body form__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <p class="field__hint">{words::text(language)}</p>
                <div class="pair">
                    <TextField id=id("day") kind="date" label=words::last_day(language) value=last_day hint=words::last_day_hint(language) error=about(failure, Field::Days) />
                    <SelectField id=id("substitute") label=words::substitute(language) value=substitute choices=choices error=about(failure, Field::User) />
                </div>
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit">
                    {words::save(language)}
                </button>
            </div>
        </form>
    }
}
