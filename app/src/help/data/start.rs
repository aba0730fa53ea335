//! Chapter of the guide: The first day.

use crate::help::guide::{
    Block::{Points, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "start",
    title: "はじめての日",
    administration: false,
    entries: &[
        Entry {
            id: "first-steps",
            title: "はじめての案内",
            blocks: &[Text(
                "はじめてログインすると、届いたメールを処理するまでの流れを4つの画面で案内します。「案内を閉じる」か Esc でいつでも閉じられ、もう一度出ることはありません。このページの「はじめての案内を見る」から、何度でも見られます。",
            )],
        },
        Entry {
            id: "own-settings",
            title: "自分の設定",
            blocks: &[
                Text("左下の名前を押すと、「個人設定」が開けます。はじめに次のことを確かめてください。"),
                Points(&[
                    "画面の言語とタイムゾーン。日時はこのタイムゾーンで表示されます。",
                    "署名。自分が書くメールの終わりに付きます。",
                    "送信の取り消しを待つ時間。送信を押したあと、この秒数の間は取り消せます。",
                    "文字キーのショートカット。使わない人はオフにできます。どの端末でも同じになります。",
                ]),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "start",
    title: "The first day",
    administration: false,
    entries: &[
        Entry {
            id: "first-steps",
            title: "First steps",
            blocks: &[Text(
                "When you sign in for the first time, four stops show you the way from a new mail to a finished one. “Skip” or Esc ends them at any time, and they do not come by themselves again. “Take the tour” on this page starts them as often as you like.",
            )],
        },
        Entry {
            id: "own-settings",
            title: "Your own settings",
            blocks: &[
                Text("Press your name at the bottom left to open “Personal settings”. Look at these first."),
                Points(&[
                    "Language and time zone. Times are shown in this zone.",
                    "Signature. It goes under the mails you write.",
                    "Time to undo sending. For so many seconds after you press send, you can take it back.",
                    "Single-key shortcuts. Switch them off if you do not use them; it holds on all your devices.",
                ]),
            ],
        },
    ],
};
