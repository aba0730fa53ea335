//! Files of a draft: sent up with progress, from the button, the clipboard or by dropping; cancelled or removed.

use super::{
    api, rich_sheet, saving,
    session::{Hold, Session, locked},
};
use crate::{Failure, parts::toast::Toasts};
use domain::{AttachmentId, DraftId, Limit, Refused, drafts::DraftFileView};
use leptos::{prelude::*, task::spawn_local, web_sys};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, closure::Closure};

#[derive(Clone, Debug, PartialEq)]
pub enum FileState {
    /// Percent that is on its way.
    Going(u8),
    Kept(AttachmentId),
    Failed(String),
}

/// Kinds that may stand in formatted text.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Why a mail may not go out yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    OnTheirWay,
    /// A file that the person attached is not with the server: the mail would go out without it.
    NotUploaded,
}

/// What did not work comes first: waiting would not mend it.
fn unready(states: &[FileState]) -> Option<Unready> {
    let any = |wanted: fn(&FileState) -> bool| states.iter().any(wanted);
    if any(|state| matches!(state, FileState::Failed(_))) {
        Some(Unready::NotUploaded)
    } else if any(|state| matches!(state, FileState::Going(_))) {
        Some(Unready::OnTheirWay)
    } else {
        None
    }
}

/// One file as the composer shows it.
#[derive(Clone)]
pub struct FileLine {
    pub key: u64,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub state: ArcRwSignal<FileState>,
    /// A picture on its way into the text: once it is there, it stands in the list no more.
    inside: bool,
}

thread_local! {
    static REQUESTS: RefCell<HashMap<u64, web_sys::XmlHttpRequest>> = RefCell::new(HashMap::new());
    /// The files that are not with the server yet, to be sent up once more.
    static PICKED: RefCell<HashMap<u64, web_sys::File>> = RefCell::new(HashMap::new());
    static NEXT: RefCell<u64> = const { RefCell::new(1) };
}

fn next_key() -> u64 {
    NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    })
}

impl FileLine {
    pub fn kept(file: DraftFileView) -> FileLine {
        FileLine {
            key: next_key(),
            name: file.name,
            kind: file.kind,
            size: file.size,
            state: ArcRwSignal::new(FileState::Kept(file.id)),
            inside: false,
        }
    }
}

impl Session {
    /// Attaches what was picked, pasted or dropped. `limit`: bytes of one file.
    pub fn attach(self, list: &web_sys::FileList, limit: u64, toasts: Toasts) {
        (0..list.length()).filter_map(|place| list.item(place)).for_each(|file| self.take_in(file, limit, toasts, false));
    }

    /// A picture for the place where the caret is.
    pub fn attach_inside(self, file: web_sys::File, limit: u64, toasts: Toasts) {
        if self.try_core().is_some() && self.is_open_now() {
            self.take_in(file, limit, toasts, true);
        }
    }

    /// What was dropped into formatted text: pictures stand in it, other files beside it.
    pub fn attach_dropped(self, list: Option<web_sys::FileList>, limit: u64, toasts: Toasts) {
        let Some(list) = list else { return };
        for file in (0..list.length()).filter_map(|place| list.item(place)) {
            let inside = PICTURES.contains(&file.type_().as_str());
            self.take_in(file, limit, toasts, inside);
        }
    }

    fn take_in(self, file: web_sys::File, limit: u64, toasts: Toasts, inside: bool) {
        if file.size() > limit as f64 {
            let over = Failure::Refused(Refused::OverLimit { what: Limit::FileBytes, limit });
            return toasts.warn(super::words::too_large(self.language, &file.name(), &over.words(self.language)));
        }
        self.touch();
        let line_key = next_key();
        let line = FileLine {
            key: line_key,
            name: file.name(),
            kind: file.type_(),
            size: file.size() as i64,
            state: ArcRwSignal::new(FileState::Going(0)),
            inside,
        };
        self.files.update(|files| files.push(line.clone()));
        self.send_up(line, &file, toasts);
        PICKED.with_borrow_mut(|picked| picked.insert(line_key, file));
    }

    fn send_up(self, line: FileLine, file: &web_sys::File, toasts: Toasts) {
        let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
        let address = format!(
            "/drafts/{}/files?token={}&name={}&kind={}&inside={}",
            self.draft,
            encoded(&self.token()),
            encoded(&line.name),
            encoded(&line.kind),
            line.inside
        );
        let unsent = || line.state.set(FileState::Failed(Failure::Unreachable(String::new()).words(self.language)));
        let Ok(request) = web_sys::XmlHttpRequest::new() else { return unsent() };
        let progress = {
            let state = line.state.clone();
            Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
                if event.total() > 0.0 {
                    // At 100 the server still has to file it.
                    state.set(FileState::Going((event.loaded() / event.total() * 99.0) as u8));
                }
            })
        };
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        }
        let ended = Closure::once_into_js({
            let (request, line, core) = (request.clone(), line.clone(), self.core());
            move || {
                drop(progress);
                REQUESTS.with_borrow_mut(|requests| requests.remove(&line.key));
                let given_up = locked(&core).ended;
                if self.files.is_disposed() {
                    PICKED.with_borrow_mut(|picked| picked.remove(&line.key));
                    if !given_up && request.status() != Ok(200) {
                        // The person went elsewhere meanwhile, and must hear it there.
                        toasts.warn(super::words::not_attached(self.language, &line.name));
                    }
                } else {
                    self.sent_up(&line, &request);
                }
                saving::uploaded(&core);
            }
        });
        request.set_onloadend(Some(ended.unchecked_ref()));
        let begun = request.open("POST", &address).and_then(|()| request.send_with_opt_blob(Some(file)));
        if begun.is_err() {
            return unsent();
        }
        locked(&self.core()).uploads += 1;
        REQUESTS.with_borrow_mut(|requests| requests.insert(line.key, request));
    }

    /// Sends a file up once more.
    pub fn attach_again(self, key: u64, toasts: Toasts) {
        let Some(line) = self.files.with_untracked(|files| files.iter().find(|line| line.key == key).cloned()) else { return };
        let file = PICKED.with_borrow(|picked| picked.get(&key).cloned());
        if let (FileState::Failed(_), Some(file)) = (line.state.get_untracked(), file) {
            self.obstacle.set(None);
            line.state.set(FileState::Going(0));
            self.send_up(line, &file, toasts);
        }
    }

    fn sent_up(self, line: &FileLine, request: &web_sys::XmlHttpRequest) {
        let body = request.response_text().ok().flatten().unwrap_or_default();
        if request.status() == Ok(200)
            && let Ok(file) = serde_json::from_str::<DraftFileView>(&body)
        {
            PICKED.with_borrow_mut(|picked| picked.remove(&line.key));
            if file.is_inside() && self.place(&file) {
                return self.files.update(|files| files.retain(|other| other.key != line.key));
            }
            line.state.set(FileState::Kept(file.id));
            return;
        }
        // Cancelled by the person: the line is gone already.
        if self.files.with_untracked(|files| files.iter().all(|other| other.key != line.key)) {
            return;
        }
        let failure = serde_json::from_str::<Failure>(&body).unwrap_or_else(|_| Failure::Unreachable(String::new()));
        if let Failure::Refused(Refused::LeaseLost { holder }) = &failure {
            self.lose(Hold::Lost(holder.clone()));
        }
        line.state.set(FileState::Failed(failure.words(self.language)));
    }

    /// Puts a picture into the text; whether there was an editor to take it.
    fn place(self, file: &DraftFileView) -> bool {
        self.pictures.update_value(|pictures| pictures.push((file.content_id.clone(), file.id)));
        rich_sheet::place(self.draft, &file.content_id, &self.address_of(file.id), &file.name)
    }

    /// Cancels what is on its way, removes what is there.
    pub fn detach(self, key: u64, toasts: Toasts) {
        let Some(line) = self.files.with_untracked(|files| files.iter().find(|line| line.key == key).cloned()) else { return };
        self.obstacle.set(None);
        let drop_line = move || {
            PICKED.with_borrow_mut(|picked| picked.remove(&key));
            self.files.update(|files| files.retain(|line| line.key != key));
        };
        let FileState::Kept(id) = line.state.get_untracked() else {
            drop_line();
            if let Some(request) = REQUESTS.with_borrow_mut(|requests| requests.remove(&key)) {
                // Fails only when it has ended already.
                let _ = request.abort();
            }
            return;
        };
        self.touch();
        let (draft, token): (DraftId, String) = (self.draft, self.token());
        spawn_local(async move {
            match api::remove_file(draft, token, id).await {
                Ok(()) | Err(Failure::Refused(Refused::NotFound)) => drop_line(),
                Err(failure) => toasts.failed(&failure, self.language),
            }
        });
    }

    /// Why the files keep the mail back.
    pub fn unready_files(self) -> Option<Unready> {
        let states: Vec<FileState> = self.files.with_untracked(|files| files.iter().map(|line| line.state.get_untracked()).collect());
        unready(&states)
    }

    pub fn has_files(self) -> bool {
        self.files.with_untracked(|files| files.iter().any(|line| matches!(line.state.get_untracked(), FileState::Kept(_))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_waits_for_its_files_and_never_goes_without_one_that_failed() {
        let (kept, going, failed) = (FileState::Kept(AttachmentId(1)), FileState::Going(40), FileState::Failed("…".into()));
        for (states, expected) in [
            (vec![], None),
            (vec![kept.clone()], None),
            (vec![kept.clone(), going.clone()], Some(Unready::OnTheirWay)),
            (vec![kept, failed.clone()], Some(Unready::NotUploaded)),
            (vec![going, failed], Some(Unready::NotUploaded)),
        ] {
            assert_eq!(unready(&states), expected, "{states:?}");
        }
    }
}
