//! What becomes of the mails that were found.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        field::{TextField, about, field_of, focus_invalid},
        icon::Icon,
        select::SelectField,
    },
    words::use_language,
};
use domain::{
    Field, FolderId, ImportId, MailboxId, UserId,
    imports::{Choices, Ending, Filing, Giving, ImportDesk},
};
use leptos::{prelude::*, task::spawn_local};

/// Choices that are no id.
const NONE: i64 = 0;
const BY_SOURCE: i64 = -1;
const DONE: i64 = 0;
const OPEN_SINCE: i64 = 1;

#[derive(Clone, Copy)]
struct Typed {
    ending: RwSignal<i64>,
    open_since: RwSignal<String>,
    giving: RwSignal<i64>,
    filing: RwSignal<i64>,
    since: RwSignal<String>,
    until: RwSignal<String>,
}

impl Typed {
    fn choices(self) -> Choices<String> {
        let day = |typed: RwSignal<String>| Some(typed.get_untracked()).filter(|day| !day.trim().is_empty());
        Choices {
            ending: if self.ending.get_untracked() == OPEN_SINCE { Ending::OpenSince(self.open_since.get_untracked()) } else { Ending::Done },
            giving: match self.giving.get_untracked() {
                NONE => Giving::Nobody,
                BY_SOURCE => Giving::LastAnswer,
                id => Giving::To(UserId(id)),
            },
            filing: match self.filing.get_untracked() {
                NONE => Filing::Nowhere,
                BY_SOURCE => Filing::AsSource,
                id => Filing::In(FolderId(id)),
            },
            since: day(self.since),
            until: day(self.until),
        }
    }
}

#[component]
pub fn ChoicesPart(mailbox: MailboxId, id: ImportId, desk: Memo<ImportDesk>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let text = || RwSignal::new(String::new());
    let typed = Typed {
        ending: RwSignal::new(DONE),
        open_since: text(),
        giving: RwSignal::new(NONE),
        filing: RwSignal::new(NONE),
        since: text(),
        until: text(),
    };
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let submit = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = api::start(id, typed.choices()).await;
            busy.try_set(false);
            match answer {
                Ok(()) => live.changed(Topic::Imports(mailbox)),
                Err(refused) => {
                    failure.try_set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let (people, folders) = desk.with_untracked(|desk| (desk.people.clone(), desk.folders.clone()));
    let mut giving = vec![(NONE, words::nobody(language).to_owned()), (BY_SOURCE, words::last_answer(language).to_owned())];
    giving.extend(people.into_iter().map(|person| (person.id.0, person.name)));
    let mut filing = vec![(NONE, words::nowhere(language).to_owned()), (BY_SOURCE, words::as_source(language).to_owned())];
    filing.extend(folders.iter().filter_map(|folder| Some((folder.id.0, domain::folders::path(&folders, folder.id)?))));
    let ending = vec![(DONE, words::all_done(language).to_owned()), (OPEN_SINCE, words::open_since(language).to_owned())];
    let other = move || failure.get().filter(|failure| field_of(failure) != Some(Field::Until));
    view! {
        <form class="form" novalidate on:submit=submit>
            <SelectField id="import-ending" label=words::status(language) value=typed.ending choices=ending hint=words::status_hint(language) />
            <Show when=move || typed.ending.get() == OPEN_SINCE>
                <TextField id="import-open-since" label=words::open_from(language) value=typed.open_since kind="date" error=about(failure, Field::Until) required=true />
            </Show>
            <div class="pair">
                <SelectField id="import-giving" label=words::assignee(language) value=typed.giving choices=giving />
                <SelectField id="import-filing" label=words::folder(language) value=typed.filing choices=filing />
            </div>
            <div class="pair">
                <TextField id="import-since" label=words::since(language) value=typed.since kind="date" hint=words::since_hint(language) />
                <TextField id="import-until" label=words::until(language) value=typed.until kind="date" />
            </div>
            {move || other().map(|failure| view! { <FailureNote failure /> })}
            <div class="btns">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    <Icon name="download" />
                    {words::take_in(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
