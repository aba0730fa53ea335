//! One rule in the list: its place, what it looks at and does, how often it was right, whether it is on.

use super::{api, said, words};
use crate::{
    live::{Live, Topic},
    parts::{icon::Icon, refocus::Refocus, toast::Toasts},
    time::When,
    words::use_language,
};
use domain::{
    MailboxId,
    folders::Shift,
    rules::{RuleView, RulesDesk, Together},
};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn RuleLine(
    mailbox: MailboxId,
    rule: RuleView,
    number: Memo<usize>,
    desk: Memo<RulesDesk>,
    removed: RwSignal<Option<RuleView>>,
    refocus: Refocus,
) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (id, name, enabled) = (rule.id, rule.form.name.clone(), rule.form.enabled);
    let shift = move |by: Shift, button: String| {
        refocus.keep(button);
        spawn_local(async move {
            match api::shift(id, by).await {
                Ok(()) => live.changed(Topic::Settings),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let switch = NodeRef::<html::Input>::new();
    let (switch_id, called) = (format!("rule-{id}-on"), name.clone());
    let switched = switch_id.clone();
    let enable = move |on: bool| {
        let said = if on { words::turned_on(language, &called) } else { words::turned_off(language, &called) };
        refocus.keep(switched.clone());
        spawn_local(async move {
            match api::enable(id, on).await {
                Ok(()) => {
                    toasts.done(said);
                    live.changed(Topic::Settings);
                }
                Err(failure) => {
                    toasts.failed(&failure, language);
                    // A refused change springs back.
                    if let Some(switch) = switch.get_untracked() {
                        switch.set_checked(enabled);
                    }
                }
            }
        });
    };
    let content = rule.form.content.clone();
    let conditions = content.conditions.iter().map(|condition| said::condition(condition, language)).collect::<Vec<_>>();
    let several = conditions.len() > 1;
    let between = if content.together == Together::Any { words::or(language) } else { "" };
    let asked = if conditions.is_empty() { vec![words::every_mail(language).to_owned()] } else { conditions };
    let actions = move || desk.with(|desk| content.actions.iter().map(|action| said::action(action, desk, language)).collect::<Vec<_>>());
    let (up, down) = (format!("rule-{id}-up"), format!("rule-{id}-down"));
    let (up_id, down_id) = (up.clone(), down.clone());
    let href = format!("/settings/mailboxes/{mailbox}/rules/{id}");
    let (last_at, fired, gone) = (rule.last_at, rule.fired, rule.clone());
    view! {
        <li class="sorter__item rule" data-off=!enabled>
            <span class="rule__number">{move || number.get()}</span>
            <div class="sorter__text rule__text">
                <a class="table__link rule__name" href=href dir="auto" aria-label=words::edit_of(language, &name)>
                    {name.clone()}
                </a>
                <p class="rule__said">
                    {asked
                        .into_iter()
                        .enumerate()
                        .map(|(at, text)| {
                            view! {
                                {(at > 0 && several && !between.is_empty()).then(|| view! { <span>{between}</span> })}
                                <span class="tag rule__tag" data-kind="fill" dir="auto">
                                    {text}
                                </span>
                            }
                        })
                        .collect_view()}
                    <span>{words::then(language)}</span>
                    {move || {
                        let actions = actions();
                        let actions = if actions.is_empty() { vec![words::nothing(language).to_owned()] } else { actions };
                        actions.into_iter().map(|text| view! { <span class="tag rule__tag" data-kind="accent" dir="auto">{text}</span> }).collect_view()
                    }}
                </p>
            </div>
            <span class="rule__fired" title=words::fired_label(language, fired)>
                <span class="sr">{words::fired_label(language, fired)}</span>
                <span aria-hidden="true">{words::fired(language, fired)}</span>
                {last_at.map(|at| view! { <small><When at /></small> })}
            </span>
            <span class="btns btns--tight rule__acts">
                <button class="btn btn--ghost btn--icon" type="button" id=up_id aria-label=words::up(language, &name) on:click=move |_| shift(Shift::Up, up.clone())>
                    <Icon name="chevron-up" />
                </button>
                <button class="btn btn--ghost btn--icon" type="button" id=down_id aria-label=words::down(language, &name) on:click=move |_| shift(Shift::Down, down.clone())>
                    <Icon name="chevron-down" />
                </button>
                <label class="switch switch--solo">
                    <input
                        type="checkbox"
                        role="switch"
                        id=switch_id
                        node_ref=switch
                        autocomplete="off"
                        aria-label=words::switch(language, &name)
                        checked=enabled
                        on:change:target=move |event| enable(event.target().checked())
                    />
                </label>
                <button class="btn btn--ghost btn--icon" type="button" aria-label=words::remove_of(language, &name) on:click=move |_| removed.set(Some(gone.clone()))>
                    <Icon name="trash-2" />
                </button>
            </span>
        </li>
    }
    .into_any()
}
