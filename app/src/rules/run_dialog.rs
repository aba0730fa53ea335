//! All rules over earlier mail: first it is counted, then a person decides. Stretch after stretch, as long as the page is open.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::dialog::Dialog,
    words::{common, use_language},
};
use domain::{MailboxId, conversations::Cursor, rules::Ran};
use leptos::{prelude::*, task::spawn_local};

#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Counting { looked: usize },
    Counted { looked: usize, matched: usize },
    Applying { looked: usize, changed: usize },
    Applied { changed: usize },
    Failed(Failure),
}

#[component]
pub fn RunDialog(mailbox: MailboxId, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=words::run_title(language).to_owned() small=true>
            <Stages mailbox open />
        </Dialog>
    }
}

#[component]
fn Stages(mailbox: MailboxId, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let stage = RwSignal::new(Stage::Counting { looked: 0 });
    // Ends when the dialog is closed: the signal goes with it.
    let go = move |apply: bool| {
        spawn_local(async move {
            let (mut looked, mut matched, mut changed) = (0, 0, 0);
            let mut after: Option<Cursor> = None;
            loop {
                let Ran { looked_at, matched: right, changed: other, next } = match api::run(mailbox, after, apply).await {
                    Ok(ran) => ran,
                    Err(failure) => {
                        stage.try_set(Stage::Failed(failure));
                        return;
                    }
                };
                looked += looked_at;
                matched += right;
                changed += other;
                let now = match (apply, next) {
                    (false, Some(_)) => Stage::Counting { looked },
                    (false, None) => Stage::Counted { looked, matched },
                    (true, Some(_)) => Stage::Applying { looked, changed },
                    (true, None) => Stage::Applied { changed },
                };
                // What was closed is not gone on with.
                if stage.try_set(now).is_some() || next.is_none() {
                    break;
                }
                after = next;
            }
            if apply {
                live.changed(Topic::Lists(mailbox));
                live.changed(Topic::Frame);
            }
        });
    };
    Effect::new(move |_| go(false));
    let is_counted = move || matches!(stage.get(), Stage::Counted { matched, .. } if matched > 0);
    let count = move || if let Stage::Counted { matched, .. } = stage.get() { matched } else { 0 };
    view! {
        <div class="dialog__body">
            <p class="dialog__text">{words::run_text(language)}</p>
            <p role="status">
                {move || match stage.get() {
                    Stage::Counting { looked } => words::counting(language, looked),
                    Stage::Counted { looked, matched } => words::looked(language, looked, matched),
                    Stage::Applying { looked, changed } => words::applying(language, looked, changed),
                    Stage::Applied { changed } => words::applied(language, changed),
                    Stage::Failed(_) => String::new(),
                }}
            </p>
            {move || if let Stage::Failed(failure) = stage.get() { Some(view! { <FailureNote failure /> }) } else { None }}
        </div>
        <div class="dialog__foot">
            <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                {move || if matches!(stage.get(), Stage::Applied { .. }) { common::close(language) } else { common::cancel(language) }}
            </button>
            <Show when=is_counted>
                <button
                    class="btn btn--primary"
                    type="button"
                    on:click=move |_| {
                        stage.set(Stage::Applying { looked: 0, changed: 0 });
                        go(true);
                    }
                >
                    {move || words::apply(language, count())}
                </button>
            </Show>
        </div>
    }
}
