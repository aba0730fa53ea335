//! In the head of a conversation: what else is unfinished with this customer. A native fold, so that it opens before the client
//! wakes up, too.

use super::words;
use crate::{
    conversations::words::{class_name, subject_or},
    parts::icon::Icon,
    words::use_language,
};
use domain::{conversations::ConversationView, conversations::View, history::OtherView};
use leptos::prelude::*;

#[component]
pub fn Others(view: Memo<ConversationView>) -> impl IntoView {
    let language = use_language();
    let others = Memo::new(move |_| view.with(|view| view.others.clone()));
    move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            view! {
                <details class="pop past__others">
                    <summary class="fchip">
                        <Icon name="layers" />
                        {words::others(language, others.len())}
                        <Icon name="chevron-down" />
                    </summary>
                    <div class="menu">{others.into_iter().map(line).collect_view()}</div>
                </details>
            }
        })
    }
}

fn line(other: OtherView) -> AnyView {
    let language = use_language();
    let href = format!("/m/{}/{}/{}", other.mailbox_id, View::All, other.id);
    let facts = [Some(format!("#{}", other.number)), Some(class_name(other.class, language).to_owned()), other.assignee_name];
    view! {
        <a class="menu__item" href=href>
            <Icon name="mail" />
            <span class="menu__text" dir="auto">
                {subject_or(&other.subject, language)}
                <small>{facts.into_iter().flatten().collect::<Vec<_>>().join(" ・ ")}</small>
            </span>
        </a>
    }
    .into_any()
}
