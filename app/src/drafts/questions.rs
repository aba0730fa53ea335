//! What is asked before a mail goes out: no file though the text speaks of one, or a newer mail of the customer.

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
    let title = move || match question.get() {
        Some(Question::NewMail(_)) => words::new_mail_title(language).to_owned(),
        _ => words::no_file_title(language).to_owned(),
    };
    let text = move || match question.get() {
        Some(Question::NewMail(_)) => words::new_mail_text(language),
        _ => words::no_file_text(language),
    };
    let newer = move || matches!(question.get(), Some(Question::NewMail(_)));
    let session = out.session;
    let send = Callback::new(move |()| {
        if let Some(Question::NoFile(after) | Question::NewMail(after)) = question.get_untracked() {
            out.send_anyway(after);
        }
    });
    view! {
        <Dialog open title=Signal::derive(title) role="alertdialog" small=true>
            <div class="dialog__body">
                <p class="dialog__text">{text}</p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| question.set(None)>
                    {words::back_to_text(language)}
                </button>
                <Show when=newer>
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
                </Show>
                <button class="btn btn--primary" type="button" on:click=move |_| send.run(())>
                    {words::send_anyway(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
