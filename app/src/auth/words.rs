//! Words of signing in.

use crate::words;

words! {
    sign_in = "ログイン", "Sign in";
    lead = "届いたメールを、みんなで、もれなく。", "Every mail answered, by the whole team.";
    language = "表示言語", "Language";
    choose = "切り替える", "Switch";
    email = "メールアドレス", "Email address";
    password = "パスワード", "Password";
    forgotten = "パスワードを忘れたときは、システム管理者に新しいリンクを頼んでください。", "Forgot your password? Ask a system admin for a new link.";
    refused_title = "ログインできませんでした", "You could not be signed in";
    change_title = "パスワードの変更", "Change your password";
    temporary_title = "新しいパスワードを決めてください", "Choose a new password";
    temporary_text = "いまのパスワードは一時的なものです。これから使うパスワードに変えると、始められます。", "Your current password is temporary. Choose your own to get started.";
    change_text = "変更すると、ほかの端末のログインはすべて終わります。", "Changing it signs you out everywhere else.";
    old_password = "いまのパスワード", "Current password";
    wrong_old = "いまのパスワードが違います。もう一度入力してください。", "The current password is wrong. Please enter it again.";
    new_password = "新しいパスワード", "New password";
    password_rule = "8文字以上。文字と数字（または記号）を組み合わせてください。", "At least 8 characters, with letters and digits or symbols.";
    change = "パスワードを変える", "Change password";
    changed = "パスワードを変えました", "Password changed";
    changed_text = "ほかの端末のログインは終わりました。", "You were signed out everywhere else.";
    back_to_profile = "個人設定へ戻る", "Back to your profile";
    invite_title = "ようこそ", "Welcome";
    invite_text(name: &str) = "{name} さん、これから使うパスワードを決めてください。", "{name}, please choose your password.";
    start = "パスワードを決めて始める", "Set password and start";
    expired_title = "このリンクは使えません", "This link no longer works";
    expired_text = "リンクは一度だけ、7日以内に使えます。システム管理者に新しいリンクを頼んでください。パスワードをもう決めた人は、ログインしてください。", "A link works once, within 7 days. Ask a system admin for a new one. If you have already set your password, sign in.";
    to_sign_in = "ログイン画面へ", "Go to sign-in";
    sessions = "ログイン中の端末", "Where you are signed in";
    sessions_text = "見覚えのない端末があれば終了し、パスワードを変えてください。", "End any you do not recognise, and change your password.";
    device = "端末", "Device";
    address = "IPアドレス", "IP address";
    since = "ログイン", "Signed in";
    last_seen = "最後の操作", "Last active";
    this_one = "この端末", "This device";
    end = "終了する", "End";
    end_of(device: &str) = "{device} のログインを終了する", "End the session on {device}";
    end_others = "ほかの端末をすべて終了", "End all others";
    ended = "ログインを終了しました", "Session ended";
    others_ended = "ほかの端末のログインをすべて終了しました", "All other sessions ended";
    unknown_device = "不明な端末", "Unknown device";
    actions = "操作", "Actions";
}
