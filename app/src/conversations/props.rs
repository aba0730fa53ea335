//! Status, people and priority of a conversation, changed in place.

use super::{
    folder_menu::{FolderMenu, folder_name},
    menus::{PersonMenu, PriorityMenu, StatusMenu, Targets, Who},
    pill::{PriorityMark, StatusFace, StatusPill, class_color},
    words,
};
use crate::{
    fields::FieldSetters,
    mailboxes::Mailboxes,
    parts::{avatar::Avatar, icon::Icon},
    time::Age,
    words::use_language,
};
use domain::{
    MailboxId,
    conversations::{ConversationView, Priority},
    statuses::{Color, StatusView},
};
use leptos::prelude::*;

#[component]
pub fn Props(view: Memo<ConversationView>, mailbox: MailboxId) -> impl IntoView {
    let (language, mailboxes) = (use_language(), Mailboxes::current());
    let targets: Targets = Callback::new(move |()| view.with_untracked(|view| vec![(view.id, Some(view.version))]));
    let may_edit = Memo::new(move |_| view.with(|view| view.rights.edit));
    let since = Signal::derive(move || view.with(|view| view.waiting_since));
    let status = status_of(view, mailbox);
    let name = move || words::status_name(&status.get(), language);
    let assignee = Memo::new(move |_| view.with(|view| view.assignee_name.clone()));
    let confirmer = Memo::new(move |_| view.with(|view| view.confirmer_name.clone()));
    let priority = Memo::new(move |_| view.with(|view| view.priority));
    let folder = Memo::new(move |_| view.with(|view| view.folder_id));
    let filed = Memo::new(move |_| folder.get().and_then(|id| folder_name(mailbox, id)));
    let level = Memo::new(move |_| mailboxes.level(mailbox, priority.get()));
    let or_nobody = move |name: Option<String>| name.unwrap_or_else(|| words::nobody(language).to_owned());
    view! {
        <div class="props" role="group" aria-label=words::properties(language)>
            {move || {
                if !may_edit.get() {
                    return view! {
                        <StatusPill status=status.get() />
                        <PersonFace what=words::assignee_short(language) name=assignee />
                        <PersonFace what=words::confirmer_short(language) name=confirmer />
                        {move || view! { <PriorityMark priority=priority.get() level=level.get() /> }}
                        {move || filed.get().map(|name| view! { <span class="tag"><Icon name="folder" />{name}</span> })}
                    }
                        .into_any();
                }
                view! {
                    <StatusMenu
                        mailbox
                        targets
                        class="st st--btn"
                        current=Signal::derive(move || Some(status.get().id))
                        label=Signal::derive(move || words::status_is(language, &name()))
                        color=Signal::derive(move || status.get().color.as_str())
                    >
                        {move || view! { <StatusFace status=status.get() /> }}
                        <Icon name="chevron-down" />
                    </StatusMenu>
                    <PersonMenu
                        mailbox
                        who=Who::Assignee
                        targets
                        class="setter"
                        current=Signal::derive(move || view.with(|view| view.assignee_id))
                        label=Signal::derive(move || words::assignee_is(language, &or_nobody(assignee.get())))
                    >
                        <PersonFace what=words::assignee_short(language) name=assignee />
                        <Icon name="chevron-down" />
                    </PersonMenu>
                    <PersonMenu
                        mailbox
                        who=Who::Confirmer
                        targets
                        class="setter"
                        current=Signal::derive(move || view.with(|view| view.confirmer_id))
                        label=Signal::derive(move || words::confirmer_is(language, &or_nobody(confirmer.get())))
                    >
                        <PersonFace what=words::confirmer_short(language) name=confirmer />
                        <Icon name="chevron-down" />
                    </PersonMenu>
                    <PriorityMenu
                        mailbox
                        targets
                        class="setter"
                        current=Signal::derive(move || Some(priority.get()))
                        label=Signal::derive(move || words::priority_is(language, &words::level_name(level.get().as_ref(), priority.get(), language)))
                    >
                        {move || match priority.get() {
                            Priority::Normal => view! { <small>{words::priority(language)}</small> {words::level_name(level.get().as_ref(), Priority::Normal, language)} }.into_any(),
                            priority => view! { <PriorityMark priority level=level.get() /> }.into_any(),
                        }}
                        <Icon name="chevron-down" />
                    </PriorityMenu>
                    <FolderMenu
                        mailbox
                        targets
                        class="setter"
                        current=Signal::derive(move || Some(folder.get()))
                        label=Signal::derive(move || words::folder_is(language, filed.get().as_deref().unwrap_or(words::nobody(language))))
                    >
                        <small>{words::folder(language)}</small>
                        {move || filed.get().unwrap_or_else(|| words::nobody(language).to_owned())}
                        <Icon name="chevron-down" />
                    </FolderMenu>
                }
                    .into_any()
            }}
            <FieldSetters view mailbox targets may_edit />
            <Age since pace=Signal::derive(move || mailboxes.pace(mailbox)) />
        </div>
    }
    .into_any()
}

fn status_of(view: Memo<ConversationView>, mailbox: MailboxId) -> Memo<StatusView> {
    let mailboxes = Mailboxes::current();
    Memo::new(move |_| {
        let (id, class) = view.with(|view| (view.status_id, view.class));
        mailboxes.statuses(mailbox).into_iter().find(|status| status.id == id).unwrap_or_else(|| StatusView {
            id,
            name: String::new(),
            class,
            color: Color::parse(class_color(class)).unwrap_or(Color::Nezumi),
            standard: true,
        })
    })
}

#[component]
fn PersonFace(what: &'static str, name: Memo<Option<String>>) -> impl IntoView {
    let language = use_language();
    view! {
        <small>{what}</small>
        {move || match name.get() {
            Some(name) => {
                view! {
                    <Avatar name=name.clone() size="s" />
                    {name}
                }
                    .into_any()
            }
            None => words::nobody(language).into_any(),
        }}
    }
    .into_any()
}
