//! What the palette lists besides what the screen offers: deeds for the conversations at hand, people, lists, settings, help.

use super::{Act, Command, Run, Subject, words};
use crate::{
    board, book,
    conversations::words as named,
    layout::words::{view_icon, view_name},
    logs,
    mailboxes::Mailboxes,
    notifications,
    routes::{folder_url, list_url, view_url},
    settings::words as set,
    workload,
};
use domain::{
    Language, MailboxId,
    auth::Me,
    conversations::{Assigned, Change, ListQuery, Priority, View},
    users::PersonName,
};
use leptos::prelude::*;
use std::sync::Arc;

/// What can be done to the conversations at hand.
pub fn deeds(subject: &Subject, me: Option<&Me>, mailboxes: Mailboxes, l: Language) -> Vec<Command> {
    let Subject { mailbox, ids, deeds, trashed, .. } = subject.clone();
    let count = ids.len();
    let rights = mailboxes.one(mailbox).map(|mailbox| mailbox.rights).unwrap_or_default();
    let run = |act: Run, key: String, name: String, also: &'static str, icon: &'static str, keys: &str| {
        // How many, where it is not plain to see.
        let hint = if count > 1 { words::times(l, count) } else { keys.to_owned() };
        Command { key, name, also, icon, hint, act: Act::Run(act) }
    };
    let mut all = Vec::new();
    if trashed {
        if rights.edit {
            let act = Arc::new(move || deeds.restore(ids.clone()));
            all.push(run(act, "restore".into(), named::restore(l).to_owned(), "もとにもどす restore undelete", "rotate-ccw", ""));
        }
        return all;
    }
    // No versions: what is meant is what they shall be, whatever they were.
    let whole: Vec<_> = ids.iter().map(|id| (*id, None)).collect();
    let change = |change: Change, said: String| -> Run {
        let whole = whole.clone();
        Arc::new(move || deeds.change(whole.clone(), change.clone(), said.clone()))
    };
    if rights.edit {
        let act = Arc::new({
            let ids = ids.clone();
            move || deeds.done(ids.clone())
        });
        all.push(run(act, "done".into(), named::make_done(l).to_owned(), "しょりずみにする かんりょう done finish", "status-done", "E"));
        let assign = |person: Option<&PersonName>, name: String, also: &'static str| {
            let said = match person {
                Some(person) => named::said_assignee(l, count, &person.name),
                None => named::said_cleared(l, count, named::assignee(l)),
            };
            let to = person.map(|person| person.id);
            let act = change(Change { assignee: Some(to), ..Change::default() }, said);
            let key = format!("assign:{}", to.map(|id| id.to_string()).unwrap_or_default());
            run(act, key, name, also, if to.is_some() { "user-plus" } else { "user-x" }, "")
        };
        if let Some(me) = me {
            let myself = PersonName { id: me.id, name: me.name.clone(), absent: false };
            all.push(assign(Some(&myself), named::take(l).to_owned(), "じぶんがたんとう たんとうしゃ assign to me take"));
        }
        for status in mailboxes.statuses(mailbox) {
            let name = named::status_name(&status, l);
            let act = change(Change { status: Some(status.id), ..Change::default() }, named::said_status(l, count, &name));
            all.push(run(act, format!("status:{}", status.id), words::status(l, &name), "しょりじょうきょう status", "status-ring", ""));
        }
        for priority in Priority::ALL {
            let name = &mailboxes.priority_name(mailbox, *priority, l);
            let act = change(Change { priority: Some(*priority), ..Change::default() }, named::said_priority(l, count, name));
            all.push(run(act, format!("priority:{priority}"), words::priority(l, name), "ゆうせんど しきゅう priority urgent", "chevrons-up", ""));
        }
        let folders = mailboxes.folders(mailbox);
        for folder in &folders {
            let name = domain::folders::path(&folders, folder.id).unwrap_or_default();
            let act = change(Change { folder: Some(Some(folder.id)), ..Change::default() }, named::said_folder(l, count, &folder.name));
            all.push(run(act, format!("folder:{}", folder.id), words::folder(l, &name), "ふぉるだへいどう move folder", "folder-input", ""));
        }
        let me = me.map(|me| me.id);
        for person in mailboxes.people(mailbox).into_iter().filter(|person| Some(person.id) != me) {
            all.push(assign(Some(&person), words::assign(l, &person.name), "たんとうしゃにする assign"));
        }
        all.push(assign(None, words::unassign(l).to_owned(), "たんとうしゃをはずす unassign"));
    }
    if rights.delete {
        let act = Arc::new(move || deeds.trash(ids.clone()));
        all.push(run(act, "trash".into(), named::to_trash(l).to_owned(), "ごみばこ さくじょ trash delete", "trash-2", "#"));
    }
    all
}

/// Every list of every mailbox, the one at hand first.
pub fn lists(here: Option<MailboxId>, mailboxes: Mailboxes, l: Language) -> Vec<Command> {
    let mut all = mailboxes.all.with(|all| all.as_ref().and_then(|all| all.as_ref().ok().cloned()).unwrap_or_default());
    all.sort_by_key(|mailbox| Some(mailbox.id) != here);
    let several = all.len() > 1;
    let list = |mailbox: &domain::mailboxes::MailboxView, view: View| {
        let name = if several { words::list(l, view_name(view, l), &mailbox.name) } else { view_name(view, l).to_owned() };
        Command::page(view_url(mailbox.id, view), name, also(view), view_icon(view), words::kind_list(l))
    };
    let folders = |mailbox: &domain::mailboxes::MailboxView| {
        let page = |folder: &domain::folders::FolderView| {
            let path = domain::folders::path(&mailbox.folders, folder.id).unwrap_or_default();
            let name = if several { words::list(l, &path, &mailbox.name) } else { path };
            Command::page(folder_url(mailbox.id, folder.id), name, "ふぉるだ folder", "folder", words::kind_list(l))
        };
        mailbox.folders.iter().map(page).collect::<Vec<_>>()
    };
    all.iter().flat_map(|mailbox| View::ALL.iter().map(|view| list(mailbox, *view)).chain(folders(mailbox)).collect::<Vec<_>>()).collect()
}

fn also(view: View) -> &'static str {
    match view {
        View::Tray => "しょりめーるとれい tray inbox",
        View::Mine => "じぶんのたんとう assigned to me mine",
        View::Unassigned => "たんとうしゃなし unassigned",
        View::All => "すべてのめーる all mail",
        View::Sent => "そうしんずみ sent",
        View::Drafts => "したがき drafts",
        View::Trash => "ごみばこ trash",
        View::Confirm => "かくにんいらい to confirm check",
        View::Snoozed => "あとでたいおう snoozed later",
        View::Spam => "めいわくめーる spam junk",
    }
}

/// What each teammate has to do.
pub fn people(mailbox: MailboxId, mailboxes: Mailboxes, l: Language) -> Vec<Command> {
    let work = |person: PersonName| {
        let query = ListQuery { assignee: Some(Assigned::To(person.id)), ..ListQuery::of(mailbox, View::Tray) };
        Command::page(list_url(&query), words::work_of(l, &person.name), "たんとう work of", "user", words::kind_person(l))
    };
    mailboxes.people(mailbox).into_iter().map(work).collect()
}

/// The pages of settings that this person may open.
pub fn settings(me: &Me, l: Language) -> Vec<Command> {
    let page =
        |href: &'static str, name: &'static str, also, icon| Command::page(href.to_owned(), name.to_owned(), also, icon, words::kind_settings(l));
    let mut all = vec![
        page("/settings/profile", set::profile(l), "こじんせってい しょめい profile settings signature language", "sliders-horizontal"),
        page("/settings/sessions", set::sessions(l), "ろぐいん sessions devices", "monitor"),
        page("/notifications", set::notifications(l), "つうち おしらせ notifications bell", "bell"),
        page("/settings/notifications", notifications::words::settings(l), "つうち ぷっしゅ しずか notifications push quiet", "bell"),
        page(crate::reports::REPORTS_URL, crate::reports::title(l), "しゅうけい れぽーと ぐらふ reports charts figures statistics", "chart-column"),
        page("/workload", workload::title(l), "ふか たんとう わりふり workload reassign", "users"),
        page(crate::templates::TEMPLATES_URL, crate::templates::title(l), "てんぷれーと ていけい templates canned", "file-text"),
        page("/logs/calls", logs::title(l), "でんわ ほうもん りれき calls visits phone", "phone"),
        page("/logs/calls/new", logs::words::new_call(l), "でんわをきろく note call", "phone"),
        page("/logs/tasks", logs::words::tasks(l), "たいおうよてい おりかえし tasks follow up", "alarm-clock"),
        page("/board", board::title(l), "けいじばん きょうゆうりんく notice board links", "pin"),
        page("/book", book::title(l), "あどれすちょう こきゃく かいしゃ address book contacts companies", "book-user"),
    ];
    if me.operator {
        all.push(page("/settings/mailboxes", set::mailboxes(l), "めーるあぷりけーしょん あかうんと けんげん mailboxes accounts access", "mail"));
        all.push(page("/settings/priorities", set::priorities(l), "ゆうせんど しきゅう priorities urgent", "chevrons-up"));
        all.push(page("/settings/logs", set::logs(l), "でんわ ほうもん こうもく calls visits items", "phone"));
        all.push(page("/settings/book", book::settings::title(l), "あどれすちょう こうもく address book items", "book-user"));
        all.push(page("/settings/quarantine", set::quarantine(l), "かくり とりこめなかった quarantine", "shield-alert"));
    }
    if me.admin {
        all.push(page("/settings/notices", set::notices(l), "つうち うぇぶふっく ちゃっと webhook slack teams", "send"));
        all.push(page("/settings/members", set::members(l), "めんばー しょうたい members invite", "users"));
    }
    all
}
