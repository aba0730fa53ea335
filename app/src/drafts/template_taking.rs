//! Puts what a template says into the fields: text at the caret, subject, recipients, files.

use super::{
    files::FileLine,
    filled::lift,
    rich_sheet,
    session::{Session, locked},
    template_picker::Asked,
    words,
};
use crate::{Failure, parts::toast::Toasts, templates::api};
use domain::{
    TemplateId,
    drafts::{DraftFileView, html_from_text},
    templates::{FilledView, Line},
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

#[derive(Clone, Copy)]
pub struct Taking {
    pub session: Session,
    pub toasts: Toasts,
    pub asked: Asked,
    /// Also where there is a subject already.
    pub with_subject: bool,
}

impl Taking {
    /// The newest version of now, filled for what stands in the fields.
    pub async fn fetch(self, id: TemplateId) -> Result<FilledView, Failure> {
        self.session.flush().await?;
        let token = locked(&self.session.core()).token.clone();
        api::insert(id, self.session.draft, token).await
    }

    pub fn take_in(self, line: &Line, view: FilledView) {
        let session = self.session;
        if let Some(field) = session.subject.get_untracked()
            && !view.subject.is_empty()
            && (self.with_subject || field.value().trim().is_empty())
        {
            field.set_value(&view.subject);
        }
        if session.to.typed().trim().is_empty() {
            session.to.add(&view.to);
        }
        session.cc.add(&view.cc);
        session.bcc.add(&view.bcc);
        let (inside, beside): (Vec<_>, Vec<_>) = view.files.iter().cloned().partition(DraftFileView::is_inside);
        session.files.update(|files| files.extend(beside.into_iter().map(FileLine::kept)));
        for file in inside {
            rich_sheet::know(session.draft, &file.content_id, &session.address_of(file.id));
            session.pictures.update_value(|pictures| pictures.push((file.content_id, file.id)));
        }
        session.touch();
        // What came in is seen where it stands; a note would only cover the list below it.
        let newer = (view.number != line.published).then(|| words::inserted_newer(session.language, &line.name, view.number));
        let eaten = self.asked.eaten();
        // The text can have the focus only once the dialog is gone.
        request_animation_frame(move || {
            if session.hold.is_disposed() {
                return;
            }
            session.put_in(&view, eaten);
            session.edited();
            if let Some(told) = newer {
                self.toasts.done(told);
            }
        });
    }
}

impl Session {
    fn put_in(self, view: &FilledView, eaten: u32) {
        let (_, named) = lift(&view.text, &view.words);
        if self.rich.get_untracked() {
            let html = view.html.clone().unwrap_or_else(|| html_from_text(&view.text));
            if rich_sheet::insert(self.draft, &html, eaten) {
                self.was_filled(named, 0);
            }
            return;
        }
        let (text, places) = lift(&view.text, &view.words);
        let Some(at) = self.put_text(&text, eaten) else { return };
        self.was_filled(places, at as usize);
    }

    /// What was typed elsewhere meanwhile, at the caret.
    pub fn put_words(self, text: &str) {
        if self.hold.is_disposed() {
            return;
        }
        if self.rich.get_untracked() {
            rich_sheet::insert(self.draft, &html_from_text(text), 0);
        } else {
            self.put_text(text, 0);
        }
        if !text.is_empty() {
            self.edited();
        }
    }

    /// Where it begins.
    fn put_text(self, text: &str, eaten: u32) -> Option<u32> {
        let field = self.text.get_untracked()?;
        // Each of these fails only when the field left the page.
        let _ = field.focus();
        let (start, end) = self.held_caret.try_update_value(Option::take).flatten()?;
        let start = start.saturating_sub(eaten);
        let _ = field.set_selection_range(start, end);
        if !text.is_empty() && !typed_in(text) {
            let _ = field.set_range_text_with_start_and_end(text, start, end);
        }
        let caret = start + text.encode_utf16().count() as u32;
        let _ = field.set_selection_range(caret, caret);
        Some(start)
    }
}

/// As if it were typed, so that it can be taken back by the browser's own undo. `web-sys` has no word for it.
fn typed_in(text: &str) -> bool {
    let document = document();
    let Ok(method) = js_sys::Reflect::get(&document, &"execCommand".into()).and_then(JsCast::dyn_into::<js_sys::Function>) else { return false };
    method.call3(&document, &"insertText".into(), &JsValue::FALSE, &text.into()).is_ok_and(|done| done.is_truthy())
}
