//! What is asked when a send was stopped: the customer wrote meanwhile.

use super::{
    original::unseen,
    sending::{Question, WaysOut},
    words,
};
use crate::{parts::dialog::Dialog, words::use_language};
use leptos::prelude::*;

#[component]
pub fn Questions(out: WaysOut) -> impl IntoView {
    let language = use_language();
    let question = out.question;
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = question.get().is_some();
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    // Closed by Escape or the cross.
    Effect::new(move |_| {
        if !open.get() && question.get_untracked().is_some() {
            question.set(None);
        }
    });
    let session = out.session;
    let send = Callback::new(move |()| {
        if let Some(Question::NewMail(after)) = question.get_untracked() {
            out.send_anyway(after);
        }
    });
    view! {
        <Dialog open title=words::new_mail_title(language).to_owned() role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{words::new_mail_text(language)}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| question.set(None)>
                    {words::back_to_text(language)}
                </button>
                <button
                    class="btn"
                    type="button"
                    on:click=move |_| {
                        question.set(None);
                        session.reading.set(untrack(|| unseen(session)));
                    }
                >
                    {words::read_new(language)}
                </button>
                <button class="btn btn--primary" type="button" on:click=move |_| send.run(())>
                    {words::send_anyway(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
