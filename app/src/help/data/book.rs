//! Chapter of the guide: The address book.

use crate::help::guide::{
    Block::{Points, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "book",
    title: "アドレス帳",
    administration: false,
    entries: &[
        Entry {
            id: "find-entry",
            title: "会社や人を探す",
            blocks: &[Points(&[
                "ナビゲーションの「アドレス帳」を開き、会社・人・グループを切り替えます。一覧は読みの五十音順です。",
                "名前、読み（ひらがな・ローマ字）、会社、コード、電話番号（下4けたでも）、メールアドレスで探せます。",
                "会社を開くと、その会社の人と会社の項目、対応履歴が見られます。人を開くと、連絡先と、その人のすべてのアドレスとのメールが新しい順に並びます。",
            ])],
        },
        Entry {
            id: "register-sender",
            title: "差出人を登録する",
            blocks: &[Points(&[
                "アドレス帳にない人からのメールには、件名の下に「アドレス帳にない差出人」と表示されます。「登録」を押すと、名前とアドレスの入ったカードが開きます。",
                "同じドメインのアドレスを持つ会社があれば、候補として表示されます。アドレス帳にない会社は、会社名を入れると一緒に登録されます。",
                "登録すると、そのアドレスとの過去のメールもすぐにカードの対応履歴に並びます。",
            ])],
        },
        Entry {
            id: "edit-entry",
            title: "カードを直す、削除する",
            blocks: &[Points(&[
                "「編集」で直します。メールアドレスは1行に1つ入れ、先頭のものが宛先に使われます。",
                "編集しているあいだにほかの人が変更したときは、保存の前に知らせます。入力した内容は残ります。",
                "「一斉配信を停止する」を付けた人には、一斉配信を送りません。いつ、どのように停止したかがカードに残ります。",
                "「削除」のあとは、表示される「元に戻す」で戻せます。メールは消えません。",
            ])],
        },
        Entry {
            id: "book-csv",
            title: "CSVやvCardで取り込む、書き出す",
            blocks: &[
                Text("アドレス帳の上にある「ファイル」から使います。"),
                Points(&[
                    "取り込む前に、新規・上書き・変更なし・エラーを行ごとに確認できます。それまでは何も変わりません。",
                    "会社は会社コードが同じときに、人は顧客コードかメールアドレスが同じときに上書きします。コードのない会社は、コードのない同じ名前の会社として扱います。",
                    "スマートフォンやOutlook、Googleの連絡先（vCard）も取り込めます。読みも入り、アドレス帳にない会社は一緒に登録されます。カードに書かれていない項目は、いまの内容のまま残ります。",
                    "取り込みは30日以内なら取り消せます。追加したカードはゴミ箱に入り、上書きしたカードは元に戻ります。あとから変更されたカードはそのまま残ります。",
                    "列の対応は選び直せます。同じ見出しのファイルでは、次回も同じ対応を使います。",
                    "書き出したファイルは、Excelでそのまま開けます。もう一度取り込んでも、何も変わりません。",
                ]),
            ],
        },
        Entry {
            id: "book-filters",
            title: "項目でしぼり込む、ファイルを添付する",
            blocks: &[Points(&[
                "一覧の「項目でしぼり込む」で、独自の項目の値をもつ会社や人だけを表示できます。条件は3つまで重ねられ、URLにも残ります。",
                "カードには、名刺や契約書などのファイルを20個まで添付できます。",
                "トレイなどの一覧では、アドレス帳にない差出人に印が付きます。",
            ])],
        },
        Entry {
            id: "book-erase",
            title: "個人データの書き出しと消去（システム管理者）",
            blocks: &[Points(&[
                "人のカードの「その他の操作」から、その人のカード、メール（.eml）、電話・訪問、一斉配信、ファイルを1つのZIPに書き出せます。",
                "「個人データを消去」では、なくなるものと残るものを確認し、名前を入力して実行します。元に戻せません。",
                "メールは業務の記録として残し名前とアドレスを伏せるか、その人とのやりとりごと削除するかを選びます。伏せたメールの原本と、その人とのメールの添付ファイルは、1日後にディスクからも消えます。ほかの人とのメールの添付ファイルの中身と、メールサーバーに残るメールは、ここからは消せません。",
                "メールが多いときは、カードを消したあとも続き、アドレス帳の上に進み具合が表示されます。途中でプログラムが止まっても、起動すると続きから行います。",
                "配信停止の記録は、二度と送らないためにアドレスだけ残ります。消去したことは監査ログに記録されます。",
            ])],
        },
        Entry {
            id: "book-items",
            title: "項目を増やす（運用管理者）",
            blocks: &[Points(&[
                "設定の「アドレス帳の項目」で、会社と人のそれぞれに項目を追加できます。文字、数値、日付、メニュー、複数選択、社内の人、URLから選びます。",
                "必須、重複不可、一覧の列（3つまで）を選べます。項目はCSVにも入ります。",
            ])],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "book",
    title: "The address book",
    administration: false,
    entries: &[
        Entry {
            id: "find-entry",
            title: "Finding companies and people",
            blocks: &[Points(&[
                "Open “Address book” in the navigation and choose companies, people or groups. Lists are sorted by reading.",
                "Find by name, reading (hiragana or romaji), company, code, phone number (its last digits will do) or mail address.",
                "A company shows its people, its items and its history. A person shows how to reach them, and the mails with all of their addresses, newest first.",
            ])],
        },
        Entry {
            id: "register-sender",
            title: "Registering a sender",
            blocks: &[Points(&[
                "A mail from somebody new says “Not in the address book” below its subject. “Register” opens a card with name and address filled in.",
                "Companies whose people have addresses of the same domain are proposed. A company that is not there yet is added along when you type its name.",
                "Once registered, earlier mails of that address stand in the history of the card at once.",
            ])],
        },
        Entry {
            id: "edit-entry",
            title: "Changing and deleting cards",
            blocks: &[Points(&[
                "“Edit” changes a card. Put one mail address on each line; the first one is written to.",
                "If somebody else changed the card meanwhile you are told before anything is saved. What you typed stays.",
                "People with “No bulk mail” get none. The card says since when and how that is known.",
                "After “Delete” the note that appears offers a way back. No mail is deleted.",
            ])],
        },
        Entry {
            id: "book-csv",
            title: "CSV and vCard files in and out",
            blocks: &[
                Text("“Files” stands above the address book."),
                Points(&[
                    "Before anything is taken in you see line by line what is new, overwritten, unchanged or wrong. Until then nothing changes.",
                    "A company is overwritten when its code fits, a person when their code or mail address fits. A company without a code is the one of that name that has no code either.",
                    "Contacts of phones, Outlook and Google (vCard) come in too, with their readings; companies that nobody knows are added along. What a card does not say stays as it is.",
                    "An import can be taken back for thirty days: what it added goes into the trash, what it overwrote is as it was. Cards that were changed since stay.",
                    "You can choose what each column holds. The next file with the same heads is read the same way.",
                    "What you export opens in spreadsheets. Taken in again, it changes nothing.",
                ]),
            ],
        },
        Entry {
            id: "book-filters",
            title: "Filtering by items, files at cards",
            blocks: &[Points(&[
                "“Filter by item” shows only companies or people whose items have what you choose. Up to three filters hold together, and the address keeps them.",
                "A card holds up to twenty files: business cards, contracts.",
                "In the tray and the other lists a mark says that a sender is in nobody's card.",
            ])],
        },
        Entry {
            id: "book-erase",
            title: "Taking out and erasing personal data (system admins)",
            blocks: &[Points(&[
                "“More” at the card of a person takes out everything of them as one ZIP: card, mails (.eml), calls, visits, bulk mails, files.",
                "“Erase this person” shows what goes and what stays, and is done when their name was typed. There is no way back.",
                "Mails stay as records without name and address, or the conversations with the person are deleted: you decide. The source of a mail that stays, and what is attached to mails with them, leave the disk a day later. What files say that are attached to mails with others, and mails on the mail server, cannot be erased from here.",
                "Where there are many mails it goes on after the card is gone; the address book shows how far it is. If the program stops meanwhile, it goes on from there when it runs again.",
                "That an address wants no bulk mail is known on, so that none is ever sent again. The audit log notes the erasure.",
            ])],
        },
        Entry {
            id: "book-items",
            title: "Items of your own (operators)",
            blocks: &[Points(&[
                "“Items of the address book” in the settings adds items to companies and to people: text, number, date, menu, several choices, one of us, or a link.",
                "An item can be required, unique, and a column of lists (up to three). Files hold them, too.",
            ])],
        },
    ],
};
