//! Earlier versions of a draft: who wrote them and when, what they said, and the way back to one.

use super::{
    api,
    session::{Saved, Session, locked},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    parts::{avatar::Avatar, dialog::Dialog, icon::Icon, toast::Toasts},
    time::When,
    words::use_language,
};
use domain::{
    Refused, RevisionId,
    drafts::{RevisionLine, RevisionView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Versions(session: Session, toasts: Toasts) -> impl IntoView {
    let language = use_language();
    let open = RwSignal::new(false);
    let lines = RwSignal::new(None::<Result<Vec<RevisionLine>, Failure>>);
    let chosen = RwSignal::new(None::<RevisionView>);
    let look = move |id: RevisionId| {
        spawn_local(async move {
            match api::revision(session.draft, id).await {
                Ok(found) => {
                    chosen.try_set(Some(found));
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let read = move || {
        lines.set(None);
        chosen.set(None);
        spawn_local(async move {
            // What was typed last belongs to the list. Why it is not there, the strip beside the tools says.
            let _ = session.flush().await;
            let answer = api::revisions(session.draft).await;
            if let Some(newest) = answer.as_ref().ok().and_then(|all| all.first()) {
                look(newest.id);
            }
            lines.try_set(Some(answer));
        });
    };
    let go_back = move |id: RevisionId| {
        open.set(false);
        spawn_local(async move {
            if let Err(failure) = session.go_back_to(id, toasts).await {
                toasts.failed(&failure, language);
            }
        });
    };
    view! {
        <button
            class="btn btn--ghost btn--s"
            type="button"
            aria-haspopup="dialog"
            on:click=move |_| {
                open.set(true);
                read();
            }
        >
            <Icon name="history" />
            {words::versions(language)}
        </button>
        <Dialog open title=words::versions_title(language).to_owned()>
            <div class="dialog__body versions">
                {move || match lines.get() {
                    None => view! { <span class="spin" aria-label=words::reading_versions(language)></span> }.into_any(),
                    Some(Err(failure)) => view! { <FailureNote failure retry=Callback::new(move |()| read()) /> }.into_any(),
                    Some(Ok(all)) => view! { <List all chosen look=Callback::new(look) /> }.into_any(),
                }}
                {move || chosen.get().map(|revision| view! { <Shown session revision go_back=Callback::new(go_back) /> })}
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn List(all: Vec<RevisionLine>, chosen: RwSignal<Option<RevisionView>>, look: Callback<RevisionId>) -> impl IntoView {
    let language = use_language();
    view! {
        <ol class="versions__list" aria-label=words::versions_title(language)>
            {all
                .into_iter()
                .map(|line| {
                    let id = line.id;
                    let here = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.id == id));
                    view! {
                        <li>
                            <button class="versions__line" type="button" aria-current=move || here().to_string() on:click=move |_| look.run(id)>
                                <Avatar name=line.author_name.clone() size="s" />
                                <b>{line.author_name}</b>
                                <When at=line.at long=true />
                            </button>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

#[component]
fn Shown(session: Session, revision: RevisionView, go_back: Callback<RevisionId>) -> impl IntoView {
    let language = use_language();
    let RevisionView { id, content, files } = revision;
    let facts = [
        ("To", content.to),
        ("CC", content.cc),
        ("BCC", content.bcc),
        (words::subject(language), content.subject),
        (words::files(language), files.join(", ")),
    ];
    view! {
        <section class="versions__one" aria-live="polite">
            <dl class="kv">
                {facts
                    .into_iter()
                    .filter(|(_, value)| !value.trim().is_empty())
                    .map(|(name, value)| {
                        view! {
                            <dt>{name}</dt>
                            <dd dir="auto">{value}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            <pre class="mail__plain versions__text" tabindex="0" dir="auto">
                {content.text}
            </pre>
            <p class="field__hint">{words::go_back_why(language)}</p>
            <button class="btn" type="button" disabled=move || !session.is_open() on:click=move |_| go_back.run(id)>
                <Icon name="rotate-ccw" />
                <span class="btn__label">{words::go_back(language)}</span>
            </button>
        </section>
    }
    .into_any()
}

impl Session {
    /// Puts the words of an earlier version into the fields. The server keeps those of now as a version first.
    async fn go_back_to(self, revision: RevisionId, toasts: Toasts) -> Result<(), Failure> {
        let version = self.flush().await?;
        let core = self.core();
        let token = locked(&core).token.clone();
        let now = api::go_back(self.draft, token, version, revision).await?;
        if self.hold.is_disposed() {
            return Err(Refused::Stale.into());
        }
        {
            let mut core = locked(&core);
            core.version = now.version;
            core.kept = core.edits;
        }
        self.touch();
        self.fill(&now.content);
        self.saved.set(Saved::At(now.saved_at));
        toasts.done(super::words::went_back(self.language));
        Ok(())
    }
}
