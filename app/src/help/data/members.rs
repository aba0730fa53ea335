//! Chapter of the guide: Members.

use crate::help::guide::{
    Block::{Command, Steps, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "members",
    title: "メンバー",
    administration: true,
    entries: &[
        Entry {
            id: "invite",
            title: "招待する",
            blocks: &[
                Steps(&[
                    "「管理」→「メンバー」で「メンバーを招待」を押します（システム管理者）。",
                    "名前とメールアドレスを入れて、招待リンクを作ります。",
                    "リンクを本人に渡します。表示は一度だけで、7日以内に一度だけ使えます。",
                    "「アクセス権」で、使うメールアプリケーションを決めます。",
                ]),
                Text(
                    "パスワードを忘れた人には、「新しいリンク」を渡します。管理者が入れなくなったときは、サーバーで次のように打つと、仮のパスワードが出ます。",
                ),
                Command("madoguchi user reset-password --email you@company.example"),
            ],
        },
        Entry {
            id: "roles",
            title: "役割と、利用の停止",
            blocks: &[
                Terms(&[
                    ("システム管理者", "すべての設定とメンバー"),
                    ("運用管理者", "メールアプリケーション、アカウント、アクセス権、隔離"),
                    ("メンバー", "アクセス権のある窓口での毎日の仕事"),
                ]),
                Text("退職などのときは「停止する」を押します。すぐにログインできなくなります。担当と履歴は残り、あとで再開できます。"),
            ],
        },
        Entry {
            id: "who-may",
            title: "だれが何をできるか",
            blocks: &[
                Terms(&[
                    ("毎日の仕事", "アクセス権で決まります。閲覧、編集、送信、削除を、人と窓口ごとに選びます"),
                    ("窓口、アカウント、アクセス権、隔離", "運用管理者とシステム管理者"),
                    ("メンバーの招待、役割、利用の停止", "システム管理者だけ"),
                    ("自分の名前、署名、言語、パスワード", "本人だけ。管理者も、ほかの人のパスワードは見られません"),
                ]),
                Text(
                    "役割とアクセス権は別のものです。システム管理者でも、アクセス権のない窓口のメールは読めません。必要なときは、自分にアクセス権を付けてください。そのことは記録に残ります。",
                ),
            ],
        },
        Entry {
            id: "hand-over",
            title: "不在と引き継ぎ",
            blocks: &[
                Text("プロフィールの「不在」に最後の日と代わりの人を入れると、自動の割り当てから外れ、代わりの人にも通知が届きます。"),
                Text("退職や異動のときは、「メンバー」で停止すると、メールアプリケーションごとに担当を引き継ぐ人を選べます。履歴の名前は残ります。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "members",
    title: "Members",
    administration: true,
    entries: &[
        Entry {
            id: "invite",
            title: "Inviting people",
            blocks: &[
                Steps(&[
                    "Under Administration → Members press “Invite a member” (system admins).",
                    "Enter name and email address, and make the link.",
                    "Hand the link to that person. It is shown once, and works once within 7 days.",
                    "Under “Access”, choose the mailboxes they work in.",
                ]),
                Text(
                    "Give a “New link” to whoever forgot their password. If an admin cannot get in, type this on the server; it prints a temporary password.",
                ),
                Command("madoguchi user reset-password --email you@company.example"),
            ],
        },
        Entry {
            id: "roles",
            title: "Roles, and suspending",
            blocks: &[
                Terms(&[
                    ("System admin", "all settings, and the members"),
                    ("Operator", "mailboxes, accounts, access, quarantine"),
                    ("Member", "daily work in the mailboxes they have access to"),
                ]),
                Text(
                    "When somebody leaves, press “Suspend”. They cannot sign in from that moment. Their work and history stay, and you can let them back in.",
                ),
            ],
        },
        Entry {
            id: "who-may",
            title: "Who may do what",
            blocks: &[
                Terms(&[
                    ("Daily work", "is decided by access: view, edit, send and delete, for each person and mailbox"),
                    ("Mailboxes, accounts, access, quarantine", "operators and system admins"),
                    ("Inviting members, roles, suspending", "system admins only"),
                    ("Own name, signature, language, password", "only that person; admins cannot see the passwords of others"),
                ]),
                Text(
                    "Roles and access are two things. Not even a system admin reads the mail of a mailbox without access to it. If you need it, give yourself access; that is kept in the log.",
                ),
            ],
        },
        Entry {
            id: "hand-over",
            title: "Away, and handing over",
            blocks: &[
                Text("Set the last day and a substitute under Profile, Away: rules pass this person by and the substitute hears, too."),
                Text("When somebody leaves, suspend them under Members and choose who takes over, mailbox by mailbox. The history keeps the name."),
            ],
        },
    ],
};
