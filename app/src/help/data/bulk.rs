//! Chapter of the guide: bulk mail.

use crate::help::guide::{
    Block::{Steps, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "bulk",
    title: "一斉配信",
    administration: false,
    entries: &[
        Entry {
            id: "bulk-send",
            title: "一斉配信を送る",
            blocks: &[
                Text("同じ文面を、1人に1通ずつ送ります。宛先にはその人だけが入り、ほかの人のアドレスは見えません。送るには、送信の権限が必要です。"),
                Steps(&[
                    "左の「一斉配信」を開き、「新しい一斉配信」を押します。",
                    "「宛先」で、アドレス帳の条件、CSV、保存した宛先のどれかを選びます。",
                    "「文面」で、送信元、件名、本文を書きます。「HTML」にすると、太字、リンク、本文中の画像が使えます。% を打つと予約語の候補が出て、名前や会社を1人ずつ差し込めます。「テンプレート」から文面を入れることもできます。",
                    "「自分にテスト送信」で、届くメールを確かめます。",
                    "「点検」で、人数、除いた人と理由、見本を見て、すぐに送るか、日時を決めて予約します。",
                ]),
                Text("点検のあとに文面や宛先を変えると、もう一度点検が必要です。ほかの人の確認が必要な窓口では、いまの内容が承認されるまで送れません。"),
            ],
        },
        Entry {
            id: "bulk-repeat",
            title: "繰り返し送る（定期メール）",
            blocks: &[
                Text("「点検」で「繰り返し送る」を選ぶと、毎週または毎月、決まった時刻に送ります。土日・祝日にあたる日は、前か次の平日にずらせます。"),
                Terms(&[
                    ("毎回すること", "宛先を数え直し、配信停止と上限を確かめ直して、1回分を1つの一斉配信として送ります"),
                    ("確認が必要な窓口", "予定の1日前に1回分の下書きができ、確認者に通知が届きます。承認すると、予定の時刻に送ります"),
                    ("プログラムが止まっていたとき", "10分以上おくれた回は、自動では送りません。その回を開いて「再開」か「中止」を選びます"),
                ]),
                Text("一時停止、内容の変更、終了は、定期配信のページでできます。再開すると次の予定から送り、停止中の回は送りません。"),
            ],
        },
        Entry {
            id: "bulk-csv",
            title: "CSVの形",
            blocks: &[
                Terms(&[
                    ("1列目", "メールアドレス（必須）"),
                    ("2列目", "名前。本文の %Customer%"),
                    ("3列目", "会社。本文の %Company%"),
                    ("4列目", "部課。本文の %Section%"),
                    ("5列目から", "1行目に見出しがあれば、本文の %item:見出し%"),
                ]),
                Text("文字コードはUTF-8とShift_JISのどちらでもかまいません。アドレスの誤りや重複は、行の番号と一緒に「除いた人」に出ます。"),
            ],
        },
        Entry {
            id: "bulk-left-out",
            title: "送らない人",
            blocks: &[
                Terms(&[
                    ("配信停止", "本人がリンクから止めたか、アドレス帳で止めてある人"),
                    ("アドレスなし、アドレスの誤り", "送り先がないもの"),
                    ("重複", "同じアドレスには1通だけ送ります"),
                    ("以前に宛先不明", "過去180日に「宛先なし」で戻ってきたアドレス"),
                ]),
                Text("どのメールにも、配信停止のリンクが入ります。ログインせずに止められ、始まっている配信からも、その人は外れます。"),
                Text("「一斉配信」の「配信停止の一覧」で、止めている宛先を探せます。ご本人から再開の依頼があったときは、そこで解除します。"),
            ],
        },
        Entry {
            id: "bulk-after",
            title: "送ったあと",
            blocks: &[
                Text("送信済み、エラー、待ちの数が、その場で変わります。一時停止と再開ができます。「中止」すると、まだ送っていない人には送られません。"),
                Text("届かなかった人は、サーバーの返答と一緒に並びます。「エラーをCSVで保存」で直して読み込むか、「届かなかった人へ送り直す」を使います。「届いたか不明」の人には、自動では送り直しません。"),
                Text("配信が終わったとき、届かない人がいたとき、止まったときは、書いた人と送った人に通知が届きます。"),
                Text("返信は、いつものやりとりとして届きます。履歴に、どの一斉配信への返信かが出て、その一斉配信を開けます。戻ってきたエラーメールは、処理済みのやりとり1つにまとまります。"),
            ],
        },
        Entry {
            id: "bulk-limits",
            title: "上限",
            blocks: &[Text(
                "1回の宛先は1,000人、1日は2,000通、速さは毎分60通、予約は10件までです。運用管理者は「一斉配信」の「上限の設定」で変えられます。上限を超えるときは、1通も送る前にお知らせします。",
            )],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "bulk",
    title: "Bulk mail",
    administration: false,
    entries: &[
        Entry {
            id: "bulk-send",
            title: "Sending bulk mail",
            blocks: &[
                Text("One text, a mail for each recipient. Only that person stands in it: nobody sees the address of anybody else. You need the right to send."),
                Steps(&[
                    "Open “Bulk mail” on the left and press “New bulk mail”.",
                    "Under “Audience”, choose people by conditions over the address book, from a CSV file, or take a saved audience.",
                    "Under “Message”, write sender, subject and text. “HTML” gives you emphasis, links and pictures in the text. Type % for reserved words, which fill in names and companies person by person. “Template” puts in a text that is kept.",
                    "“Send a test to yourself” shows what arrives.",
                    "Under “Check”, look at the number, at who is left out and why, and at samples. Then send it, now or at a chosen time.",
                ]),
                Text("Whoever changes text or audience after the check looks once more. Where a mailbox asks for a second look, nothing goes out before what it says now is approved."),
            ],
        },
        Entry {
            id: "bulk-repeat",
            title: "Again and again",
            blocks: &[
                Text("Choose “Again and again” under “Check”, and it goes out every week or every month at the same time. A day on a weekend or a holiday can be moved to the working day before or after."),
                Terms(&[
                    ("Each time", "the audience is counted anew, opt-outs and limits are asked anew, and a bulk mail of its own goes out"),
                    ("Where a second look is needed", "a draft is made a day before, and somebody is asked to check it. Approved, it goes out at its hour"),
                    ("When the program was off", "what is more than ten minutes late does not go out by itself: open it and press “Resume” or “Stop”"),
                ]),
                Text("Pause, change and end it on its page. It goes on with the next time; what was due while it was paused is not sent."),
            ],
        },
        Entry {
            id: "bulk-csv",
            title: "The CSV file",
            blocks: &[
                Terms(&[
                    ("Column 1", "email address (required)"),
                    ("Column 2", "name, %Customer% in the text"),
                    ("Column 3", "company, %Company% in the text"),
                    ("Column 4", "section, %Section% in the text"),
                    ("Column 5 and on", "with headings in the first line, %item:HEADING% in the text"),
                ]),
                Text("UTF-8 or Shift_JIS. Lines with a wrong or double address are shown among those left out, with their number."),
            ],
        },
        Entry {
            id: "bulk-left-out",
            title: "Who gets none",
            blocks: &[
                Terms(&[
                    ("Opted out", "stopped it by the link, or is marked so in the address book"),
                    ("No address, not an address", "there is nowhere to send it"),
                    ("Duplicate", "each address gets one mail"),
                    ("Unknown address before", "came back as unknown within 180 days"),
                ]),
                Text("Every mail bears a link to opt out. It works without signing in, and takes that person out of what is being sent just now."),
                Text("“Opt-outs” under “Bulk mail” finds who stopped it. Lift it there when they ask for it themselves."),
            ],
        },
        Entry {
            id: "bulk-after",
            title: "Afterwards",
            blocks: &[
                Text("You see at once how many are sent, failed and waiting. You can pause and resume. “Stop” means: those who are still waiting get nothing."),
                Text("Whoever did not get it is listed with the server’s answer. Correct “Save errors as CSV” and read it as an audience, or use “Send again to those without”. Whoever is “unsure” is never sent to again by itself."),
                Text("Whoever wrote and sent it is told when it is over, when somebody did not get it, and when it stopped."),
                Text("Answers come in as conversations; their history names the bulk mail and leads to it. Delivery errors are gathered in one finished conversation."),
            ],
        },
        Entry {
            id: "bulk-limits",
            title: "Limits",
            blocks: &[Text(
                "1,000 recipients of one bulk mail, 2,000 mails a day, 60 a minute, 10 scheduled. Operators change them under “Bulk mail”, “Limits”. What would pass a limit is refused before anything is sent.",
            )],
        },
    ],
};
