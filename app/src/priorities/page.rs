//! Names and colours of the three levels of priority.

use super::{api, words};
use crate::{
    Failure,
    conversations::{PriorityMark, words::priority_name},
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        field::{TextField, about, field_of, focus_invalid},
        select::SelectField,
        toast::Toasts,
    },
    settings::{Loaded, Needs, SettingsPage},
    statuses::words::color_name,
    words::{common, use_language},
};
use domain::{Field, conversations::Priority, priorities::Level, statuses::Color};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn PrioritiesPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let answer = Resource::new(move || live.version(Topic::Settings), |_| api::list());
    view! {
        <SettingsPage
            title=Signal::stored(words::title(language).to_owned())
            text=Signal::stored(words::text(language).to_owned())
            needs=Needs::Operator
        >
            <Loaded answer children=move |levels| view! { <Form levels /> }.into_any() />
        </SettingsPage>
    }
}

/// What is typed of one level.
#[derive(Clone, Copy)]
struct Typed {
    priority: Priority,
    name: RwSignal<String>,
    color: RwSignal<Color>,
}

impl Typed {
    fn level(self) -> Level {
        Level { priority: self.priority, name: self.name.get(), color: self.color.get() }
    }
}

#[component]
fn Form(levels: Memo<Vec<Level>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let typed: Vec<Typed> = levels.with_untracked(|levels| {
        levels
            .iter()
            .map(|level| Typed { priority: level.priority, name: RwSignal::new(level.name.clone()), color: RwSignal::new(level.color) })
            .collect()
    });
    let all = StoredValue::new(typed.clone());
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let save = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let levels = untrack(|| all.with_value(|all| all.iter().map(|typed| typed.level()).collect()));
            let answer = api::set(levels).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(words::saved(language));
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                }
                Err(refused) => {
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Name));
    let error = about(failure, Field::Name);
    view! {
        <form class="card" novalidate on:submit=save>
            <div class="card__body levels">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                {typed
                    .into_iter()
                    .map(|typed| {
                        let standard = priority_name(typed.priority, language);
                        let hint = if typed.priority == Priority::Normal { words::normal_hint(language) } else { words::hint(language) };
                        let colors = Color::ALL.iter().map(|color| (*color, color_name(*color, language).to_owned())).collect::<Vec<_>>();
                        view! {
                            <div class="levels__line">
                                <TextField
                                    id=format!("priority-{}", typed.priority)
                                    label=words::name_of(language, standard)
                                    value=typed.name
                                    placeholder=standard
                                    hint
                                    error
                                    auto_direction=true
                                />
                                {(typed.priority != Priority::Normal)
                                    .then(|| {
                                        view! {
                                            <SelectField
                                                id=format!("priority-color-{}", typed.priority)
                                                label=words::color_of(language, standard)
                                                value=typed.color
                                                choices=colors
                                            />
                                            <span>{move || view! { <PriorityMark priority=typed.priority level=Some(typed.level()) /> }}</span>
                                        }
                                    })}
                            </div>
                        }
                    })
                    .collect_view()}
                <div class="btns">
                    <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {common::save(language)}
                    </button>
                </div>
            </div>
        </form>
    }
    .into_any()
}
