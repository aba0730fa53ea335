//! How far an import is, and what came of it.

use super::{page::Importing, words};
use crate::{
    book::api,
    parts::{icon::Icon, toast::Toasts},
    time::Clock,
    words::use_language,
};
use domain::book::{ImportState, Stage};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Progress(importing: Importing) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let state = Memo::new(move |last: Option<&Option<ImportState>>| {
        importing.view.get().and_then(Result::ok).map(|view| view.state).or_else(|| last.cloned().flatten())
    });
    let of = move |what: fn(&ImportState) -> i64| state.with(|state| state.as_ref().map_or(0, what));
    let stage = Memo::new(move |_| state.with(|state| state.as_ref().map(|state| state.stage)));
    let title = move || stage.get().map(|stage| words::stage(stage, language));
    let stop = move |_| {
        let Some(id) = importing.id.get_untracked() else { return };
        spawn_local(async move {
            if let Err(failure) = api::cancel_import(id).await {
                toasts.failed(&failure, language);
            }
            importing.load(None);
        });
    };
    let undo = move |_| {
        let Some(id) = importing.id.get_untracked() else { return };
        spawn_local(async move {
            if let Err(failure) = api::undo_import(id).await {
                toasts.failed(&failure, language);
            }
            importing.load(None);
        });
    };
    let now = Clock::current();
    let can_undo = move || state.with(|state| state.as_ref().is_some_and(|state| state.can_be_undone(now.now())));
    let taken_back = move || matches!(stage.get(), Some(Stage::Undoing | Stage::Undone));
    let runs = move || stage.get() == Some(Stage::Running);
    let broke_off = move || matches!(stage.get(), Some(Stage::Cancelled | Stage::Stopped));
    view! {
        <section class="card book__plan">
            <div class="book__importbody">
                <h2 aria-live="polite">{title}</h2>
                <progress class="bar" max=move || of(|state| state.total).to_string() value=move || of(|state| state.done).to_string() aria-label=words::running(language)></progress>
                <p>{move || words::progress(language, of(|state| state.done), of(|state| state.total))}</p>
                <p>{move || words::sums(language, of(|state| state.added), of(|state| state.overwritten), of(|state| state.failed))}</p>
                <p class="field__hint" hidden=move || !broke_off()>
                    {words::stays(language)}
                </p>
                <p hidden=move || !taken_back()>{move || words::undone_sums(language, of(|state| state.undone), of(|state| state.kept))}</p>
                <p class="field__hint" hidden=move || !can_undo()>
                    {words::undo_hint(language)}
                </p>
                <div class="btns">
                    {move || {
                        can_undo()
                            .then(|| {
                                view! {
                                    <button class="btn" type="button" on:click=undo>
                                        <Icon name="undo-2" />
                                        {words::undo(language)}
                                    </button>
                                }
                            })
                    }}
                    {move || {
                        if runs() {
                            view! {
                                <button class="btn" type="button" on:click=stop>
                                    <Icon name="x" />
                                    {words::stop(language)}
                                </button>
                            }
                                .into_any()
                        } else {
                            view! {
                                <a class="btn" href="/book/import">
                                    {words::another(language)}
                                </a>
                                <a class="btn btn--primary" href="/book">
                                    {words::to_book(language)}
                                </a>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </div>
        </section>
    }
    .into_any()
}
