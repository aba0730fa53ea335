//! Short notes at the edge of the screen: done, with a way back; or not done, and why.

use super::icon::Icon;
use crate::{
    Failure, failure,
    words::{common, use_language},
};
use domain::MessageId;
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
    /// A send that begins when the seconds are over.
    countdown: Option<Countdown>,
}

#[derive(Clone, Copy)]
struct Countdown {
    seconds: u32,
    /// The mail that waits.
    of: MessageId,
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

    /// The mail `of` begins its way in `seconds`, unless `undo` is asked for until then.
    pub fn counting(self, text: impl Into<String>, of: MessageId, seconds: u32, undo: Callback<()>) {
        self.put(text.into(), "ok", Some(undo), Some(Countdown { seconds, of }));
    }

    /// The mail that was counted down to was stopped in another way.
    pub fn stop_counting(self, of: MessageId) {
        self.list.try_update(|list| list.retain(|toast| toast.countdown.is_none_or(|countdown| countdown.of != of)));
    }

    /// Something went wrong beside what was asked; stays until it is closed.
    pub fn warn(self, text: impl Into<String>) {
        self.push(text.into(), "bad", None);
    }

    /// Not done, and why. A lost sign-in leads to the sign-in page; what waits for the network is told as done.
    pub fn failed(self, failure: &Failure, language: domain::Language) {
        if failure.is_signed_out() {
            failure::to_sign_in();
        } else if *failure == Failure::Waiting {
            self.done(failure.words(language));
        } else {
            self.push(failure.words(language), "bad", None);
        }
    }

    fn push(self, text: String, kind: &'static str, undo: Option<Callback<()>>) {
        self.put(text, kind, undo, None);
    }

    fn put(self, text: String, kind: &'static str, undo: Option<Callback<()>>, countdown: Option<Countdown>) {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let Some(id) = id else { return };
        self.list.update(|list| {
            make_room(list, undo.is_some() && countdown.is_none());
            // A failure that is still being told is told once, however often it happens.
            list.retain(|toast| toast.kind != "bad" || toast.text != text);
            list.push(Toast { id, text, kind, undo, countdown });
        });
        if kind == "ok" {
            set_timeout(move || self.close(id), Duration::from_secs(countdown.map_or(STAYS, |countdown| countdown.seconds.into())));
        }
    }

    fn close(self, id: u64) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }

    /// Takes back the newest thing that can be. Whether there was one.
    pub fn undo_last(self) -> bool {
        let last = self.list.with_untracked(|list| newest_way_back(list));
        if let Some((id, undo)) = last {
            self.close(id);
            undo.run(());
        }
        last.is_some()
    }
}

/// Of ordinary deeds only the newest can be undone. A send keeps its way back for all of its seconds, whatever is done meanwhile.
fn make_room(list: &mut Vec<Toast>, another_deed: bool) {
    list.retain(|toast| !another_deed || toast.undo.is_none() || toast.countdown.is_some());
}

fn newest_way_back(list: &[Toast]) -> Option<(u64, Callback<()>)> {
    list.iter().rev().find_map(|toast| toast.undo.map(|undo| (toast.id, undo)))
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
                    // The key is written where it acts.
                    let by_key = move || toasts.list.with(|list| newest_way_back(list).is_some_and(|(newest, _)| newest == id));
                    let sends = toast.countdown.is_some();
                    view! {
                        <div class="toast" data-kind=toast.kind role="status">
                            {match toast.countdown {
                                Some(Countdown { seconds, .. }) => view! { <Ring seconds /> }.into_any(),
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
                                            {if sends { common::take_back(language) } else { common::undo(language) }}
                                            {move || by_key().then(|| view! { <kbd class="kbd">"Z"</kbd> })}
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

#[cfg(test)]
mod tests {
    use super::*;

    fn toast(id: u64, countdown: Option<Countdown>, undo: bool) -> Toast {
        Toast { id, text: String::new(), kind: "ok", undo: undo.then(|| Callback::new(|()| ())), countdown }
    }

    fn ids(list: &[Toast]) -> Vec<u64> {
        list.iter().map(|toast| toast.id).collect()
    }

    #[test]
    fn the_way_back_of_a_send_outlives_the_next_deed() {
        let owner = Owner::new();
        owner.with(|| {
            let send = Some(Countdown { seconds: 10, of: MessageId(7) });
            let mut list = vec![toast(1, None, true), toast(2, send, true), toast(3, None, false)];
            make_room(&mut list, true);
            assert_eq!(ids(&list), [2, 3], "only the older deed gives way");
            list.push(toast(4, None, true));
            assert_eq!(newest_way_back(&list).map(|(id, _)| id), Some(4));
            list.pop();
            assert_eq!(newest_way_back(&list).map(|(id, _)| id), Some(2), "then the send");
            make_room(&mut list, false);
            assert_eq!(ids(&list), [2, 3], "a word without a way back takes nothing away");
        });
    }
}
