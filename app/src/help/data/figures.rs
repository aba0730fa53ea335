//! Chapter of the guide: reports, and how each figure is counted.

use crate::help::guide::{
    Block::{Points, Steps, Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "figures",
    title: "集計レポートと数え方",
    administration: false,
    entries: &[
        Entry {
            id: "reports",
            title: "集計レポートを見る",
            blocks: &[
                Steps(&[
                    "左の「集計レポート」を開きます（キーボードでは G のあとに R）。",
                    "期間を選びます。今日・7日・30日・月ごとのほか、日付のボタンから好きな日を選べます。",
                    "窓口を1つ選ぶと、フォルダ、担当者、メール項目、集計条件でしぼり込めます。",
                    "数字や棒を押すと、その数字が数えているものの一覧が開きます。",
                ]),
                Text("画面の状態はすべてアドレスに入っています。アドレスを同僚に送れば、同じ画面が開きます。見る権限のない窓口の数字は、だれにも表示されません。"),
                Text("「自由に集計」では、数えるもの、分け方、内訳を自由に組み合わせられます。「壁掛け表示」は、チームの画面に出しておくためのもので、自動で更新されます。"),
            ],
        },
        Entry {
            id: "charts",
            title: "グラフを読む・使う",
            blocks: &[Points(&[
                "グラフにカーソルを合わせると数字が出ます。指で触れると数字が残り、そこから一覧を開けます。",
                "キーボードでは、グラフに移って矢印キーで動き、Enterで一覧を開きます。",
                "「表で見る」を押すと、同じ数字が表になります。画像のボタンから、PNGかSVGで保存できます。",
                "点線は、前の期間です。灰色の地は、休日です。",
                "「印刷」で、A4の紙に合った形で印刷できます。",
            ])],
        },
        Entry {
            id: "how-counted",
            title: "それぞれの数字の数え方",
            blocks: &[
                Terms(&[
                    ("受信", "お客様から届いたメールの数。迷惑メールとごみ箱のものは数えません。元に戻すと、また数えます"),
                    ("送信", "人が書いて送ったメールの数。自動設定が送ったものは「自動で送信」に分けます"),
                    ("処理済み", "やりとりが処理済みになった回数。再開して、もう一度処理済みになれば、2回です"),
                    ("初回返信", "お客様のメールが届いてから、人が最初に返信するまでの時間。続けて届いたメールは、最初の1通から数えます"),
                    ("完了まで", "最初のメール（再開したものは再開）から、処理済みになるまでの時間"),
                    ("中央値", "短い順に並べたときの真ん中。90%は、10件のうち9件がその時間内に終わったことを表します"),
                    ("期末の未完了", "期間の終わりに、処理済みでなかったやりとりの数"),
                    ("いま未完了", "期間に関係なく、いま処理済みでないやりとりの数"),
                    ("目標の超過", "メールアプリケーションに決めた目標の時間を過ぎた回数"),
                    ("1件あたりの返信数", "処理済みになるまでに、人が送ったメールの数の平均"),
                ]),
                Points(&[
                    "担当者ごとの数字は、そのとき担当だった人のものです。あとで担当を変えても、過去の数字は変わりません。担当者のいなかった受信は、最初に担当になった人に数えます。",
                    "フォルダとメール項目は、いまの値で数えます。分類を直すと、過去の集計も直ります。",
                    "日や週、時間帯は、スペースのタイムゾーンで数えます。週は月曜から、年度は4月からです。",
                    "時間は「実時間」と「営業時間」のどちらでも数えられます。営業時間では、休日と時間外を除きます。",
                    "やりとりを統合すると、数字もメールと一緒に移ります。取り込んだ過去のメールは、そのメールの日付で数えます。",
                    "どの数字も、中央値も、記録された1件1件から数えます。概算はありません。期間が何年でも同じです。",
                    "集計を始める前の一斉配信と目標の超過は、残っている記録から数えます。戻ってきた一斉配信は、送った日に数えます。テンプレートの利用は窓口の記録がないため、数え始めた日を画面に示します。",
                    "前の期間は、同じ日数だけ前です。月をそのまま選んだときは、前の月と比べます。",
                ]),
            ],
        },
        Entry {
            id: "report-files",
            title: "Excel・CSVに書き出す",
            blocks: &[
                Steps(&["レポートの画面で「書き出す…」を押します。", "ファイルの形式と表を選び、「書き出す」を押します。形式の選択は、このブラウザーに残ります。"]),
                Points(&[
                    "Excelのファイルでは、数・日付・時間がそのまま計算に使える値になり、グラフも入ります。最後のシート「集計の条件」に、何を、いつの分、どのタイムゾーンで、だれが書き出したかが書かれています。",
                    "CSVは、ふつうはUTF-8を選んでください。古いソフトにはShift_JIS（CP932）があります。この形式で書けない文字は「〓」になり、その数をお知らせします。",
                    "所要時間は、Excelでは「時:分」、CSVでは分の数です。",
                ]),
            ],
        },
        Entry {
            id: "report-mails",
            title: "レポートを定期的にメールで送る",
            blocks: &[
                Steps(&[
                    "レポートを見たい形にして、「定期的に送る…」を押します。しぼり込みと集計条件も、そのまま残ります。",
                    "名前、期間、曜日や日と時刻、送り先を選んで保存します。",
                    "「定期レポート一覧」で、次の予定と前回の結果を確かめられます。停止、変更、自分への送信もここでできます。",
                ]),
                Points(&[
                    "メールには表とグラフが入り、すべての数字はExcelファイルで添付されます。",
                    "数字は、受け取る人が見られる窓口だけを数えます。見る権限がなくなった人には送らず、作成した人にお知らせします。",
                    "プログラムが止まっていた間の回は、最後の1回だけを送ります。",
                    "送信には、システム管理者が選んだ「お知らせメールの送信アカウント」を使います。",
                ]),
            ],
        },
        Entry {
            id: "conditions",
            title: "集計条件を決める（運用管理者）",
            blocks: &[
                Text("「設定」→「メールアプリケーション」→「集計条件」で、よく見る範囲に名前を付けて保存できます。差出人や件名の言葉、フォルダ（下のフォルダも）、担当者、処理状況、メール項目を、すべて、またはどれかに当てはまるという形で組み合わせます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "figures",
    title: "Reports, and how figures are counted",
    administration: false,
    entries: &[
        Entry {
            id: "reports",
            title: "Reading the reports",
            blocks: &[
                Steps(&[
                    "Open “Reports” on the left (on the keyboard G, then R).",
                    "Choose the period: today, 7 days, 30 days, months, or any days by the button with the dates.",
                    "Choose one mailbox to narrow by folder, assignee, field or a kept condition.",
                    "Press a number or a bar: the list of exactly what it counts opens.",
                ]),
                Text("All of it stands in the address: send it to a colleague, and they see the same. Figures of a mailbox that somebody may not see are not shown to them at all."),
                Text("“Any figure” combines what is counted, by what, and split by what. “Wall view” is for a screen of the team and follows the work by itself."),
            ],
        },
        Entry {
            id: "charts",
            title: "Reading and using charts",
            blocks: &[Points(&[
                "Point at a chart for its numbers. Under a finger they stay, and lead to the list.",
                "On the keyboard, go to the chart, move by arrow keys, and press Enter for the list.",
                "“As a table” shows the same numbers as a table. The button with the picture saves it as PNG or SVG.",
                "A dashed line is the period before. Grey ground is a day off.",
                "“Print” fits everything on A4 paper.",
            ])],
        },
        Entry {
            id: "how-counted",
            title: "How each figure is counted",
            blocks: &[
                Terms(&[
                    ("Received", "mails that customers sent. Spam and the trash do not count; what is restored counts again"),
                    ("Sent", "mails that people wrote and sent. Those of rules are “Sent by rule”"),
                    ("Done", "how often conversations became done. One that was reopened and done again counts twice"),
                    ("First answer", "from the customer's mail to the first answer that a person sent. Of several mails in a row the first one counts"),
                    ("Time to done", "from the first mail, or from being reopened, until it was done"),
                    ("Median", "the middle one of all, in order of length. 90% means that nine of ten were no longer than that"),
                    ("Unfinished at the end", "conversations that were not done when the period ended"),
                    ("Unfinished now", "conversations that are not done now, whatever the period"),
                    ("Missed targets", "how often the target of a mailbox was missed"),
                    ("Replies per conversation", "mails that people sent until it was done, on average"),
                ]),
                Points(&[
                    "By assignee means whoever had it then. Reassigning later does not change the past. What came in without an assignee counts for the first one who got it.",
                    "Folders and fields count as they are now: correcting them corrects the past as well.",
                    "Days, weeks and hours are those of the space's time zone. Weeks begin on Monday, fiscal years in April.",
                    "Waits are counted in clock hours or in business hours, which leave out days off and hours outside of work.",
                    "When conversations are joined, their figures go along with their mails. Imported mail counts at its own date.",
                    "Every figure, medians too, is counted from each single thing that was noted, over years as well. Nothing is estimated.",
                    "Bulk mail and missed targets of before there were figures are counted from what was kept; bulk mail that came back counts on the day it was sent. Uses of templates were kept without their mailbox: the screen says since when they are counted.",
                    "The period before has as many days. Whole months are compared with the months before them.",
                ]),
            ],
        },
        Entry {
            id: "report-files",
            title: "Export to Excel and CSV",
            blocks: &[
                Steps(&["Press “Export…” in the reports.", "Choose the kind of file and the table, and press “Export”. The kind stays chosen in this browser."]),
                Points(&[
                    "In a file for Excel numbers, dates and times are values that can be worked with, and charts are there. The last sheet, “What was counted”, says what it is about, of which days, on which clocks, and who made it.",
                    "Of CSV, UTF-8 is the usual kind. Older programs read Shift_JIS (CP932): what it lacks becomes 〓, and you are told how many characters those are.",
                    "Waits are hours and minutes in Excel, and numbers of minutes in CSV.",
                ]),
            ],
        },
        Entry {
            id: "report-mails",
            title: "Mailing a report regularly",
            blocks: &[
                Steps(&[
                    "Choose what the report shows and press “Mail it regularly…”. Filters and conditions are kept with it.",
                    "Give it a name, its period, its days and hour and its readers, and save it.",
                    "“All scheduled reports” shows when each goes out next and what became of the last one. Pause, change, or send it to yourself there.",
                ]),
                Points(&[
                    "The mail has tables and charts; all figures are in the attached workbook.",
                    "Everybody gets figures of the mailboxes that they see. Whoever lost the right gets none, and whoever made the schedule is told.",
                    "Of what was due while the program was off, only the last is sent.",
                    "It goes out from the account for notices that an administrator chose.",
                ]),
            ],
        },
        Entry {
            id: "conditions",
            title: "Keeping conditions (operators)",
            blocks: &[
                Text("Under Settings, Mailboxes, Report conditions, keep a range under a name. Words of sender and subject, folders (with those below), assignee, status and fields can be combined: all of them, or any."),
            ],
        },
    ],
};
