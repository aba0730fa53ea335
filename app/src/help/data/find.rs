//! Chapter of the guide: Search.

use crate::help::guide::{
    Block::{Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "find",
    title: "検索",
    administration: false,
    entries: &[
        Entry {
            id: "search",
            title: "ことばで探す",
            blocks: &[
                Text(
                    "検索欄、または / キーで、どの画面からも検索できます。すべてのことばを含むメールか社内コメントが、新しい順に見つかります。件名・本文・差出人・宛先・添付ファイルの名前と中身・コメントが対象です。1〜2文字でも探せ、全角と半角、大文字と小文字、ひらがなとカタカナは区別しません。英単語と数字は単語まるごとで探します。",
                ),
                Text(
                    "見つかるのは閲覧の権限があるものだけで、ごみ箱の中は含みません。結果が多いときは「続きを探す」で古いほうへ進みます。最近の検索はこのブラウザーだけに残り、ログアウトすると消えます。",
                ),
            ],
        },
        Entry {
            id: "search-words",
            title: "条件を付けて探す",
            blocks: &[Terms(&[
                ("\"見積書の再発行\"", "この並びのとおり"),
                ("-自動返信", "含まない"),
                ("差出人:三嶋", "差出人の名前かアドレス"),
                ("宛先:support@", "宛先"),
                ("件名:納期", "件名"),
                ("対象:サポート窓口", "メールアプリケーション"),
                ("状況:未処理,処理中", "処理状況"),
                ("担当:自分", "自分の担当。「担当:なし」も使えます"),
                ("添付:あり", "添付ファイルのあるもの"),
                ("以降:2026-11-01", "この日から。「以前:11/24」「以降:7日前」も使えます"),
            ])],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "find",
    title: "Search",
    administration: false,
    entries: &[
        Entry {
            id: "search",
            title: "Find by words",
            blocks: &[
                Text(
                    "Use the search field, or press / on any page. Found is every mail or comment that holds all the words, newest first: in subject, text, sender, recipients, comments, and the names and contents of attached files. One or two Japanese characters are enough; case, width and kana do not matter; English words and numbers are matched whole.",
                ),
                Text(
                    "Only what you may see is searched, and not the trash. With many results “Search further back” goes on to older mail. Recent searches stay in this browser and are removed when you sign out.",
                ),
            ],
        },
        Entry {
            id: "search-words",
            title: "Narrow it down",
            blocks: &[Terms(&[
                ("\"paid in full\"", "exactly this"),
                ("-newsletter", "without"),
                ("from:smith", "name or address of the sender"),
                ("to:support", "recipients"),
                ("subject:delivery", "subject"),
                ("in:Support", "mailbox"),
                ("status:open,working", "status"),
                ("assignee:me", "assigned to you; also “assignee:none”"),
                ("has:attachment", "with files"),
                ("after:2026-11-01", "from this day on; also “before:11/24”, “after:7d”"),
            ])],
        },
    ],
};
