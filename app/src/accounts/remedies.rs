//! What to do when a step of a live test fails: a heading and a way out, for each kind of trouble.

use super::fields::Half;
use domain::{Language, accounts::ProbeFailureKind as Kind};

/// Heading and advice.
pub fn remedy(kind: Kind, half: Half, l: Language) -> (&'static str, &'static str) {
    let (ja, en) = match kind {
        Kind::UnknownHost => (
            (
                "サーバーが見つかりません",
                "サーバー名のつづりを確かめてください。メールサービスの案内に「受信サーバー」「送信サーバー」として書かれています。",
            ),
            ("The server was not found", "Check the spelling of the server name. Your mail service lists it as incoming or outgoing server."),
        ),
        Kind::Refused => (
            (
                "サーバーに接続を断られました",
                "ポートの番号と暗号化の種類を確かめてください。社内のネットワークが外への接続を止めていることもあります。",
            ),
            ("The server refused the connection", "Check the port and the protection. Your network may also block this connection."),
        ),
        Kind::TimedOut => (
            (
                "サーバーから返事がありません",
                "サーバー名とポートを確かめて、少し待ってからもう一度試してください。続くときは、社内のネットワークが接続を止めている可能性があります。",
            ),
            (
                "The server does not answer",
                "Check server name and port, wait a moment and try again. If it goes on, your network may block this connection.",
            ),
        ),
        Kind::TlsNotOffered => (
            ("サーバーが暗号化に対応していません", "暗号化を「TLS（SSL）」に変えて試してください。パスワードは送っていません。"),
            ("The server does not offer encryption", "Try protection “TLS (SSL)” instead. The password was not sent."),
        ),
        Kind::BadCertificate => (
            (
                "サーバーの証明書を確かめられません",
                "サーバー名が証明書の名前と同じか確かめてください。社内のサーバーとわかっているときだけ、下の欄で証明書の確認を省けます。",
            ),
            (
                "The server’s certificate could not be verified",
                "Check that the server name is the one in the certificate. Only if you know this server is your own, skip the verification below.",
            ),
        ),
        Kind::NotThisProtocol => (
            (
                "サーバーの種類か暗号化が合いません",
                "IMAP と POP3、暗号化とポートの組み合わせを確かめてください（IMAP は 993、POP3 は 995、SMTP は 465 か 587 がよく使われます）。",
            ),
            (
                "This is another kind of server or protection",
                "Check IMAP or POP3 and that port and protection fit (often IMAP 993, POP3 995, SMTP 465 or 587).",
            ),
        ),
        Kind::BadLogin if half == Half::Send => (
            (
                "送信サーバーがユーザー名かパスワードを受け付けません",
                "送信用に別のパスワードが必要なことがあります。メールサービスの管理画面で確かめて、下に入力してください。",
            ),
            (
                "The outgoing server does not accept user name or password",
                "It may want a password of its own for sending. Look it up at your mail service and enter it below.",
            ),
        ),
        Kind::BadLogin => (
            ("ユーザー名かパスワードが違います", "2段階認証を使っているサービスでは「アプリパスワード」が必要です。確かめて、下に入力してください。"),
            ("User name or password is wrong", "Services with two-step sign-in want an “app password”. Check it and enter it below."),
        ),
        Kind::NoMechanism => (
            ("使える認証の方式がありません", "「詳しい設定」で認証の方式を「自動」にするか、暗号化を変えて試してください。"),
            ("No authentication in common", "Set authentication to “Automatic” under “More settings”, or change the protection."),
        ),
        Kind::NoUidl => (
            ("このサーバーでは受信できません", "メールを見分ける機能（UIDL）がありません。IMAP が使えるときは、受信の方法を IMAP に変えてください。"),
            ("This server cannot be used for receiving", "It cannot tell mails apart (UIDL is missing). Choose IMAP if the service offers it."),
        ),
        Kind::SenderRefused => (
            (
                "この差出人アドレスでは送信できません",
                "メールアドレスとユーザー名の組み合わせを確かめてください。アドレスを送信元として登録する必要があるサービスもあります。",
            ),
            (
                "The server does not accept this sender",
                "Check that address and user name belong together. Some services want the address registered as a sender first.",
            ),
        ),
        Kind::Dropped => (
            ("途中で接続が切れました", "少し待ってからもう一度試してください。続くときは、暗号化とポートの組み合わせを確かめてください。"),
            ("The connection broke off", "Wait a moment and try again. If it goes on, check that port and protection fit."),
        ),
        Kind::NoFolder => {
            (("フォルダが見つかりません", "フォルダの名前を確かめてください。"), ("The folder was not found", "Check the name of the folder."))
        }
        Kind::Other => (
            ("サーバーがエラーを返しました", "サーバーの返事を読んで、メールサービスの窓口か管理者に確かめてください。"),
            ("The server answered with an error", "Read its answer and ask your mail service or administrator."),
        ),
    };
    if l == Language::Japanese { ja } else { en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_a_way_out_in_every_language() {
        for kind in Kind::ALL {
            for half in [Half::Receive, Half::Send] {
                let (ja, en) = (remedy(*kind, half, Language::Japanese), remedy(*kind, half, Language::English));
                assert!(ja.1.ends_with('。') && en.1.ends_with('.'), "{kind}");
                assert!(ja.0 != en.0 && !ja.0.is_empty(), "{kind}");
            }
        }
    }
}
