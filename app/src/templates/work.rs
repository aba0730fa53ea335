//! What is being written in one template, and what the server has of it.

use super::{api, words};
use crate::{
    Failure,
    drafts::rich_sheet,
    live::{Live, Topic},
    parts::toast::Toasts,
};
use domain::{
    Language, TemplateId,
    drafts::{DraftFileView, html_from_text},
    templates::{Content, PageView},
};
use leptos::{ev, prelude::*, task::spawn_local, web_sys};

#[derive(Clone, Copy)]
pub struct Work {
    pub id: TemplateId,
    pub newest: Memo<Option<PageView>>,
    /// That the next change is made upon.
    pub version: RwSignal<i64>,
    pub subject: RwSignal<String>,
    pub to: RwSignal<String>,
    pub cc: RwSignal<String>,
    pub bcc: RwSignal<String>,
    /// Plain text.
    pub text: RwSignal<String>,
    pub rich: RwSignal<bool>,
    /// What the editor of formatted text begins with.
    pub html: StoredValue<String>,
    /// Rises with every change of formatted text.
    pub edits: RwSignal<u64>,
    pub files: RwSignal<Vec<DraftFileView>>,
    pub note: RwSignal<String>,
    /// Something was typed that the server has not got.
    pub touched: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
    language: Language,
    toasts: Toasts,
    live: Live,
}

impl Work {
    /// For the component that lives as long as the template is open.
    pub fn new(first: &PageView, newest: Memo<Option<PageView>>, language: Language) -> Work {
        let content = first.now.content.clone();
        let work = Work {
            id: first.id,
            newest,
            version: RwSignal::new(first.version),
            subject: RwSignal::new(content.subject),
            to: RwSignal::new(content.to),
            cc: RwSignal::new(content.cc),
            bcc: RwSignal::new(content.bcc),
            text: RwSignal::new(content.text),
            rich: RwSignal::new(content.html.is_some()),
            html: StoredValue::new(content.html.unwrap_or_default()),
            edits: RwSignal::new(0),
            files: RwSignal::new(first.now.files.clone()),
            note: RwSignal::new(String::new()),
            touched: RwSignal::new(false),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            language,
            toasts: Toasts::current(),
            live: Live::current(),
        };
        work.watch();
        work
    }

    fn watch(self) {
        Effect::new(move |before: Option<Content>| {
            self.edits.track();
            let now = self.fields();
            let edits = self.edits.get_untracked();
            if before.is_some_and(|before| before != now) || edits > 0 {
                self.touched.set(self.differs());
            }
            now
        });
        // What others did flows in as long as nothing is lost by it.
        Effect::new(move |_| {
            let Some(newest) = self.newest.get() else { return };
            let is_other = newest.id == self.id && newest.version != self.version.get_untracked();
            if is_other && !self.touched.get_untracked() && !self.busy.get_untracked() {
                self.adopt(&newest);
            }
        });
    }

    /// What was written is kept as a draft when the person goes on to something else; a page that is closed asks first.
    pub fn keep_when_left(self) {
        Effect::new(move |_| {
            let asked = window_event_listener(ev::beforeunload, move |event: web_sys::BeforeUnloadEvent| {
                if self.touched.try_get_untracked() == Some(true) {
                    event.prevent_default();
                }
            });
            on_cleanup(move || asked.remove());
        });
        on_cleanup(move || {
            let is_ours = self.touched.try_get_untracked() == Some(true) && self.busy.try_get_untracked() == Some(false);
            if is_ours && !untrack(|| self.is_stale()) {
                let (id, version, content, language, toasts) = (self.id, self.version.get_untracked(), self.content(), self.language, self.toasts);
                spawn_local(async move {
                    match api::save(id, version, content).await {
                        Ok(_) => toasts.done(words::said_saved(language)),
                        Err(failure) => toasts.failed(&failure, language),
                    }
                });
            }
        });
    }

    /// Whether somebody else changed it while something is written here.
    pub fn is_stale(self) -> bool {
        !self.busy.get() && self.touched.get() && self.newest.with(|newest| newest.as_ref().is_some_and(|newest| newest.version > self.version.get()))
    }

    fn fields(self) -> Content {
        Content {
            subject: self.subject.get(),
            text: if self.rich.get() { String::new() } else { self.text.get() },
            html: None,
            to: self.to.get(),
            cc: self.cc.get(),
            bcc: self.bcc.get(),
        }
    }

    fn differs(self) -> bool {
        let now = self.content();
        self.newest.with_untracked(|newest| newest.as_ref().is_none_or(|newest| !newest.now.content.says_the_same(&now)))
    }

    /// Everything as it stands.
    pub fn content(self) -> Content {
        let mut content = untrack(|| self.fields());
        if self.rich.get_untracked() {
            content.html = Some(rich_sheet::html(self.id).unwrap_or_else(|| self.html.get_value()));
        }
        content
    }

    /// What the server has takes the place of what stands here.
    pub fn adopt(self, page: &PageView) {
        let content = page.now.content.clone();
        self.version.set(page.version);
        self.subject.set(content.subject);
        self.to.set(content.to);
        self.cc.set(content.cc);
        self.bcc.set(content.bcc);
        self.files.set(page.now.files.clone());
        self.text.set(content.text);
        let html = content.html.clone().unwrap_or_default();
        self.html.set_value(html.clone());
        if content.html.is_some() == self.rich.get_untracked() {
            if content.html.is_some() {
                // Each version has files of its own.
                page.now.files.iter().filter(|file| file.is_inside()).for_each(|file| {
                    rich_sheet::know(self.id, &file.content_id, &self.address_of(file.id));
                });
                rich_sheet::set(self.id, &html);
            }
        } else {
            rich_sheet::close(self.id);
            self.rich.set(content.html.is_some());
        }
        self.touched.set(false);
    }

    pub fn to_formatted(self) {
        self.html.set_value(html_from_text(&self.text.get_untracked()));
        self.rich.set(true);
        self.touched.set(true);
    }

    pub fn to_plain(self) {
        let text = rich_sheet::text(self.id).unwrap_or_default();
        rich_sheet::close(self.id);
        self.text.set(text);
        self.rich.set(false);
        self.touched.set(true);
    }

    pub fn save(self) {
        self.change(async move { api::save(self.id, self.version.get_untracked(), self.content()).await }, |work, version| {
            work.version.set(version);
            work.touched.set(false);
            words::said_saved(work.language).to_owned()
        });
    }

    pub fn publish(self) {
        let note = self.note.get_untracked();
        self.change(async move { api::publish(self.id, self.version.get_untracked(), self.content(), note).await }, |work, number| {
            work.note.set(String::new());
            work.touched.set(false);
            words::said_published(work.language, number)
        });
    }

    pub fn discard(self) {
        self.change(async move { api::discard(self.id, self.version.get_untracked()).await }, |work, ()| {
            work.touched.set(false);
            words::said_discarded(work.language).to_owned()
        });
    }

    pub fn archive(self, archived: bool) {
        self.change(async move { api::archive(self.id, self.version.get_untracked(), archived).await }, move |work, ()| {
            let said = if archived { words::said_archived(work.language) } else { words::said_restored(work.language) };
            said.to_owned()
        });
    }

    pub fn go_back(self, number: i64) {
        self.change(async move { api::go_back(self.id, self.version.get_untracked(), number).await }, move |work, _| {
            work.touched.set(false);
            words::said_back(work.language, number)
        });
    }

    pub fn remove_file(self, file: domain::AttachmentId) {
        spawn_local(async move {
            match api::remove_file(self.id, self.version.get_untracked(), file).await {
                Ok(version) => {
                    self.version.set(version);
                    self.files.update(|files| files.retain(|one| one.id != file));
                    self.live.changed(Topic::Templates);
                }
                Err(failure) => self.toasts.failed(&failure, self.language),
            }
        });
    }

    pub fn address_of(self, file: domain::AttachmentId) -> String {
        format!("/templates/{}/files/{file}", self.id)
    }

    /// A file came up; the version of now.
    pub fn has_file(self, file: DraftFileView, version: i64) {
        self.version.set(version);
        self.files.update(|files| files.push(file));
        self.live.changed(Topic::Templates);
    }

    /// One change at a time: the answer says what is told, a refusal stays on the screen with everything that was typed.
    fn change<T: 'static>(self, asked: impl Future<Output = Result<T, Failure>> + 'static, done: impl FnOnce(Work, T) -> String + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = asked.await;
            if self.busy.try_set(false).is_some() {
                // The page was left meanwhile.
                return;
            }
            match answer {
                Ok(answer) => {
                    let said = done(self, answer);
                    self.toasts.done(said);
                    self.live.changed(Topic::Templates);
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}
