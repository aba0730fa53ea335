//! Short notes at the edge of the screen: done, with a way back; or not done, and why.

use super::icon::Icon;
use crate::{
    Failure, failure,
    words::{common, use_language},
};
use leptos::prelude::*;
use std::time::Duration;

/// How long a toast stays, in seconds. Failures stay until they are closed.
const STAYS: u64 = 10;

#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    kind: &'static str,
    undo: Option<Callback<()>>,
    /// Counts down from so many seconds, for as long as there is a way back.
    seconds: Option<u32>,
}

#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    /// For the root of the page.
    pub fn provide() {
        provide_context(Toasts { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
    }

    pub fn current() -> Toasts {
        expect_context()
    }

    pub fn done(self, text: impl Into<String>) {
        self.push(text.into(), "ok", None);
    }

    /// Done, and `undo` takes it back.
    pub fn undoable(self, text: impl Into<String>, undo: Callback<()>) {
        self.push(text.into(), "ok", Some(undo));
    }

    /// Begins in `seconds`, unless `undo` is asked for until then.
    pub fn counting(self, text: impl Into<String>, seconds: u32, undo: Callback<()>) {
        self.put(text.into(), "ok", Some(undo), Some(seconds));
    }

    /// What was counted down to was stopped in another way.
    pub fn stop_counting(self) {
        self.list.try_update(|list| list.retain(|toast| toast.seconds.is_none()));
    }

    /// Something went wrong beside what was asked; stays until it is closed.
    pub fn warn(self, text: impl Into<String>) {
        self.push(text.into(), "bad", None);
    }

    /// Not done, and why. A lost sign-in leads to the sign-in page.
    pub fn failed(self, failure: &Failure, language: domain::Language) {
        if failure.is_signed_out() {
            failure::to_sign_in();
        } else {
            self.push(failure.words(language), "bad", None);
        }
    }

    fn push(self, text: String, kind: &'static str, undo: Option<Callback<()>>) {
        self.put(text, kind, undo, None);
    }

    fn put(self, text: String, kind: &'static str, undo: Option<Callback<()>>, seconds: Option<u32>) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else { return };
        self.list.update(|list| {
            // One way back at a time: the newest.
            list.retain(|toast| toast.undo.is_none() || undo.is_none());
            list.push(Toast { id, text, kind, undo, seconds });
        });
        if kind == "ok" {
            set_timeout(move || self.close(id), Duration::from_secs(seconds.map_or(STAYS, u64::from)));
        }
    }

    fn close(self, id: u64) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }

    /// Takes back the newest thing that can be. Whether there was one.
    pub fn undo_last(self) -> bool {
        let last = self.list.with_untracked(|list| list.iter().rev().find_map(|toast| toast.undo.map(|undo| (toast.id, undo))));
        if let Some((id, undo)) = last {
            self.close(id);
            undo.run(());
        }
        last.is_some()
    }
}

#[component]
pub fn ToastList() -> impl IntoView {
    let toasts = Toasts::current();
    let language = use_language();
    super::keys::on_key(move |event| {
        if super::keys::single_key(&event).as_deref() == Some("z") && toasts.undo_last() {
            event.prevent_default();
        }
    });
    view! {
        <div class="toasts" aria-live="polite">
            <For
                each=move || toasts.list.get()
                key=|toast| toast.id
                children=move |toast| {
                    let id = toast.id;
                    view! {
                        <div class="toast" data-kind=toast.kind role="status">
                            {match toast.seconds {
                                Some(seconds) => view! { <Ring seconds /> }.into_any(),
                                None => view! { <Icon name=if toast.kind == "ok" { "check" } else { "circle-alert" } /> }.into_any(),
                            }}
                            <span class="toast__text">{toast.text}</span>
                            {toast
                                .undo
                                .map(|undo| {
                                    view! {
                                        <button
                                            class="btn btn--s"
                                            type="button"
                                            on:click=move |_| {
                                                toasts.close(id);
                                                undo.run(());
                                            }
                                        >
                                            {if toast.seconds.is_some() { common::take_back(language) } else { common::undo(language) }}
                                            <kbd class="kbd">"Z"</kbd>
                                        </button>
                                    }
                                })}
                            <button class="btn btn--ghost btn--icon btn--s" type="button" aria-label=common::close(language) on:click=move |_| toasts.close(id)>
                                <Icon name="x" />
                            </button>
                        </div>
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// The seconds that are left, hidden from screen readers: the way back stands beside it.
#[component]
fn Ring(seconds: u32) -> impl IntoView {
    let left = RwSignal::new(seconds);
    Effect::new(move |_| {
        let tick = move || left.update(|left| *left = left.saturating_sub(1));
        // The browser refuses a timer only while the page goes away.
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    view! {
        <span class="ring" data-seconds=seconds.to_string() aria-hidden="true">
            {move || left.get()}
        </span>
    }
}
