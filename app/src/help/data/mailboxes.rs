//! Chapter of the guide: Mailboxes and rights.

use crate::help::guide::{
    Block::{Steps, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "mailboxes",
    title: "メールアプリケーションと権限",
    administration: true,
    entries: &[
        Entry {
            id: "mailbox",
            title: "メールアプリケーションを作る",
            blocks: &[
                Text(
                    "メールアプリケーションは、チームで使うひとつの窓口です。「管理」→「メールアプリケーション」で作ります。運用管理者とシステム管理者ができます。",
                ),
                Steps(&[
                    "「メールアプリケーションを作る」で名前を付けます。",
                    "「メールアカウント」で、受信と送信のサーバーを登録します。",
                    "「アクセス権」で、使う人を決めます。",
                    "必要なら「名前と署名」で、送るメールに付く署名を決めます。",
                ]),
            ],
        },
        Entry {
            id: "rights",
            title: "権限",
            blocks: &[
                Terms(&[
                    ("閲覧", "すべて、自分の担当だけ、なし、から選びます。なしの人には、その窓口があることも見えません"),
                    ("編集", "処理状況や担当者を変える、コメントを書く、返信を書く"),
                    ("送信", "メールを送る。ない人が書いた下書きは、ある人が送れます"),
                    ("削除", "ごみ箱へ移す"),
                ]),
                Text("変更はすぐに全員の画面に反映されます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "mailboxes",
    title: "Mailboxes and rights",
    administration: true,
    entries: &[
        Entry {
            id: "mailbox",
            title: "Making a mailbox",
            blocks: &[
                Text("A mailbox is one counter that a team works at. Operators and system admins make them under Administration → Mailboxes."),
                Steps(&[
                    "Press “New mailbox” and name it.",
                    "Under “Mail accounts”, enter the servers to receive from and send through.",
                    "Under “Access”, choose who works there.",
                    "Under “Name and signature”, set what goes under its mails, if you like.",
                ]),
            ],
        },
        Entry {
            id: "rights",
            title: "Rights",
            blocks: &[
                Terms(&[
                    ("View", "everything, only own work, or nothing; with nothing, a person does not even see that the mailbox exists"),
                    ("Edit", "change status and people, comment, write replies"),
                    ("Send", "send mail; without it, somebody who may can send the draft"),
                    ("Delete", "move to the trash"),
                ]),
                Text("Changes reach every screen at once."),
            ],
        },
    ],
};
