//! The conditions of one mailbox.

use super::{
    super::{api, asked::Asked},
    clause_row::Offers,
    said, words,
};
use crate::{
    Failure,
    accounts::use_mailbox,
    live::{Live, Topic},
    mailboxes::Mailboxes,
    parts::{dialog::opened_by, empty::Empty, icon::Icon, sure::Sure, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{
    MailboxId, Refused,
    reports::{ConditionView, ReportsBox},
    rules::Together,
};
use leptos::{prelude::*, task::spawn_local};

/// What the reports know of a mailbox.
pub async fn read(mailbox: MailboxId) -> Result<ReportsBox, Failure> {
    let desk = api::desk().await?;
    Ok(desk.mailboxes.into_iter().find(|one| one.id == mailbox).ok_or(Refused::NotFound)?)
}

pub fn offers(mailbox: ReportsBox, mailboxes: Mailboxes) -> Offers {
    let id = mailbox.id;
    let addresses = mailboxes.one(id).map(|one| one.addresses).unwrap_or_default();
    Offers { mailbox, statuses: mailboxes.statuses(id), addresses }
}

#[component]
pub fn ConditionsPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let mailbox = use_mailbox();
    let of_box = Resource::new(move || live.version(Topic::Settings), move |_| read(mailbox));
    let name = move || of_box.get().and_then(Result::ok).map(|mailbox| mailbox.name).unwrap_or_default();
    let new = format!("{}/new", crate::reports::conditions_url(mailbox));
    let actions = move || {
        view! {
            <a class="btn btn--primary" href=new.clone()>
                <Icon name="plus" />
                {words::add(language)}
            </a>
        }
    };
    view! {
        <Transition>
            <SettingsPage
                title=Signal::derive(move || words::title(language, &name()))
                text=Signal::stored(words::text(language).to_owned())
                needs=Needs::Operator
                actions=actions.clone()
            >
                <Loaded answer=of_box children=move |of_box| view! { <Conditions of_box /> }.into_any() />
            </SettingsPage>
        </Transition>
    }
}

#[component]
fn Conditions(of_box: Memo<ReportsBox>) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let ready = mailboxes.ready();
    let removed = RwSignal::new(None::<ConditionView>);
    view! {
        {move || {
            ready.track();
            let offers = offers(of_box.get(), mailboxes);
            if offers.mailbox.conditions.is_empty() {
                return view! { <Empty icon="filter" title=words::none_title(language) text=words::none_text(language) /> }.into_any();
            }
            let lines = offers.mailbox.conditions.iter().map(|condition| line(condition, &offers, removed, language)).collect_view();
            view! { <ul class="card rep__conditions">{lines}</ul> }.into_any()
        }}
        <RemoveDialog removed />
    }
}

fn line(condition: &ConditionView, offers: &Offers, removed: RwSignal<Option<ConditionView>>, l: domain::Language) -> AnyView {
    let ConditionView { id, mailbox, form, gathering } = condition.clone();
    let name = form.name.clone();
    let together = if form.together == Together::Any { words::when_any(l) } else { words::when_all(l) };
    let rows = form.clauses.iter().map(|clause| view! { <li class="tag" dir="auto">{said::clause(clause, offers, l)}</li> }).collect_view();
    let report = Asked { boxes: vec![mailbox], condition: Some(id), ..Asked::default() }.url();
    let subject = StoredValue::new(condition.clone());
    view! {
        <li class="rep__condition">
            <div>
                <b dir="auto">{name.clone()}</b>
                {gathering.then(|| view! { " " <small role="status">{words::gathering(l)}</small> })}
                <ul class="rep__clauses">
                    {(form.clauses.len() > 1).then(|| view! { <li>{together}</li> })}
                    {rows}
                </ul>
            </div>
            <span class="btns btns--tight">
                <a class="btn btn--s" href=report aria-label=words::open_report_of(l, &name)>
                    <Icon name="chart-column" />
                    {words::open_report(l)}
                </a>
                <a class="btn btn--ghost btn--icon" href=format!("{}/{id}", crate::reports::conditions_url(mailbox)) aria-label=words::edit_of(l, &name)>
                    <Icon name="pencil" />
                </a>
                <button
                    class="btn btn--ghost btn--icon"
                    type="button"
                    aria-label=words::remove_of(l, &name)
                    on:click=move |_| removed.set(Some(subject.get_value()))
                >
                    <Icon name="trash-2" />
                </button>
            </span>
        </li>
    }
    .into_any()
}

#[component]
fn RemoveDialog(removed: RwSignal<Option<ConditionView>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(removed);
    let remove = move |_| {
        let Some(condition) = removed.get_untracked() else { return };
        open.set(false);
        spawn_local(async move {
            match api::remove_condition(condition.id).await {
                Ok(()) => toasts.done(words::removed(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Settings);
        });
    };
    view! {
        <Sure open title=words::remove_title(language).to_owned() text=Signal::derive(move || removed.with(|one| one.as_ref().map(|one| words::remove_text(language, &one.form.name)).unwrap_or_default())) act=words::remove_title(language).to_owned() does=Callback::new(remove) />
    }
}
