//! One member: role, duty, state, and what an admin can do.

use super::{api, words};
use crate::{
    Failure,
    absence::{AbsenceDialog, HandOverDialog},
    live::{Live, Topic},
    parts::{avatar::Avatar, icon::Icon, toast::Toasts},
    start::use_me,
    time::When,
    words::use_language,
};
use domain::{
    access::Role,
    setup::InviteLink,
    users::{UserState, UserView},
};
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn MemberLine(user: Memo<UserView>, link: RwSignal<Option<InviteLink>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let first = user.get_untracked();
    let (id, name, email) = (first.id, first.name.clone(), first.email.clone());
    let is_me = use_me().is_some_and(|me| me.id == id);
    let name_of = {
        let name = name.clone();
        move || name.clone()
    };
    // A refused change springs back: the row is read again from the server.
    let select = NodeRef::<html::Select>::new();
    let operates = NodeRef::<html::Input>::new();
    let show = move |user: &UserView| {
        if let Some(select) = select.get_untracked() {
            select.set_value(user.role.as_str());
        }
        if let Some(operates) = operates.get_untracked() {
            operates.set_checked(user.operator || user.role == Role::Admin);
        }
    };
    Effect::new(move |_| user.with(show));
    let settle = move |result: Result<(), Failure>, said: String| {
        match result {
            Ok(()) => toasts.done(said),
            Err(failure) => {
                toasts.failed(&failure, language);
                user.with_untracked(show);
            }
        }
        live.changed(Topic::Settings);
    };
    let set_role = {
        let name = name_of.clone();
        move |role: Role| {
            let said = words::changed(language, &name());
            spawn_local(async move { settle(api::set_role(id, role).await, said) });
        }
    };
    let set_operator = {
        let name = name_of.clone();
        move |operator: bool| {
            let said = words::changed(language, &name());
            spawn_local(async move { settle(api::set_operator(id, operator).await, said) });
        }
    };
    let asks = RwSignal::new(false);
    let set_state = {
        let name = name_of.clone();
        Callback::new(move |state: UserState| {
            asks.set(false);
            let said = if state == UserState::Suspended { words::suspended(language, &name()) } else { words::back_in(language, &name()) };
            spawn_local(async move { settle(api::set_state(id, state).await, said) });
        })
    };
    let new_link = move |_| {
        spawn_local(async move {
            match api::reinvite(id).await {
                Ok(fresh) => link.set(Some(fresh)),
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let state = Memo::new(move |_| user.with(|user| user.state));
    let out = Memo::new(move |_| state.get() == UserState::Suspended);
    let admin = Memo::new(move |_| user.with(|user| user.role == Role::Admin));
    let (label_link, label_out, label_in) =
        (words::new_link_of(language, &name), words::suspend_of(language, &name), words::let_in_of(language, &name));
    let leaves = RwSignal::new(false);
    let label_away = words::away_of(language, &name);
    view! {
        <tr data-off=move || out.get()>
            <td class="table__main">
                <span class="me">
                    <Avatar name=name.clone() size="m" />
                    <span class="me__text">
                        <b dir="auto">{name.clone()}</b>
                        {is_me.then(|| view! { " " <span class="tag">{words::you(language)}</span> })}
                        <small>{email}</small>
                    </span>
                </span>
            </td>
            <td data-label=words::role(language)>
                <select
                    class="input select"
                    node_ref=select
                    aria-label=words::role_of(language, &name)
                    disabled=move || out.get()
                    on:change:target=move |event| {
                        if let Some(role) = Role::parse(&event.target().value()) {
                            set_role(role);
                        }
                    }
                >
                    {Role::ALL
                        .iter()
                        .map(|role| view! { <option value=role.as_str() selected=*role == first.role>{words::role_name(*role, language)}</option> })
                        .collect_view()}
                </select>
            </td>
            <td data-label=words::operator(language)>
                <label class="switch switch--solo">
                    <input
                        type="checkbox"
                        role="switch"
                        node_ref=operates
                        aria-label=words::operator_of(language, &name)
                        checked=first.operator || first.role == Role::Admin
                        // Admins operate every space anyway.
                        disabled=move || out.get() || admin.get()
                        on:change:target=move |event| set_operator(event.target().checked())
                    />
                </label>
            </td>
            <td data-label=words::state(language)>
                <span class="tag" data-kind=move || if state.get() == UserState::Active { "ok" } else if out.get() { "bad" } else { "warn" }>
                    {move || words::state_name(state.get(), language)}
                </span>
            </td>
            <td class="table__soft" data-label=words::seen(language)>
                {move || match user.with(|user| user.seen_at) {
                    Some(at) => view! { <When at long=true /> }.into_any(),
                    None => words::never(language).into_any(),
                }}
            </td>
            <td class="table__acts table__acts--wrap">
                <span class="btns btns--tight">
                    <Show when=move || !out.get()>
                        <button class="btn btn--s" type="button" aria-label=label_link.clone() on:click=new_link>
                            <Icon name="link" />
                            {words::new_link(language)}
                        </button>
                        <button class="btn btn--s" type="button" aria-label=label_away.clone() on:click=move |_| leaves.set(true)>
                            <Icon name="calendar-clock" />
                            {words::away(language)}
                        </button>
                    </Show>
                    {move || {
                        let (label_out, label_in) = (label_out.clone(), label_in.clone());
                        if out.get() {
                            view! {
                                <button class="btn btn--s" type="button" aria-label=label_in on:click=move |_| set_state.run(UserState::Active)>
                                    {words::let_in(language)}
                                </button>
                            }
                                .into_any()
                        } else {
                            view! {
                                <button class="btn btn--s btn--danger-quiet" type="button" aria-label=label_out on:click=move |_| asks.set(true)>
                                    {words::suspend(language)}
                                </button>
                            }
                                .into_any()
                        }
                    }}
                </span>
                <HandOverDialog user=id name=name.clone() open=asks />
                <AbsenceDialog user=id name=name.clone() open=leaves />
            </td>
        </tr>
    }
}
