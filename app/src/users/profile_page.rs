//! What a person sets for themselves.

use super::{api, words};
use crate::{
    Failure,
    absence::AbsenceCard,
    auth::own_name,
    failure::FailureNote,
    parts::{
        check::CheckField,
        field::{TextField, about, field_of, focus_invalid},
        icon::Icon,
        keys,
        select::SelectField,
        toast::Toasts,
        zone::ZoneField,
    },
    reserved::WordsArea,
    settings::{Loaded, SettingsPage},
    start::use_me,
    words::{common, use_language},
};
use domain::{Field, Language, users::Profile};
use leptos::{prelude::*, task::spawn_local};

/// Seconds to choose from.
const UNDO: [i64; 6] = [0, 5, 10, 15, 20, 30];

#[component]
pub fn ProfilePage() -> impl IntoView {
    let language = use_language();
    // Read once: what is typed meanwhile stays.
    let profile = Resource::new(|| (), |()| api::profile());
    view! {
        <SettingsPage title=Signal::stored(words::profile(language).to_owned())>
            <Loaded answer=profile children=move |profile| view! { <Form profile=profile.get_untracked() /> }.into_any() />
            <div class="card">
                <div class="card__head">
                    <h2 class="card__title">{words::password(language)}</h2>
                    <a class="btn btns--end" href="/password" rel="external">
                        <Icon name="key-round" />
                        {words::change_password(language)}
                    </a>
                </div>
            </div>
            <AbsenceCard />
            <KeysCard />
        </SettingsPage>
    }
}

#[component]
fn Form(profile: Profile) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let name = RwSignal::new(profile.name.clone());
    let speaks = RwSignal::new(profile.language);
    let zone = RwSignal::new(profile.zone.clone());
    let signature = RwSignal::new(profile.signature.clone());
    let undo = RwSignal::new(profile.undo_seconds);
    let rich = RwSignal::new(profile.writes_rich);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let before = StoredValue::new(profile.clone());
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let wanted = Profile {
            name: name.get_untracked().trim().to_owned(),
            language: speaks.get_untracked(),
            zone: zone.get_untracked().trim().to_owned(),
            signature: signature.get_untracked(),
            undo_seconds: undo.get_untracked(),
            writes_rich: rich.get_untracked(),
        };
        spawn_local(async move {
            let saved = api::save_profile(wanted.clone()).await;
            busy.set(false);
            match saved {
                Ok(()) => {
                    // Language, zone and name stand in the whole page: it is drawn anew.
                    let anew =
                        before.with_value(|before| (&before.name, before.language, &before.zone) != (&wanted.name, wanted.language, &wanted.zone));
                    before.set_value(wanted);
                    if anew {
                        // Fails never in a page that stands at an address.
                        let _ = window().location().reload();
                    } else {
                        toasts.done(words::saved(language));
                    }
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| !matches!(field_of(failure), Some(Field::Name | Field::Zone | Field::Text)));
    let mut seconds = UNDO.to_vec();
    if !seconds.contains(&profile.undo_seconds) {
        seconds.push(profile.undo_seconds);
    }
    let seconds =
        seconds.into_iter().map(|count| (count, if count == 0 { words::at_once(language).to_owned() } else { words::seconds(language, count) }));
    view! {
        <form class="card form" novalidate on:submit=save>
            <div class="card__body form__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <TextField id="name" label=words::name(language) value=name error=about(failure, Field::Name) autocomplete="name" required=true auto_direction=true />
                <div class="pair">
                    <SelectField
                        id="language"
                        label=words::display_language(language)
                        value=speaks
                        choices=Language::ALL.iter().map(|each| (*each, own_name(*each).to_owned())).collect()
                    />
                    <ZoneField value=zone error=about(failure, Field::Zone) />
                </div>
                <WordsArea id="signature" label=words::signature(language) value=signature hint=words::signature_hint(language) error=about(failure, Field::Text) />
                <SelectField id="undo" label=words::undo_seconds(language) value=undo hint=words::undo_hint(language) choices=seconds.collect() />
                <CheckField label=words::writes_rich(language) value=rich text=words::writes_rich_hint(language) />
            </div>
            <div class="card__foot btns">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {common::save(language)}
                </button>
            </div>
        </form>
    }
}

/// Single keys can be switched off (WCAG 2.1.4), by this person on every device. Kept at once.
#[component]
fn KeysCard() -> impl IntoView {
    let (language, toasts) = (use_language(), Toasts::current());
    let on = RwSignal::new(use_me().is_none_or(|me| me.single_keys));
    // The page may be older than the choice: what holds is what stands on `<html>`.
    Effect::new(move |seen: Option<()>| {
        let wanted = on.get();
        if seen.is_none() {
            on.set(!keys::is_off());
        } else if wanted == keys::is_off() {
            keys::set_off(!wanted);
            spawn_local(async move {
                match api::set_single_keys(wanted).await {
                    Ok(()) => toasts.done(words::saved(language)),
                    Err(failure) => {
                        toasts.failed(&failure, language);
                        keys::set_off(wanted);
                        on.try_set(!wanted);
                    }
                }
            });
        }
    });
    view! {
        <div class="card">
            <div class="card__head">
                <h2 class="card__title">{words::keys(language)}</h2>
            </div>
            <div class="card__body">
                <CheckField label=words::single_keys(language) value=on text=words::single_keys_hint(language) />
            </div>
        </div>
    }
}
