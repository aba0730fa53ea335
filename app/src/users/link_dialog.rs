//! A one-time link, shown once, to be handed over.

use super::words;
use crate::{
    parts::{
        copy_line::{CopyLine, absolute},
        dialog::{Dialog, opened_by},
    },
    words::{common, use_language},
};
use domain::setup::InviteLink;
use leptos::prelude::*;

#[component]
pub fn LinkDialog(link: RwSignal<Option<InviteLink>>) -> impl IntoView {
    let language = use_language();
    let open = opened_by(link);
    let title = Signal::derive(move || link.with(|link| link.as_ref().map(|link| words::link_title(language, &link.name)).unwrap_or_default()));
    view! {
        <Dialog open title>
            {move || {
                link.get()
                    .map(|link| {
                        view! {
                            <div class="dialog__body">
                                <p class="dialog__text">{words::link_text(language, &link.email)}</p>
                                <CopyLine of=link.name text=absolute(&link.path) />
                            </div>
                            <div class="dialog__foot">
                                <button class="btn btn--primary" type="button" on:click=move |_| open.set(false)>
                                    {common::close(language)}
                                </button>
                            </div>
                        }
                    })
            }}
        </Dialog>
    }
}
