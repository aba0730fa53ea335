//! Push on this device: what only a browser knows (permission, subscription) is asked of `push.js`, which boot.js loads with every page.

use super::{api, log::Log, words};
use crate::{
    parts::{awake::use_awake, icon::Icon, toast::Toasts},
    words::use_language,
};
use domain::notifications::{DeliveryView, NewDevice};
use leptos::{prelude::*, task::spawn_local, web_sys};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How this browser stands to pushes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Unknown,
    Unsupported,
    Denied,
    Off,
    /// On, under this address.
    On(String),
}

#[component]
pub fn DeviceCard(push_key: String) -> impl IntoView {
    let language = use_language();
    let (toasts, awake) = (Toasts::current(), use_awake());
    let state = RwSignal::new(State::Unknown);
    let log = RwSignal::new(Vec::<DeliveryView>::new());
    let busy = RwSignal::new(false);
    let read_log = move || {
        spawn_local(async move {
            if let Ok(lines) = api::own_log().await {
                log.try_set(lines);
            }
        });
    };
    Effect::new(move |_| {
        spawn_local(async move {
            state.try_set(present().await);
        });
        read_log();
    });
    let key = StoredValue::new(push_key);
    let switch_on = move |_| {
        busy.set(true);
        spawn_local(async move {
            let asked = call("subscribe", &key.get_value()).await;
            let subscribed = asked.ok().and_then(|answer| js_sys::JSON::stringify(&answer).ok()).and_then(|text| text.as_string());
            let device = subscribed.and_then(|text| serde_json::from_str::<NewDevice>(&text).ok());
            match device {
                Some(device) => {
                    let endpoint = device.endpoint.clone();
                    match api::subscribe(device).await {
                        Ok(()) => {
                            state.try_set(State::On(endpoint));
                        }
                        Err(failure) => toasts.failed(&failure, language),
                    }
                }
                None => {
                    state.try_set(present().await);
                }
            }
            busy.try_set(false);
        });
    };
    let switch_off = move |_| {
        let State::On(endpoint) = state.get_untracked() else { return };
        spawn_local(async move {
            match api::unsubscribe(endpoint).await {
                Ok(()) => {
                    // The server pushes no more; what the browser keeps is of no use to anybody.
                    let _ = call("unsubscribe", "").await;
                    state.try_set(State::Off);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let test = move |_| {
        let State::On(endpoint) = state.get_untracked() else { return };
        spawn_local(async move {
            match api::test_push(endpoint).await {
                Ok(()) => {
                    toasts.done(words::test_queued(language));
                    set_timeout(read_log, std::time::Duration::from_secs(3));
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    view! {
        <div class="card">
            <div class="card__head">
                <h2 class="card__title">{words::this_device(language)}</h2>
                {move || {
                    matches!(state.get(), State::On(_))
                        .then(|| {
                            view! {
                                <span class="tag" data-kind="ok">
                                    {words::device_on(language)}
                                </span>
                            }
                        })
                }}
            </div>
            <div class="card__body form__body">
                {move || match state.get() {
                    State::Unknown => ().into_any(),
                    State::Unsupported => view! { <p>{words::unsupported(language)}</p> }.into_any(),
                    State::Denied => view! { <p>{words::denied(language)}</p> }.into_any(),
                    State::Off => {
                        view! {
                            <p>{words::device_off(language)}</p>
                            <span class="btns">
                                <button class="btn" type="button" disabled=move || !awake.get() || busy.get() on:click=switch_on>
                                    <Icon name="bell" />
                                    {words::switch_on(language)}
                                </button>
                            </span>
                        }
                            .into_any()
                    }
                    State::On(_) => {
                        view! {
                            <span class="btns">
                                <button class="btn" type="button" on:click=test>
                                    <Icon name="bell" />
                                    {words::test(language)}
                                </button>
                                <button class="btn btn--ghost" type="button" on:click=switch_off>
                                    <Icon name="bell-off" />
                                    {words::switch_off(language)}
                                </button>
                            </span>
                        }
                            .into_any()
                    }
                }}
                <p class="field__hint">{words::device_text(language)} " " {words::device_ios(language)}</p>
            </div>
            <Log lines=log />
        </div>
    }
}

async fn present() -> State {
    let Ok(answer) = call("state", "").await else { return State::Unsupported };
    match answer.as_string().as_deref() {
        Some("off") => State::Off,
        Some("denied") => State::Denied,
        Some("unsupported") | None => State::Unsupported,
        Some(endpoint) => State::On(endpoint.to_owned()),
    }
}

/// Calls one of `window.madoguchiPush`. Browser only.
async fn call(name: &str, argument: &str) -> Result<JsValue, JsValue> {
    let window: web_sys::Window = window();
    let push = js_sys::Reflect::get(&window, &"madoguchiPush".into())?;
    let method: js_sys::Function = js_sys::Reflect::get(&push, &name.into())?.dyn_into()?;
    let promise: js_sys::Promise = method.call1(&push, &argument.into())?.dyn_into()?;
    JsFuture::from(promise).await
}
