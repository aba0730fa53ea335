//! Chapter of the guide: The tray and the other lists.

use crate::help::guide::{
    Block::{Points, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "tray",
    title: "処理メールトレイと一覧",
    administration: false,
    entries: &[
        Entry {
            id: "lists",
            title: "まず見る場所",
            blocks: &[
                Text(
                    "「処理メールトレイ」には、まだ終わっていないやりとりがすべて並びます。ここを空にするのが毎日の仕事です。やりとりとは、ひとつの用件でお客様と交わしたメールのまとまりです。",
                ),
                Terms(&[
                    ("処理メールトレイ", "まだ処理済みになっていないやりとり"),
                    ("自分の担当", "自分が担当者になっているもの"),
                    ("担当者なし", "だれの担当にもなっていないもの"),
                    ("すべてのメール", "終わったものも含めた全部"),
                    ("送信済み", "こちらから送ったもの"),
                    ("下書き", "書きかけのあるもの。チームのだれの下書きも見えます"),
                    ("ごみ箱", "削除したもの。「元に戻す」で戻せます"),
                ]),
                Text("一覧は自動で新しくなります。すぐに受信したいときは「メール受信」を押します。"),
            ],
        },
        Entry {
            id: "columns",
            title: "一覧の列とマーク",
            blocks: &[Terms(&[
                ("処理状況", "いまの段階。押すと変えられます"),
                ("差出人・件名", "最後に届いた相手と用件。押すと右側に開きます"),
                ("マーク", "添付、コメントの数、下書きあり、送信できなかったメール、返信中の人"),
                ("担当・確認", "丸い印が担当者、四角い印が確認者です"),
                ("経過", "お客様のメールに返事をしていない時間。1、4、8、24、48時間を境に色が変わります"),
            ])],
        },
        Entry {
            id: "filter",
            title: "しぼり込みと、まとめて操作",
            blocks: &[Points(&[
                "一覧の上の処理状況のボタンで、しぼり込めます。もう一度押すと解除します。しぼり込みはアドレスに残るので、リンクとして渡せます。",
                "行の左のチェックを付けると、処理状況、担当者、確認者、優先度をまとめて変えられます。Shift を押しながらチェックすると、間の行もまとめて選べます。",
                "変えたあとは「元に戻す」が10秒出ます。Z キーでも戻せます。",
            ])],
        },
        Entry {
            id: "sorting",
            title: "並べ替えと、担当者での絞り込み",
            blocks: &[Points(&[
                "一覧の右上の「並べ替え」で、新しい順、古い順、待ち時間が長い順、優先度が高い順を選べます。「待ち時間が長い順」では、お客様がいちばん長く待っているものが上に来ます。",
                "絞り込みの並びの「担当者」で、自分、なし、チームのだれかを選べます。処理状況の絞り込みと組み合わせられます。",
                "どちらもアドレスに残るので、よく使う一覧はブックマークできます。",
            ])],
        },
        Entry {
            id: "trash",
            title: "ごみ箱は30日",
            blocks: &[Points(&[
                "「ごみ箱へ」は、削除の権限がある人だけが使えます。一覧とカウントから消えますが、中身は残っています。",
                "「ごみ箱」の一覧から「元に戻す」で戻せます。処理状況や担当者はそのままです。",
                "入れてから30日たつと、メール、添付ファイル、コメントごと完全に削除されます。元には戻せません。",
                "ごみ箱のやりとりにお客様から新しいメールが届くと、自動でトレイに戻ります。",
            ])],
        },
        Entry {
            id: "folders",
            title: "フォルダ",
            blocks: &[
                Text("やりとりは、メールアプリケーションごとに全員で共有する1つのフォルダに入れておけます。"),
                Points(&[
                    "行のフォルダの印、一覧で選んだあとの「フォルダ」、やりとりの上の「フォルダ」、または M キーで移動します。移動は元に戻せます。",
                    "左のメニューの数字は、そのフォルダとその下にある未完了の件数です。",
                    "フォルダを開くと、処理済みのものも含めてすべて表示します。",
                ]),
            ],
        },
        Entry {
            id: "snooze",
            title: "あとで対応する",
            blocks: &[
                Text("待つしかないやりとりは「…」→「あとで対応する」でトレイから外せます。理由も残せます。"),
                Text("時間になるか、お客様から返信があると、トレイのいちばん上に戻ります。「あとで対応」の一覧で、理由と、だれが外したかが分かります。"),
            ],
        },
        Entry {
            id: "spam",
            title: "迷惑メール",
            blocks: &[
                Text("「…」→「迷惑メールにする」。同じやりとりの続きも迷惑メールに入りますが、同じ差出人の新しいメールは止めません。30日で削除されます。それまでは元に戻せます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "tray",
    title: "The tray and the other lists",
    administration: false,
    entries: &[
        Entry {
            id: "lists",
            title: "Where to look first",
            blocks: &[
                Text(
                    "The tray holds every conversation that is not done. Emptying it is the daily work. A conversation is all the mail about one matter between a customer and you.",
                ),
                Terms(&[
                    ("Tray", "conversations that are not done yet"),
                    ("Assigned to me", "those where you are the assignee"),
                    ("Unassigned", "those that nobody has taken"),
                    ("All mail", "everything, done or not"),
                    ("Sent", "what went out from here"),
                    ("Drafts", "those with something half-written; you see everybody’s drafts"),
                    ("Trash", "what was deleted; “Restore” brings it back"),
                ]),
                Text("The lists stay up to date by themselves. Press “Get mail” to receive at once."),
            ],
        },
        Entry {
            id: "columns",
            title: "The columns and marks of a list",
            blocks: &[Terms(&[
                ("Status", "how far it has come; press it to change it"),
                ("From, Subject", "who wrote and what about; press it to open it beside the list"),
                ("Marks", "attachments, number of comments, a draft, a mail that could not be sent, somebody replying"),
                ("People", "the round mark is the assignee, the square one the confirmer"),
                ("Waiting", "how long the customer has had no answer; its colour changes at 1, 4, 8, 24 and 48 hours"),
            ])],
        },
        Entry {
            id: "filter",
            title: "Filtering, and changing many at once",
            blocks: &[Points(&[
                "The buttons above the list filter by status. Press again to clear. The filter stands in the address, so you can pass it on as a link.",
                "Tick rows on the left to change status, assignee, confirmer or priority of all of them. Hold Shift to tick the rows between, too.",
                "Afterwards “Undo” stays for 10 seconds. The Z key does the same.",
            ])],
        },
        Entry {
            id: "sorting",
            title: "Sorting, and filtering by assignee",
            blocks: &[Points(&[
                "“Sort” at the top right of a list offers newest first, oldest first, longest wait first and most urgent first. “Longest wait first” brings up the customer who has waited longest.",
                "“Assignee” among the filters shows your own work, what nobody has taken, or the work of one person. It goes together with the filter by status.",
                "Both stand in the address, so you can bookmark a list that you use often.",
            ])],
        },
        Entry {
            id: "trash",
            title: "The trash keeps 30 days",
            blocks: &[Points(&[
                "“Move to trash” is for people with the right to delete. The conversation leaves lists and counts, and nothing in it is lost.",
                "“Restore” in the Trash list brings it back, with status and assignee as they were.",
                "After 30 days in the trash it is deleted for good, with its mails, attachments and comments. Nothing brings it back then.",
                "When the customer writes again, a conversation in the trash returns to the tray by itself.",
            ])],
        },
        Entry {
            id: "folders",
            title: "Folders",
            blocks: &[
                Text("A conversation can be in one folder of its mailbox; everybody shares them."),
                Points(&[
                    "Move it by the folder mark in its row, “Folder” in the bar of selected rows, “Folder” above the conversation, or the key M. A move can be undone.",
                    "Numbers in the navigation count what is unfinished in the folder and below it.",
                    "A folder shows everything in it, finished work as well.",
                ]),
            ],
        },
        Entry {
            id: "snooze",
            title: "Snooze",
            blocks: &[
                Text("What has to wait leaves the tray by “…” → “Snooze”, with a reason if you like."),
                Text("It comes back on top of the tray at its time, or as soon as the customer answers. The list “Snoozed” shows the reason and who it was."),
            ],
        },
        Entry {
            id: "spam",
            title: "Spam",
            blocks: &[
                Text("“…” → “Mark as spam”. What follows in that conversation stays there; new mails of the same sender are not blocked. It is deleted after 30 days; until then it can be restored."),
            ],
        },
    ],
};
