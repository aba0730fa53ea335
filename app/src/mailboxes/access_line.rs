//! One person in the rights matrix. Without view the other rights fall; sending needs editing.

use super::{api, words};
use crate::{
    checks,
    live::{Live, Topic},
    parts::{avatar::Person, toast::Toasts},
    words::use_language,
};
use domain::{
    access::{Right, Viewing},
    mailboxes::GrantView,
};
use leptos::{html, prelude::*, task::spawn_local};

/// A right given or taken, with what follows from it.
fn with_right(grant: &GrantView, right: Right, given: bool) -> GrantView {
    let mut grant = grant.clone();
    match right {
        Right::View => {}
        Right::Edit => {
            grant.editing = given;
            grant.sending &= given;
        }
        Right::Send => grant.sending = given,
        Right::Delete => grant.deleting = given,
    }
    grant
}

fn with_viewing(grant: &GrantView, viewing: Viewing) -> GrantView {
    let sees = viewing != Viewing::None;
    GrantView { viewing, editing: grant.editing && sees, sending: grant.sending && sees, deleting: grant.deleting && sees, ..grant.clone() }
}

#[component]
pub fn AccessLine(grant: Memo<GrantView>, needs_check: Memo<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    // What the person has just set, until the server has said the same.
    let shown = RwSignal::new(grant.get_untracked());
    Effect::new(move |_| shown.set(grant.get()));
    let save = move |changed: GrantView| {
        let name = changed.user_name.clone();
        shown.set(changed.clone());
        spawn_local(async move {
            match api::set_grant(changed).await {
                Ok(()) => {
                    toasts.done(words::grant_saved(language, &name));
                    live.changed(Topic::Settings);
                    live.changed(Topic::Frame);
                }
                Err(failure) => {
                    shown.set(grant.get_untracked());
                    toasts.failed(&failure, language);
                }
            }
        });
    };
    let name = grant.with_untracked(|grant| grant.user_name.clone());
    let marked = RwSignal::new(needs_check.get_untracked());
    Effect::new(move |_| marked.set(needs_check.get()));
    let mark = {
        let name = name.clone();
        move |now: bool| {
            let name = name.clone();
            let (mailbox, user) = grant.with_untracked(|grant| (grant.mailbox_id, grant.user_id));
            marked.set(now);
            spawn_local(async move {
                match checks::api::set_mark(mailbox, user, now).await {
                    Ok(()) => {
                        toasts.done(checks::words::mark_saved(language, &name));
                        live.changed(Topic::Settings);
                    }
                    Err(failure) => {
                        marked.set(needs_check.get_untracked());
                        toasts.failed(&failure, language);
                    }
                }
            });
        }
    };
    let select = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let viewing = shown.with(|grant| grant.viewing);
        if let Some(select) = select.get() {
            select.set_value(viewing.as_str());
        }
    });
    let right = {
        let name = name.clone();
        move |right: Right, what: &'static str, held: fn(&GrantView) -> bool, open: fn(&GrantView) -> bool| {
            view! {
                <td>
                    <label class="check check--solo">
                        <input
                            type="checkbox"
                            aria-label=words::may(language, &name, what)
                            checked=shown.with_untracked(held)
                            prop:checked=move || shown.with(held)
                            disabled=move || !shown.with(open)
                            on:change:target=move |event| save(with_right(&shown.get_untracked(), right, event.target().checked()))
                        />
                    </label>
                </td>
            }
        }
    };
    let sees = |grant: &GrantView| grant.viewing != Viewing::None;
    view! {
        <tr>
            <th scope="row">
                <Person name=name.clone() />
            </th>
            <td>
                <select
                    class="input select"
                    node_ref=select
                    aria-label=words::may(language, &name, words::view(language))
                    on:change:target=move |event| {
                        if let Some(viewing) = Viewing::parse(&event.target().value()) {
                            save(with_viewing(&shown.get_untracked(), viewing));
                        }
                    }
                >
                    {Viewing::ALL
                        .iter()
                        .map(|viewing| {
                            view! {
                                <option value=viewing.as_str() selected=shown.with_untracked(|grant| grant.viewing == *viewing)>
                                    {words::viewing_name(*viewing, language)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </td>
            {right(Right::Edit, words::editing(language), |grant| grant.editing, sees)}
            {right(Right::Send, words::sending(language), |grant| grant.sending, |grant| grant.viewing != Viewing::None && grant.editing)}
            {right(Right::Delete, words::deleting(language), |grant| grant.deleting, sees)}
            <td>
                <label class="check check--solo">
                    <input
                        type="checkbox"
                        aria-label=words::may(language, &name, checks::words::needs_check(language))
                        checked=marked.get_untracked()
                        prop:checked=move || marked.get()
                        disabled=move || shown.with(|grant| !grant.editing)
                        on:change:target=move |event| mark(event.target().checked())
                    />
                </label>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{MailboxId, UserId};

    #[test]
    fn rights_fall_with_what_they_need() {
        let all = GrantView {
            mailbox_id: MailboxId(1),
            user_id: UserId(1),
            user_name: String::new(),
            viewing: Viewing::All,
            editing: true,
            sending: true,
            deleting: true,
        };
        let blind = with_viewing(&all, Viewing::None);
        assert!(!blind.editing && !blind.sending && !blind.deleting);
        let reads = with_right(&all, Right::Edit, false);
        assert!(!reads.sending && reads.deleting);
        let own = with_viewing(&all, Viewing::Own);
        assert!(own.editing && own.sending && own.deleting);
    }
}
