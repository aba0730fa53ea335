//! One line of the history, in words.

use super::words::{class_name, nobody, priority_name};
use crate::{
    parts::icon::Icon,
    threads::UndoChange,
    time::{Clock, When},
    words::use_language,
};
use domain::{
    Language, Moment,
    conversations::{EventKind, EventView, Priority},
    logs::Log,
    statuses::Class,
};
use leptos::prelude::*;

mod said {
    use crate::words;
    words! {
        program = "自動処理", "The system";
        arrived = "メールを受信しました", "Mail arrived";
        reopened(before: &str, after: &str) = "新しいメールが届き、{before} → {after} に戻りました", "New mail arrived: {before} → {after}";
        status(who: &str, before: &str, after: &str) = "{who} が処理状況を {before} → {after} に変更", "{who} changed the status: {before} → {after}";
        assignee(who: &str, before: &str, after: &str) = "{who} が担当者を {before} → {after} に変更", "{who} changed the assignee: {before} → {after}";
        confirmer(who: &str, before: &str, after: &str) = "{who} が確認者を {before} → {after} に変更", "{who} changed the confirmer: {before} → {after}";
        priority(who: &str, before: &str, after: &str) = "{who} が優先度を {before} → {after} に変更", "{who} changed the priority: {before} → {after}";
        trashed(who: &str) = "{who} がごみ箱へ移動", "{who} moved this to the trash";
        restored(who: &str) = "{who} がごみ箱から戻しました", "{who} restored this from the trash";
        reply_started(who: &str) = "{who} が返信処理を開始", "{who} started a reply";
        reply_cancelled(who: &str) = "{who} が返信処理をやめました", "{who} cancelled the reply";
        reply_saved(who: &str) = "{who} が下書きを保存して閉じました", "{who} saved the draft and closed it";
        taken_over(who: &str, from: &str) = "{who} が {from} の返信処理を引き継ぎ", "{who} took over the reply from {from}";
        taken_over_short(who: &str) = "{who} が返信処理を引き継ぎ", "{who} took over the reply";
        sent(who: &str) = "{who} がメールを送信", "{who} sent a mail";
        send_failed = "メールを送信できませんでした", "A mail could not be sent";
        send_unsure = "メールが送信されたか確認できません", "It is not certain that a mail was sent";
        returned(addr: &str) = "{addr} に届きませんでした", "{addr} did not get a mail";
        send_stopped(who: &str) = "{who} が送信を取り消し", "{who} stopped the sending";
        commented(who: &str) = "{who} がコメントを書きました", "{who} wrote a comment";
        comment_deleted(who: &str) = "{who} がコメントを削除", "{who} deleted a comment";
        rule(name: &str) = "自動設定「{name}」", "The rule “{name}”";
        filed(who: &str, before: &str, after: &str) = "{who} がフォルダを {before} → {after} に変更", "{who} moved this between folders: {before} → {after}";
        forwarded(who: &str, addr: &str) = "{who} が {addr} へ転送", "{who} forwarded a mail to {addr}";
        created(who: &str) = "{who} が新規メールを作成", "{who} started a new mail";
        field(who: &str, what: &str, before: &str, after: &str) = "{who} が{what}を {before} → {after} に変更", "{who} changed {what}: {before} → {after}";
        draft_deleted(who: &str) = "{who} が下書きを削除", "{who} deleted a draft";
        send_scheduled(who: &str, at: &str) = "{who} が {at} の送信を予約", "{who} scheduled a mail for {at}";
        send_overtaken = "お客様から先にメールが届いたため、予約した送信を取り消しました", "The customer wrote first, so the scheduled mail was taken back";
        check_asked(who: &str, to: &str, number: &str) = "{who} が {to} に確認を依頼（版 {number}）", "{who} asked {to} to check version {number}";
        check_approved(who: &str, number: &str) = "{who} が版 {number} を承認", "{who} approved version {number}";
        check_corrected(who: &str, number: &str) = "{who} が修正し、版 {number} を承認", "{who} corrected it and approved version {number}";
        check_returned(who: &str, number: &str) = "{who} が版 {number} を差し戻し", "{who} returned version {number}";
        check_withdrawn(who: &str, number: &str) = "{who} が内容を変更し、版 {number} の確認依頼を取り下げ", "{who} changed the draft, and the request to check version {number} was withdrawn";
        check_void(who: &str, number: &str) = "{who} が内容を変更し、版 {number} の承認は無効", "{who} changed the draft, and the approval of version {number} is void";
        merged(who: &str, what: &str) = "{who} が「{what}」をここにまとめました", "{who} joined “{what}” with this";
        unmerged(who: &str, what: &str) = "{who} が「{what}」とまとめたのを元に戻しました", "{who} separated this from “{what}” again";
        split_off(who: &str, what: &str) = "{who} が一部を「{what}」に分けました", "{who} split off “{what}”";
        split_from(who: &str, what: &str) = "{who} が「{what}」から分けました", "{who} split this off “{what}”";
        message_came(who: &str, what: &str) = "{who} がメールを「{what}」からここへ移しました", "{who} moved a mail here from “{what}”";
        message_left(who: &str, what: &str) = "{who} がメールを「{what}」へ移しました", "{who} moved a mail to “{what}”";
        mailbox_changed(who: &str, before: &str, after: &str) = "{who} が {before} → {after} へ移動", "{who} moved this: {before} → {after}";
        snoozed(who: &str, until: &str) = "{who} が {until} までトレイから外しました", "{who} snoozed this until {until}";
        snoozed_for_answer(who: &str) = "{who} がお客様の返信までトレイから外しました", "{who} snoozed this until the customer answers";
        because(text: &str, reason: &str) = "{text}（{reason}）", "{text} ({reason})";
        woken_by_clock = "時間になり、トレイに戻りました", "The time came: back in the tray";
        woken_by_answer = "お客様から返信があり、トレイに戻りました", "The customer answered: back in the tray";
        woken(who: &str) = "{who} がトレイに戻しました", "{who} brought this back to the tray";
        spam(who: &str) = "{who} が迷惑メールにしました", "{who} marked this as spam";
        answers_bulk(subject: &str) = "一斉配信「{subject}」への返信です", "An answer to the bulk mail “{subject}”";
        open_bulk = "一斉配信を開く", "Open the bulk mail";
        imported(who: &str, from: &str) = "{who} が「{from}」から取り込みました", "{who} imported this from “{from}”";
        not_spam(who: &str) = "{who} が迷惑メールから戻しました", "{who} brought this back from spam";
        call_logged(who: &str) = "{who} が電話を記録：", "{who} noted a call:";
        visit_logged(who: &str) = "{who} が訪問を記録：", "{who} noted a visit:";
    }
}

#[component]
pub fn EventLine(event: EventView) -> impl IntoView {
    let language = use_language();
    let text = words(&readable(event.clone(), Clock::current()), language, Clock::current());
    view! {
        <li class="timeline__event">
            <Icon name=icon(&event) />
            <span>{text} {logged_link(&event, language)}</span>
            <UndoChange event=event.clone() />
            <When at=event.at />
        </li>
    }
    .into_any()
}

/// A time stands in the history as an instant; people read it on their clocks.
fn readable(mut event: EventView, clock: Clock) -> EventView {
    if let (EventKind::SendScheduled, Ok(at)) = (event.kind, event.after.parse()) {
        event.after = clock.civil(Moment(at)).long(clock.civil(event.at));
    }
    event
}

fn icon(event: &EventView) -> &'static str {
    match event.kind {
        EventKind::Arrived | EventKind::Reopened => "mail",
        EventKind::Status => "status-half",
        EventKind::Assignee => "user",
        EventKind::Confirmer => "user-check",
        EventKind::Priority => "chevrons-up",
        EventKind::Trashed | EventKind::DraftDeleted | EventKind::CommentDeleted => "trash-2",
        EventKind::Restored => "rotate-ccw",
        EventKind::ReplyStarted | EventKind::ReplySaved | EventKind::Created => "pencil",
        EventKind::ReplyCancelled | EventKind::SendStopped => "ban",
        EventKind::TakenOver => "lock-open",
        EventKind::Sent => "send",
        EventKind::SendFailed | EventKind::SendUnsure | EventKind::Returned => "triangle-alert",
        EventKind::Commented => "message-circle",
        EventKind::Filed => "folder-input",
        EventKind::Field => "tag",
        EventKind::CheckAsked => "eye",
        EventKind::CheckApproved => "check",
        EventKind::CheckReturned => "undo-2",
        EventKind::CheckWithdrawn | EventKind::CheckVoid | EventKind::SendOvertaken => "ban",
        EventKind::SendScheduled => "clock",
        EventKind::Merged => "merge",
        EventKind::Unmerged | EventKind::SplitOff | EventKind::SplitFrom => "split",
        EventKind::MessageCame | EventKind::MessageLeft => "corner-down-right",
        EventKind::MailboxChanged => "folder-input",
        EventKind::Snoozed | EventKind::Woken => "alarm-clock",
        EventKind::Spam => "ban",
        EventKind::NotSpam => "rotate-ccw",
        EventKind::Forwarded => "forward",
        EventKind::Logged if event.before == Log::Visits.as_str() => "map-pin",
        EventKind::Logged => "phone",
        EventKind::AnswersBulk => "megaphone",
        EventKind::Imported => "download",
    }
}

/// Names as they are today; a standard status comes as `:class`, an empty side is nobody.
fn words(event: &EventView, l: Language, clock: Clock) -> String {
    let rule = event.rule.as_deref().map(|name| said::rule(l, name));
    let who = rule.as_deref().or(event.actor_name.as_deref()).unwrap_or(said::program(l));
    let side = |text: &str| match text.strip_prefix(':').and_then(Class::parse) {
        Some(class) => class_name(class, l).to_owned(),
        None if text.is_empty() => nobody(l).to_owned(),
        None => text.to_owned(),
    };
    // What somebody typed is never read as a class.
    let plain = |text: &str| if text.is_empty() { nobody(l).to_owned() } else { text.to_owned() };
    let level = |text: &str| Priority::parse(text).map_or_else(|| text.to_owned(), |priority| priority_name(priority, l).to_owned());
    let (before, after) = (side(&event.before), side(&event.after));
    match event.kind {
        EventKind::Arrived => said::arrived(l).to_owned(),
        EventKind::Reopened => said::reopened(l, &before, &after),
        EventKind::Status => said::status(l, who, &before, &after),
        EventKind::Assignee => said::assignee(l, who, &before, &after),
        EventKind::Confirmer => said::confirmer(l, who, &before, &after),
        EventKind::Priority => said::priority(l, who, &level(&event.before), &level(&event.after)),
        EventKind::Trashed => said::trashed(l, who),
        EventKind::Restored => said::restored(l, who),
        EventKind::ReplyStarted => said::reply_started(l, who),
        EventKind::ReplyCancelled => said::reply_cancelled(l, who),
        EventKind::ReplySaved => said::reply_saved(l, who),
        EventKind::TakenOver if event.before.is_empty() => said::taken_over_short(l, who),
        EventKind::TakenOver => said::taken_over(l, who, &event.before),
        EventKind::Sent => said::sent(l, who),
        EventKind::SendFailed => said::send_failed(l).to_owned(),
        EventKind::SendUnsure => said::send_unsure(l).to_owned(),
        EventKind::Returned => said::returned(l, &event.after),
        EventKind::SendStopped => said::send_stopped(l, who),
        EventKind::Commented => said::commented(l, who),
        EventKind::CommentDeleted => said::comment_deleted(l, who),
        EventKind::Created => said::created(l, who),
        EventKind::DraftDeleted => said::draft_deleted(l, who),
        EventKind::Filed => said::filed(l, who, &before, &after),
        EventKind::Field => said::field(l, who, &event.what, &plain(&event.before), &plain(&event.after)),
        EventKind::CheckAsked => said::check_asked(l, who, &after, &event.before),
        EventKind::CheckApproved if event.before.is_empty() => said::check_approved(l, who, &event.after),
        EventKind::CheckApproved => said::check_corrected(l, who, &event.after),
        EventKind::CheckReturned => said::check_returned(l, who, &event.after),
        EventKind::CheckWithdrawn => said::check_withdrawn(l, who, &event.after),
        EventKind::CheckVoid => said::check_void(l, who, &event.after),
        EventKind::SendScheduled => said::send_scheduled(l, who, &event.after),
        EventKind::SendOvertaken => said::send_overtaken(l).to_owned(),
        EventKind::Merged => said::merged(l, who, &event.before),
        EventKind::Unmerged => said::unmerged(l, who, &event.before),
        EventKind::SplitOff => said::split_off(l, who, &event.before),
        EventKind::SplitFrom => said::split_from(l, who, &event.before),
        EventKind::MessageCame => said::message_came(l, who, &event.before),
        EventKind::MessageLeft => said::message_left(l, who, &event.before),
        EventKind::MailboxChanged => said::mailbox_changed(l, who, &event.before, &event.after),
        EventKind::Snoozed => {
            let until = event.before.parse().ok().map(|until| clock.civil(Moment(until)));
            let told = until.map_or_else(|| said::snoozed_for_answer(l, who), |until| said::snoozed(l, who, &until.long(clock.civil(event.at))));
            if event.after.is_empty() { told } else { said::because(l, &told, &event.after) }
        }
        EventKind::Woken => match event.after.as_str() {
            "clock" => said::woken_by_clock(l).to_owned(),
            "answer" => said::woken_by_answer(l).to_owned(),
            _ => said::woken(l, who),
        },
        EventKind::Spam => said::spam(l, who),
        EventKind::NotSpam => said::not_spam(l, who),
        EventKind::Forwarded => said::forwarded(l, who, &event.after),
        EventKind::Logged if event.before == Log::Visits.as_str() => said::visit_logged(l, who),
        EventKind::Logged => said::call_logged(l, who),
        EventKind::AnswersBulk => said::answers_bulk(l, &event.after),
        EventKind::Imported => said::imported(l, who, &event.after),
    }
}

/// The entry of a log that was written from here: `12 SUBJECT`. The bulk mail that this answers: its number.
fn logged_link(event: &EventView, l: Language) -> Option<AnyView> {
    if event.kind == EventKind::AnswersBulk && event.before.bytes().all(|digit| digit.is_ascii_digit()) {
        return Some(view! { <a class="link" href=format!("/bulk/{}", event.before)>{said::open_bulk(l)}</a> }.into_any());
    }
    let log = Log::parse(&event.before).filter(|_| event.kind == EventKind::Logged)?;
    let (id, subject) = event.after.split_once(' ')?;
    Some(view! { <a class="link" dir="auto" href=format!("/logs/{}/{id}", log.path())>{subject.to_owned()}</a> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::EventId;

    #[test]
    fn the_history_reads_as_sentences() {
        let event = |kind, before: &str, after: &str| EventView {
            id: EventId(1),
            at: Moment(0),
            actor_name: Some("梶谷 亮".into()),
            kind,
            before: before.into(),
            after: after.into(),
            rule: None,
            what: String::new(),
        };
        let cases = [
            (event(EventKind::Status, ":working", "つなぎ"), "梶谷 亮 が処理状況を 処理中 → つなぎ に変更"),
            (event(EventKind::Assignee, "", "久世 あかり"), "梶谷 亮 が担当者を なし → 久世 あかり に変更"),
            (event(EventKind::Priority, "normal", "critical"), "梶谷 亮 が優先度を 通常 → 大至急 に変更"),
            (
                EventView { rule: Some("見積".into()), ..event(EventKind::Filed, "", "請求 / 見積") },
                "自動設定「見積」 がフォルダを なし → 請求 / 見積 に変更",
            ),
            (event(EventKind::Merged, "#12 納期", "7"), "梶谷 亮 が「#12 納期」をここにまとめました"),
            (event(EventKind::Snoozed, "86400000", "部品待ち"), "梶谷 亮 が 1/2 9:00 までトレイから外しました（部品待ち）"),
            (event(EventKind::Snoozed, "", ""), "梶谷 亮 がお客様の返信までトレイから外しました"),
            (event(EventKind::Woken, "", "clock"), "時間になり、トレイに戻りました"),
        ];
        let owner = Owner::new();
        owner.set();
        Clock::provide(Moment(0), "Asia/Tokyo");
        let clock = Clock::current();
        for (event, expected) in cases {
            assert_eq!(words(&event, Language::Japanese, clock), expected);
        }
    }
}
