//! The fields of a conversation in its head, changed in place: what is chosen from a few things by a menu, everything else by a dialog.

use super::{
    cells,
    store::Fields,
    value_dialog::{Asked, ValueDialog},
    words,
};
use crate::{
    conversations::{Deeds, Targets},
    mailboxes::Mailboxes,
    parts::{
        avatar::Person,
        awake::use_awake,
        icon::Icon,
        menu::{Choice, Listing, Menu},
    },
    words::use_language,
};
use domain::{
    MailboxId,
    conversations::{Change, ConversationView},
    fields::{FieldState, Kind, Shown},
};
use leptos::prelude::*;

#[component]
pub fn FieldSetters(view: Memo<ConversationView>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>) -> impl IntoView {
    let fields = Memo::new(move |_| view.with(|view| view.fields.clone()));
    let asked = RwSignal::new(None::<Asked>);
    view! {
        <For
            each=move || fields.get()
            key=|field| (field.shown.field, field.kind)
            children=move |first| {
                let id = first.shown.field;
                let field = Memo::new(move |last: Option<&FieldState>| {
                    let now = fields.with(|fields| fields.iter().find(|field| field.shown.field == id).cloned());
                    now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
                });
                view! { <Setter field mailbox targets may_edit asked /> }
            }
        />
        <ValueDialog mailbox asked />
    }
    .into_any()
}

#[component]
fn Setter(field: Memo<FieldState>, mailbox: MailboxId, targets: Targets, may_edit: Memo<bool>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let (language, awake) = (use_language(), use_awake());
    let (id, kind) = field.with_untracked(|field| (field.shown.field, field.kind));
    let name = move || field.with(|field| field.name.clone());
    let label = Signal::derive(move || {
        field.with(|field| words::is(language, &field.name, if field.shown.text.is_empty() { words::none(language) } else { &field.shown.text }))
    });
    let face = move || {
        let shown = field.with(|field| field.shown.clone());
        view! {
            <small>{name}</small>
            {if shown.text.is_empty() { words::none(language).into_any() } else { cells::value(shown) }}
        }
    };
    move || match (may_edit.get(), kind) {
        (false, _) => field.with(|field| !field.shown.text.is_empty()).then(|| view! { <span class="props__field">{face}</span> }).into_any(),
        (true, Kind::Menu | Kind::Person | Kind::Check) => view! { <ChoiceMenu field mailbox targets label face=ViewFn::from(face) /> }.into_any(),
        (true, Kind::Multi | Kind::Text | Kind::Number | Kind::Date) => view! {
            <button
                class="setter"
                type="button"
                title=move || label.get()
                aria-haspopup="dialog"
                disabled=move || !awake.get()
                on:click=move |_| asked.set(Some(Asked { targets, field: Some((id, field.with_untracked(|field| field.shown.value.clone()))) }))
            >
                {face}
                <Icon name="pencil" />
            </button>
        }
        .into_any(),
    }
}

#[component]
fn ChoiceMenu(field: Memo<FieldState>, mailbox: MailboxId, targets: Targets, label: Signal<String>, face: ViewFn) -> impl IntoView {
    let (language, store, mailboxes) = (use_language(), Fields::current(), Mailboxes::current());
    let deeds = Deeds::in_mailbox(mailbox);
    let (id, kind) = field.with_untracked(|field| (field.shown.field, field.kind));
    let choices = Signal::derive(move || {
        let value = field.with(|field| field.shown.value.clone());
        let choice = |key: String, name: String, view: AnyViewFn| Choice::new(&key, name, key == value, view);
        let mut all = vec![choice(String::new(), words::none(language).to_owned(), Box::new(move || words::none(language).into_any()))];
        match kind {
            Kind::Person => all.extend(mailboxes.people(mailbox).into_iter().map(|person| {
                let name = person.name.clone();
                choice(person.id.to_string(), person.name, Box::new(move || view! { <Person name=name.clone() /> }.into_any()))
            })),
            Kind::Check => {
                all.push(choice("1".to_owned(), words::checked(language).to_owned(), Box::new(move || words::checked(language).into_any())))
            }
            _ => {
                let options = store.one(mailbox, id).map(|field| field.options).unwrap_or_default();
                // What is archived can be left as it is, and not be chosen anew.
                let offered = options.into_iter().filter(|option| !option.archived || option.id.to_string() == value);
                all.extend(offered.map(|option| {
                    let shown = Shown { field: id, value: String::new(), text: option.name.clone(), color: Some(option.color) };
                    choice(option.id.to_string(), option.name, Box::new(move || cells::value(shown.clone())))
                }));
            }
        }
        all
    });
    let on_pick = move |key: String| {
        let ids = targets.run(());
        let name = field.with_untracked(|field| field.name.clone());
        let value = choices.with_untracked(|all| all.iter().find(|choice| choice.key == key).map(|choice| choice.name.clone())).unwrap_or_default();
        let said = if key.is_empty() { words::said_cleared(language, ids.len(), &name) } else { words::said(language, ids.len(), &name, &value) };
        deeds.change(ids, Change { fields: vec![(id, key)], ..Change::default() }, said);
    };
    let load = Callback::new(move |()| match kind {
        Kind::Person => mailboxes.load_people(mailbox),
        Kind::Check => {}
        _ => store.load(mailbox),
    });
    let state = Signal::derive(move || match kind {
        Kind::Person => mailboxes.people_state(mailbox),
        Kind::Check => Listing::Ready,
        _ => store.state(mailbox),
    });
    view! {
        <Menu class="setter" label choices on_pick on_open=load state on_retry=load worded=true>
            {
                let face = face.clone();
                move || face.run()
            }
            <Icon name="chevron-down" />
        </Menu>
    }
    .into_any()
}

type AnyViewFn = Box<dyn Fn() -> AnyView + Send + Sync>;
