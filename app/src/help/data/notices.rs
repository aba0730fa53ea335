//! Chapter of the guide: Notifications.

use crate::help::guide::{
    Block::Text,
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "notices",
    title: "通知",
    administration: false,
    entries: &[
        Entry {
            id: "bell",
            title: "ベル",
            blocks: &[
                Text("ベルの数字は、まだ見ていない通知の数です。通知を押すとその場所が開き、見たことになります。コメントで「@」に続けて名前を書くと、その人に通知が届きます。自分がしたことは通知されません。"),
                Text("やりとりのほかに、一斉配信（確認の依頼と結果、完了、停止）、テンプレートの新しい版、電話・訪問のコメントと対応期限、メールの取り込みの終わり、受信できないアカウント（運用管理者）もお知らせします。テンプレートの新しい版は、見るまで1行にまとまります。"),
            ],
        },
        Entry {
            id: "ways",
            title: "メールとプッシュ",
            blocks: &[
                Text("「設定」→「通知」で、できごとごとに画面・メール・プッシュを選べます。通知しない時間帯も決められます。スマートフォンで受け取るには、その端末で「この端末で受け取る」を押してください（iPhone・iPad は先にホーム画面に追加します）。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "notices",
    title: "Notifications",
    administration: false,
    entries: &[
        Entry {
            id: "bell",
            title: "The bell",
            blocks: &[
                Text("The number at the bell is what you have not read. A notification leads to its place and counts as read then. “@” and a name in a comment calls that person. What you do yourself is not told to you."),
                Text("Besides conversations you hear of bulk mail (checks and what came of them, its end, its stops), new versions of templates, comments and follow-ups of calls and visits, the end of an import, and accounts that fail (for operators). New versions of a template are one line until you have seen it."),
            ],
        },
        Entry {
            id: "ways",
            title: "Email and push",
            blocks: &[
                Text("Choose the ways event by event under Settings, Notifications, and when nothing is to reach you. To hear on a phone, press “Switch on here” on that phone (on iPhone and iPad add Madoguchi to the home screen first)."),
            ],
        },
    ],
};
