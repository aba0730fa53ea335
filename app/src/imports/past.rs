//! Imports that are over: what each brought, why some of it is missing, and taking it back.

use super::{api, words};
use crate::{
    live::{Live, Topic},
    own_fault,
    parts::{dialog::opened_by, icon::Icon, sure::Sure, toast::Toasts},
    time::When,
    words::use_language,
};
use domain::{
    ImportId, MailboxId,
    imports::{ImportDesk, ImportState, ImportView, Step},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Past(mailbox: MailboxId, desk: Memo<ImportDesk>) -> impl IntoView {
    let language = use_language();
    let past = Memo::new(move |_| desk.with(|desk| desk.imports.iter().filter(|import| !import.state.is_active()).cloned().collect::<Vec<_>>()));
    let none = Memo::new(move |_| past.with(Vec::is_empty));
    let busy = Memo::new(move |_| desk.with(|desk| desk.imports.iter().any(|import| import.state.is_active())));
    let undone = RwSignal::new(None::<(ImportId, String)>);
    view! {
        <section class="card" aria-labelledby="import-past" hidden=move || none.get()>
            <div class="card__head">
                <h2 class="card__title" id="import-past">
                    {words::past(language)}
                </h2>
            </div>
            <ul class="import__past">
                <For each=move || past.get() key=|import| (import.id, import.state, import.taken, import.quarantined) children=move |import| view! { <Line import busy undone /> } />
            </ul>
        </section>
        <UndoDialog mailbox undone />
    }
    .into_any()
}

#[component]
fn Line(import: ImportView, busy: Memo<bool>, undone: RwSignal<Option<(ImportId, String)>>) -> impl IntoView {
    let language = use_language();
    let (id, name) = (import.id, import.name.clone());
    let may_undo = import.taken > 0 && import.state.after(Step::Undo).is_some();
    let why = import.failure.map(|failure| words::failure(failure, language));
    let answer = (!import.answer.is_empty() && import.state == ImportState::Failed).then(|| own_fault::said(&import.answer, language));
    view! {
        <li class="import__line">
            <div class="import__what">
                <b dir="auto">{import.name.clone()}</b>
                <span class="field__hint">
                    {words::state(import.state, language)} " · " <When at=import.ended_at.unwrap_or(import.created_at) long=true /> {(!import.by.is_empty()).then(|| format!(" · {}", import.by))}
                </span>
                <span>{words::numbers(&import, language)}</span>
                {why.map(|why| view! { <span class="import__why">{why}</span> })}
                {answer.map(|answer| view! { <span class="import__why" dir="auto">{answer}</span> })}
                {(import.quarantined > 0).then(|| view! { <a class="link" href="/settings/quarantine">{words::to_quarantine(language)}</a> })}
            </div>
            {may_undo
                .then(|| {
                    let label = words::undo_of(language, &name);
                    view! {
                        <button class="btn btn--s" type="button" disabled=move || busy.get() aria-label=label on:click=move |_| undone.set(Some((id, name.clone())))>
                            <Icon name="rotate-ccw" />
                            {words::undo(language)}
                        </button>
                    }
                })}
        </li>
    }
    .into_any()
}

#[component]
fn UndoDialog(mailbox: MailboxId, undone: RwSignal<Option<(ImportId, String)>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let open = opened_by(undone);
    let undo = move |_| {
        let Some((id, _)) = undone.get_untracked() else { return };
        open.set(false);
        spawn_local(async move {
            if let Err(failure) = api::step(id, Step::Undo).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Imports(mailbox));
        });
    };
    view! {
        <Sure open title=words::undo_title(language).to_owned() text=Signal::derive(move || undone.get().map(|(_, name)| words::undo_text(language, &name)).unwrap_or_default()) act=words::undo(language).to_owned() does=Callback::new(undo) />
    }
    .into_any()
}
