//! The list of mails in quarantine.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::{empty::Empty, icon::Icon, toast::Toasts},
    settings::{Loaded, Needs, SettingsPage},
    time::When,
    words::use_language,
};
use domain::{
    ArrivalId, Language,
    accounts::{QuarantineView, ReadAgain},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn QuarantinePage() -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let held = Resource::new(move || live.version(Topic::Settings), |_| api::list());
    let read_again = Callback::new(move |id: ArrivalId| {
        spawn_local(async move {
            match api::read_again(id).await {
                Ok(ReadAgain::TakenIn) => {
                    live.changed(Topic::Frame);
                    toasts.done(words::taken_in(language));
                }
                Ok(ReadAgain::Still(reason)) => toasts.warn(words::still(language, words::reason_text(reason, language))),
                Ok(ReadAgain::AskedFor) => toasts.done(words::asked_for(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            held.refetch();
        });
    });
    view! {
        <SettingsPage title=Signal::stored(words::title(language).to_owned()) text=Signal::stored(words::text(language).to_owned()) needs=Needs::Operator>
            <Loaded
                answer=held
                children=move |held| {
                    view! {
                        <Show
                            when=move || !held.with(Vec::is_empty)
                            fallback=move || view! { <Empty icon="shield-check" title=words::none_title(language) text=words::none_text(language) /> }
                        >
                            <div class="card">
                                <div class="card__scroll">
                                    <table class="table table--stack">
                                        <thead>
                                            <tr>
                                                <th>{words::subject(language)}</th>
                                                <th>{words::arrived(language)}</th>
                                                <th>{words::account(language)}</th>
                                                <th class="table__n">{words::size(language)}</th>
                                                <th>{words::reason(language)}</th>
                                                <th class="table__act">
                                                    <span class="sr">{words::actions(language)}</span>
                                                </th>
                                            </tr>
                                        </thead>
                                        <tbody>
                                            <For each=move || held.get() key=|mail| (mail.id, mail.reason) children=move |mail| view! { <Line mail read_again /> } />
                                        </tbody>
                                    </table>
                                </div>
                            </div>
                        </Show>
                    }
                        .into_any()
                }
            />
        </SettingsPage>
    }
}

#[component]
fn Line(mail: QuarantineView, read_again: Callback<ArrivalId>) -> impl IntoView {
    let language = use_language();
    let id = mail.id;
    let subject = if mail.subject_guess.is_empty() { words::no_subject(language).to_owned() } else { mail.subject_guess };
    view! {
        <tr>
            <td class="table__main">
                <b dir="auto">{subject.clone()}</b>
            </td>
            <td data-label=words::arrived(language)>
                <When at=mail.arrived_at long=true />
            </td>
            <td class="table__soft" data-label=words::account(language)>
                {if mail.account.is_empty() { words::imported(language).to_owned() } else { mail.account }}
            </td>
            <td class="table__n" data-label=words::size(language)>
                {size_words(mail.size, language)}
            </td>
            <td data-label=words::reason(language)>{words::reason_text(mail.reason, language)}</td>
            <td class="table__acts">
                <span class="btns btns--tight">
                    <button class="btn btn--s" type="button" aria-label=words::read_again_of(language, &subject) on:click=move |_| read_again.run(id)>
                        <Icon name="refresh-cw" />
                        {words::read_again(language)}
                    </button>
                    {(!mail.reason.is_on_server())
                        .then(|| {
                            view! {
                                <a class="btn btn--s" href=format!("/quarantine/{id}/raw") rel="external" download aria-label=words::download_of(language, &subject)>
                                    <Icon name="download" />
                                    {words::download(language)}
                                </a>
                            }
                        })}
                </span>
            </td>
        </tr>
    }
}

fn size_words(bytes: i64, language: Language) -> String {
    const MEGABYTE: i64 = 1024 * 1024;
    if bytes >= MEGABYTE { words::megabytes(language, bytes / MEGABYTE) } else { words::kilobytes(language, (bytes + 1023) / 1024) }
}
