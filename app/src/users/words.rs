//! Words about people.

use crate::words;
use domain::{Language, access::Role, users::UserState};

words! {
    members = "メンバー", "Members";
    members_text = "招待リンクは一度だけ、7日以内に使えます。パスワードを忘れた人にも、新しいリンクを渡してください。", "Invitation links work once, within 7 days. Give a new link to whoever forgot their password.";
    invite = "メンバーを招待", "Invite a member";
    make_link = "招待リンクを作る", "Make the link";
    name = "名前", "Name";
    email = "メールアドレス", "Email address";
    role = "役割", "Role";
    operator = "運用管理", "Operator";
    operator_of(name: &str) = "{name} を運用管理者にする", "{name} is an operator";
    role_of(name: &str) = "{name} の役割", "Role of {name}";
    state = "状態", "State";
    seen = "最後の操作", "Last active";
    never = "—", "—";
    actions = "操作", "Actions";
    new_link = "新しいリンク", "New link";
    new_link_of(name: &str) = "{name} の新しいリンクを作る", "Make a new link for {name}";
    suspend = "停止する", "Suspend";
    suspend_of(name: &str) = "{name} の利用を停止する", "Suspend {name}";
    let_in = "再開する", "Let back in";
    let_in_of(name: &str) = "{name} の利用を再開する", "Let {name} back in";
    away = "不在", "Away";
    away_of(name: &str) = "{name} の不在を設定", "Set when {name} is away";
    link_title(name: &str) = "{name} さんのリンク", "Link for {name}";
    link_text(email: &str) = "このリンクを {email} の本人に渡してください。いま一度だけ表示します。", "Hand this link to {email}. It is shown only now.";
    changed(name: &str) = "{name} さんの設定を変えました", "{name} was changed";
    suspended(name: &str) = "{name} さんの利用を停止しました", "{name} was suspended";
    back_in(name: &str) = "{name} さんの利用を再開しました", "{name} was let back in";
    you = "自分", "You";
    profile = "プロフィール", "Profile";
    display_language = "画面の言語", "Language";
    signature = "署名", "Signature";
    signature_hint = "自分が書くメールの終わりに付きます。%UserLastName%、%UserMail%、%Date%、%Customer% などの予約語は、書き始めるときに差し込まれます。", "Goes under the mails you write. Reserved words like %UserLastName%, %UserMail%, %Date% and %Customer% are filled in when writing begins.";
    writes_rich = "メールを HTML で書き始める", "Begin mails as HTML";
    writes_rich_hint = "太字や箇条書き、本文中の画像を使えます。下書きごとにテキストへ切り替えられます。", "With emphasis, lists and pictures in the text. Each draft can be switched to plain text.";
    undo_seconds = "送信の取り消しを待つ時間", "Time to undo sending";
    undo_hint = "この時間のあいだは、送信を取り消せます。", "For this long a mail can be taken back.";
    seconds(count: i64) = "{count}秒", "{count} second" | "{count} seconds";
    at_once = "待たない", "Send at once";
    password = "パスワード", "Password";
    change_password = "パスワードを変える", "Change password";
    keys = "キーボード", "Keyboard";
    single_keys = "文字キーのショートカットを使う", "Use single-key shortcuts";
    single_keys_hint = "どの端末でも有効です。オフにすると、J や E などの1文字のキーは何もしません。Ctrl+K などの組み合わせはそのまま使えます。", "Holds on all your devices. When off, keys such as J and E do nothing by themselves; Ctrl+K and other combinations still work.";
    saved = "保存しました", "Saved";
}

pub fn role_name(role: Role, l: Language) -> &'static str {
    let (ja, en) = match role {
        Role::Admin => ("システム管理者", "System admin"),
        Role::Member => ("メンバー", "Member"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn state_name(state: UserState, l: Language) -> &'static str {
    let (ja, en) = match state {
        UserState::Invited => ("招待中", "Invited"),
        UserState::Active => ("利用中", "Active"),
        UserState::Suspended => ("停止中", "Suspended"),
    };
    if l == Language::Japanese { ja } else { en }
}
