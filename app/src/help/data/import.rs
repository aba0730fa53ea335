//! Chapter of the guide: mail of earlier years.

use crate::help::guide::{
    Block::{Steps, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "import",
    title: "過去のメールの取り込み",
    administration: true,
    entries: &[
        Entry {
            id: "import-how",
            title: "取り込みの流れ",
            blocks: &[
                Text("これまで使っていたメールソフトやサービスのメールを、日付・差出人・添付ファイル・やりとりのつながりを保ったまま取り込めます。取り込んでも、通知・自動返信・転送は行われず、いま対応中のやりとりの処理状況や担当者も変わりません。"),
                Steps(&[
                    "「設定」→「メールアプリケーション」で「取り込み」を押し、取り込み元を選びます。",
                    "件数、期間、おもな差出人が表示されます。この時点では、まだ何も取り込まれていません。",
                    "処理状況、担当者、フォルダ、期間を決めて「取り込みを始める」を押します。画面を閉じても続きます。",
                ]),
                Text("同じファイルをもう一度取り込んでも、メールが二重になることはありません。受信済みのメールも取り込まれません。読めないメールは「取り込めなかったメール」に残り、ほかのメールの取り込みは続きます。"),
            ],
        },
        Entry {
            id: "import-thunderbird",
            title: "Thunderbird から",
            blocks: &[
                Text("Thunderbird の「ヘルプ」→「トラブルシューティング情報」で「プロファイルフォルダー」を開き、その中の「Mail」または「ImapMail」フォルダを zip にまとめて、ファイルとして選んでください。フォルダの構成もそのまま取り込めます。"),
            ],
        },
        Entry {
            id: "import-outlook",
            title: "Outlook から",
            blocks: &[
                Text("Outlook の pst ファイルは直接読み込めません。メールサーバーにメールが残っている場合は、取り込み元に「ほかのメールサーバー（IMAP）」を選ぶのが確実です。残っていない場合は、Thunderbird に取り込んでから、上の手順で zip にしてください。"),
            ],
        },
        Entry {
            id: "import-gmail",
            title: "Gmail から",
            blocks: &[
                Text("Google データ エクスポート（Takeout）で「メール」を書き出し、受け取った zip をそのまま選んでください。迷惑メールとゴミ箱も含まれるため、不要なときは書き出すラベルを選んでください。"),
            ],
        },
        Entry {
            id: "import-mailwise",
            title: "ほかのメール共有システムから",
            blocks: &[
                Text("メールワイズなどでは、メールを eml ファイルとして書き出し、フォルダごと zip にまとめて選んでください。10 GB より大きいときは、サーバーのデータフォルダに「import」フォルダを作ってその中に置くと、取り込み元として選べます。"),
            ],
        },
        Entry {
            id: "import-undo",
            title: "取り消す",
            blocks: &[
                Text("「これまでの取り込み」の「取り消す」で、その取り込みで始まったやりとりを、まとめてごみ箱へ移動できます。そのあと返信やコメントが加わったものは残ります。取り消したあとは、条件を変えて同じファイルを取り込み直せます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "import",
    title: "Importing earlier mail",
    administration: true,
    entries: &[
        Entry {
            id: "import-how",
            title: "How an import goes",
            blocks: &[
                Text("Mail of the program or service that you used before comes in with its dates, senders, attachments and threads. Nobody is notified, nothing is answered or forwarded, and conversations you are working on keep their status and their assignee."),
                Steps(&[
                    "Press “Import” under Settings, Mailboxes, and choose a source.",
                    "You see how many mails there are, from when, and from whom. Nothing has been taken in yet.",
                    "Decide about status, assignee, folder and period, and press “Start the import”. It goes on when you leave the page.",
                ]),
                Text("Importing the same file again doubles nothing, and what was received before is left out. A mail that cannot be read is kept under “Mail not taken in” while the others go on."),
            ],
        },
        Entry {
            id: "import-thunderbird",
            title: "From Thunderbird",
            blocks: &[
                Text("Open the profile folder under Help, Troubleshooting Information, pack its folder “Mail” or “ImapMail” as zip, and choose that file. The folders come along."),
            ],
        },
        Entry {
            id: "import-outlook",
            title: "From Outlook",
            blocks: &[
                Text("Files of Outlook (pst) cannot be read. Where the mail is still on its server, choose “Another mail server (IMAP)”: that is the surest way. Otherwise import it into Thunderbird first, and go on as above."),
            ],
        },
        Entry {
            id: "import-gmail",
            title: "From Gmail",
            blocks: &[
                Text("Export “Mail” with Google Takeout and choose the zip as it comes. Spam and trash are in it: choose the labels to export if you do not want them."),
            ],
        },
        Entry {
            id: "import-mailwise",
            title: "From another shared mailbox",
            blocks: &[
                Text("From Mailwise and its like, export mails as eml files and pack their folder as zip. More than 10 GB go into a folder “import” in the server’s data folder, from where you can choose them."),
            ],
        },
        Entry {
            id: "import-undo",
            title: "Taking it back",
            blocks: &[
                Text("“Take back” beside an earlier import moves all conversations that it began to the trash, except those that were answered or commented on since. After that the same file can be imported again with other choices."),
            ],
        },
    ],
};
