//! Chapter of the guide: Looking after the server.

use crate::help::guide::{
    Block::{Command, Points, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "server",
    title: "サーバーの管理",
    administration: true,
    entries: &[
        Entry {
            id: "backup",
            title: "バックアップと secret.key",
            blocks: &[Points(&[
                "データのフォルダ（はじめは data）を丸ごとバックアップします。メールの原本、添付ファイル、SQLite のデータベース（madoguchi.db）が入っています。いちばん確実なのは、プログラムを止めてから写すことです。",
                "secret.key は、メールサーバーのパスワードを開く鍵です。なくすと、すべてのアカウントのパスワードを入れ直すことになります。人の目に触れない場所にも1つ写しを置いてください。",
                "PostgreSQL を使うときは、データのフォルダのほかに、データベースも pg_dump などで写します。",
                "ときどき、別の場所に戻して開けるかどうかを試してください。",
            ])],
        },
        Entry {
            id: "postgresql",
            title: "PostgreSQL を使う",
            blocks: &[
                Text(
                    "ふつうは SQLite で十分です。サーバーを分けたいときなどは、起動のときに PostgreSQL を指定します。表は自動で作られます。SQLite のデータは自動では移りません。",
                ),
                Command("madoguchi serve --database postgres://USER:PASSWORD@HOST/NAME"),
                Text("パスワードを人に見せないためには、環境変数 MADOGUCHI_DATABASE か設定ファイルに書きます。"),
            ],
        },
        Entry {
            id: "proxy",
            title: "https と外からのアドレス",
            blocks: &[Text(
                "リバースプロキシの後ろで使うときは、public_url に https のアドレスを、trusted_proxies にプロキシのアドレスを書きます。招待リンクと安全な Cookie に使われます。",
            )],
        },
        Entry {
            id: "doctor",
            title: "おかしいと思ったら madoguchi doctor",
            blocks: &[
                Text(
                    "データのフォルダ、鍵、データベース、時計、すべてのアカウントの受信と送信を調べ、直し方を言います。本番と同じ設定で動かしてください。",
                ),
                Command("madoguchi doctor"),
                Text("画面に「問題が起きました（K7Q2）」のような番号が出たときは、同じ番号をログで探すと原因が書いてあります。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "server",
    title: "Looking after the server",
    administration: true,
    entries: &[
        Entry {
            id: "backup",
            title: "Backup and secret.key",
            blocks: &[Points(&[
                "Back up the data folder as a whole (data, unless you changed it). It holds the original mails, the attachments and the SQLite database (madoguchi.db). Stopping the program before you copy is the surest way.",
                "secret.key opens the passwords of the mail servers. Without it, every account needs its password entered again. Keep one more copy where nobody else can read it.",
                "With PostgreSQL, copy the database as well, with pg_dump for example.",
                "Now and then, restore it somewhere else and see whether it opens.",
            ])],
        },
        Entry {
            id: "postgresql",
            title: "Using PostgreSQL",
            blocks: &[
                Text(
                    "SQLite is enough for most teams. To keep the database on another server, name it when starting the program. The tables are made by themselves. Data in SQLite does not move over by itself.",
                ),
                Command("madoguchi serve --database postgres://USER:PASSWORD@HOST/NAME"),
                Text("To keep the password out of sight, put it into the environment variable MADOGUCHI_DATABASE or the configuration file."),
            ],
        },
        Entry {
            id: "proxy",
            title: "https and the address from outside",
            blocks: &[Text(
                "Behind a reverse proxy, set public_url to the https address and name the proxy in trusted_proxies. Invitation links and secure cookies depend on them.",
            )],
        },
        Entry {
            id: "doctor",
            title: "Something is wrong: madoguchi doctor",
            blocks: &[
                Text(
                    "It checks the data folder, the key, the database, the clock, and receiving and sending of every account, and says what to do. Run it with the same settings as the program.",
                ),
                Command("madoguchi doctor"),
                Text(
                    "If the screen shows a code such as “Something went wrong (K7Q2)”, look for that code in the log: the cause stands beside it.",
                ),
            ],
        },
    ],
};
