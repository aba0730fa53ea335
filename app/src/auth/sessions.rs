//! Where one is signed in, and the way to end it there.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    parts::{icon::Icon, toast::Toasts},
    settings::{Loaded, SettingsPage},
    time::When,
    words::use_language,
};
use domain::{SessionId, auth::SessionView};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn SessionsPage() -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let sessions = Resource::new(move || live.version(Topic::Settings), |_| api::sessions());
    let end = Callback::new(move |id: SessionId| {
        spawn_local(async move {
            match api::end_session(id).await {
                Ok(()) => toasts.done(words::ended(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            sessions.refetch();
        });
    });
    let end_others = move |_| {
        spawn_local(async move {
            match api::end_other_sessions().await {
                Ok(()) => toasts.done(words::others_ended(language)),
                Err(failure) => toasts.failed(&failure, language),
            }
            sessions.refetch();
        });
    };
    let actions = move || {
        view! {
            <button class="btn btn--danger-quiet" type="button" on:click=end_others>
                <Icon name="log-out" />
                {words::end_others(language)}
            </button>
        }
    };
    view! {
        <SettingsPage title=words::sessions(language) text=Signal::stored(words::sessions_text(language).to_owned()) actions>
            <Loaded
                answer=sessions
                children=move |sessions| {
                    view! {
                        <div class="card">
                            <div class="card__scroll">
                                <table class="table table--stack">
                                    <thead>
                                        <tr>
                                            <th>{words::device(language)}</th>
                                            <th>{words::address(language)}</th>
                                            <th>{words::since(language)}</th>
                                            <th>{words::last_seen(language)}</th>
                                            <th class="table__act">
                                                <span class="sr">{words::actions(language)}</span>
                                            </th>
                                        </tr>
                                    </thead>
                                    <tbody>
                                        <For each=move || sessions.get() key=|session| (session.id, session.seen_at) children=move |session| view! { <Line session end /> } />
                                    </tbody>
                                </table>
                            </div>
                        </div>
                    }
                        .into_any()
                }
            />
        </SettingsPage>
    }
}

#[component]
fn Line(session: SessionView, end: Callback<SessionId>) -> impl IntoView {
    let language = use_language();
    let id = session.id;
    let device = device(&session.agent).unwrap_or_else(|| words::unknown_device(language).to_owned());
    view! {
        <tr>
            <td class="table__main">
                <b>{device.clone()}</b>
                {session.current.then(|| view! { " " <span class="tag" data-kind="accent">{words::this_one(language)}</span> })}
            </td>
            <td class="table__soft" data-label=words::address(language)>
                {session.ip}
            </td>
            <td data-label=words::since(language)>
                <When at=session.created_at long=true />
            </td>
            <td data-label=words::last_seen(language)>
                <When at=session.seen_at long=true />
            </td>
            <td class="table__acts">
                {(!session.current)
                    .then(|| {
                        view! {
                            <button class="btn btn--s" type="button" aria-label=words::end_of(language, &device) on:click=move |_| end.run(id)>
                                {words::end(language)}
                            </button>
                        }
                    })}
            </td>
        </tr>
    }
}

/// Browser and system, as far as the browser says so. For people to recognise; nothing depends on it.
fn device(agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0",
                Some("Edge · Windows"),
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", Some("Safari · iPhone")),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", Some("Firefox · Linux")),
            ("curl/8.5.0", None),
        ] {
            assert_eq!(device(agent).as_deref(), expected);
        }
    }
}
