//! Chapter of the guide: Without a network.

use crate::help::guide::{
    Block::{Points, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "no-network",
    title: "ネットワークがないとき",
    administration: false,
    entries: &[
        Entry {
            id: "offline",
            title: "オフラインで使う",
            blocks: &[
                Text(
                    "つながらないときは、上の帯に「オフラインです」と表示されます。最後に見た一覧と、この端末で開いたやりとり（最近の200件まで）を読めます。",
                ),
                Points(&[
                    "社内コメント、処理状況や担当者の変更、返信は「送信待ちの操作」に並び、つながると上から順に1回だけ送られます。",
                    "返信は送る直前に、ほかの人の返信や新しいメールがないかを確かめ、あれば送らずに下書きに残します。",
                    "「送れませんでした」と出たものは、内容を確かめて「このまま実行する」か「取りやめる」を選びます。",
                ]),
                Text(
                    "ログアウトすると、端末に保存した内容と送信待ちの操作はすべて消えます。添付ファイル、メール受信、検索、設定は、つながっているときだけ使えます。",
                ),
            ],
        },
        Entry {
            id: "installed",
            title: "アプリとして使う",
            blocks: &[Text(
                "入れたアプリのアイコンには、自分の担当と担当者なしの件数が出ます。ほかのアプリの「共有」で Madoguchi を選ぶと、その文章で新規メールが始まります。",
            )],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "no-network",
    title: "Without a network",
    administration: false,
    entries: &[
        Entry {
            id: "offline",
            title: "Working offline",
            blocks: &[
                Text(
                    "When the server cannot be reached, a strip says “You are offline”. You can read the lists as you last saw them and the conversations that you opened on this device (the latest 200).",
                ),
                Points(&[
                    "Internal comments, changes of status or assignee, and replies wait under “Waiting to be sent” and go out once, in order, when you are online.",
                    "Before a reply goes out it is checked that nobody has answered and no new mail has come; otherwise it becomes a draft.",
                    "For what says “Not sent”, look at the conversation and choose “Do it anyway” or “Discard”.",
                ]),
                Text(
                    "Signing out deletes everything that this device keeps, including what waits. Attachments, receiving, searching and settings need a network.",
                ),
            ],
        },
        Entry {
            id: "installed",
            title: "The installed app",
            blocks: &[Text(
                "Its icon shows how many conversations are yours or unassigned. Choose Madoguchi under “Share” in another app to begin a new mail with that text.",
            )],
        },
    ],
};
