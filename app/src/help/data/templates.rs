//! Chapter of the guide: Templates and reserved words.

use crate::help::guide::{
    Block::{Points, Steps, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "templates",
    title: "テンプレートと予約語",
    administration: false,
    entries: &[
        Entry {
            id: "insert-template",
            title: "テンプレートを差し込む",
            blocks: &[
                Steps(&[
                    "返信の作成中に「テンプレート」を押します（Alt+T）。行のはじめや空白のあとで「/」を入力しても開きます。",
                    "名前・フォルダ・件名の一部を入力し、矢印キーで選びます。右下に、このお客様に差し込んだときの文面が出ます。",
                    "Enter か「差し込む」で本文に入ります。件名は空のときだけ入ります。CC・BCC と添付ファイルも足されます。",
                ]),
                Text("差し込まれるのは、いつも公開中のいちばん新しい版です。選んでいる間にほかの人が新しい版を公開しても、古い版は入りません。「/」を文字として使いたいときは Esc を押します。"),
            ],
        },
        Entry {
            id: "filled-words",
            title: "差し込まれた予約語と空欄",
            blocks: &[
                Text("差し込まれた名前や日付は、書き直すまで色で示され、本文の下に一覧が出ます。わからなかったものは「空欄」と出ます。「その場所へ」で本文のその場所に移れます。"),
                Text("空欄や差し込めない予約語が残っていると、送信の前に一度たずねます。"),
            ],
        },
        Entry {
            id: "words-list",
            title: "使える予約語",
            blocks: &[
                Points(&[
                    "%Customer%（お客様の名前）、%CustomerLastName%（姓）: アドレス帳の名前。なければ、相手のメールの差出人名です。",
                    "%Company%（会社）、%Section%（部課）、%item:項目名%（アドレス帳の項目）: アドレス帳にあるときに入ります。",
                    "%User%、%UserLastName%、%UserMail%: 書いている人。%Mailbox%: メールアプリケーション。%Subject%: 件名。",
                    "%Date%、%Time%、%Year%、%Month%、%Day%、%Weekday%: 差し込んだ日時。",
                ]),
                Text("テンプレート、署名、自動設定の返信で使えます。入力欄で % を入力すると、アドレス帳の項目も含めて候補が出ます。空欄のときの言葉は、%Customer|お客様% のように書けます。自動設定の返信では、わからない予約語は空になります。"),
            ],
        },
        Entry {
            id: "make-template",
            title: "テンプレートを作る・直す",
            blocks: &[
                Steps(&[
                    "左の「テンプレート」で「新しいテンプレート」を押し、名前と使える人を決めます。",
                    "件名と本文を書きます。「見本の相手」を選ぶと、差し込み後の見え方を確かめられます。",
                    "「公開」を押すと使えるようになります。直すときは変更の説明を書いて公開します。使う人の一覧に「新版」と出ます。",
                ]),
                Points(&[
                    "「下書きに保存」した内容は、公開するまでだれのメールにも使われません。",
                    "「版」から前の版を見たり、下書きに写したりできます。",
                    "使わなくなったものは「しまう」と選べなくなります。いつでも元にもどせます。",
                    "ほかの人が先に変更したときは知らせが出ます。書いた内容は消えません。",
                ]),
            ],
        },
        Entry {
            id: "save-as-template",
            title: "書いたメールをテンプレートにする",
            blocks: &[Text("送ったメールの「その他」か、差し込み画面の「テンプレートとして保存」を押すと、お客様の文章を除いた部分がテンプレートの下書きになります。")],
        },
        Entry {
            id: "template-csv",
            title: "CSV で書き出す・読み込む",
            blocks: &[Text("テンプレートの「CSV」から、公開中のテンプレートを表にできます。読み込むときは、先に何が変わるかを表示します。同じ内容の行は何も変えません。")],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "templates",
    title: "Templates and reserved words",
    administration: false,
    entries: &[
        Entry {
            id: "insert-template",
            title: "Inserting a template",
            blocks: &[
                Steps(&[
                    "While you write, press “Template” (Alt+T), or type “/” at the beginning of a line or after a blank.",
                    "Type part of its name, folder or subject, and choose with the arrow keys. You see how it reads for this customer.",
                    "Enter or “Insert” puts it into the text. The subject only where there is none; CC, BCC and attachments are added.",
                ]),
                Text("What comes in is always the newest published version, even when a colleague publishes it while you are choosing. Press Escape if you want the slash itself."),
            ],
        },
        Entry {
            id: "filled-words",
            title: "What was filled in, and blanks",
            blocks: &[
                Text("Names and dates that were filled in are coloured until you edit them, and listed below the text. What nobody knows is shown as “blank”; “Go there” leads to the place."),
                Text("If a blank or a word that cannot be filled is left, you are asked once before the mail is sent."),
            ],
        },
        Entry {
            id: "words-list",
            title: "The reserved words",
            blocks: &[
                Points(&[
                    "%Customer% and %CustomerLastName%: the name in the address book, or else the name the customer writes under.",
                    "%Company%, %Section% and %item:NAME% (an item of the address book): where the address book has them.",
                    "%User%, %UserLastName%, %UserMail%: whoever writes. %Mailbox%: the mailbox. %Subject%: the subject.",
                    "%Date%, %Time%, %Year%, %Month%, %Day%, %Weekday%: the moment of inserting.",
                ]),
                Text("They work in templates, signatures and answers by rule. Type % in the text to be offered them, items of the address book among them. What stands for a blank is written like %Customer|customer%. In answers by rule, words nobody knows are left out."),
            ],
        },
        Entry {
            id: "make-template",
            title: "Making and changing templates",
            blocks: &[
                Steps(&[
                    "Under “Templates” on the left press “New template”, name it, and say who uses it.",
                    "Write subject and text. Choose somebody of the address book to see how it will read.",
                    "“Publish” puts it into use. When you change it, say what changed: everybody who uses it sees that it is new.",
                ]),
                Points(&[
                    "What you “Save as draft” is used in nobody’s mail until it is published.",
                    "“Versions” shows earlier ones and copies them into the draft.",
                    "What is no longer needed is put away: nobody can choose it. It can be brought back.",
                    "If somebody else changes it first, you are told, and what you wrote stays.",
                ]),
            ],
        },
        Entry {
            id: "save-as-template",
            title: "Making a template of a mail",
            blocks: &[Text("“Save as template” in the menu of a mail you sent, or where templates are inserted, keeps what you wrote, without the customer’s words, as the draft of a template.")],
        },
        Entry {
            id: "template-csv",
            title: "CSV export and import",
            blocks: &[Text("“CSV” on the desk of templates makes a table of those in use. An import shows first what it would change. Lines that say the same change nothing.")],
        },
    ],
};
