//! The first mail account, tested on the spot.

use super::draft::Draft;
use crate::accounts::{AccountFormPart, LiveTest};
use leptos::prelude::*;

#[component]
pub fn AccountStep(draft: Draft) -> impl IntoView {
    view! {
        <AccountFormPart fields=draft.account errors=draft.errors />
        <LiveTest fields=draft.account errors=draft.errors tests=draft.tests />
    }
}
