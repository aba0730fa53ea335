//! Two versions of one draft: the server's and this tab's. Both are shown, and the person says which one goes on.

use super::{
    session::{Saved, Session, locked},
    words,
};
use crate::{
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::drafts::DraftView;
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Clash(session: Session) -> impl IntoView {
    move || session.conflict.get().map(|theirs| view! { <Both session theirs /> })
}

#[component]
fn Both(session: Session, theirs: DraftView) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let text = theirs.content.text.clone();
    let overwrite = {
        let version = theirs.version;
        move |_| {
            {
                let core = session.core();
                let mut core = locked(&core);
                core.version = version;
                core.edits += 1;
            }
            session.conflict.set(None);
            session.save_now();
        }
    };
    let take = move |_| {
        let mine = session.content();
        {
            let core = session.core();
            let mut core = locked(&core);
            core.version = theirs.version;
            core.edits += 1;
            core.kept = core.edits;
        }
        session.fill(&theirs.content);
        session.saved.set(Saved::At(theirs.saved_at));
        session.conflict.set(None);
        if let Some(mine) = mine {
            let back = move |()| {
                if !session.hold.is_disposed() {
                    session.fill(&mine);
                    session.edited();
                }
            };
            // Made outside of this part of the screen, which is gone by the time it is asked for.
            spawn_local(async move { toasts.undoable(words::taken_in(language), Callback::new(back)) });
        }
    };
    view! {
        <section class="clash" role="alert" aria-label=words::clash(language)>
            <div class="clash__head">
                <Icon name="git-compare" />
                <p>
                    <b>{words::clash(language)}</b>
                    {words::clash_text(language)}
                </p>
            </div>
            <div class="clash__side">
                <h3>{words::clash_theirs(language)}</h3>
                <pre class="mail__plain" tabindex="0" dir="auto">
                    {text}
                </pre>
                <button class="btn btn--s" type="button" on:click=take>
                    {words::take_in(language)}
                </button>
            </div>
            <div class="clash__side">
                <h3>{words::clash_mine(language)}</h3>
                <pre class="mail__plain" tabindex="0" dir="auto">
                    {session.words()}
                </pre>
                <button class="btn btn--s" type="button" on:click=overwrite>
                    {words::overwrite(language)}
                </button>
            </div>
        </section>
    }
    .into_any()
}
