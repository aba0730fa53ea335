//! Chapter of the guide: calls and visits, the notice board.

use crate::help::guide::{
    Block::{Steps, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "logs",
    title: "電話・訪問と掲示板",
    administration: false,
    entries: &[
        Entry {
            id: "note-call",
            title: "電話を記録する",
            blocks: &[
                Text("やりとりを開いているときに電話のボタン（キーボードでは L）を押すと、件名と相手が入った小さな画面が開きます。メモを書いて保存すると、やりとりの履歴にも残ります。"),
                Steps(&[
                    "「電話・訪問履歴」を開き、「電話を記録」または「訪問を記録」を押します。",
                    "相手はアドレス帳から選べます。アドレス帳にない人は、名前を入れます。",
                    "結果と内容を入れて保存します。Ctrl+S でも保存できます。",
                ]),
                Text("一覧は、担当・結果・期間・言葉でしぼり込めます。しぼり込んだ一覧のアドレスは、そのまま同僚に送れます。"),
            ],
        },
        Entry {
            id: "follow-up",
            title: "あとで折り返す",
            blocks: &[
                Text("記録に「対応期限」を入れると、対応する人の「自分の対応予定」に並びます。期限になると処理メールトレイの上に表示され、「対応済みにする」か「1日あとにする」を選べます。期限は通知でもお知らせします。コメントで「@」に続けて名前を書くと、その人に通知が届きます。"),
            ],
        },
        Entry {
            id: "log-settings",
            title: "項目を決める（運用管理者）",
            blocks: &[
                Text("「設定」→「電話・訪問履歴」で、日時の入れ方、結果の選択肢、独自の項目を決められます。「必ず入力する」にした項目は、空のままでは保存できません。"),
            ],
        },
        Entry {
            id: "board",
            title: "掲示板と共有リンク",
            blocks: &[
                Text("「掲示板・リンク」に書いたお知らせは、全員の画面の上に、各自が「読みました」を押すまで表示されます。だれが読んだかは、書いた人と運用管理者に見えます。よく使うページは、共有リンクとして登録できます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "logs",
    title: "Calls, visits and the board",
    administration: false,
    entries: &[
        Entry {
            id: "note-call",
            title: "Noting a call",
            blocks: &[
                Text("In a conversation, press the phone button (L on the keyboard): a small dialog opens that knows the subject and the customer. Write a note and save; the history of the conversation says so, too."),
                Steps(&[
                    "Open “Calls and visits” and press “Note a call” or “Note a visit”.",
                    "Choose whom it was with from the address book, or write a name.",
                    "Fill in the result and your notes, and save. Ctrl+S saves as well.",
                ]),
                Text("Narrow the list by person, result, days and words. The address of a narrowed list can be sent to a colleague."),
            ],
        },
        Entry {
            id: "follow-up",
            title: "Calling back later",
            blocks: &[
                Text("Set “Follow up at” in an entry, and it stands under “My follow-ups” of whoever follows up. When the time comes it is shown above their tray, with “Mark as done” and “Remind me in a day”. It is told as a notification, too. “@” and a name in a comment calls that person."),
            ],
        },
        Entry {
            id: "log-settings",
            title: "Deciding what is asked (operators)",
            blocks: &[
                Text("Under Settings, Calls and visits, decide how entries are dated, which results there are, and add items of your own. Items that must be filled in keep an entry from being saved without them."),
            ],
        },
        Entry {
            id: "board",
            title: "Notice board and shared links",
            blocks: &[
                Text("A notice on “Board and links” stands on top of everybody's screen until they press “I have read it”. Its writer and operators see who has. Pages that all of you use can be kept as shared links."),
            ],
        },
    ],
};
