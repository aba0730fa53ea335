//! Chapter of the guide: Tablet and phone.

use crate::help::guide::{
    Block::{Points, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "touch",
    title: "タブレットとスマートフォン",
    administration: false,
    entries: &[
        Entry {
            id: "small-screens",
            title: "小さい画面での使い方",
            blocks: &[Points(&[
                "スマートフォンでは一度に1つの画面が出ます。下のタブで一覧を切り替え、左上の矢印で一覧へ戻ります。",
                "ほかのメールアプリケーションや設定は、下の「その他」か左上のメニューから開きます。",
                "返信のボタンと送信のボタンは、親指の届く画面の下にあります。",
                "ブラウザーの「ホーム画面に追加」で、アプリのように使えます。インターネットにつながっていない間は、送受信できません。",
            ])],
        },
        Entry {
            id: "long-press",
            title: "長押しで選ぶ",
            blocks: &[Text(
                "一覧の行を長押しすると、その行が選ばれます。続けてほかの行を押すと、選ぶ行を増やしたり減らしたりできます。下に出る操作で、まとめて変えられます。右上の「選択」からも始められます。",
            )],
        },
        Entry {
            id: "swipe",
            title: "行をスワイプする",
            blocks: &[
                Terms(&[
                    ("右へ", "処理済みにします。ごみ箱では元に戻します"),
                    ("左へ", "自分が担当になります"),
                    ("左へ長く", "担当者を選ぶ一覧が開きます"),
                ]),
                Text(
                    "何が起きるかは、行の下に出ます。下線が付いたところで指を離すと実行されます。手前で離せば何も起きません。実行したあとは「元に戻す」が10秒出ます。上下に動かすと、ふつうにスクロールします。",
                ),
            ],
        },
        Entry {
            id: "pull",
            title: "引き下げて受信する",
            blocks: &[Text("一覧のいちばん上で下へ引き下げて離すと、「メール受信」と同じように、すぐに受信します。")],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "touch",
    title: "Tablet and phone",
    administration: false,
    entries: &[
        Entry {
            id: "small-screens",
            title: "On small screens",
            blocks: &[Points(&[
                "A phone shows one thing at a time. The tabs at the bottom change the list; the arrow at the top goes back to it.",
                "Other mailboxes and the settings are under “More” at the bottom, or in the menu at the top.",
                "The buttons to reply and to send are at the bottom, under your thumb.",
                "“Add to Home Screen” of your browser makes it an app. Without the internet nothing can be sent or received.",
            ])],
        },
        Entry {
            id: "long-press",
            title: "Selecting with a long press",
            blocks: &[Text(
                "Press a row of a list for a moment to select it. Tap others to add or remove them. The bar at the bottom changes all of them. “Select” at the top right does the same.",
            )],
        },
        Entry {
            id: "swipe",
            title: "Swiping a row",
            blocks: &[
                Terms(&[
                    ("to the right", "marks it as done; in the trash it restores it"),
                    ("to the left", "assigns it to you"),
                    ("further to the left", "opens the list of people to assign it to"),
                ]),
                Text(
                    "What will happen stands under the row. Let go once it is underlined; let go earlier, and nothing happens. Afterwards “Undo” stays for 10 seconds. Moving up or down scrolls as usual.",
                ),
            ],
        },
        Entry {
            id: "pull",
            title: "Pulling down to receive",
            blocks: &[Text("At the top of a list, pull down and let go: mail is received at once, as with “Get mail”.")],
        },
    ],
};
