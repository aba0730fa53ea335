//! Chapter of the guide: Internal comments.

use crate::help::guide::{
    Block::Points,
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "comments",
    title: "社内コメント",
    administration: false,
    entries: &[Entry {
        id: "comment",
        title: "コメントを書く",
        blocks: &[Points(&[
            "やりとりのいちばん下の黄色い欄に書きます（N キー）。「書き込む」か Ctrl+Enter で残ります。",
            "コメントは社内だけのものです。お客様に送られることはありません。",
            "書いた本人だけが、直したり削除したりできます。",
            "書きかけは、ほかのやりとりを開いても、読み込み直しても、そのタブに残ります。",
        ])],
    }],
};

pub const ENGLISH: Chapter = Chapter {
    id: "comments",
    title: "Internal comments",
    administration: false,
    entries: &[Entry {
        id: "comment",
        title: "Writing a comment",
        blocks: &[Points(&[
            "Write in the yellow field at the bottom of a conversation (N). “Post” or Ctrl+Enter keeps it.",
            "Comments are for your team only. They are never sent to the customer.",
            "Only its author can change or delete a comment.",
            "What you have not posted stays in the tab, through other conversations and reloads.",
        ])],
    }],
};
