//! Sends a file up, however large: streamed by the browser, with progress, until somebody cancels it. Browser only.

use crate::Failure;
use domain::{Limit, MailboxId, Refused, imports::UPLOAD_MAX};
use leptos::{prelude::*, web_sys};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};

#[derive(Clone, Debug, PartialEq)]
pub enum Upload {
    None,
    /// Percent that is on its way.
    Going {
        percent: u8,
    },
    Failed(Failure),
}

thread_local! {
    /// One at a time.
    static REQUEST: RefCell<Option<web_sys::XmlHttpRequest>> = const { RefCell::new(None) };
}

impl Upload {
    pub fn cancel(&mut self) {
        *self = Upload::None;
        if let Some(request) = REQUEST.with_borrow_mut(Option::take) {
            // Fails only when it has ended already.
            let _ = request.abort();
        }
    }
}

/// `done` is called when the server has it.
pub fn send_up(mailbox: MailboxId, file: &web_sys::File, upload: RwSignal<Upload>, done: Callback<()>) {
    if file.size() > UPLOAD_MAX as f64 {
        return upload.set(Upload::Failed(Refused::OverLimit { what: Limit::ImportBytes, limit: UPLOAD_MAX }.into()));
    }
    let unsent = || upload.set(Upload::Failed(Failure::Unreachable(String::new())));
    let Ok(request) = web_sys::XmlHttpRequest::new() else { return unsent() };
    let progress = Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
        if event.total() > 0.0 {
            // At 100 the server still has to file it.
            upload.try_set(Upload::Going { percent: (event.loaded() / event.total() * 99.0) as u8 });
        }
    });
    if let Ok(sending) = request.upload() {
        sending.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    }
    let ended = Closure::once_into_js({
        let request = request.clone();
        move || {
            drop(progress);
            // Whoever cancelled it has taken it out.
            if REQUEST.with_borrow_mut(Option::take).is_none() {
                return;
            }
            if request.status() == Ok(200) {
                upload.try_set(Upload::None);
                done.run(());
            } else {
                let body = request.response_text().ok().flatten().unwrap_or_default();
                let failure = serde_json::from_str::<Failure>(&body).unwrap_or_else(|_| Failure::Unreachable(String::new()));
                upload.try_set(Upload::Failed(failure));
            }
        }
    });
    request.set_onloadend(Some(ended.unchecked_ref()));
    let address = format!("/import/{mailbox}?name={}", String::from(js_sys::encode_uri_component(&file.name())));
    if request.open("POST", &address).and_then(|()| request.send_with_opt_blob(Some(file))).is_err() {
        return unsent();
    }
    REQUEST.with_borrow_mut(|held| *held = Some(request));
    upload.set(Upload::Going { percent: 0 });
}
