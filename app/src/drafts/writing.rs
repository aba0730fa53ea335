//! A draft under our own lease: the desk it is written at, and what keeps the lease and the text safe meanwhile.

use super::{
    clash::Clash,
    composer::ReadAgain,
    editor::Editor,
    guard_dialog::GuardDialog,
    lost::Lost,
    original::Original,
    questions::Questions,
    sending::WaysOut,
    session::{Hold, Saved, Session},
    way_in::WayIn,
    words,
};
use crate::{
    conversations::{use_list_query, words as conversation_words},
    layout::name_open,
    leases::keep_beating,
    live::Live,
    parts::icon::Icon,
    routes::{conversation_url, list_url},
    time::Clock,
    words::use_language,
};
use domain::{conversations::ConversationView, drafts::DraftView, live::Event};
use leptos::{ev, prelude::*, web_sys};

#[component]
pub fn Writing(draft: DraftView, token: String, newest: Memo<ConversationView>, way: WayIn) -> impl IntoView {
    let language = use_language();
    let session = Session::new(draft, token, newest);
    let query = use_list_query();
    let page = query.with_untracked(|query| query.as_ref().map(|query| conversation_url(query, session.conversation))).unwrap_or_default();
    let list = query.with_untracked(|query| query.as_ref().map(list_url)).unwrap_or_else(|| "/".to_owned());
    let read_again = expect_context::<ReadAgain>().0;
    let out = WaysOut { session, way, page, list, question: RwSignal::new(None), guarded: RwSignal::new(None), read_again, clock: Clock::current() };
    watch(session);
    let subject = conversation_words::subject_or(&newest.with_untracked(|view| view.subject.clone()), language);
    let title = words::title(language, &subject);
    name_open(title);
    let leave = {
        let out = out.clone();
        move |_| out.leave()
    };
    let lost = out.clone();
    view! {
        <div class="conv conv--compose">
            <div class="conv__main">
                {move || match session.hold.get() {
                    Hold::Ours => view! { <OursBanner session leave=Callback::new(leave.clone()) /> }.into_any(),
                    Hold::Lost(holder) => view! { <Lost out=lost.clone() holder /> }.into_any(),
                    Hold::Gone => view! { <Lost out=lost.clone() holder=None /> }.into_any(),
                }}
                <Original session subject />
                <Clash session />
                <Editor out=out.clone() />
            </div>
        </div>
        <GuardDialog out=out.clone() />
        <Questions out />
    }
    .into_any()
}

/// Says that this person holds the reply, and lets go of it.
#[component]
fn OursBanner(session: Session, leave: Callback<()>) -> impl IntoView {
    let language = use_language();
    let clock = Clock::current();
    let since =
        move || session.newest.with(|view| view.lease.as_ref().filter(|lease| lease.mine).map(|lease| clock.civil(lease.since).long(clock.today())));
    view! {
        <div class="banner banner--bar comp__lock" data-kind="lock">
            <Icon name="lock" />
            <div class="banner__text">
                <b>{words::ours(language)}</b>
                <span class="comp__why">{move || since().map_or_else(|| words::ours_why(language).to_owned(), |at| words::ours_since(language, &at))}</span>
            </div>
            <span class="btns">
                <button class="btn btn--s" type="button" disabled=move || session.sending.get() on:click=move |_| leave.run(())>
                    {words::let_go(language)}
                </button>
            </span>
        </div>
    }
    .into_any()
}

/// Everything around the fields that may end the lease or lose the text.
fn watch(session: Session) {
    session.beat();
    keep_beating(move || session.beat());
    let heard = Live::current().heard;
    Effect::new(move |_| {
        // Who it was, the heartbeat's answer tells.
        if let Some((_, Event::TakenOver { id, .. })) = heard.get()
            && id == session.conversation
        {
            session.beat();
        }
    });
    let is_dirty = move || !matches!(session.saved.try_get_untracked(), Some(Saved::At(_)) | None);
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden && is_dirty() {
            session.stash();
            session.save_now();
        }
    });
    let away = window_event_listener(ev::pagehide, move |_| session.stash());
    let asked = window_event_listener(ev::beforeunload, move |event: web_sys::BeforeUnloadEvent| {
        let files = !session.files.is_disposed() && session.unready_files().is_some();
        if (is_dirty() || files) && session.hold.try_get_untracked() == Some(Hold::Ours) {
            session.stash();
            session.save_now();
            event.prevent_default();
        }
    });
    let kept = StoredValue::new_local(Some([hidden, away, asked]));
    on_cleanup(move || {
        if let Some(listeners) = kept.try_update_value(Option::take).flatten() {
            listeners.into_iter().for_each(WindowListenerHandle::remove);
        }
        session.leave_behind();
    });
}
