//! One account in the list: how it connects, how it fares, what to do.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    own_fault,
    parts::{icon::Icon, toast::Toasts},
    time::{Clock, When},
    words::use_language,
};
use domain::accounts::{AccountView, LEFT_WARNING, ReceiveKind, Received, SendKind};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn AccountLine(account: Memo<AccountView>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let busy = RwSignal::new(false);
    let id = account.with_untracked(|account| account.id);
    let try_now = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match api::try_now(id).await {
                Ok(Received { count, failures }) => {
                    if count > 0 {
                        live.changed(Topic::Frame);
                        toasts.done(words::tried(language, count));
                    } else if failures.is_empty() {
                        toasts.done(words::tried_none(language));
                    }
                    for (address, answer) in failures {
                        toasts.warn(words::try_failed(language, &address, &own_fault::said(&answer, language)));
                    }
                }
                Err(failure) => toasts.failed(&failure, language),
            }
            busy.set(false);
            live.changed(Topic::Settings);
        });
    };
    let left = Memo::new(move |_| account.with(|account| account.left_on_server));
    let piles = Memo::new(move |_| left.get() >= LEFT_WARNING);
    let fetches = Memo::new(move |_| account.with(|account| account.form.enabled && account.form.receive != ReceiveKind::None));
    view! {
        <tr>
            <td class="table__main">
                <a class="table__link" href=move || account.with(|account| format!("/settings/mailboxes/{}/accounts/{id}", account.mailbox_id))>
                    <b>{move || account.with(|account| account.form.address.clone())}</b>
                </a>
                <small dir="auto">{move || account.with(|account| account.form.from_name.clone())}</small>
            </td>
            <td class="table__soft" data-label=words::connection(language)>
                {move || account.with(|account| connection(account, language))}
            </td>
            <td data-label=words::receiving(language)>{move || view! { <State account=account.get() /> }}</td>
            <td class="table__soft" data-label=words::next(language)>
                {move || fetches.get().then(|| view! { <When at=account.with(|account| account.next_at) long=true /> })}
            </td>
            <td class="table__n" data-label=words::left(language) data-kind=move || piles.get().then_some("bad")>
                {move || left.get()}
            </td>
            <td class="table__acts">
                <span class="btns btns--tight">
                    <Show when=move || fetches.get()>
                        <button
                            class="btn btn--s"
                            type="button"
                            aria-busy=move || busy.get().then_some("true")
                            aria-label=move || account.with(|account| words::try_now_of(language, &account.form.address))
                            on:click=try_now
                        >
                            <Icon name="refresh-cw" />
                            {words::try_now(language)}
                        </button>
                    </Show>
                </span>
            </td>
        </tr>
        <Show when=move || piles.get()>
            <tr>
                <td colspan="6" data-kind="warn">
                    {move || words::left_warning(language, left.get())}
                </td>
            </tr>
        </Show>
    }
}

#[component]
fn State(account: AccountView) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let at = move |moment: Option<domain::Moment>| moment.map(|moment| clock.civil(moment).long(clock.today())).unwrap_or_default();
    if account.form.receive == ReceiveKind::None {
        return view! { "—" }.into_any();
    }
    let (kind, icon, text) = if !account.form.enabled {
        ("", "pause", words::paused(language).to_owned())
    } else if !account.last_error.is_empty() {
        ("bad", "x", words::failed_at(language, &at(account.last_error_at)))
    } else if account.last_ok_at.is_some() {
        ("ok", "check", words::ok_at(language, &at(account.last_ok_at)))
    } else {
        ("", "hourglass", words::waiting(language).to_owned())
    };
    view! {
        <span class="tag" data-kind=kind>
            <Icon name=icon />
            {text}
        </span>
    }
    .into_any()
}

/// `IMAP · TLS / SMTP · STARTTLS`.
fn connection(account: &AccountView, language: domain::Language) -> String {
    let form = &account.form;
    let receive = match form.receive {
        ReceiveKind::Imap | ReceiveKind::Pop3 => {
            format!("{} · {}", words::receive_kind_name(form.receive, language), words::security_mark(form.receive_server.security))
        }
        ReceiveKind::Folder | ReceiveKind::None => words::receive_kind_name(form.receive, language).to_owned(),
    };
    let send = match form.send {
        SendKind::Smtp => format!("SMTP · {}", words::security_mark(form.send_server.security)),
        SendKind::Folder | SendKind::None => words::send_kind_name(form.send, language).to_owned(),
    };
    format!("{receive} / {send}")
}
