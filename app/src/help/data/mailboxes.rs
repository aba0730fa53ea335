//! Chapter of the guide: Mailboxes and rights.

use crate::help::guide::{
    Block::{Points, Steps, Terms, Text},
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
        Entry {
            id: "keep-folders",
            title: "フォルダを作る",
            blocks: &[
                Text("設定 → メールアプリケーション → （名前） → フォルダで、作る・並べる・削除します。削除するときは、中のやりとりの移動先を選びます。"),
            ],
        },
        Entry {
            id: "rules",
            title: "自動設定",
            blocks: &[
                Text("メールが届くと、上から順に調べ、当てはまったものの「すること」を行います。履歴には、どの自動設定が行ったかが残ります。"),
                Points(&[
                    "担当者・フォルダ・処理状況・確認者・優先度は、最初に当てはまったもので決まり、すでに決まっているものは変えません。",
                    "休止中・不在の人や編集できない人は飛ばして、次へ進みます。「前回の担当者」はどこにでも置けます。",
                    "最後に「条件なし」の自動設定を置くと、担当者のいないメールがなくなります。",
                    "なりすましの疑いがあるメールは、差出人についての条件に当てはまりません。",
                    "自動返信は、新しいお問い合わせにだけ、同じ相手には決めた時間に1回まで送ります。自動送信メールやメーリングリスト、自社のアドレスには返信しません。転送とあわせて、1時間の上限を超えると止まり、この画面に表示します。",
                    "メール項目は、当てはまる自動設定のすべてが値を入れます。同じ項目なら下にあるものが残り、人が入れた値は変えません。",
                    "「知らせる相手」には、当てはまるメールが届くたびにお知らせが届きます。",
                    "迷惑メールにする動作は、新しく始まるやりとりだけが対象です。",
                    "保存する前に「試してみる」で、過去のメールがどうなるかを確かめられます。",
                ]),
            ],
        },
        Entry {
            id: "own-statuses",
            title: "処理状況を足す",
            blocks: &[
                Text("設定 → メールアプリケーション → （名前） → 処理状況で、「つなぎ」「保留」のような処理状況を追加できます。段階（未処理・処理中・送信待ち・処理済み）で、トレイに入るかどうかが決まります。使っている処理状況を削除するときは、置きかえ先を選びます。標準の4つは色と順番だけを変えられます。"),
                Text("優先度の名前と色は、設定 → 優先度で変えられます。"),
            ],
        },
        Entry {
            id: "own-fields",
            title: "メール項目を作る",
            blocks: &[
                Text("設定 → メールアプリケーション → （名前） → メール項目で、「種別」「製品」などの項目を作ります。3つまで一覧の列にできます。「使わない」にした選択肢は、設定済みのやりとりには残り、新しくは選べません。"),
            ],
        },
        Entry {
            id: "who-needs-a-check",
            title: "だれの確認が要るかを決める",
            blocks: &[
                Text("設定 → メールアプリケーション → （名前） → 送信前の確認。新人だけにするときは、アクセス権の「要確認」に印を付けます。注意する言葉もここで決めます。"),
            ],
        },
        Entry {
            id: "response-times",
            title: "対応時間",
            blocks: &[
                Text("設定 → メールアプリケーション → （名前） → 対応時間で、経過時間の色、営業時間、目標時間を決めます。日本の祝日は2030年まで入っています。「その日のうちに返信する受信の締め」を17:30にすると、営業日の17:30までに届いて返信を待つものが「きょう中に返信」の一覧に並び、締めのときに空ならその日の仕事は終わりです。"),
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
        Entry {
            id: "keep-folders",
            title: "Keeping folders",
            blocks: &[
                Text("Settings → Mailboxes → its name → Folders: make, order and delete them. When you delete one, choose where its conversations go."),
            ],
        },
        Entry {
            id: "rules",
            title: "Rules",
            blocks: &[
                Text("When a mail arrives, rules are looked at from top to bottom, and what fits is done. The history names the rule."),
                Points(&[
                    "Assignee, folder, status, confirmer and priority are decided by the first that fits; what is decided already stays.",
                    "People who are suspended, away or may not edit are skipped. “Previous assignee” may stand anywhere.",
                    "A last rule without conditions leaves nothing unassigned.",
                    "A mail that may not be from whom it says fits no condition about its sender.",
                    "An automatic answer goes only to new inquiries, and to one sender once in the hours you set; never to automatic mail, lists or addresses of ours. Above a limit an hour, answers and forwards stop, and this page says so.",
                    "Fields are set by every rule that fits: of the same field the lower rule decides, and what a person entered stays.",
                    "Whom a rule tells gets a notification with each mail that fits.",
                    "Marking as spam concerns only conversations that begin with the mail.",
                    "“Try it” shows what would have happened to earlier mail before anything is saved.",
                ]),
            ],
        },
        Entry {
            id: "own-statuses",
            title: "Statuses of your own",
            blocks: &[
                Text("In Settings → Mailboxes → its name → Statuses, add statuses such as “On hold”. The stage decides whether it is in the tray. Deleting one that is in use asks for its replacement. The four standard ones change colour and order only."),
                Text("Names and colours of priorities: Settings → Priorities."),
            ],
        },
        Entry {
            id: "own-fields",
            title: "Making fields",
            blocks: &[
                Text("In Settings → Mailboxes → its name → Fields, make fields such as “Type”. Up to three are columns of the lists. Choices that are not offered any more stay where they are set."),
            ],
        },
        Entry {
            id: "who-needs-a-check",
            title: "Whose mails need a check",
            blocks: &[
                Text("Settings → Mailboxes → its name → Before sending. For newcomers only, tick “Needs check” under Access. Words to be asked about are set here, too."),
            ],
        },
        Entry {
            id: "response-times",
            title: "Response times",
            blocks: &[
                Text("Settings → Mailboxes → its name → Response times: colours of elapsed time, business hours and targets. Japanese holidays are known until 2030. With an hour such as 17:30 for same-day answers there is a list “Answer today” of what came until then on a working day and still waits; when it is empty at that hour, the day is done."),
            ],
        },
    ],
};
