//! Every server function × kind of person: whoever may not is refused by the server, whatever the screen shows (security classes 12 to 14).

use super::*;
use crate::config::{Config, Options};
use axum::{body::Body, extract::ConnectInfo, http::Request};
use backend::{Cx, conversations, drafts, mailboxes, messages, users};
use domain::{
    access::{Grant, Person, Role, Viewing, Who},
    addresses::Address,
    drafts::DraftKind,
    mailboxes::GrantView,
    messages::Direction,
    statuses::Class,
    users::NewUser,
    *,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, net::SocketAddr};
use tower::ServiceExt;

/// The kinds of people, by what they hold in the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Nobody,
    /// Signed in, without any right.
    Outsider,
    Reader,
    /// Sees only what is assigned to them, which is nothing here.
    Own,
    /// Edits without sending or deleting.
    Writer,
    Full,
    /// Keeps the system, holds nothing in the mailbox.
    Admin,
}
use Kind::*;

const ALL: [Kind; 7] = [Nobody, Outsider, Reader, Own, Writer, Full, Admin];
const EDITORS: &[Kind] = &[Writer, Full];
const VIEWERS: &[Kind] = &[Reader, Writer, Full];
/// Who see a mailbox whole; whoever keeps the system has made one of their own.
const COUNTERS: &[Kind] = &[Reader, Writer, Full, Admin];
const IN_MAILBOX: &[Kind] = &[Reader, Own, Writer, Full];
/// What a space has in common is read by whoever sees one of its mailboxes, and by its operators.
const IN_SPACE: &[Kind] = &[Reader, Own, Writer, Full, Admin];
/// Those of them who may write in what the space has in common.
const SPACE_EDITORS: &[Kind] = &[Own, Writer, Full, Admin];
const SIGNED_IN: &[Kind] = &[Outsider, Reader, Own, Writer, Full, Admin];

/// Open to everybody, since they are how one gets in.
const PUBLIC: &[&str] =
    &["auth/login", "auth/logout", "auth/language", "auth/invite-view", "auth/accept-invite", "setup/found", "bulk/opt-out-view", "bulk/opt-out"];

/// What came in on the days of a month, as it travels in an address.
const REPORT: &str = "space%3D1%26axis%3Dday%26m%3Dreceived%26from%3D2026-01-01%26to%3D2026-01-31";

/// Rows whose subject does not exist here: whoever is let in hears that it was not found.
const ABSENT: &[&str] = &[
    "drafts/remove-file",
    "outbox/take-back",
    "outbox/reschedule",
    "outbox/retry",
    "outbox/edit-failed",
    "outbox/stop-and-edit",
    "quarantine/read-again",
    "auth/end-session",
    "accounts/try-now",
    "statuses/remove",
    "fields/edit",
    "fields/remove",
    "absence/suspend",
    "templates/from-message",
    "notifications/unread-again",
    "notifications/test-push",
    "notifications/save-webhook",
    "notifications/remove-webhook",
    "notifications/test-webhook",
    "logs/entry",
    "logs/remove",
    "logs/restore",
    "logs/finish",
    "logs/snooze",
    "logs/comment",
    "logs/uncomment",
    "logs/drop-file",
    "logs/edit-item",
    "logs/remove-item",
    "board/remove-notice",
    "board/restore-notice",
    "board/seen",
    "board/remove-link",
    "book/edit-item",
    "book/remove-item",
    "book/import",
    "book/undo-merge",
    "book/start-import",
    "book/cancel-import",
    "book/remove-group",
    "book/rename-group",
    "book/drop-file",
    "book/undo-import",
    "reports/remove-condition",
    "reports/remove-schedule",
    "bulk/use-audience",
    "bulk/forget-audience",
    "bulk/preview",
    "bulk/remove-file",
    "bulk/insert-template",
    "bulk/lift-opt-out",
    "imports/start",
    "search/forget",
    "search/count",
    "imports/step",
];

struct World {
    desk: Arc<Desk>,
    router: Router,
    tokens: Vec<(Kind, String)>,
    mailbox: MailboxId,
    conversation: ConversationId,
    held: domain::leases::Held,
    message: MessageId,
    /// Another conversation of the mailbox.
    other: ConversationId,
    comment: CommentId,
    bulk: BulkMailId,
    user: UserId,
    company: CompanyId,
    contact: ContactId,
    group: BookGroupId,
    /// Goes out to the one with every right, who made it.
    report: ReportScheduleId,
    _folder: tempfile::TempDir,
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::read(&Options { data: Some(folder.path().display().to_string()), ..Options::default() }).unwrap();
    let desk = crate::desk::open(&config).await.unwrap();
    let system = Cx::system(&desk);
    let mailbox = mailboxes::create(&system, "窓口").await.unwrap();
    let mut tokens = Vec::new();
    let mut full = None;
    for kind in ALL.into_iter().filter(|kind| *kind != Nobody) {
        let email = format!("{kind:?}@desk.example").to_lowercase();
        let role = if kind == Admin { Role::Admin } else { Role::Member };
        let new = NewUser { name: format!("{kind:?}"), email: email.clone(), role };
        let user_id = users::add(&system, new, "correct-horse-9", false).await.unwrap();
        let viewing = match kind {
            Outsider | Admin => Viewing::None,
            Own => Viewing::Own,
            _ => Viewing::All,
        };
        let (editing, all) = (matches!(kind, Own | Writer | Full), matches!(kind, Own | Full));
        let grant = GrantView { mailbox_id: mailbox, user_id, user_name: String::new(), viewing, editing, sending: all, deleting: all };
        mailboxes::set_grant(&system, &grant).await.unwrap();
        let nobody = Cx { who: Who::Nobody, ip: "192.0.2.1".into(), ..system.clone() };
        tokens.push((kind, backend::auth::login(&nobody, &email, "correct-horse-9", "test").await.unwrap().token));
        if kind == Full {
            let grant = Grant { mailbox_id: mailbox, space_id: SpaceId(1), viewing, editing, sending: all, deleting: all };
            let person = Person { id: user_id, name: "Full".into(), role, grants: vec![grant], operates: vec![], must_change_password: false };
            full = Some(Cx { who: Who::Person(person), ..system.clone() });
        }
    }
    let full = full.unwrap();
    let mut form = domain::accounts::AccountForm::blank();
    form.address = "support@desk.example".into();
    form.receive = domain::accounts::ReceiveKind::None;
    form.send_server.host = "127.0.0.1".into();
    let account = backend::accounts::create(&system, mailbox, form).await.unwrap();
    let mut tx = desk.db.write().await.unwrap();
    let customer = Address { name: String::new(), addr: "c@x.example".into() };
    let new = conversations::NewConversation {
        mailbox,
        subject: "件",
        customer: &customer,
        class: Class::Open,
        assignee: None,
        at: system.now,
        language: "",
    };
    let conversation = conversations::create(&mut tx, &system, &new).await.unwrap();
    let message = received(&desk, &mut tx, mailbox, conversation).await;
    let other = conversations::create(&mut tx, &system, &new).await.unwrap();
    tx.commit().await.unwrap();
    let comment = backend::comments::add(&full, conversation, "社内").await.unwrap();
    let template = domain::templates::Form {
        name: "資料".into(),
        folder: "受付".into(),
        mailbox: None,
        editors: domain::templates::Editors::Everybody,
        named: vec![],
    };
    let id = backend::templates::create(&full, &template).await.unwrap();
    let said = domain::templates::Content { text: "文".into(), ..Default::default() };
    backend::templates::publish(&full, id, backend::templates::page(&full, id).await.unwrap().version, said, "").await.unwrap();
    let held = drafts::start(&full, conversation, DraftKind::New, None).await.unwrap();
    let user = full.who.user_id().unwrap();
    let company = backend::book::add_company(&full, &domain::book::CompanyForm { name: "月見浜商事".into(), ..Default::default() }).await.unwrap();
    let contact = backend::book::add_contact(&full, &domain::book::ContactForm { name: "三嶋".into(), ..Default::default() }).await.unwrap();
    let form = domain::book::GroupForm { name: "保守".into() };
    let group = backend::book::add_group(&full, domain::book::EntryKind::Contact, &form).await.unwrap();
    let bulk = backend::bulk::create(&full).await.unwrap();
    backend::notifications::ways::set_account(&system, Some(account)).await.unwrap();
    let form = domain::reports::ScheduleForm { name: "週報".into(), address: "/reports".into(), readers: vec![user], ..Default::default() };
    let report = backend::reports::save_schedule(&full, None, &form).await.unwrap();
    World {
        desk: desk.clone(),
        router: router(&desk, &config, false, CancellationToken::new()),
        tokens,
        mailbox,
        conversation,
        held,
        message,
        other,
        comment,
        bulk,
        user,
        company,
        contact,
        group,
        report,
        _folder: folder,
    }
}

/// A mail of the customer.
async fn received(desk: &backend::Desk, tx: &mut backend::db::Tx, mailbox_id: MailboxId, conversation_id: ConversationId) -> MessageId {
    let stored = desk.files.put("From: c@x.example\r\n\r\ntext".into()).await.unwrap();
    let new = messages::NewMessage {
        conversation_id,
        mailbox_id,
        arrival_id: None,
        account_id: None,
        author_id: None,
        direction: Direction::In,
        message_id: String::new(),
        from: Address { name: String::new(), addr: "c@x.example".into() },
        people: vec![],
        subject: "件".into(),
        snippet: String::new(),
        text: "text".into(),
        has_html: false,
        remote_pictures: false,
        file: stored.file,
        size: 1,
        at: Moment(1),
        sent_at: None,
        automatic: "no".into(),
        charset: "us-ascii".into(),
        language: String::new(),
        invitation: None,
        attachments: vec![],
    };
    messages::insert(tx, &new).await.unwrap()
}

impl World {
    async fn call(&self, kind: Kind, path: &str, how: &How) -> u16 {
        let request = match how {
            How::Get(query) => Request::get(format!("/rpc/{path}?{query}")).body(Body::empty()),
            How::Form(body) => {
                Request::post(format!("/rpc/{path}")).header("content-type", "application/x-www-form-urlencoded").body(Body::from(body.clone()))
            }
            How::Json(body) => Request::post(format!("/rpc/{path}")).header("content-type", "application/json").body(Body::from(body.to_string())),
        };
        self.send(kind, request.unwrap()).await
    }

    async fn send(&self, kind: Kind, mut request: Request<Body>) -> u16 {
        let headers = request.headers_mut();
        headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        headers.insert("host", "desk.example".parse().unwrap());
        if let Some((_, token)) = self.tokens.iter().find(|(k, _)| *k == kind) {
            headers.insert("cookie", format!("madoguchi={token}").parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))));
        self.router.clone().oneshot(request).await.unwrap().status().as_u16()
    }
}

enum How {
    Get(String),
    Form(String),
    Json(Value),
}

/// Each server function with arguments that name what exists, and who is let in.
fn table(w: &World) -> Vec<(&'static str, How, &'static [Kind])> {
    use How::*;
    let (mailbox, conversation, draft, token) = (w.mailbox.0, w.conversation.0, w.held.draft_id.0, w.held.token.as_str());
    let bulk = w.bulk.0;
    let content = json!({"account_id": 1, "to": "c@x.example", "cc": "", "bcc": "", "subject": "s", "text": "t"});
    let form = serde_json::to_value(domain::accounts::AccountForm::blank()).unwrap();
    let grant =
        json!({"mailbox_id": mailbox, "user_id": w.user, "user_name": "", "viewing": "all", "editing": true, "sending": true, "deleting": true});
    let list = format!("query[mailbox]={mailbox}&query[view]=tray");
    let admin: &'static [Kind] = &[Admin];
    let profile = json!({"name": "x", "language": "ja", "zone": "Asia/Tokyo", "signature": "", "undo_seconds": 10, "writes_rich": false});
    let template = json!({"name": "受付", "folder": "受付", "mailbox": null, "editors": "everybody", "named": []});
    let said = json!({"subject": "件", "text": "文", "html": null, "to": "", "cc": "", "bcc": ""});
    let company = serde_json::to_value(domain::book::CompanyForm { name: "会社".into(), ..Default::default() }).unwrap();
    let contact = serde_json::to_value(domain::book::ContactForm { name: "人".into(), ..Default::default() }).unwrap();
    let item = json!({"name": "項目", "kind": "text", "required": false, "is_unique": false, "listed": false, "options": []});
    let pace = serde_json::to_value(domain::hours::PaceForm::default()).unwrap();
    vec![
        ("auth/change-password", Form("old=x&new=y".into()), SIGNED_IN),
        ("auth/sessions", Get(String::new()), SIGNED_IN),
        ("mailboxes/mine", Get(String::new()), SIGNED_IN),
        ("search/find", Get("asked[q]=text".into()), SIGNED_IN),
        ("mailboxes/people", Get(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("conversations/list", Get(list), IN_MAILBOX),
        ("conversations/open", Get(format!("id={conversation}")), VIEWERS),
        ("messages/read-as", Get(format!("id={}&charset=shift_jis", w.message)), VIEWERS),
        ("conversations/change", Json(json!({"ids": [[conversation, null]], "change": {"priority": "urgent"}})), EDITORS),
        ("conversations/done", Json(json!({"ids": [conversation]})), EDITORS),
        ("conversations/undo", Json(json!({"undos": [{"id": conversation, "version": -1, "change": {}}]})), EDITORS),
        ("conversations/finish", Form(format!("conversation={conversation}&deed=done")), EDITORS),
        ("conversations/trash", Json(json!({"ids": [conversation]})), &[Full]),
        ("conversations/restore", Json(json!({"ids": [conversation]})), EDITORS),
        ("comments/add", Form(format!("conversation={conversation}&text=x")), EDITORS),
        ("comments/edit", Json(json!({"id": w.comment, "text": "y"})), &[Full]),
        ("accounts/receive", Json(json!({"mailbox": mailbox})), IN_MAILBOX),
        ("accounts/receive-plain", Form(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("accounts/list", Get(String::new()), admin),
        ("accounts/create", Json(json!({"mailbox": mailbox, "form": form})), admin),
        ("accounts/change", Json(json!({"id": 1, "form": form})), admin),
        ("accounts/probe", Json(json!({"id": null, "form": form})), admin),
        ("accounts/try-now", Json(json!({"id": 1})), admin),
        ("users/list", Get(String::new()), admin),
        ("users/invite", Json(json!({"new": {"name": "新", "email": "new@desk.example", "role": "member"}})), admin),
        ("users/reinvite", Json(json!({"id": w.user})), admin),
        ("users/role", Json(json!({"id": w.user, "role": "member"})), admin),
        ("users/state", Json(json!({"id": w.user, "state": "active"})), admin),
        ("users/operator", Json(json!({"id": w.user, "operator": false})), admin),
        ("users/profile", Get(String::new()), SIGNED_IN),
        ("users/single-keys", Json(json!({"on": true})), SIGNED_IN),
        ("users/tour-seen", Json(json!({})), SIGNED_IN),
        ("help/guide", Get("language=ja".into()), SIGNED_IN),
        ("help/places", Get("language=ja".into()), SIGNED_IN),
        ("conversations/find", Get("text=x".into()), SIGNED_IN),
        ("users/save-profile", Json(json!({"profile": profile})), SIGNED_IN),
        ("auth/end-session", Json(json!({"id": 999})), SIGNED_IN),
        ("auth/end-other-sessions", Json(json!({})), SIGNED_IN),
        ("mailboxes/settings", Get(String::new()), admin),
        ("mailboxes/create", Json(json!({"name": "もう一つ"})), admin),
        ("mailboxes/edit", Json(json!({"id": mailbox, "name": "新しい名前", "signature": "署名"})), admin),
        ("mailboxes/grants", Get(format!("mailbox={mailbox}")), admin),
        ("mailboxes/set-grant", Json(json!({"grant": grant})), admin),
        ("statuses/list", Get(format!("mailbox={mailbox}")), admin),
        ("statuses/add", Json(json!({"mailbox": mailbox, "form": {"name": "保留", "class": "working", "color": "nezumi"}})), admin),
        ("statuses/preset", Json(json!({"mailbox": mailbox, "preset": "approval"})), admin),
        ("statuses/edit", Json(json!({"id": 1, "form": {"name": "", "class": "open", "color": "botan"}})), admin),
        ("statuses/order", Json(json!({"mailbox": mailbox, "ids": []})), admin),
        ("statuses/remove", Json(json!({"id": 999, "successor": null})), admin),
        ("fields/of", Get(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("fields/list", Get(format!("mailbox={mailbox}")), admin),
        ("fields/add", Json(json!({"mailbox": mailbox, "form": {"name": "備考", "kind": "text", "listed": false, "options": []}})), admin),
        ("fields/edit", Json(json!({"id": 999, "form": {"name": "備考", "kind": "text", "listed": false, "options": []}})), admin),
        ("fields/order", Json(json!({"mailbox": mailbox, "ids": []})), admin),
        ("fields/remove", Json(json!({"id": 999})), admin),
        ("priorities/list", Get(String::new()), admin),
        (
            "priorities/set",
            Json(
                json!({"levels": [{"priority": "normal", "name": "", "color": "nezumi"}, {"priority": "urgent", "name": "", "color": "shu"}, {"priority": "critical", "name": "最優先", "color": "botan"}]}),
            ),
            admin,
        ),
        ("quarantine/list", Get(String::new()), admin),
        ("quarantine/read-again", Json(json!({"id": 1})), admin),
        // While the draft is there.
        ("templates/preview", Json(json!({"id": 1, "draft": draft})), EDITORS),
        ("templates/insert", Json(json!({"id": 1, "draft": draft, "token": "wrong"})), EDITORS),
        ("templates/from-draft", Json(json!({"draft": draft})), EDITORS),
        ("drafts/desk", Get(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("drafts/start", Form(format!("conversation={conversation}&kind=new&page=%2F")), EDITORS),
        ("drafts/resume", Form(format!("draft={draft}&page=%2F")), EDITORS),
        ("leases/heartbeat", Json(json!({"conversation": conversation, "token": token})), EDITORS),
        ("presence/look", Json(json!({"conversation": conversation, "tab": 7})), VIEWERS),
        ("presence/leave", Json(json!({"conversation": conversation, "tab": 7})), VIEWERS),
        ("drafts/save", Json(json!({"draft": draft, "token": token, "version": 1, "content": content})), EDITORS),
        ("drafts/revisions", Get(format!("draft={draft}")), VIEWERS),
        ("drafts/revision", Get(format!("draft={draft}&revision=1")), VIEWERS),
        ("drafts/go-back", Json(json!({"draft": draft, "token": "wrong", "version": 1, "revision": 1})), EDITORS),
        ("correspondents/suggest", Json(json!({"typed": "c@x"})), SIGNED_IN),
        ("drafts/remove-file", Json(json!({"draft": draft, "token": token, "file": 1})), EDITORS),
        ("drafts/leave", Json(json!({"draft": draft, "token": "wrong"})), EDITORS),
        ("drafts/cancel", Json(json!({"draft": draft, "token": "wrong"})), EDITORS),
        ("checks/confirmers", Get(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("checks/difference", Get(format!("draft={draft}")), VIEWERS),
        ("checks/ask", Json(json!({"draft": draft, "token": "wrong", "version": 1, "confirmer": w.user, "note": ""})), EDITORS),
        ("checks/approve", Json(json!({"draft": draft, "version": 1})), &[Full]),
        ("checks/return", Json(json!({"draft": draft, "reason": "x"})), &[Full]),
        ("checks/send", Json(json!({"draft": draft, "version": 1, "seen": 99, "after": {"after": "keep"}, "key": "c", "approve": false})), &[Full]),
        ("checks/rules", Get(format!("mailbox={mailbox}")), admin),
        (
            "checks/set-rules",
            Json(json!({"mailbox": mailbox, "rules": {"mode": "off", "correcting": true, "always_confirm": false, "forbidden": ""}})),
            admin,
        ),
        ("checks/set-mark", Json(json!({"mailbox": mailbox, "user": w.user, "marked": false})), admin),
        ("outbox/send", Json(json!({"draft": draft, "token": "wrong", "version": 1, "after": {"after": "keep"}, "key": "k"})), &[Full]),
        ("drafts/guard", Json(json!({"draft": draft})), &[Full]),
        (
            "outbox/schedule",
            Json(
                json!({"draft": draft, "token": "wrong", "version": 1, "after": {"after": "keep"}, "key": "s", "at": "2999-01-01T09:00", "stops_on_reply": true}),
            ),
            &[Full],
        ),
        ("outbox/reschedule", Json(json!({"message": 1, "at": null})), &[Full]),
        ("outbox/take-back", Json(json!({"message": 1})), &[Full]),
        ("outbox/retry", Json(json!({"message": 1})), &[Full]),
        ("outbox/stop-and-edit", Json(json!({"message": 1})), &[Full]),
        ("outbox/edit-failed", Json(json!({"message": 1})), &[Full]),
        ("leases/take-over", Json(json!({"conversation": conversation})), EDITORS),
        ("drafts/delete", Json(json!({"draft": draft})), EDITORS),
        // A late reply takes the conversation's lease over once nobody writes.
        ("outbox/late", Json(json!({"late": {"conversation": conversation, "kind": "reply", "seen": 0, "text": "x"}})), EDITORS),
        ("drafts/start-new", Form(format!("mailbox={mailbox}")), &[Own, Writer, Full]),
        ("history/page", Get(format!("query[unit]=customer&query[address]=c%40x.example&query[conversation]={conversation}")), VIEWERS),
        ("history/related", Get(format!("conversation={conversation}")), VIEWERS),
        ("conversations/snooze", Json(json!({"ids": [conversation], "wish": {"until": null, "reason": ""}})), EDITORS),
        ("conversations/wake", Json(json!({"ids": [conversation]})), EDITORS),
        ("conversations/spam", Json(json!({"ids": [conversation]})), EDITORS),
        ("conversations/not-spam", Json(json!({"ids": [conversation]})), EDITORS),
        ("drafts/forward-file", Json(json!({"conversation": conversation, "message": w.message})), EDITORS),
        ("threads/merge", Json(json!({"target": conversation, "sources": []})), EDITORS),
        ("threads/split", Json(json!({"message": w.message, "cut": "only"})), EDITORS),
        ("threads/move-message", Json(json!({"wanted": {"message": w.message, "to": w.other}})), EDITORS),
        ("threads/to-mailbox", Json(json!({"ids": [], "mailbox": mailbox})), &[Own, Writer, Full]),
        ("threads/undo", Json(json!({"change": 999})), SIGNED_IN),
        ("comments/delete", Json(json!({"id": w.comment})), &[Full]),
        ("accounts/remove", Json(json!({"id": 1})), admin),
        ("folders/list", Get(format!("mailbox={mailbox}")), admin),
        ("folders/create", Json(json!({"mailbox": mailbox, "parent": null, "name": "請求"})), admin),
        ("folders/change", Json(json!({"id": 1, "parent": null, "name": "見積"})), admin),
        ("folders/shift", Json(json!({"id": 1, "by": "up"})), admin),
        ("folders/remove", Json(json!({"id": 1, "successor": null})), admin),
        ("rules/desk", Get(format!("mailbox={mailbox}")), admin),
        (
            "rules/save",
            Json(json!({"mailbox": mailbox, "id": null, "form": {"name": "x", "enabled": false, "content": {"actions": [{"do": "stop"}]}}})),
            admin,
        ),
        ("rules/enable", Json(json!({"id": 1, "on": true})), admin),
        ("rules/shift", Json(json!({"id": 1, "by": "up"})), admin),
        ("rules/limit", Json(json!({"mailbox": mailbox, "letters_an_hour": 60})), admin),
        ("rules/remove", Json(json!({"id": 1})), admin),
        // Operators who may view, and change, everything in the mailbox: none of these does all of it.
        ("rules/try", Json(json!({"mailbox": mailbox, "form": null})), &[]),
        ("rules/run", Json(json!({"mailbox": mailbox, "after": null, "apply": false})), &[]),
        ("absence/read", Get(String::new()), SIGNED_IN),
        ("absence/set", Json(json!({"user": null, "last_day": "", "substitute": null})), SIGNED_IN),
        ("absence/open-work", Get(format!("user={}", w.user)), admin),
        ("absence/suspend", Json(json!({"user": 999, "to": []})), admin),
        ("absence/reassign", Json(json!({"mailbox": mailbox, "from": null, "to": null})), &[Writer, Full]),
        ("hours/settings", Get(format!("mailbox={mailbox}")), admin),
        ("hours/save", Json(json!({"mailbox": mailbox, "form": pace, "hours": domain::hours::Hours::usual("Asia/Tokyo")})), admin),
        ("workload/read", Get(String::new()), SIGNED_IN),
        ("templates/list", Get("typed=".into()), IN_SPACE),
        ("templates/page", Get("id=1".into()), IN_SPACE),
        ("templates/version", Get("id=1&number=1".into()), IN_SPACE),
        ("templates/seen", Json(json!({"id": 1})), IN_SPACE),
        ("templates/create", Json(json!({"form": template})), SPACE_EDITORS),
        ("templates/set", Json(json!({"id": 1, "version": 999, "form": template})), SPACE_EDITORS),
        ("templates/save", Json(json!({"id": 1, "version": 999, "content": said})), SPACE_EDITORS),
        ("templates/publish", Json(json!({"id": 1, "version": 999, "content": said, "note": ""})), SPACE_EDITORS),
        ("templates/discard", Json(json!({"id": 1, "version": 999})), SPACE_EDITORS),
        ("templates/archive", Json(json!({"id": 1, "version": 999, "archived": true})), SPACE_EDITORS),
        ("templates/go-back", Json(json!({"id": 1, "version": 999, "number": 1})), SPACE_EDITORS),
        ("templates/remove-file", Json(json!({"id": 1, "version": 999, "file": 1})), SPACE_EDITORS),
        ("templates/rename-folder", Json(json!({"name": "受付", "new": "受付"})), SPACE_EDITORS),
        ("templates/offered", Get(format!("mailbox={mailbox}")), IN_MAILBOX),
        ("templates/try-out", Json(json!({"mailbox": null, "content": said, "addr": ""})), IN_SPACE),
        ("templates/from-message", Json(json!({"message": 999})), SIGNED_IN),
        ("search/saved", Get(String::new()), SIGNED_IN),
        ("search/save", Json(json!({"name": "納期", "q": "納期", "mailbox": mailbox})), &[Own, Writer, Full]),
        ("search/forget", Json(json!({"id": 999})), SIGNED_IN),
        ("search/count", Get("id=999".into()), SIGNED_IN),
        ("imports/desk", Get(format!("mailbox={mailbox}")), admin),
        ("imports/begin", Json(json!({"mailbox": mailbox, "origin": {"folder": "none"}})), admin),
        ("imports/start", Json(json!({"id": 1, "choices": domain::imports::Choices::<String>::default()})), admin),
        ("imports/step", Json(json!({"id": 1, "step": "cancel"})), admin),
        ("notifications/list", Get(String::new()), SIGNED_IN),
        ("notifications/unread", Get(String::new()), SIGNED_IN),
        ("notifications/read", Json(json!({"conversation": conversation})), SIGNED_IN),
        ("notifications/read-about", Json(json!({"about": "bulk-mail", "id": bulk})), SIGNED_IN),
        ("notifications/unread-again", Json(json!({"id": 999})), SIGNED_IN),
        ("notifications/read-all", Form(String::new()), SIGNED_IN),
        ("notifications/settings", Get(String::new()), SIGNED_IN),
        ("notifications/choose", Json(json!({"choice": {"kind": "assigned", "app": true, "mail": false, "push": true}})), SIGNED_IN),
        ("notifications/set-times", Json(json!({"times": {"digest_minutes": 15, "quiet_from": 0, "quiet_to": 0, "quiet_days": ""}})), SIGNED_IN),
        ("notifications/own-log", Get(String::new()), SIGNED_IN),
        ("notifications/subscribe", Json(json!({"device": {"endpoint": "x", "p256dh": "", "auth": ""}})), SIGNED_IN),
        ("notifications/unsubscribe", Json(json!({"endpoint": "https://push.example/x"})), SIGNED_IN),
        ("notifications/test-push", Json(json!({"endpoint": "https://push.example/x"})), SIGNED_IN),
        ("notifications/ways", Get(String::new()), admin),
        ("notifications/set-account", Json(json!({"account": null})), admin),
        ("notifications/test-mail", Json(json!({})), admin),
        (
            "notifications/save-webhook",
            Json(json!({"webhook": {"id": 999, "name": "x", "form": "slack", "url": "", "kinds": [], "enabled": true}})),
            admin,
        ),
        ("notifications/remove-webhook", Json(json!({"id": 999})), admin),
        ("notifications/test-webhook", Json(json!({"id": 999})), admin),
        ("logs/list", Get("query[log]=call".into()), IN_SPACE),
        ("logs/desk", Get("log=call".into()), IN_SPACE),
        ("logs/entry", Get("id=999".into()), IN_SPACE),
        ("logs/blank", Get(format!("log=call&conversation={conversation}")), EDITORS),
        ("logs/save", Json(json!({"log": "call", "known": null, "form": {"subject": "x", "starts": "2026-01-05T09:00"}})), SPACE_EDITORS),
        ("logs/remove", Json(json!({"id": 999})), IN_SPACE),
        ("logs/restore", Json(json!({"id": 999})), IN_SPACE),
        ("logs/tasks", Get(String::new()), IN_SPACE),
        ("logs/due", Get(String::new()), SIGNED_IN),
        ("logs/finish", Json(json!({"id": 999, "done": true})), IN_SPACE),
        ("logs/snooze", Json(json!({"id": 999})), IN_SPACE),
        ("logs/comment", Json(json!({"id": 999, "text": "x"})), SPACE_EDITORS),
        ("logs/uncomment", Json(json!({"id": 999})), IN_SPACE),
        ("logs/drop-file", Json(json!({"id": 999, "file": 1})), SPACE_EDITORS),
        ("logs/set-dating", Json(json!({"log": "visit", "dating": "times", "step": 15})), admin),
        ("logs/set-results", Json(json!({"log": "visit", "options": []})), admin),
        ("logs/add-item", Json(json!({"log": "visit", "form": {"name": "場所", "kind": "text", "required": false, "options": []}})), admin),
        ("logs/edit-item", Json(json!({"id": 999, "form": {"name": "場所", "kind": "text", "required": false, "options": []}})), admin),
        ("logs/order-items", Json(json!({"log": "call", "ids": []})), admin),
        ("logs/remove-item", Json(json!({"id": 999})), admin),
        ("board/read", Get(String::new()), IN_SPACE),
        ("board/unread", Get(String::new()), SIGNED_IN),
        ("board/save-notice", Json(json!({"id": null, "form": {"title": "x", "text": "", "from": "", "until": ""}})), SPACE_EDITORS),
        ("board/remove-notice", Json(json!({"id": 999})), SPACE_EDITORS),
        ("board/restore-notice", Json(json!({"id": 999})), SPACE_EDITORS),
        ("board/seen", Json(json!({"id": 999})), IN_SPACE),
        ("board/save-link", Json(json!({"id": null, "form": {"name": "x", "url": "https://x.example", "heading": ""}})), SPACE_EDITORS),
        ("board/order-links", Json(json!({"ids": []})), SPACE_EDITORS),
        ("board/remove-link", Json(json!({"id": 999})), SPACE_EDITORS),
        ("book/find", Json(json!({"typed": "三嶋"})), IN_SPACE),
        ("book/setup", Get(String::new()), IN_SPACE),
        ("book/list", Get("query[kind]=contact".into()), IN_SPACE),
        ("book/company", Get(format!("id={}", w.company)), IN_SPACE),
        ("book/contact", Get(format!("id={}", w.contact)), IN_SPACE),
        ("book/past", Get(format!("kind=contact&id={}", w.contact)), IN_SPACE),
        ("book/add-company", Json(json!({"form": company})), SPACE_EDITORS),
        ("book/edit-company", Json(json!({"id": w.company, "version": 999, "form": company})), SPACE_EDITORS),
        ("book/add-contact", Json(json!({"form": contact})), SPACE_EDITORS),
        ("book/edit-contact", Json(json!({"id": w.contact, "version": 999, "form": contact})), SPACE_EDITORS),
        ("book/remove", Json(json!({"kind": "contact", "id": w.contact})), SPACE_EDITORS),
        ("book/restore", Json(json!({"kind": "contact", "id": w.contact})), SPACE_EDITORS),
        ("book/add-group", Json(json!({"kind": "contact", "form": {"name": ""}})), SPACE_EDITORS),
        ("book/rename-group", Json(json!({"id": w.group, "form": {"name": ""}})), SPACE_EDITORS),
        ("book/remove-group", Json(json!({"id": w.group})), admin),
        ("book/add-item", Json(json!({"kind": "company", "form": item})), admin),
        ("book/edit-item", Json(json!({"id": 999, "form": item})), admin),
        ("book/order-items", Json(json!({"kind": "contact", "ids": []})), admin),
        ("book/merge", Json(json!({"kind": "contact", "from": w.contact, "into": w.contact})), SPACE_EDITORS),
        ("book/undo-merge", Json(json!({"id": 999})), SPACE_EDITORS),
        ("book/import", Json(json!({"id": 999, "columns": null})), SPACE_EDITORS),
        ("book/start-import", Json(json!({"id": 999, "columns": ["name"]})), SPACE_EDITORS),
        ("book/cancel-import", Json(json!({"id": 999})), SPACE_EDITORS),
        ("book/remove-item", Json(json!({"id": 999})), admin),
        ("book/drop-file", Json(json!({"kind": "contact", "id": w.contact, "file": 999})), SPACE_EDITORS),
        ("book/recent-imports", Get(String::new()), SPACE_EDITORS),
        ("book/undo-import", Json(json!({"id": 999})), SPACE_EDITORS),
        ("book/erasures", Get(String::new()), admin),
        ("book/erasure", Get(format!("id={}", w.contact)), admin),
        // Nobody is erased by the name of another one.
        ("book/erase", Json(json!({"id": w.contact, "form": {"mails": "hidden", "confirmed": ""}})), admin),
        ("reports/desk", Get(String::new()), IN_SPACE),
        // Of what one sees in part, or not at all, there is no figure.
        ("reports/ask", Get(format!("question={REPORT}")), COUNTERS),
        ("reports/card", Get("asked=&card=totals".into()), COUNTERS),
        ("reports/lacking", Get("asked=&card=people".into()), COUNTERS),
        ("reports/behind", Get(format!("question={REPORT}&cell[measure]=received&cell[before]=false")), COUNTERS),
        ("reports/schedules", Get(String::new()), IN_SPACE),
        (
            "reports/save-schedule",
            Json(
                json!({"known": null, "form": {"name": "", "address": "/reports", "recurrence": {"every": "month-end", "minute": 540, "shift": "keep"}, "readers": []}}),
            ),
            IN_SPACE,
        ),
        ("reports/pause-schedule", Json(json!({"id": w.report, "paused": true})), &[Full, Admin]),
        ("reports/send-schedule", Json(json!({"id": w.report})), &[Full, Admin]),
        ("reports/leave-schedule", Json(json!({"id": w.report})), &[Full]),
        ("reports/remove-schedule", Json(json!({"id": w.report})), &[Full, Admin]),
        ("reports/save-condition", Json(json!({"mailbox": mailbox, "known": null, "form": {"name": ""}})), admin),
        ("reports/remove-condition", Json(json!({"id": 999})), admin),
        ("bulk/list", Get(String::new()), IN_SPACE),
        // Whoever keeps the system has made a mailbox of their own further up.
        ("bulk/create", Form(String::new()), &[Full, Admin]),
        ("bulk/open", Get(format!("id={bulk}")), VIEWERS),
        ("bulk/desk", Get(String::new()), IN_SPACE),
        ("bulk/save", Json(json!({"id": bulk, "version": 1, "content": {"account_id": null, "subject": "件", "text": "文"}})), &[Full]),
        ("bulk/save-audience", Json(json!({"id": bulk, "version": 2, "audience": {"by": "nobody"}})), &[Full]),
        ("bulk/keep-audience", Json(json!({"id": bulk, "name": "宛先"})), &[Full]),
        ("bulk/use-audience", Json(json!({"id": bulk, "version": 3, "saved": 999})), &[Full]),
        ("bulk/forget-audience", Json(json!({"saved": 999})), SPACE_EDITORS),
        // Whoever only looks reads what was listed.
        ("bulk/recipients", Json(json!({"id": bulk})), VIEWERS),
        ("bulk/lines", Get(format!("id={bulk}&shown=errors&after=0")), VIEWERS),
        ("bulk/preview", Get(format!("id={bulk}&place=0")), VIEWERS),
        ("bulk/remove-file", Json(json!({"id": bulk, "file": 999})), &[Full]),
        ("bulk/test", Json(json!({"id": bulk})), &[Full]),
        ("bulk/ask", Json(json!({"id": bulk, "version": 3, "confirmer": w.user, "note": ""})), &[Full]),
        // Nothing was submitted to them: `bulk::tests::checked` tells who decides.
        ("bulk/decide", Json(json!({"id": bulk, "version": 3, "reason": null})), &[]),
        ("bulk/send", Json(json!({"id": bulk, "version": 3, "at": ""})), &[Full]),
        ("bulk/repeat", Json(json!({"id": bulk, "version": 3, "recurrence": {"every": "month-end", "minute": 540, "shift": "keep"}})), &[Full]),
        ("bulk/insert-template", Json(json!({"id": bulk, "template": 999, "is_rich": true})), &[Full]),
        ("bulk/opt-outs", Get("typed=&after=".to_owned()), IN_SPACE),
        ("bulk/lift-opt-out", Json(json!({"addr": "nobody@x.example"})), SPACE_EDITORS),
        ("bulk/pause", Json(json!({"id": bulk})), &[Full]),
        ("bulk/resume", Json(json!({"id": bulk})), &[Full]),
        ("bulk/cancel", Json(json!({"id": bulk})), &[Full]),
        ("bulk/unschedule", Json(json!({"id": bulk})), &[Full]),
        ("bulk/resend", Json(json!({"id": bulk})), &[Full]),
        ("bulk/remove", Json(json!({"id": bulk})), &[Full]),
        ("bulk/limits", Get(String::new()), IN_SPACE),
        ("bulk/set-limits", Json(json!({"limits": {"recipients": 1000, "per_day": 2000, "per_minute": 60, "scheduled": 10}})), admin),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_not_is_refused_by_every_server_function() {
    let world = world().await;
    let mut wrong = Vec::new();
    for (path, how, allowed) in table(&world) {
        // Those who may not come first: what they try must leave everything as it is.
        for kind in ALL.into_iter().filter(|kind| !allowed.contains(kind)) {
            let status = world.call(kind, path, &how).await;
            let expected: &[u16] = match kind {
                Nobody if ABSENT.contains(&path) => &[401, 404],
                Nobody => &[401],
                _ => &[403, 404],
            };
            if !expected.contains(&status) {
                wrong.push(format!("{path} answered {status} to {kind:?}"));
            }
        }
        for kind in allowed {
            let status = world.call(*kind, path, &how).await;
            // 400 and 500 would mean that the call never reached the verb. A wrong old password is answered by 401.
            let reached = match status {
                400 | 403 | 500 => false,
                401 => path == "auth/change-password",
                404 => ABSENT.contains(&path),
                _ => true,
            };
            if !reached {
                wrong.push(format!("{path} answered {status} to {kind:?}, who may"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_knows_every_server_function() {
    let world = world().await;
    let known: BTreeSet<String> = table(&world).iter().map(|(path, ..)| (*path).to_owned()).chain(PUBLIC.iter().map(|p| (*p).to_owned())).collect();
    let all: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/rpc/").to_owned()).collect();
    let missing: Vec<_> = all.difference(&known).collect();
    assert!(missing.is_empty(), "not in the table of rights: {missing:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wizard_is_closed_for_everybody_once_somebody_is_known() {
    let world = world().await;
    let founding = json!({"company": "x", "language": "ja", "zone": "Asia/Tokyo", "admin_name": "x", "admin_email": "x@evil.example", "admin_password": "correct-horse-9"});
    let form = How::Json(json!({"form": {"founding": founding, "mailbox": "x", "account": null, "members": []}}));
    for kind in ALL {
        assert_eq!(world.call(kind, "setup/found", &form).await, 410, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_mails_and_the_live_stream_ask_too() {
    let world = world().await;
    for path in [
        "/events",
        "/mail/1/html",
        "/mail/1/source",
        "/mail/1/raw",
        "/mail/1/attachments.zip",
        "/mail/1/attachments/1",
        "/quarantine/1/raw",
        "/log-files/1/1",
    ] {
        let status = world.send(Nobody, Request::get(path).body(Body::empty()).unwrap()).await;
        assert!([401, 404].contains(&status), "{path} answered {status}");
    }
    let status = world.send(Outsider, Request::get("/quarantine/1/raw").body(Body::empty()).unwrap()).await;
    assert!([403, 404].contains(&status), "{status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_to_import_is_taken_from_those_who_keep_the_mailbox() {
    let world = world().await;
    for kind in ALL {
        let mut request = Request::post(format!("/import/{}?name=..%2Fa.mbox", world.mailbox)).header("host", "desk.example");
        if let Some((_, token)) = world.tokens.iter().find(|(of, _)| *of == kind) {
            request = request.header("cookie", format!("madoguchi={token}"));
        }
        let mail = "From - Thu Feb 01 10:00:00 2024\nSubject: 1\n\na\n";
        let status = world.router.clone().oneshot(request.body(Body::from(mail)).unwrap()).await.unwrap().status().as_u16();
        let expected = match kind {
            Nobody => 401,
            Admin => 200,
            _ => 403,
        };
        assert_eq!(status, expected, "{kind:?}");
    }
    let mut tx = world.desk.db.read().await.unwrap();
    let names: Vec<(String,)> = tx.query("select name from imports").all().await.unwrap();
    assert_eq!(names, [("a.mbox".to_owned(),)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_leaves_as_a_file_only_for_those_who_see_it() {
    let world = world().await;
    let path = format!("/export/{}/all?sort=oldest", world.mailbox);
    for kind in ALL {
        let mut request = Request::get(&path).header("host", "desk.example");
        if let Some((_, token)) = world.tokens.iter().find(|(of, _)| *of == kind) {
            request = request.header("cookie", format!("madoguchi={token}"));
        }
        let response = world.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        match kind {
            Nobody => assert_eq!(status, 401, "{kind:?}"),
            Outsider | Admin => assert_eq!(status, 404, "{kind:?}"),
            _ => {
                assert_eq!(status, 200, "{kind:?}");
                assert_eq!(response.headers().get("x-content-type-options").unwrap(), "nosniff");
                assert!(response.headers().get("content-disposition").unwrap().to_str().unwrap().starts_with("attachment"));
                let text = String::from_utf8(axum::body::to_bytes(response.into_body(), 100_000).await.unwrap().to_vec()).unwrap();
                assert!(text.starts_with("\u{feff}"), "{text}");
                // Two conversations; whoever sees only their own gets the names of the columns and nothing else.
                assert_eq!(text.lines().count(), if kind == Own { 1 } else { 3 }, "{kind:?} {text}");
            }
        }
    }
    let mut tx = world.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query("select count(*) from audit where action = 'export'").one().await.unwrap();
    assert_eq!(count, 4, "each stands in the audit log");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_live_stream_ends_with_the_message_that_changes_rights() {
    let world = world().await;
    let token = &world.tokens.iter().find(|(kind, _)| *kind == Full).unwrap().1;
    let mut request =
        Request::get("/events").header("host", "desk.example").header("cookie", format!("madoguchi={token}")).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))));
    let response = world.router.clone().oneshot(request).await.unwrap();
    world.desk.live.publish(domain::live::Event::Settings);
    let whole = axum::body::to_bytes(response.into_body(), 10_000);
    let heard = tokio::time::timeout(std::time::Duration::from_secs(60), whole).await.unwrap().unwrap();
    let heard = std::str::from_utf8(&heard).unwrap();
    assert!(heard.contains("retry: 200") && heard.contains("settings"), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_from_another_site_changes_nothing() {
    let world = world().await;
    let request = Request::post("/rpc/conversations/done")
        .header("content-type", "application/json")
        .header("host", "desk.example")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site")
        .header("cookie", format!("madoguchi={}", world.tokens.iter().find(|(k, _)| *k == Full).unwrap().1))
        .body(Body::from(json!({"ids": [world.conversation]}).to_string()))
        .unwrap();
    assert_eq!(world.router.clone().oneshot(request).await.unwrap().status(), 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_names_of_this_machine_sign_in() {
    let world = world().await;
    for host in ["localhost:3000", "127.0.0.1:3000"] {
        let mut request = Request::post("/rpc/auth/login")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .header("host", host)
            .header("origin", format!("http://{host}"))
            .body(Body::from("email=full%40desk.example&password=correct-horse-9&next="))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let response = world.router.clone().oneshot(request).await.unwrap();
        let cookie = response.headers().get("set-cookie").unwrap_or_else(|| panic!("{host}: {}", response.status())).to_str().unwrap();
        assert!(cookie.starts_with("madoguchi=") && !cookie.contains("Domain") && !cookie.contains("Secure"), "{host}: {cookie}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_a_policy() {
    let world = world().await;
    for path in [
        "/",
        "/login",
        "/setup",
        "/healthz",
        "/site.json",
        "/pkg/none.js",
        "/mail/1/html",
        "/rpc/mailboxes/mine",
        "/nowhere",
        "/manifest.webmanifest",
        "/metrics",
    ] {
        let request = Request::get(path).header("host", "desk.example").body(Body::empty()).unwrap();
        let response = world.router.clone().oneshot(request).await.unwrap();
        let policy = response.headers().get("content-security-policy").unwrap_or_else(|| panic!("{path} has no policy")).to_str().unwrap().to_owned();
        assert!(policy.contains("frame-ancestors") && !policy.contains(" 'unsafe-eval'"), "{path}: {policy}");
        assert!(!policy.contains("script-src") || !policy.contains("script-src 'self' 'unsafe-inline'"), "{path}: {policy}");
        assert_eq!(response.headers().get("x-content-type-options").unwrap(), "nosniff", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_says_whose_it_is() {
    let world = world().await;
    let token = &world.tokens.iter().find(|(kind, _)| *kind == Full).unwrap().1;
    let person = world.user.0.to_string();
    for (path, cookie, expected) in [
        ("/rpc/mailboxes/mine", format!("madoguchi={token}"), Some(person.as_str())),
        ("/mail/1/html", format!("madoguchi={token}"), Some(person.as_str())),
        ("/rpc/mailboxes/mine", String::new(), None),
        ("/login", "madoguchi=ended".to_owned(), None),
    ] {
        let request = Request::get(path).header("host", "desk.example").header("cookie", cookie).body(Body::empty()).unwrap();
        let response = world.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers().get("x-person").map(|value| value.to_str().unwrap()), expected, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deed_under_a_key_is_done_once() {
    let world = world().await;
    let comment = || {
        Request::post("/rpc/comments/add")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .header("idempotency-key", "0123456789abcdef")
            .body(Body::from(format!("conversation={}&text=once", world.conversation)))
            .unwrap()
    };
    for _ in 0..3 {
        assert_eq!(world.send(Full, comment()).await, 200);
    }
    let mut tx = world.desk.db.read().await.unwrap();
    let (count,): (i64,) = tx.query("select count(*) from comments where text = 'once'").one().await.unwrap();
    assert_eq!(count, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_bulk_mails_ask_too() {
    let world = world().await;
    let bulk = world.bulk;
    for kind in ALL {
        let errors = world.send(kind, Request::get(format!("/files/bulk/{bulk}/errors.csv")).body(Body::empty()).unwrap()).await;
        let audience = Request::post(format!("/files/bulk/{bulk}/audience?version=1&name=x.csv")).body(Body::from("a@x.example")).unwrap();
        let audience = world.send(kind, audience).await;
        let file = world.send(kind, Request::post(format!("/files/bulk/{bulk}?name=x.txt")).body(Body::from("x")).unwrap()).await;
        let found = world.send(kind, Request::get(format!("/files/bulk/{bulk}/999")).body(Body::empty()).unwrap()).await;
        let framed = world.send(kind, Request::get(format!("/files/bulk/{bulk}/preview/0")).body(Body::empty()).unwrap()).await;
        assert_eq!(framed, if kind == Nobody { 401 } else { 404 }, "nobody is on its list: {kind:?}");
        match kind {
            Nobody => assert_eq!([errors, audience, file, found], [401; 4]),
            Outsider | Own | Admin => assert_eq!([errors, audience, file, found], [404; 4], "{kind:?}"),
            Reader | Writer => assert_eq!([errors, audience, file, found], [200, 403, 403, 404], "{kind:?}"),
            Full => assert_eq!([errors, audience, file, found], [200, 200, 200, 404]),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_program_opts_out_without_a_question_and_nobody_guesses_a_link() {
    let world = world().await;
    let one_click = |token: &str, body: &'static str| {
        // As servers of mail programs ask: no cookie, and nothing that a browser says.
        Request::post(format!("/unsubscribe/{token}"))
            .header("host", "desk.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap()
    };
    let mut tx = world.desk.db.write().await.unwrap();
    let token = "0123456789abcdef0123456789abcdef";
    tx.query(
        "insert into bulk_recipients(bulk_mail_id, position, line, addr, addr_key, name, company, section, items, state, token) \
         values($1, 0, 0, 'c@x.example', 'c@x.example', '', '', '', '[]', 'sent', $2)",
    )
    .bind(world.bulk)
    .text(token)
    .run()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let send = async |request: Request<Body>| world.router.clone().oneshot(request).await.unwrap().status().as_u16();
    assert_eq!(send(one_click("ffffffffffffffffffffffffffffffff", "List-Unsubscribe=One-Click")).await, 404);
    assert_eq!(send(one_click(token, "List-Unsubscribe=Other")).await, 404);
    let page = Request::get(format!("/unsubscribe/{token}")).header("host", "desk.example").body(Body::empty()).unwrap();
    assert_eq!(send(page).await, 200, "looking changes nothing");
    let marks = async || {
        let mut tx = world.desk.db.read().await.unwrap();
        let (count,): (i64,) = tx.query("select count(*) from bulk_marks where addr_key = 'c@x.example' and kind = 'opted-out'").one().await.unwrap();
        count
    };
    assert_eq!(marks().await, 0);
    assert_eq!(send(one_click(token, "List-Unsubscribe=One-Click")).await, 200);
    assert_eq!(marks().await, 1);
}
