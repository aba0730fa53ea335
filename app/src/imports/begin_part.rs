//! Where mails come from: a file that is sent up, something in the server's folder, or another mail server.

use super::{
    api,
    server_part::{ServerPart, Typed},
    upload::{Upload, send_up},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        field::{about, field_of, focus_invalid},
        icon::Icon,
        select::SelectField,
    },
    words::{common, use_language},
};
use domain::{
    Field, MailboxId,
    imports::{ImportDesk, Origin, SourceKind},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn BeginPart(mailbox: MailboxId, desk: Memo<ImportDesk>) -> impl IntoView {
    let language = use_language();
    let kind = RwSignal::new(SourceKind::Upload);
    let kinds = SourceKind::ALL.iter().map(|kind| (*kind, words::kind(*kind, language).to_owned())).collect::<Vec<_>>();
    view! {
        <section class="card" aria-labelledby="import-begin">
            <div class="card__head">
                <h2 class="card__title" id="import-begin">
                    {words::begin_title(language)}
                </h2>
            </div>
            <div class="card__body form">
                <SelectField id="import-kind" label=words::source(language) value=kind choices=kinds />
                {move || match kind.get() {
                    SourceKind::Upload => view! { <FromFile mailbox /> }.into_any(),
                    SourceKind::Folder => view! { <FromFolder mailbox desk /> }.into_any(),
                    SourceKind::Imap => view! { <FromServer mailbox /> }.into_any(),
                }}
                <p class="field__hint">{words::nothing_kept(language)}</p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn FromFile(mailbox: MailboxId) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let upload = RwSignal::new(Upload::None);
    let picked = move |event: leptos::ev::Targeted<leptos::web_sys::Event, leptos::web_sys::HtmlInputElement>| {
        let input = event.target();
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            send_up(mailbox, &file, upload, Callback::new(move |()| live.changed(Topic::Imports(mailbox))));
        }
        // The same file may be picked again.
        input.set_value("");
    };
    let going = Memo::new(move |_| upload.with(|upload| if let Upload::Going { percent } = upload { Some(*percent) } else { None }));
    view! {
        <div class="field">
            <label class="btn btn--primary import__pick" aria-disabled=move || going.get().is_some().then_some("true")>
                <Icon name="upload" />
                {words::pick(language)}
                <input class="sr" id="import-file" type="file" accept=".mbox,.mbx,.eml,.zip,application/mbox,message/rfc822,application/zip" disabled=move || going.get().is_some() aria-describedby="import-file-hint" on:change:target=picked />
            </label>
            <span class="field__hint" id="import-file-hint">
                {words::pick_hint(language)}
            </span>
        </div>
        {move || going.get().map(|percent| {
            view! {
                <div class="import__going" role="status">
                    <progress class="bar" max="100" value=percent.to_string() aria-label=words::sending(language)></progress>
                    <span>{words::sent(language, percent)}</span>
                    <button class="btn" type="button" on:click=move |_| upload.update(Upload::cancel)>
                        {common::cancel(language)}
                    </button>
                </div>
            }
        })}
        {move || upload.with(|upload| if let Upload::Failed(failure) = upload { Some(failure.clone()) } else { None }).map(|failure| view! { <FailureNote failure /> })}
    }
    .into_any()
}

#[component]
fn FromFolder(mailbox: MailboxId, desk: Memo<ImportDesk>) -> impl IntoView {
    let language = use_language();
    let begin = Beginning::new(mailbox);
    let places = desk.with_untracked(|desk| desk.places.clone());
    if places.is_empty() {
        return view! { <p>{words::no_places(language)}</p> }.into_any();
    }
    let place = RwSignal::new(0_usize);
    let choices = places.iter().cloned().enumerate().collect::<Vec<_>>();
    let submit = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(name) = places.get(place.get_untracked()) {
            begin.go(Origin::Folder(name.clone()));
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <SelectField id="import-place" label=words::place(language) value=place choices hint=words::place_hint(language) error=about(begin.failure, Field::Source) />
            <BeginButton begin />
        </form>
    }
    .into_any()
}

#[component]
fn FromServer(mailbox: MailboxId) -> impl IntoView {
    let begin = Beginning::new(mailbox);
    let typed = Typed::new();
    let submit = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        begin.go(typed.origin());
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <ServerPart typed failure=begin.failure />
            <BeginButton begin />
        </form>
    }
    .into_any()
}

/// One try to begin.
#[derive(Clone, Copy)]
struct Beginning {
    mailbox: MailboxId,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    live: Live,
}

impl Beginning {
    fn new(mailbox: MailboxId) -> Beginning {
        Beginning { mailbox, failure: RwSignal::new(None), busy: RwSignal::new(false), live: Live::current() }
    }

    fn go(self, origin: Origin) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = api::begin(self.mailbox, origin).await;
            self.busy.try_set(false);
            match answer {
                Ok(_) => self.live.changed(Topic::Imports(self.mailbox)),
                Err(refused) => {
                    self.failure.try_set(Some(refused));
                    focus_invalid();
                }
            }
        });
    }
}

#[component]
fn BeginButton(begin: Beginning) -> impl IntoView {
    let language = use_language();
    let shown_elsewhere = [Field::Source, Field::Host, Field::Port, Field::User, Field::Folder];
    let other = move || begin.failure.get().filter(|failure| !field_of(failure).is_some_and(|field| shown_elsewhere.contains(&field)));
    view! {
        {move || other().map(|failure| view! { <FailureNote failure /> })}
        <div class="btns">
            <button class="btn btn--primary" type="submit" aria-busy=move || begin.busy.get().then_some("true")>
                <Icon name="search" />
                {words::look(language)}
            </button>
        </div>
    }
    .into_any()
}
