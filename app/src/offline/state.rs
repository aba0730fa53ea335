//! How things stand with the network, as `away.js` tells it: whether the server is away, from when what is shown is, what waits.

use super::words;
use crate::{
    Failure,
    live::Live,
    parts::toast::Toasts,
    time::{Clock, browser_now},
    words::use_language,
};
use domain::{ConversationId, MailboxId, Moment, Refused, conversations::Change};
use leptos::{ev, prelude::*, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Comment,
    Change,
    Done,
    Reply,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Goes out by itself.
    Waiting,
    /// The server refused it: the person decides.
    Refused,
    /// A reply that became a draft, which the person must hear.
    Draft,
}

/// A deed that waits in this browser.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Waiting {
    pub id: i64,
    pub what: What,
    pub at: Moment,
    pub ids: Vec<ConversationId>,
    pub subject: String,
    pub mailbox: Option<MailboxId>,
    pub text: String,
    pub change: Option<Change>,
    /// A reply that is sent, as opposed to kept as a draft.
    pub sends: bool,
    pub state: Step,
    /// The server's answer, as JSON.
    pub answer: Option<String>,
}

impl Waiting {
    /// Why it did not go out.
    pub fn why(&self) -> Option<Failure> {
        let answer = self.answer.as_deref()?;
        match self.state {
            Step::Waiting => None,
            Step::Refused => Some(serde_json::from_str(answer).unwrap_or(Failure::Unreachable(String::new()))),
            Step::Draft => serde_json::from_str::<Option<Refused>>(answer).ok().flatten().map(Failure::from),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct State {
    pub away: bool,
    /// When what is shown was read; `None` where that is not known.
    pub at: Option<Moment>,
    pub waiting: Vec<Waiting>,
}

#[derive(Clone, Copy)]
pub struct Away(pub RwSignal<State>);

/// What a page asks of the service worker.
#[derive(Clone, Copy, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Ask {
    Retry { id: i64 },
    Discard { id: i64 },
    Send,
}

impl Away {
    /// For the root of the page.
    pub fn provide() {
        let away = Away(RwSignal::new(State::default()));
        provide_context(away);
        let (live, toasts, clock, language) = (Live::current(), Toasts::current(), Clock::current(), use_language());
        Effect::new(move |_| {
            // For the life of the page.
            let _kept = hear("madoguchi:away", move |told| {
                let newest = told.as_string().and_then(|told| serde_json::from_str::<State>(&told).ok());
                if let Some(newest) = newest.filter(|newest| away.0.with_untracked(|now| now != newest)) {
                    away.0.set(newest);
                }
            });
            let _kept = hear("madoguchi:reached", move |_| live.everything_changed());
            let _kept = hear("madoguchi:sent", move |count| {
                toasts.done(words::said_sent(language, count.as_f64().unwrap_or(1.0) as usize));
                live.everything_changed();
            });
            say("madoguchi:away?", &wasm_bindgen::JsValue::NULL);
            if away.0.with_untracked(|state| state.away) {
                // A page from the shelf: its clock stood still there, and deeds that wait are not in it.
                clock.catch_up(browser_now());
                live.everything_changed();
            }
        });
    }

    pub fn current() -> Away {
        expect_context()
    }

    pub fn is_away(self) -> bool {
        self.0.with(|state| state.away)
    }

    /// What waits in one conversation.
    pub fn waiting_in(self, id: ConversationId) -> Vec<Waiting> {
        self.0.with(|state| state.waiting.iter().filter(|one| one.ids.contains(&id)).cloned().collect())
    }

    /// Asks the service worker. Browser only.
    pub fn ask(self, what: Ask) {
        if let Ok(text) = serde_json::to_string(&what) {
            say("madoguchi:waiting", &text.into());
        }
    }
}

fn hear(name: &'static str, act: impl Fn(wasm_bindgen::JsValue) + 'static) -> WindowListenerHandle {
    window_event_listener(ev::Custom::<web_sys::CustomEvent>::new(name), move |event| act(event.detail()))
}

/// Tells `away.js`. Browser only.
fn say(name: &str, detail: &wasm_bindgen::JsValue) {
    // Neither fails: the name is one, and nobody forbids it.
    if let Ok(event) = web_sys::CustomEvent::new(name) {
        event.init_custom_event_with_can_bubble_and_cancelable_and_detail(name, false, false, detail);
        let _ = window().dispatch_event(&event);
    }
}

/// The number on the icon of the installed app: what waits for this person. Browser only.
pub fn show_badge(count: i64) {
    say("madoguchi:badge", &(count as f64).into());
}

/// The address that the service worker led here for, because only its content was kept and not its page. For the frame.
pub fn take_detour() {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let wanted = window().location().hash().unwrap_or_default();
        if let Some(path) = wanted.strip_prefix('#').filter(|path| path.starts_with('/')) {
            navigate(path, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_worker_tells_is_understood() {
        let told = r#"{"away":true,"at":1767571200000,"waiting":[
            {"id":1,"what":"comment","at":1767571200000,"ids":[42],"subject":"納期","mailbox":3,"text":"確認中","change":null,"sends":false,"state":"waiting","answer":null},
            {"id":2,"what":"change","at":1,"ids":[42,43],"subject":"","mailbox":null,"text":"","change":{"assignee":null},"sends":false,"state":"refused","answer":"{\"Refused\":\"stale\"}"},
            {"id":3,"what":"reply","at":1,"ids":[44],"subject":"","mailbox":3,"text":"明日です","change":null,"sends":true,"state":"draft","answer":"\"stale\""}]}"#;
        let state: State = serde_json::from_str(told).unwrap();
        assert_eq!(state.at, Some(Moment(1_767_571_200_000)));
        let why: Vec<_> = state.waiting.iter().map(Waiting::why).collect();
        assert_eq!(why, [None, Some(Refused::Stale.into()), Some(Refused::Stale.into())]);
        assert_eq!(state.waiting[1].change, Some(Change { assignee: Some(None), ..Change::default() }));
        let empty: State = serde_json::from_str(r#"{"away":false,"at":null,"waiting":[]}"#).unwrap();
        assert_eq!(empty, State::default());
    }

    #[test]
    fn what_the_worker_is_asked_has_the_form_it_knows() {
        let asked = [Ask::Retry { id: 7 }, Ask::Discard { id: 7 }, Ask::Send].map(|ask| serde_json::to_string(&ask).unwrap());
        assert_eq!(asked, [r#"{"type":"retry","id":7}"#, r#"{"type":"discard","id":7}"#, r#"{"type":"send"}"#]);
    }

    #[test]
    fn a_waiting_deed_is_answered_by_one_word() {
        assert_eq!(serde_json::from_str::<Failure>("\"Waiting\"").unwrap(), Failure::Waiting);
    }
}
