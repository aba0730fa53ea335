//! Chapter of the guide: Mail accounts.

use crate::help::guide::{
    Block::{Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "accounts",
    title: "メールアカウント",
    administration: true,
    entries: &[
        Entry {
            id: "account",
            title: "登録と接続テスト",
            blocks: &[
                Text(
                    "「メールサービス」から選ぶと、サーバーの欄が埋まります。ないときは、契約しているメールサービスの案内を見て入力します。「接続を試す」は、受信と送信を別々に、1段ずつ試します。失敗した段には、直し方が出ます。メールは送らず、サーバーのメールにも触りません。",
                ),
                Text(
                    "パスワードは暗号化して保存し、だれにも表示しません。サービスによっては、ふだんのパスワードではなく「アプリパスワード」が必要です。",
                ),
            ],
        },
        Entry {
            id: "receive",
            title: "受信の方法：IMAP、POP3、フォルダ",
            blocks: &[
                Terms(&[
                    ("IMAP", "おすすめです。受信箱か、選んだフォルダを1つ読みます。サーバーが対応していれば、届いてすぐに受信します"),
                    ("POP3", "IMAP がないときに使います。サーバーが UIDL に対応している必要があります"),
                    (
                        "フォルダ",
                        "Madoguchi が動いているコンピューターのフォルダを見ます。Maildir か、.eml ファイルを置くフォルダです。送信も、フォルダへの書き出しにできます",
                    ),
                    ("受信しない", "送信だけに使うアカウントです"),
                ]),
                Text("受信の間隔は1〜60分です。"),
            ],
        },
        Entry {
            id: "tls",
            title: "暗号化：TLS と STARTTLS",
            blocks: &[
                Terms(&[
                    ("TLS（SSL）", "はじめから暗号化します。IMAP は993、POP3 は995、SMTP は465がふつうです"),
                    ("STARTTLS", "つないでから暗号化に切り替えます。IMAP は143、POP3 は110、SMTP は587がふつうです"),
                    ("なし", "パスワードも本文もそのまま流れます。社内だけのサーバーのほかは、使わないでください"),
                ]),
                Text(
                    "社内の認証局の証明書は、起動のときに extra_ca で指定します。「証明書を確かめない」は、ほかに方法がないときだけ使ってください。",
                ),
            ],
        },
        Entry {
            id: "after-receiving",
            title: "サーバーに残すか、削除するか",
            blocks: &[
                Terms(&[
                    ("サーバーに残す", "試している間はこれが安全です。ほかのメールソフトでも読めます"),
                    ("日数がたったら削除する", "決めた日数だけ残します"),
                    ("すぐに削除する", "受信したら削除します"),
                ]),
                Text(
                    "どの場合も、原本をこちらのディスクに書き終えてからでなければ、サーバーから削除しません。残したままだと、サーバーがいっぱいになることがあります。一覧の「サーバー残り」を見てください。",
                ),
            ],
        },
        Entry {
            id: "quarantine",
            title: "取り込めなかったメール（隔離）",
            blocks: &[
                Text(
                    "読み取れないメールや大きすぎるメールは、「管理」→「取り込めなかったメール」に並びます。ほかのメールの受信は止まりません。原本は残してあり、保存して確かめられます。",
                ),
                Terms(&[
                    ("大きすぎる", "メールサーバーに残っています。ほかのメールソフトで読んでください"),
                    ("サーバーが渡さない", "メールサーバーに残っています。「もう一度読む」で取りに行きます"),
                    ("空、または形が崩れている", "原本を保存して中身を確かめてください。迷惑メールのことがよくあります"),
                    (
                        "読み取りに失敗した",
                        "プログラムを新しくしたあと「もう一度読む」を試してください。続くときは、原本を添えて開発元に知らせてください",
                    ),
                ]),
            ],
        },
        Entry {
            id: "account-errors",
            title: "アカウントのエラーと直し方",
            blocks: &[
                Text(
                    "受信できていないアカウントがあると、「管理」のアカウントの一覧に、失敗した時刻とサーバーの言葉が出ます。アカウントを開いて「接続を試す」を押すと、どの段で止まったかと直し方が分かります。",
                ),
                Terms(&[
                    ("サーバーが見つかりません", "サーバー名のつづりを確かめます"),
                    ("接続を断られました", "ポートと暗号化の種類を確かめます。社内のネットワークが止めていることもあります"),
                    ("返事がありません", "少し待って試します。続くときは、ネットワークが接続を止めている可能性があります"),
                    ("暗号化に対応していません", "暗号化を TLS（SSL）に変えます"),
                    ("証明書を確かめられません", "サーバー名が証明書の名前と同じか確かめます。社内の認証局なら extra_ca で指定します"),
                    (
                        "ユーザー名かパスワードが違います",
                        "サービスのパスワードが変わっていないか確かめます。2段階認証を使うサービスでは、アプリパスワードを作って入れます",
                    ),
                    ("この差出人アドレスでは送信できません", "メールサービスの側で、アドレスを送信元として登録します"),
                    ("フォルダが見つかりません", "フォルダの名前を確かめます"),
                ]),
                Text("直すまでの間に届いたメールは、メールサーバーに残っています。直ると、自動で受信します。"),
            ],
        },
        Entry {
            id: "trusted-server",
            title: "信頼する受信サーバー",
            blocks: &[Text(
                "「送信元は未確認」と表示されるときは、アカウントの「信頼する受信サーバー」に、メールを受け取っているサーバーの名前を設定します。設定後に届いたメールから表示が変わります。Gmail、Microsoft 365、Fastmail では設定は要りません。設定がなくても、差出人のドメインの電子署名（DKIM）が正しければ「送信元を確認済み」と表示されます。",
            )],
        },
        Entry {
            id: "disk-full",
            title: "ディスクの空きが足りないとき",
            blocks: &[
                Text(
                    "空きが少なくなる（標準では 200 MB 未満）と、受信を自動で休みます。届いたメールはメールサーバーに残り、削除もされません。空きができると1分以内に自動で再開します。返信の作成と送信は、空きがあるかぎり続けられます。",
                ),
                Text("保存できないときはその理由が画面に出ます。書いた内容は画面に残り、保存は自動で繰り返されます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "accounts",
    title: "Mail accounts",
    administration: true,
    entries: &[
        Entry {
            id: "account",
            title: "Entering and testing an account",
            blocks: &[
                Text(
                    "Choosing a “Mail service” fills in the servers. If yours is not there, enter what your provider says. “Test the connection” tries receiving and sending separately, step by step. The step that fails says what to do. No mail is sent, and nothing on the server changes.",
                ),
                Text("Passwords are stored encrypted and shown to nobody. Some services want an “app password” instead of the usual one."),
            ],
        },
        Entry {
            id: "receive",
            title: "Receiving: IMAP, POP3, folder",
            blocks: &[
                Terms(&[
                    ("IMAP", "the best choice; reads the inbox or one folder that you name. Where the server can tell, new mail comes at once"),
                    ("POP3", "where there is no IMAP; the server must know UIDL"),
                    (
                        "Folder",
                        "watches a folder of the computer that runs Madoguchi: a Maildir, or a place for .eml files. Sending can write into a folder, too",
                    ),
                    ("Do not receive", "for an account that only sends"),
                ]),
                Text("Mail is fetched every 1 to 60 minutes."),
            ],
        },
        Entry {
            id: "tls",
            title: "Protection: TLS and STARTTLS",
            blocks: &[
                Terms(&[
                    ("TLS (SSL)", "encrypted from the start; usually port 993 for IMAP, 995 for POP3, 465 for SMTP"),
                    ("STARTTLS", "switches to encryption after connecting; usually port 143 for IMAP, 110 for POP3, 587 for SMTP"),
                    ("None", "password and text travel openly; only for servers inside your own company"),
                ]),
                Text(
                    "Name the certificate of your own authority with extra_ca when starting the program. Use “Do not verify the certificate” only where nothing else works.",
                ),
            ],
        },
        Entry {
            id: "after-receiving",
            title: "Leave on the server, or delete",
            blocks: &[
                Terms(&[
                    ("Leave on the server", "safest while you try things out; other mail programs still see it"),
                    ("Delete after some days", "stays for the days that you set"),
                    ("Delete at once", "deleted when it was received"),
                ]),
                Text(
                    "Nothing is ever deleted from the server before its original is safely on our disk. A server where everything is left may fill up: watch “Left on server” in the list.",
                ),
            ],
        },
        Entry {
            id: "quarantine",
            title: "Mail that was not taken in (quarantine)",
            blocks: &[
                Text(
                    "Mail that cannot be read or is too large waits under Administration → Mail not taken in. Other mail keeps coming. The originals are kept and can be downloaded.",
                ),
                Terms(&[
                    ("Too large", "it stays on its server; read it with another mail program"),
                    ("Not handed over", "it stays on its server; “Read again” asks for it once more"),
                    ("Empty, or not in the form of a mail", "download the original and look at it; it is often spam"),
                    ("Reading failed", "try “Read again” after updating the program; if it goes on, tell the makers and send the original along"),
                ]),
            ],
        },
        Entry {
            id: "account-errors",
            title: "Errors of accounts, and what to do",
            blocks: &[
                Text(
                    "If an account cannot receive, the list of accounts under Administration says since when, with the words of the server. Open it and press “Test the connection”: you see which step fails, and what to do.",
                ),
                Terms(&[
                    ("The server was not found", "check the spelling of its name"),
                    ("The server refused the connection", "check port and protection; your network may block it"),
                    ("The server does not answer", "wait and try again; if it goes on, your network may block it"),
                    ("It does not offer encryption", "choose TLS (SSL) instead"),
                    (
                        "Its certificate could not be verified",
                        "check that the server name is the one in the certificate; name your own authority with extra_ca",
                    ),
                    (
                        "User name or password is wrong",
                        "see whether the password was changed at the service; services with two-step sign-in want an app password",
                    ),
                    ("It does not accept this sender", "register the address as a sender at your mail service"),
                    ("The folder was not found", "check its name"),
                ]),
                Text("Mail that comes in meanwhile stays on the mail server and is received once the account works again."),
            ],
        },
        Entry {
            id: "trusted-server",
            title: "Trusted receiving server",
            blocks: &[Text(
                "Where it says “Sender not checked”, name the server that receives your mail as “Trusted receiving server” of the account. Mails that arrive later show the result. Gmail, Microsoft 365 and Fastmail need no setting. Without any setting, a valid signature (DKIM) of the sender’s domain still shows “Sender verified”.",
            )],
        },
        Entry {
            id: "disk-full",
            title: "When the disk is nearly full",
            blocks: &[
                Text(
                    "Below a reserve (200 MB by default) receiving rests by itself. Mail stays on its server and nothing is deleted there. It goes on within a minute after there is room. Writing and sending go on as long as there is room at all.",
                ),
                Text(
                    "When something cannot be saved, the screen says why. What you wrote stays on the screen, and saving is tried again by itself.",
                ),
            ],
        },
    ],
};
