//! Filters by status, with live counts. Each is a link: a filtered list has an address.

use super::{assignee_chip::AssigneeChip, folder_chip::FolderChip, pill::status_icon, words};
use crate::{fields::FieldChip, mailboxes::Mailboxes, parts::icon::Icon, routes::list_url, words::use_language};
use domain::{
    conversations::{ListQuery, View},
    statuses::Class,
};
use leptos::prelude::*;

#[component]
pub fn Chips(query: ListQuery) -> impl IntoView {
    let language = use_language();
    let mailboxes = Mailboxes::current();
    let finished_too = matches!(query.view, View::All | View::Sent | View::Trash | View::Spam);
    let asked = query.clone();
    let query = StoredValue::new(query);
    view! {
        <div class="list__filters" role="group" aria-label=words::filters(language)>
            {move || {
                let query = query.get_value();
                let Some(mailbox) = mailboxes.one(query.mailbox) else { return Vec::new() };
                mailbox
                    .statuses
                    .into_iter()
                    .filter(|status| finished_too || status.class != Class::Done)
                    .map(|status| {
                        let chosen = query.status == Some(status.id);
                        let count = mailbox.counts.by_status.iter().find(|(id, _)| *id == status.id).map_or(0, |(_, count)| *count);
                        let href = list_url(&ListQuery { status: (!chosen).then_some(status.id), before: None, ..query.clone() });
                        // Counts are those of the tray; what is done is never counted.
                        let counted = query.view == View::Tray;
                        view! {
                            <a class="fchip" href=href data-color=status.color.as_str() aria-current=chosen.then_some("true")>
                                <Icon name=status_icon(&status) />
                                {words::status_name(&status, language)}
                                {counted.then(|| view! { <b>{count}</b> })}
                            </a>
                        }
                    })
                    .collect_view()
            }}
            // Whose confirmation it waits for is what this list says.
            {(asked.view != View::Confirm).then(|| view! { <AssigneeChip query=asked.clone() />
            <FolderChip query=asked.clone() />
            <FieldChip query=asked /> })}
        </div>
    }
    .into_any()
}
