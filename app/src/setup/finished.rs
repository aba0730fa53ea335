//! The end of the wizard: links to hand over, and the way into the tray.

use super::words;
use crate::{
    parts::copy_line::{CopyLine, absolute},
    words::use_language,
};
use domain::setup::InviteLink;
use leptos::prelude::*;

#[component]
pub fn Finished(links: Vec<InviteLink>) -> impl IntoView {
    let language = use_language();
    let any = !links.is_empty();
    view! {
        <div class="su__form">
            <div class="su__in">
                <h1 class="su__t" tabindex="-1" id="step-title">
                    {words::done_title(language)}
                </h1>
                <p class="su__lead">{words::done_text(language)}</p>
                {any
                    .then(|| {
                        view! {
                            <section class="card" aria-labelledby="links-title">
                                <div class="card__head">
                                    <h2 class="card__title" id="links-title">
                                        {words::links_title(language)}
                                    </h2>
                                </div>
                                <div class="card__body form__body">
                                    <p class="card__note">{words::links_text(language)}</p>
                                    {links
                                        .into_iter()
                                        .map(|link| {
                                            view! {
                                                <div class="field">
                                                    <span class="field__label">
                                                        <span dir="auto">{link.name.clone()}</span>
                                                        <small>{link.email}</small>
                                                    </span>
                                                    <CopyLine of=link.name text=absolute(&link.path) />
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </div>
                            </section>
                        }
                    })}
            </div>
            <footer class="su__foot">
                <a class="btn btn--primary btn--l" href="/" rel="external">
                    {words::to_tray(language)}
                </a>
            </footer>
        </div>
    }
}
