//! The page of an import: first a file, then what would come of it, then how far it is. Its number stands in the address, so that it is
//! found again after a reload.

use super::{plan::PlanPart, progress::Progress, recent::Recent, upload::Upload, words};
use crate::{
    Failure,
    book::api,
    failure::FailureNote,
    layout::name_page,
    live::{Live, Topic},
    parts::{empty::SkeletonText, icon::Icon},
    words::use_language,
};
use domain::{
    ImportId,
    book::{BookSetup, Column, ImportView, Stage},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use std::time::Duration;

/// While it runs it is asked again this often.
const EVERY: Duration = Duration::from_millis(1_000);

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Importing {
    pub id: Memo<Option<ImportId>>,
    pub view: RwSignal<Option<Result<ImportView, Failure>>>,
    pub setup: RwSignal<BookSetup>,
    live: Live,
}

impl Importing {
    /// Reads it anew; `columns` as they are chosen on the page, `None` as they were last.
    pub fn load(self, columns: Option<Vec<Column>>) {
        let Some(id) = self.id.get_untracked() else { return };
        spawn_local(async move {
            let answer = api::import(id, columns).await;
            if self.id.try_get_untracked().flatten() != Some(id) {
                return;
            }
            let runs = matches!(&answer, Ok(view) if matches!(view.state.stage, Stage::Running | Stage::Undoing));
            if matches!(&answer, Ok(view) if matches!(view.state.stage, Stage::Done | Stage::Undone)) {
                self.live.changed(Topic::Book);
            }
            self.view.try_set(Some(answer));
            if runs {
                set_timeout(move || self.load(None), EVERY);
            }
        });
    }
}

#[component]
pub fn ImportPage() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    name_page(Signal::stored(words::title(language).to_owned()));
    let id = Memo::new(move |_| query.with(|query| query.get("id").and_then(|id| id.parse().ok())));
    let importing = Importing { id, view: RwSignal::new(None), setup: RwSignal::new(BookSetup::default()), live: Live::current() };
    Effect::new(move |_| {
        if id.get().is_some() {
            importing.view.set(None);
            spawn_local(async move {
                // Names of items; without them columns are still numbered.
                if let Ok(setup) = api::setup().await {
                    importing.setup.try_set(setup);
                }
                importing.load(None);
            });
        }
    });
    // Drawn anew when it comes to another stage; while it runs, its numbers flow.
    let stage = Memo::new(move |_| {
        importing.view.with(|view| match view {
            None => None,
            Some(Ok(view)) => Some(Ok(view.state.stage)),
            Some(Err(failure)) => Some(Err(failure.clone())),
        })
    });
    view! {
        <div class="book__entry">
            <header class="book__top">
                <a class="btn btn--ghost btn--icon book__back" href="/book" aria-label=crate::book::words::back_to_list(language)>
                    <Icon name="chevron-left" />
                </a>
                <div class="book__title">
                    <h1>{words::title(language)}</h1>
                </div>
            </header>
            {move || match (id.get(), stage.get()) {
                (None, _) => {
                    view! {
                        <Upload />
                        <Recent />
                    }
                        .into_any()
                }
                (Some(_), None) => view! { <SkeletonText /> }.into_any(),
                (Some(_), Some(Err(failure))) => view! { <FailureNote failure retry=Callback::new(move |()| importing.load(None)) /> }.into_any(),
                (Some(_), Some(Ok(Stage::Planned))) => view! { <PlanPart importing /> }.into_any(),
                (Some(_), Some(Ok(_))) => view! { <Progress importing /> }.into_any(),
            }}
        </div>
    }
    .into_any()
}
