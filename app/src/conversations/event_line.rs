//! One line of the history, in words.

use super::words::{class_name, nobody, priority_name};
use crate::{parts::icon::Icon, time::When, words::use_language};
use domain::{
    Language,
    conversations::{EventKind, EventView, Priority},
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
        draft_deleted(who: &str) = "{who} が下書きを削除", "{who} deleted a draft";
    }
}

#[component]
pub fn EventLine(event: EventView) -> impl IntoView {
    let text = words(&event, use_language());
    view! {
        <li class="timeline__event">
            <Icon name=icon(event.kind) />
            <span>{text}</span>
            <When at=event.at />
        </li>
    }
    .into_any()
}

fn icon(kind: EventKind) -> &'static str {
    match kind {
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
        EventKind::Forwarded => "forward",
    }
}

/// Names as they are today; a standard status comes as `:class`, an empty side is nobody.
fn words(event: &EventView, l: Language) -> String {
    let rule = event.rule.as_deref().map(|name| said::rule(l, name));
    let who = rule.as_deref().or(event.actor_name.as_deref()).unwrap_or(said::program(l));
    let side = |text: &str| match text.strip_prefix(':').and_then(Class::parse) {
        Some(class) => class_name(class, l).to_owned(),
        None if text.is_empty() => nobody(l).to_owned(),
        None => text.to_owned(),
    };
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
        EventKind::Forwarded => said::forwarded(l, who, &event.after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EventId, Moment};

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
        };
        let cases = [
            (event(EventKind::Status, ":working", "つなぎ"), "梶谷 亮 が処理状況を 処理中 → つなぎ に変更"),
            (event(EventKind::Assignee, "", "久世 あかり"), "梶谷 亮 が担当者を なし → 久世 あかり に変更"),
            (event(EventKind::Priority, "normal", "critical"), "梶谷 亮 が優先度を 通常 → 大至急 に変更"),
            (
                EventView { rule: Some("見積".into()), ..event(EventKind::Filed, "", "請求 / 見積") },
                "自動設定「見積」 がフォルダを なし → 請求 / 見積 に変更",
            ),
        ];
        for (event, expected) in cases {
            assert_eq!(words(&event, Language::Japanese), expected);
        }
    }
}
