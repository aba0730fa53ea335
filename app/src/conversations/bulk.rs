//! What can be done to ticked rows, all at once.

use super::{
    deeds::Deeds,
    folder_menu::FolderMenu,
    menus::{PersonMenu, PriorityMenu, StatusMenu, Targets, Who},
    selection::Selection,
    words,
};
use crate::{fields::FieldsButton, mailboxes::Mailboxes, parts::icon::Icon, snooze::Away, threads::MoreDeeds, words::use_language};
use domain::{FolderId, MailboxId, conversations::View};
use leptos::prelude::*;

#[component]
pub fn BulkBar(mailbox: MailboxId, view: View, selection: Selection) -> impl IntoView {
    let language = use_language();
    let deeds = Deeds::in_mailbox(mailbox);
    let rights = Memo::new(move |_| Mailboxes::current().one(mailbox).map(|mailbox| mailbox.rights).unwrap_or_default());
    // No versions: a bulk change says what all of them shall be, whatever they were.
    let targets: Targets = Callback::new(move |()| selection.ids().into_iter().map(|id| (id, None)).collect());
    // Ticks stay until the server has done it: what was refused can be tried again.
    let after = Callback::new(move |()| selection.finish());
    let deeds = deeds.then(Some(after));
    // In the trash or in the spam: they can come back, and nothing else.
    let away = matches!(view, View::Trash | View::Spam);
    let not_spam = Away::in_mailbox(mailbox, Some(after));
    let ids = Callback::new(move |()| selection.ids());
    let (count, resting) = (Signal::derive(move || selection.count()), Signal::derive(move || view == View::Snoozed));
    let assignee = move || view! { <Icon name="user" /><span class="btn__label">{words::assignee(language)}</span> };
    let confirmer = move || view! { <Icon name="user-check" /><span class="btn__label">{words::confirmer(language)}</span> };
    let status = move || view! { <Icon name="status-ring" /><span class="btn__label">{words::status(language)}</span> };
    let priority = move || view! { <Icon name="chevrons-up" /><span class="btn__label">{words::priority(language)}</span> };
    let anywhere = Signal::stored(None::<Option<FolderId>>);
    let folder = move || view! { <Icon name="folder-input" /><span class="btn__label">{words::folder(language)}</span> };
    view! {
        <div class="bulk" role="toolbar" aria-label=move || words::selected_tools(language, selection.count())>
            <span class="bulk__n" aria-live="polite">
                {move || words::selected(language, selection.count())}
            </span>
            <Show when=move || rights.get().edit && !away>
                <PersonMenu mailbox who=Who::Assignee targets after class="btn btn--ghost" current=None label=words::assignee(language).to_owned()>
                    {assignee()}
                </PersonMenu>
                <PersonMenu mailbox who=Who::Confirmer targets after class="btn btn--ghost" current=None label=words::confirmer(language).to_owned()>
                    {confirmer()}
                </PersonMenu>
                <StatusMenu mailbox targets after class="btn btn--ghost" current=None label=words::status(language).to_owned()>
                    {status()}
                </StatusMenu>
                <PriorityMenu mailbox targets after class="btn btn--ghost" current=None label=words::priority(language).to_owned()>
                    {priority()}
                </PriorityMenu>
                <FolderMenu mailbox targets after class="btn btn--ghost" current=anywhere label=words::move_to_folder(language).to_owned()>
                    {folder()}
                </FolderMenu>
                <FieldsButton mailbox targets after />
                <button class="btn btn--ghost" type="button" on:click=move |_| deeds.done(selection.ids())>
                    <Icon name="status-done" />
                    <span class="btn__label">{words::done(language)}</span>
                    <kbd class="kbd">"E"</kbd>
                </button>
            </Show>
            <Show when=move || rights.get().edit && away>
                <button class="btn btn--ghost" type="button" on:click=move |_| if view == View::Spam { not_spam.not_spam(selection.ids()) } else { deeds.restore(selection.ids()) }>
                    <Icon name="rotate-ccw" />
                    <span class="btn__label">{words::restore(language)}</span>
                </button>
            </Show>
            <Show when=move || rights.get().delete && !away>
                <button class="btn btn--ghost" type="button" on:click=move |_| deeds.trash(selection.ids())>
                    <Icon name="trash-2" />
                    <span class="btn__label">{words::to_trash(language)}</span>
                </button>
            </Show>
            <Show when=move || rights.get().edit && !away>
                <details class="pop">
                    <summary class="btn btn--ghost btn--icon" aria-label=words::more(language) title=words::more(language)>
                        <Icon name="ellipsis" />
                    </summary>
                    <div class="menu" data-side="up" data-align="end">
                        <MoreDeeds mailbox ids count resting after=Some(after) />
                    </div>
                </details>
            </Show>
            <button class="btn btn--ghost btn--icon bulk__clear" type="button" aria-label=words::clear_selection(language) on:click=move |_| selection.leave()>
                <Icon name="x" />
            </button>
        </div>
    }
    .into_any()
}
