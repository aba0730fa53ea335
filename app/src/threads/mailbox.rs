//! Which mailbox conversations go to.

use super::{Ask, Threads, words};
use crate::{
    mailboxes::Mailboxes,
    words::{common, use_language},
};
use domain::MailboxId;
use leptos::{prelude::*, web_sys};

#[component]
pub fn MailboxForm(ask: Ask, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let threads = Threads::in_mailbox(ask.mailbox, ask.after);
    let all = Mailboxes::current().all.with_untracked(|all| all.as_ref().and_then(|all| all.as_ref().ok().cloned()).unwrap_or_default());
    let others: Vec<_> =
        all.into_iter().filter(|mailbox| mailbox.id != ask.mailbox && mailbox.rights.edit).map(|mailbox| (mailbox.id, mailbox.name)).collect();
    let chosen = RwSignal::new(None::<MailboxId>);
    let names = StoredValue::new(others.clone());
    let ids = StoredValue::new(ask.ids);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(to) = chosen.get_untracked() else { return };
        let name = names.with_value(|names| names.iter().find(|(id, _)| *id == to).map(|(_, name)| name.clone()).unwrap_or_default());
        threads.to_mailbox(ids.get_value(), to, name);
        open.set(false);
    };
    view! {
        <form class="dialog__form" novalidate on:submit=submit>
            <div class="dialog__body">
                <p class="dialog__text">{words::mailbox_explained(language)}</p>
                <fieldset class="field">
                    <legend class="field__label">{words::to_which(language)}</legend>
                    {if others.is_empty() {
                        view! { <p class="field__hint">{words::no_other_mailbox(language)}</p> }.into_any()
                    } else {
                        others
                            .into_iter()
                            .map(|(id, name)| {
                                view! {
                                    <label class="check">
                                        <input
                                            type="radio"
                                            name="threads-mailbox"
                                            prop:checked=move || chosen.get() == Some(id)
                                            on:change=move |_| chosen.set(Some(id))
                                        />
                                        <span class="check__text">{name}</span>
                                    </label>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </fieldset>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" disabled=move || chosen.get().is_none()>
                    {words::move_it(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
