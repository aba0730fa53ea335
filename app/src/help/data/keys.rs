//! Chapter of the guide: Keyboard.

use crate::help::guide::{
    Block::{Points, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "keys",
    title: "キーボード",
    administration: false,
    entries: &[
        Entry {
            id: "keys-list",
            title: "一覧と読むとき",
            blocks: &[Terms(&[
                ("J / K", "次へ / 前へ"),
                ("Enter", "開く"),
                ("U", "一覧へ戻る"),
                ("X", "選択する、外す"),
                ("Shift+J / Shift+K", "選択しながら移動"),
                ("Ctrl+A / Esc", "すべて選択 / 選択を解除"),
                ("E", "処理済みにする"),
                ("Z", "直前の操作を元に戻す。送信の取り消しも"),
                ("A / V / S / P", "担当者 / 確認者 / 処理状況 / 優先度を変える"),
                ("#", "ごみ箱へ"),
                ("Ctrl+K", "コマンドパレット。何でもさがせます"),
                ("?", "すべてのキーの一覧。このページへもここから行けます"),
            ])],
        },
        Entry {
            id: "keys-write",
            title: "書くとき",
            blocks: &[
                Terms(&[
                    ("R / Shift+R / F", "返信 / 全員に返信 / 転送"),
                    ("C", "新規メール"),
                    ("N", "社内コメント"),
                    ("L", "電話を記録"),
                    ("Ctrl+Enter", "送信する。コメントの欄では書き込む"),
                ]),
                Text(
                    "Mac では Ctrl の代わりに ⌘ も使えます。文字を入力している間は、1文字のキーは働きません。かな漢字変換の確定の Enter で送信されることはありません。",
                ),
            ],
        },
        Entry {
            id: "palette",
            title: "コマンドパレット（Ctrl+K）",
            blocks: &[
                Text(
                    "操作、一覧、メンバー、やりとり、使い方、設定を、1つの欄でさがせます。マウスや指では、左下の名前の隣の稲妻の印から開きます。",
                ),
                Points(&[
                    "「処理」「しょり」「shori」のどれでも見つかります。全角と半角、ひらがなとカタカナ、ローマ字のちがいは気にせずに入力できます。",
                    "選択している行があればそれらに、なければ開いているやりとりに対して働きます。",
                    "担当者は「担当者」と名前で、処理状況は「処理状況」と名前で選べます。",
                    "件名や差出人の一部を入れると、最近のやりとりが8件まで出ます。#と番号でもさがせます。",
                    "↑ ↓ で選び、Enter で決めます。Esc で閉じると、元の場所に戻ります。最近使ったものが上に来ます。",
                ]),
            ],
        },
        Entry {
            id: "keys-go",
            title: "移動するキー",
            blocks: &[Terms(&[
                ("G のあとに T / M / U", "処理メールトレイ / 自分の担当 / 担当者なし"),
                ("G のあとに A / S / D / X", "すべてのメール / 送信済み / 下書き / ごみ箱"),
                ("G のあとに 1〜9", "その順番のメールアプリケーション"),
                ("G のあとに P / H", "個人設定 / 使い方"),
                ("/", "検索の欄へ"),
                ("F6 / Shift+F6", "次の領域 / 前の領域"),
            ])],
        },
        Entry {
            id: "keys-off",
            title: "文字キーをオフにする",
            blocks: &[Text(
                "音声入力を使う人や、意図しないキーが入りやすい人は、個人設定の「文字キーのショートカットを使う」をオフにしてください。1文字のキーは何もしなくなり、Ctrl を使う組み合わせと Tab、Enter、矢印はそのまま使えます。設定はどの端末でも有効です。",
            )],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "keys",
    title: "Keyboard",
    administration: false,
    entries: &[
        Entry {
            id: "keys-list",
            title: "In lists and while reading",
            blocks: &[Terms(&[
                ("J / K", "next / previous"),
                ("Enter", "open"),
                ("U", "back to the list"),
                ("X", "select, or not"),
                ("Shift+J / Shift+K", "move and select"),
                ("Ctrl+A / Esc", "select all / clear the selection"),
                ("E", "mark as done"),
                ("Z", "undo what you just did, a send as well"),
                ("A / V / S / P", "change assignee / confirmer / status / priority"),
                ("#", "move to trash"),
                ("Ctrl+K", "the command palette, which finds anything"),
                ("?", "the list of all keys, which leads to this page too"),
            ])],
        },
        Entry {
            id: "keys-write",
            title: "While writing",
            blocks: &[
                Terms(&[
                    ("R / Shift+R / F", "reply / reply to all / forward"),
                    ("C", "new mail"),
                    ("N", "internal comment"),
                    ("L", "note a call"),
                    ("Ctrl+Enter", "send; in a comment: post"),
                ]),
                Text(
                    "On a Mac, ⌘ works as well as Ctrl. Single keys do nothing while you type. The Enter that confirms Japanese input never sends.",
                ),
            ],
        },
        Entry {
            id: "palette",
            title: "The command palette (Ctrl+K)",
            blocks: &[
                Text(
                    "One field finds actions, lists, people, conversations, help and settings. With a mouse or a finger, open it by the flash beside your name at the bottom left.",
                ),
                Points(&[
                    "Japanese words are found by kanji, kana or Latin letters; upper and lower case, full and half width make no difference.",
                    "It acts on the rows you have selected, or else on the conversation that is open.",
                    "Type “assign” and a name to choose the assignee, “status” and a name to change the status.",
                    "A piece of a subject or a sender finds up to 8 recent conversations. # and a number does, too.",
                    "↑ ↓ choose, Enter decides. Esc closes it, and you are back where you were. What you used last comes first.",
                ]),
            ],
        },
        Entry {
            id: "keys-go",
            title: "Keys that go somewhere",
            blocks: &[Terms(&[
                ("G, then T / M / U", "tray / assigned to me / unassigned"),
                ("G, then A / S / D / X", "all mail / sent / drafts / trash"),
                ("G, then 1 to 9", "the mailbox at that place"),
                ("G, then P / H", "personal settings / help"),
                ("/", "the search field"),
                ("F6 / Shift+F6", "next pane / previous pane"),
            ])],
        },
        Entry {
            id: "keys-off",
            title: "Switching single keys off",
            blocks: &[Text(
                "If you speak to your computer, or keys get pressed that you did not mean, switch off “Use single-key shortcuts” in your personal settings. Single keys then do nothing; combinations with Ctrl, and Tab, Enter and the arrows still work. It holds on all your devices.",
            )],
        },
    ],
};
