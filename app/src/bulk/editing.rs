//! A draft while somebody writes it: which version their screen shows, and what was refused because somebody else changed it.

use super::{api, words};
use crate::{
    Failure,
    drafts::rich_sheet,
    live::{Live, Topic},
    parts::{icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::{
    BulkMailId, Language, Refused,
    bulk::{BulkContent, BulkView, Recap},
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

/// So long nothing is typed before it is saved.
const REST: Duration = Duration::from_millis(1_500);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    No,
    Going,
}

#[derive(Clone, Copy)]
pub struct Editing {
    pub id: BulkMailId,
    pub version: RwSignal<i64>,
    pub content: RwSignal<BulkContent>,
    /// Formatted text is written.
    pub rich: RwSignal<bool>,
    /// What the editor of formatted text begins with.
    pub html: StoredValue<String>,
    pub saved: RwSignal<Saved>,
    /// Somebody else changed it meanwhile.
    pub clash: RwSignal<bool>,
    /// What is known of its recipients: read when it is looked at. A list is a change of the draft, so no page makes it by itself.
    pub recap: RwSignal<Option<Result<Recap, Failure>>>,
    saving: StoredValue<bool>,
    /// Changes by others' ways that are going on, files on their way up among them: each raises the version, so nothing is saved
    /// meanwhile.
    held: StoredValue<u32>,
    /// What waits for the end of a saving.
    after: StoredValue<Vec<Box<dyn FnOnce() + Send + Sync>>>,
    /// The saving that begins when nothing is typed for a while.
    pending: StoredValue<Option<TimeoutHandle>>,
    pub live: Live,
    pub toasts: Toasts,
    pub language: Language,
}

impl Editing {
    pub fn of(view: &BulkView) -> Editing {
        Editing {
            id: view.id,
            version: RwSignal::new(view.version),
            content: RwSignal::new(view.content.clone()),
            rich: RwSignal::new(view.content.html.is_some()),
            html: StoredValue::new(view.content.html.clone().unwrap_or_default()),
            saved: RwSignal::new(Saved::Yes),
            clash: RwSignal::new(false),
            recap: RwSignal::new(None),
            saving: StoredValue::new(false),
            held: StoredValue::new(0),
            after: StoredValue::new(Vec::new()),
            pending: StoredValue::new(None),
            live: Live::current(),
            toasts: Toasts::current(),
            language: use_language(),
        }
    }

    /// Takes the answer of whatever changes the draft.
    pub fn changed(self, answer: Result<i64, Failure>) -> bool {
        match answer {
            Ok(version) => {
                self.version.try_set(version);
                self.live.changed(Topic::Bulk);
                true
            }
            Err(Failure::Refused(Refused::Stale)) => {
                self.clash.try_set(true);
                false
            }
            Err(failure) => {
                self.toasts.failed(&failure, self.language);
                false
            }
        }
    }

    /// Something happened to it that changes nothing of what is sent.
    pub fn told(self, answer: Result<(), Failure>, done: Option<&'static str>) {
        match (answer, done) {
            (Ok(()), Some(done)) => self.toasts.done(done),
            (Ok(()), None) => {}
            (Err(Failure::Refused(Refused::Stale)), _) => {
                self.clash.try_set(true);
            }
            (Err(failure), _) => self.toasts.failed(&failure, self.language),
        }
        self.live.changed(Topic::Bulk);
    }

    /// Something that is sent along changed, by one version.
    pub fn raised(self, answer: Result<(), Failure>) -> bool {
        let next = self.version.get_untracked() + 1;
        self.changed(answer.map(|()| next))
    }

    pub fn edited(self, change: impl FnOnce(&mut BulkContent)) {
        self.content.update(change);
        self.saved.set(Saved::No);
        self.calm();
        let later = move || {
            // The page may have gone meanwhile.
            if self.saved.try_get_untracked() == Some(Saved::No) {
                self.save();
            }
        };
        self.pending.set_value(set_timeout_with_handle(later, REST).ok());
    }

    fn calm(self) {
        if let Some(Some(timer)) = self.pending.try_get_value() {
            timer.clear();
        }
    }

    /// Saves what is not saved, and then does `after`. One saving at a time: the next one is based on the version of the last.
    pub fn save_then(self, after: impl FnOnce() + Send + Sync + 'static) {
        let saving = self.saving.get_value() || self.held.get_value() > 0;
        if !saving && self.saved.get_untracked() == Saved::Yes {
            return after();
        }
        self.after.update_value(|waiting| waiting.push(Box::new(after)));
        if !saving {
            self.go();
        }
    }

    fn go(self) {
        self.calm();
        self.saving.set_value(true);
        self.saved.set(Saved::Going);
        let (content, version) = (self.content.get_untracked(), self.version.get_untracked());
        spawn_local(async move {
            let done = self.changed(api::save(self.id, version, content.clone()).await);
            self.saving.try_update_value(|saving| *saving = false);
            // What was typed meanwhile goes next; where the page has gone there is nothing more to save.
            let Some(now) = self.content.try_get_untracked() else { return };
            if done && now != content {
                return self.go();
            }
            self.saved.set(if done { Saved::Yes } else { Saved::No });
            let waiting = self.after.try_update_value(std::mem::take).unwrap_or_default();
            if done {
                waiting.into_iter().for_each(|after| after());
            }
        });
    }

    pub fn save(self) {
        self.save_then(|| {});
    }

    /// What is on the screen is saved, and nothing more until [`Editing::release`].
    pub fn hold_then(self, work: impl FnOnce() + Send + Sync + 'static) {
        self.save_then(move || {
            self.held.update_value(|held| *held += 1);
            work();
        });
    }

    pub fn release(self) {
        let left = self.held.try_update_value(|held| {
            *held = held.saturating_sub(1);
            *held
        });
        if left != Some(0) || self.saving.try_get_value() != Some(false) {
            return;
        }
        if self.saved.get_untracked() == Saved::No {
            return self.go();
        }
        let waiting = self.after.try_update_value(std::mem::take).unwrap_or_default();
        waiting.into_iter().for_each(|after| after());
    }

    /// The text as the editor has it.
    pub fn edited_rich(self) {
        let (Some(html), Some(text)) = (rich_sheet::html(self.id), rich_sheet::text(self.id)) else { return };
        self.edited(|content| {
            content.html = Some(html);
            content.text = text;
        });
    }

    pub fn to_formatted(self, html: String) {
        self.html.set_value(html.clone());
        self.rich.set(true);
        self.edited(|content| content.html = Some(html));
    }

    pub fn to_plain(self) {
        let text = rich_sheet::text(self.id).unwrap_or_else(|| self.content.with_untracked(|content| content.text.clone()));
        rich_sheet::close(self.id);
        self.rich.set(false);
        self.edited(|content| {
            content.html = None;
            content.text = text;
        });
    }

    /// Makes the list of recipients, and reads what is to be looked at.
    pub fn list(self) {
        spawn_local(async move {
            let answer = api::list_recipients(self.id).await;
            self.recap.try_set(Some(answer));
            self.live.changed(Topic::Bulk);
        });
    }

    /// The newest version counts from here on: what is on this screen is saved over it.
    fn overwrite(self) {
        spawn_local(async move {
            match api::open(self.id).await {
                Ok(view) => {
                    self.version.try_set(view.version);
                    self.clash.try_set(false);
                    self.saved.try_set(Saved::No);
                    self.save();
                }
                Err(failure) => self.toasts.failed(&failure, self.language),
            }
        });
    }
}

/// Whether what is on the screen is with the server.
#[component]
pub fn SavedWord(editing: Editing) -> impl IntoView {
    let language = use_language();
    view! {
        <span class="phead__sub" role="status">
            {move || match editing.saved.get() {
                Saved::Yes => words::saved(language),
                Saved::Going => words::saving(language),
                Saved::No => words::unsaved(language),
            }}
        </span>
    }
    .into_any()
}

#[component]
pub fn Clash(editing: Editing) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="banner" data-kind="warn" role="alert" hidden=move || !editing.clash.get()>
            <Icon name="triangle-alert" />
            <div class="banner__text">{words::clash(language)}</div>
            <span class="btns">
                <button
                    class="btn btn--s"
                    type="button"
                    on:click=move |_| {
                        // Fails only where the page is going already.
                        let _ = window().location().reload();
                    }
                >
                    {words::load_theirs(language)}
                </button>
                <button class="btn btn--s" type="button" on:click=move |_| editing.overwrite()>
                    {words::overwrite(language)}
                </button>
            </span>
        </div>
    }
    .into_any()
}
