//! Chapter of the guide: Status, assignee, confirmer.

use crate::help::guide::{
    Block::{Points, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "work",
    title: "処理状況・担当者・確認者",
    administration: false,
    entries: &[
        Entry {
            id: "status",
            title: "処理状況は4つの段階",
            blocks: &[
                Terms(&[
                    ("未処理", "届いたまま。だれかの対応を待っています"),
                    ("処理中", "だれかが返信を作っています。返信を始めると自動でこうなります"),
                    ("送信待ち", "書き終わり、確認や送信を待っています"),
                    ("処理済み", "終わったもの。トレイから消え、「すべてのメール」に残ります"),
                ]),
                Text(
                    "お客様から新しいメールが届くと、処理済みのやりとりも未処理に戻ります。担当者はそのままです。読んだだけでは何も変わりません。返信がいらないときは「処理済みにする」を押します。",
                ),
            ],
        },
        Entry {
            id: "people",
            title: "担当者と確認者のちがい",
            blocks: &[Points(&[
                "担当者は、そのやりとりを最初から最後まで受け持つ人です。返信を始めた人は、担当者がいなければ担当者になります。",
                "確認者は、いま内容を見てもらう人です。確認を頼むときは、確認者を選び、処理状況を変え、コメントで用件を書きます。",
                "どちらも、やりとりの上の欄か一覧から変えられます。だれがいつ変えたかは履歴に残ります。",
            ])],
        },
        Entry {
            id: "priority",
            title: "優先度",
            blocks: &[Text("通常、至急、大至急の3つです。やりとりの上の欄か、一覧でまとめて変えられます。一覧では件名の前に印が付きます。")],
        },
        Entry {
            id: "presence",
            title: "いま見ている人",
            blocks: &[Text(
                "同じやりとりを開いている人の丸い印が、件名の下に「閲覧中」として並びます。返信を書いている人は、一覧でも「返信中」と出ます。声をかけなくても、だれかが対応しようとしていることが分かります。見ていたことは記録に残りません。",
            )],
        },
        Entry {
            id: "fields",
            title: "メール項目",
            blocks: &[
                Text("「種別」「製品」などの項目は、やりとりの上で値を選ぶか、一覧で選択してから「メール項目」でまとめて設定します。"),
                Text("一覧の「メール項目」から、その値のやりとりや、値のないやりとりにしぼり込めます。検索では「種別:故障」「-種別:故障」「種別:なし」と書けます。"),
            ],
        },
        Entry {
            id: "workload",
            title: "いまの負荷",
            blocks: &[
                Text("「いまの負荷」のページで、一人ひとりの未完了の件数、待たせている時間、今月処理した件数が分かります。数字を押すと、その一覧が開きます。そこから担当者をまとめて変更できます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "work",
    title: "Status, assignee, confirmer",
    administration: false,
    entries: &[
        Entry {
            id: "status",
            title: "Four kinds of status",
            blocks: &[
                Terms(&[
                    ("Open", "as it came in; waits for somebody"),
                    ("Working", "somebody is writing a reply; starting one sets it"),
                    ("Ready", "written, and waiting to be checked or sent"),
                    ("Done", "finished; leaves the tray and stays under “All mail”"),
                ]),
                Text(
                    "When the customer writes again, a conversation that was done opens again. Its assignee stays. Reading changes nothing. If no reply is needed, press “Mark as done”.",
                ),
            ],
        },
        Entry {
            id: "people",
            title: "Assignee and confirmer",
            blocks: &[Points(&[
                "The assignee looks after a conversation from start to end. Whoever starts the reply becomes the assignee if there is none.",
                "The confirmer is the person who should look at it now. To ask for a check, choose the confirmer, change the status, and say in a comment what you need.",
                "Change both above the conversation or in the list. The history says who changed what, and when.",
            ])],
        },
        Entry {
            id: "priority",
            title: "Priority",
            blocks: &[Text(
                "Normal, Urgent or Critical. Change it above the conversation, or for many at once in the list. In the list its mark stands before the subject.",
            )],
        },
        Entry {
            id: "presence",
            title: "Who is looking now",
            blocks: &[Text(
                "Whoever has the same conversation open stands under its subject as “Viewing”. Somebody who writes a reply is shown in the list, too. You see that a colleague is at it without asking. Nobody keeps a record of who looked.",
            )],
        },
        Entry {
            id: "fields",
            title: "Fields",
            blocks: &[
                Text("Set a field such as “Type” above a conversation, or tick rows and choose “Fields”."),
                Text("“Fields” above a list narrows it to a value, or to conversations without one. In the search write `type:fault`, `-type:fault` or `type:none`."),
            ],
        },
        Entry {
            id: "workload",
            title: "Workload",
            blocks: &[
                Text("The page “Workload” shows how much each person has in hand, how long customers have waited, and what was done this month. Each number opens the list that it counts. Work can be reassigned from there."),
            ],
        },
    ],
};
