//! The root of every page, and what it starts from: who is signed in, in which language, at what time.

use crate::{layout::PageTitle, live::Live, offline::Away, parts::toast::Toasts, routes::Pages, time::Clock};
use domain::{Language, Moment, auth::Me};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::Router;
use serde::{Deserialize, Serialize};

/// Sent with the page, so that server and browser draw the same from the first moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    pub me: Option<Me>,
    pub language: Language,
    /// The server's clock when the page was drawn.
    pub now: Moment,
    pub company: String,
    /// The practice company: nothing leaves the house.
    pub practice: bool,
}

impl Start {
    /// Nobody, in Japanese.
    pub fn unknown(now: Moment) -> Start {
        Start { me: None, language: Language::Japanese, now, company: String::new(), practice: false }
    }
}

#[component]
pub fn App() -> impl IntoView {
    let start = SharedValue::new(crate::start).into_inner();
    provide_meta_context();
    provide_context(start.language);
    provide_context(start.clone());
    Clock::provide(start.now, start.me.as_ref().map_or("UTC", |me| &me.zone));
    Toasts::provide();
    Live::provide(start.me.as_ref());
    if start.me.is_some() {
        Away::provide();
    }
    view! {
        <PageTitle />
        <Router>
            <Pages />
        </Router>
        <crate::parts::toast::ToastList />
    }
    .into_any()
}

/// Who is signed in. `None` on the pages before signing in.
pub fn use_me() -> Option<Me> {
    use_context::<Start>().and_then(|start| start.me)
}
