//! Words of the settings' frame.

use crate::words;

words! {
    navigation = "設定の項目", "Settings";
    back = "設定の一覧へ", "Back to settings";
    up = "ひとつ上へもどる", "Up one level";
    personal = "個人設定", "Personal";
    profile = "プロフィール", "Profile";
    sessions = "ログイン中の端末", "Signed-in devices";
    notifications = "通知", "Notifications";
    notices = "お知らせの送り先", "Ways out";
    operation = "運用管理", "Operation";
    mailboxes = "メールアプリケーション", "Mailboxes";
    priorities = "優先度", "Priorities";
    quarantine = "取り込めなかったメール", "Mail not taken in";
    logs = "電話・訪問履歴", "Calls and visits";
    system = "会社全体（システム設定）", "Whole company";
    members = "メンバー", "Members";
    refused_title = "この設定を開く権限がありません", "You may not open these settings";
    refused_admin = "システム管理者だけが変えられる設定です。必要なときは、システム管理者に頼んでください。", "Only system admins can change these settings. Ask one of them if you need a change.";
    refused_operator = "運用管理者だけが変えられる設定です。必要なときは、運用管理者に頼んでください。", "Only operators can change these settings. Ask one of them if you need a change.";
}
