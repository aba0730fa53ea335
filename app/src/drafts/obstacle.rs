//! Why the last press of a button below did nothing, right above these buttons, where it covers neither them nor the files.

use super::session::Session;
use crate::parts::icon::Icon;
use leptos::prelude::*;

#[component]
pub fn Obstacle(session: Session) -> impl IntoView {
    move || {
        session.obstacle.get().filter(|_| session.is_open()).map(|why| {
            view! {
                <div class="banner banner--bar comp__obstacle" data-kind="bad" role="alert">
                    <Icon name="circle-alert" />
                    <div class="banner__text">{why}</div>
                </div>
            }
        })
    }
}
