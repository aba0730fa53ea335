//! One stream of events for all tabs of a browser: the tab that holds the lock listens to the server and passes on
//! what it hears. Browser only.

use super::{Connection, Live, leader};
use domain::live::Event;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, web_sys};
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const PATH: &str = "/events";
const NAME: &str = "madoguchi-live";
/// A short break is not worth a word.
const SAY_AFTER: Duration = Duration::from_secs(5);
const POLL_AFTER: Duration = Duration::from_secs(20);
const POLL_EVERY: Duration = Duration::from_secs(30);

/// Before the version of the server, when the listening tab passes it on.
const HELLO: &str = "hello:";

/// The first word of the server on every stream.
#[derive(serde::Deserialize)]
struct Hello {
    version: String,
}

/// Tells boot.js, which shows the bar, when the server runs another version than this page.
fn compare(version: &str) {
    let running = document().document_element().and_then(|root| root.get_attribute("data-version")).unwrap_or_default();
    if !version.is_empty() && !running.is_empty() && running != version {
        // Neither fails: the name is one, and nobody forbids it.
        if let Ok(event) = web_sys::CustomEvent::new("madoguchi:newer") {
            let _ = window().dispatch_event(&event);
        }
    }
}

/// What the listening tab tells the others besides events.
#[derive(Clone, Copy)]
enum Word {
    Up,
    Lost,
    Polling,
    Refresh,
}

impl Word {
    const ALL: [Word; 4] = [Word::Up, Word::Lost, Word::Polling, Word::Refresh];

    fn as_str(self) -> &'static str {
        match self {
            Word::Up => "up",
            Word::Lost => "lost",
            Word::Polling => "polling",
            Word::Refresh => "refresh",
        }
    }

    fn parse(text: &str) -> Option<Word> {
        Word::ALL.into_iter().find(|word| word.as_str() == text)
    }
}

#[derive(Default)]
struct Stream {
    source: Option<web_sys::EventSource>,
    others: Option<web_sys::BroadcastChannel>,
    timers: Vec<TimeoutHandle>,
    poll: Option<IntervalHandle>,
    leads: bool,
}

thread_local! {
    static STREAM: RefCell<Stream> = RefCell::new(Stream::default());
}

/// Starts listening, once in the life of a page.
pub fn listen(live: Live) {
    hear_others(live);
    lead_when_possible(live);
    // After sleep, or in a tab that came back: what was missed is read again.
    let awake = move || {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            live.everything_changed();
            if STREAM.with_borrow(|stream| stream.leads && !is_open(stream)) {
                connect(live);
            }
        }
    };
    let hidden_at = Rc::new(RefCell::new(js_sys::Date::now()));
    let _kept = window_event_listener(ev::visibilitychange, {
        let hidden_at = hidden_at.clone();
        move |_| {
            let now = js_sys::Date::now();
            if document().visibility_state() == web_sys::VisibilityState::Hidden {
                *hidden_at.borrow_mut() = now;
            // A glance at another tab is no sleep: events came in meanwhile.
            } else if now - *hidden_at.borrow() > 30_000.0 {
                awake();
            }
        }
    });
    let _kept = window_event_listener(ev::online, move |_| awake());
}

/// The person does not want to wait.
pub fn reconnect(live: Live) {
    if STREAM.with_borrow(|stream| stream.leads) {
        connect(live);
    }
    live.everything_changed();
}

fn is_open(stream: &Stream) -> bool {
    stream.source.as_ref().is_some_and(|source| source.ready_state() != web_sys::EventSource::CLOSED)
}

fn hear_others(live: Live) {
    // Absent only in browsers that are older than WASM with reference types.
    let Ok(channel) = web_sys::BroadcastChannel::new(NAME) else { return };
    let heard = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let Some(text) = event.data().as_string() else { return };
        if let Some(version) = text.strip_prefix(HELLO) {
            return compare(version);
        }
        match Word::parse(&text) {
            Some(word) => take_word(live, word),
            None => take_event(live, &text),
        }
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    STREAM.with_borrow_mut(|stream| stream.others = Some(channel));
}

fn take_event(live: Live, text: &str) {
    match serde_json::from_str::<Event>(text) {
        Ok(event) => live.hear(event),
        // A newer server says something unknown: read everything again.
        Err(_) => live.everything_changed(),
    }
}

fn take_word(live: Live, word: Word) {
    match word {
        Word::Up => live.connection.set(Connection::Up),
        Word::Lost => live.connection.set(Connection::Lost),
        Word::Polling => live.connection.set(Connection::Polling),
        Word::Refresh => live.everything_changed(),
    }
}

fn tell_others(text: &str) {
    STREAM.with_borrow(|stream| {
        if let Some(channel) = &stream.others {
            // Fails only on a closed channel, and ours is never closed.
            let _ = channel.post_message(&text.into());
        }
    });
}

fn say(live: Live, word: Word) {
    take_word(live, word);
    tell_others(word.as_str());
}

/// Takes the lock that one tab holds while it lives. Where locks are missing (plain HTTP), the tabs agree on one.
fn lead_when_possible(live: Live) {
    let lead = move || {
        STREAM.with_borrow_mut(|stream| stream.leads = true);
        connect(live);
    };
    let follow = || {
        STREAM.with_borrow_mut(|stream| {
            stream.leads = false;
            stream.timers.drain(..).for_each(|timer| timer.clear());
            if let Some(poll) = stream.poll.take() {
                poll.clear();
            }
            if let Some(source) = stream.source.take() {
                source.close();
            }
        });
    };
    let locks = js_sys::Reflect::get(&window().navigator(), &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = js_sys::Reflect::get(&locks, &"request".into()).ok().and_then(|method| method.dyn_into::<js_sys::Function>().ok());
    let Some(request) = request else { return leader::elect(lead, follow) };
    let held = Closure::once_into_js(move || {
        lead();
        // Never settled: the lock is held until the tab goes.
        js_sys::Promise::new(&mut |_, _| {})
    });
    if request.call2(&locks, &NAME.into(), &held).is_err() {
        lead();
    }
}

/// Opens the stream anew.
fn connect(live: Live) {
    STREAM.with_borrow_mut(|stream| {
        if let Some(old) = stream.source.take() {
            old.close();
        }
    });
    let Ok(source) = web_sys::EventSource::new(PATH) else { return broken(live) };
    let opened = Closure::<dyn FnMut()>::new(move || mended(live));
    let heard = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        if let Some(text) = event.data().as_string() {
            take_event(live, &text);
            tell_others(&text);
        }
    });
    let failed = Closure::<dyn FnMut()>::new(move || broken(live));
    let greeted = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let hello = event.data().as_string().and_then(|text| serde_json::from_str::<Hello>(&text).ok());
        if let Some(Hello { version }) = hello {
            compare(&version);
            tell_others(&format!("{HELLO}{version}"));
        }
    });
    // Fails only for names that are none.
    let _ = source.add_event_listener_with_callback("hello", greeted.as_ref().unchecked_ref());
    greeted.forget();
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    // A handful a page, and the browser may call them as long as it lives.
    opened.forget();
    heard.forget();
    failed.forget();
    STREAM.with_borrow_mut(|stream| stream.source = Some(source));
}

fn mended(live: Live) {
    let was_broken = STREAM.with_borrow_mut(|stream| {
        let waiting = !stream.timers.is_empty() || stream.poll.is_some();
        stream.timers.drain(..).for_each(|timer| timer.clear());
        if let Some(poll) = stream.poll.take() {
            poll.clear();
        }
        waiting
    });
    if was_broken {
        say(live, Word::Up);
        say(live, Word::Refresh);
    }
}

/// Says so after a while, asks now and then after a longer one. The browser reconnects by itself, except after an
/// answer that was no stream (a proxy's error page): then it is opened anew with every poll.
fn broken(live: Live) {
    let first = STREAM.with_borrow(|stream| stream.timers.is_empty() && stream.poll.is_none());
    if !first {
        return;
    }
    let still = move |act: fn(Live)| {
        move || {
            if STREAM.with_borrow(|stream| !stream.timers.is_empty() || stream.poll.is_some()) {
                act(live);
            }
        }
    };
    let lost = set_timeout_with_handle(still(|live| say(live, Word::Lost)), SAY_AFTER);
    let poll = set_timeout_with_handle(
        still(|live| {
            say(live, Word::Polling);
            let again = set_interval_with_handle(
                move || {
                    say(live, Word::Refresh);
                    if STREAM.with_borrow(|stream| !is_open(stream)) {
                        connect(live);
                    }
                },
                POLL_EVERY,
            );
            STREAM.with_borrow_mut(|stream| stream.poll = again.ok());
        }),
        POLL_AFTER,
    );
    STREAM.with_borrow_mut(|stream| stream.timers.extend([lost, poll].into_iter().flatten()));
}
