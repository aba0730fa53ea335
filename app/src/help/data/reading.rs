//! Chapter of the guide: Reading mail.

use crate::help::guide::{
    Block::{Points, Steps, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "reading",
    title: "メールを読む",
    administration: false,
    entries: &[
        Entry {
            id: "views",
            title: "表示形式と、外部の画像",
            blocks: &[Points(&[
                "メールの右上の「詳細」を開くと、テキスト、HTML、ソースを切り替えられます。",
                "外部の画像は読み込みません。読み込むと、開封したことが相手に伝わる場合があるためです。「今回だけ表示」で、そのメールだけ表示できます。",
                "長い引用と署名はたたまれています。「引用を表示」「署名を表示」で開きます。",
            ])],
        },
        Entry {
            id: "charset",
            title: "文字化けしたとき：文字コードを選ぶ",
            blocks: &[
                Text("文字コードの書き方が誤っているメールは、文字化けすることがあります。"),
                Steps(&[
                    "メールの「詳細」を開きます。",
                    "「文字コード」で、書かれている言語の文字コードを選びます。日本語なら ISO-2022-JP、Shift_JIS、EUC-JP、UTF-8 の順に試してください。",
                    "正しく読めたら、そのまま返信できます。「自動」を選ぶと、はじめの判定に戻ります。",
                ]),
                Text("読み方を変えるだけで、届いた原本は変わりません。"),
            ],
        },
        Entry {
            id: "not-delivered",
            title: "届かなかったメール",
            blocks: &[
                Text(
                    "送ったメールが戻ってくると、そのメールの下に「届きませんでした」と、宛先ごとの理由と相手のサーバーの言葉が表示されます。やりとりは未処理に戻り、一覧に印が付きます。",
                ),
                Points(&[
                    "「編集して再送」を押すと、届かなかった宛先だけに送り直せます。",
                    "「配達が遅れています」と表示されたときは、何もしなくても配達が続いています。",
                ]),
            ],
        },
        Entry {
            id: "sender-proof",
            title: "送信元の確認と、なりすましの疑い",
            blocks: &[
                Text("受け取ったメールには「送信元を確認済み」「送信元の証明なし」などの表示が付きます。押すと、何を誰が調べたかを読めます。"),
                Points(&[
                    "社内の人や窓口を名乗るのに本人と確認できないメールには、赤い枠で「なりすましの疑い」と表示されます。ほかのやりとりには加わりません。",
                    "返信や振り込みの前に、本人に電話などで確かめてください。",
                ]),
            ],
        },
        Entry {
            id: "careful-files",
            title: "注意が必要なファイル",
            blocks: &[Text(
                "黄色い枠のファイルは、押すと理由が表示されます。プログラム、拡張子を偽ったもの、マクロの入った文書、中を調べられない圧縮ファイルなどです。送り主に確かめてから保存してください。",
            )],
        },
        Entry {
            id: "printing",
            title: "印刷する",
            blocks: &[Text("メールの見出しにあるプリンターの印で、そのメールだけを印刷できます。やりとり全体は「…」の「印刷」です。")],
        },
        Entry {
            id: "history-of-customer",
            title: "履歴を見る",
            blocks: &[
                Text("やりとりの上の時計の印を押すと、同じお客様とのこれまでのメールが新しい順に並びます。"),
                Text("「スレッド」「顧客」「会社」で範囲を選べ、選んだ範囲は次からもそのままです。各行には、そのメールが届いた時点の担当者が出ます。"),
            ],
        },
        Entry {
            id: "join-and-split",
            title: "まとめる・分ける",
            blocks: &[
                Points(&[
                    "同じ件が二つに分かれて届いたら、一覧で選んで「…」→「1つにまとめる」。",
                    "メールの「…」から、そのメールで分ける、別のやりとりへ移すこともできます。",
                    "あとから履歴の「元に戻す」で、前の状態に戻せます。",
                    "だれかが返信を作成しているあいだは、まとめたり分けたりできません。",
                ]),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "reading",
    title: "Reading mail",
    administration: false,
    entries: &[
        Entry {
            id: "views",
            title: "Views, and remote images",
            blocks: &[Points(&[
                "“Details” at the top right of a mail lets you choose text, HTML or source.",
                "Remote images are not loaded, because loading them may tell the sender that you opened the mail. “Show this time” shows those of one mail.",
                "Long quotes and signatures are folded. Press the line that counts them to read them.",
            ])],
        },
        Entry {
            id: "charset",
            title: "Garbled text: choosing the character set",
            blocks: &[
                Text("A mail that names the wrong character set may come out garbled."),
                Steps(&[
                    "Open “Details” of the mail.",
                    "Under “Character set”, choose one for the language it is written in. For Japanese, try ISO-2022-JP, Shift_JIS, EUC-JP and UTF-8 in this order.",
                    "Once it reads well, reply as usual. “Automatic” goes back to what was found first.",
                ]),
                Text("This changes how the mail is read, never the original."),
            ],
        },
        Entry {
            id: "not-delivered",
            title: "Mail that was not delivered",
            blocks: &[
                Text(
                    "When a mail comes back, “It was not delivered” stands below it with the reason for each recipient and the words of the other server. The conversation is open again and marked in the list.",
                ),
                Points(&[
                    "“Edit and resend” sends it to those alone who did not get it.",
                    "“Delivery is delayed” needs nothing from you: the servers keep trying.",
                ]),
            ],
        },
        Entry {
            id: "sender-proof",
            title: "Checks of senders, and possible impersonation",
            blocks: &[
                Text("Every received mail shows whether its sender is proved. Press the mark to read what was checked and by whom."),
                Points(&[
                    "A mail that bears the name or address of one of us and is not proved has a red frame. It is not added to any other conversation.",
                    "Ask the person directly before you answer or pay.",
                ]),
            ],
        },
        Entry {
            id: "careful-files",
            title: "Files that need care",
            blocks: &[Text(
                "Files in a yellow frame tell why when you press them: programs, disguised endings, documents with macros, archives that cannot be looked into. Ask the sender before you save them.",
            )],
        },
        Entry {
            id: "printing",
            title: "Print",
            blocks: &[Text(
                "The printer sign in the head of a mail prints that mail only; “Print” in the “…” menu prints the whole conversation.",
            )],
        },
        Entry {
            id: "history-of-customer",
            title: "Show history",
            blocks: &[
                Text("The clock above a conversation lists earlier mails with the same customer, the newest first."),
                Text("Choose thread, customer or company; the choice stays. Each line tells who was the assignee when that mail came."),
            ],
        },
        Entry {
            id: "join-and-split",
            title: "Join and split",
            blocks: &[
                Points(&[
                    "Tick conversations about the same thing and choose “…” → “Join”.",
                    "The “…” of a mail splits the conversation there, or moves the mail to another one.",
                    "“Undo” in the history puts everything back later.",
                    "While somebody writes a reply, nothing of it can be joined or split.",
                ]),
            ],
        },
    ],
};
