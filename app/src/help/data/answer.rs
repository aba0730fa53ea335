//! Chapter of the guide: Writing a reply.

use crate::help::guide::{
    Block::{Points, Steps, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "answer",
    title: "返信を書く",
    administration: false,
    entries: &[
        Entry {
            id: "reply",
            title: "返信を始める",
            blocks: &[
                Steps(&[
                    "やりとりを開き、「返信を始める」を押します（R キー）。全員に返信、転送は隣のボタンです。",
                    "本文を書きます。入力が止まると自動で保存され、「保存済み」と出ます。",
                    "「送信して処理済みにする」を押します（Ctrl+Enter）。ほかの処理状況にして送るときは、隣の矢印から選びます。",
                ]),
                Text("新しい用件で送るときは、左の「新規メール」を押します（C キー）。"),
            ],
        },
        Entry {
            id: "one-writer",
            title: "書けるのは一度に1人だけ",
            blocks: &[
                Text(
                    "だれかが返信を書いている間、ほかの人は返信を始められません。お客様に二重に返事をしないためです。だれがいつから書いているかは、やりとりの上に出ます。書きかけの下書きは、全員がその場で読めます。",
                ),
                Text("書いている人は「ロックを外す」か「保存して閉じる」で譲れます。5分間なにも反応がないときは、だれでもすぐに引き継げます。"),
            ],
        },
        Entry {
            id: "take-over",
            title: "急ぐときは「引き継ぐ」",
            blocks: &[
                Steps(&[
                    "やりとりの上の「引き継ぐ…」を押します。",
                    "相手の名前と下書きの版を確かめて、「引き継ぐ」を押します。",
                    "下書きの続きをそのまま書けます。相手の画面は読み取り専用になり、引き継がれたことが2人に伝わります。",
                ]),
                Text("書いた内容は消えません。相手の画面に残った最後の変更は「本文をコピー」で取り出せます。引き継ぎは履歴に残ります。"),
            ],
        },
        Entry {
            id: "drafts",
            title: "下書き",
            blocks: &[Points(&[
                "「保存して閉じる」で下書きを残せます。続きは、編集できる人ならだれでも書けます。",
                "保存できないときは、理由と、どうすればよいかが赤い帯で出ます。書いた内容は画面に残っています。",
                "ほかのタブでも同じ下書きを変えたときは、2つの文面が並びます。残すほうを選んでください。",
                "何も書かずに「下書きを破棄」すると、返信を始める前の状態に戻ります。",
            ])],
        },
        Entry {
            id: "recipients",
            title: "宛先を直す",
            blocks: &[Points(&[
                "宛先は、コンマ、セミコロン、読点、Enter で区切ります。表からまとめて貼り付けることもできます。",
                "宛先を押すと、欄に戻って直せます。空の欄で Backspace を押すと、最後の宛先が戻ります。",
                "メールアドレスの形でないものは赤くなり、直すまで送信できません。",
                "送信元は From で選べます。送信元のアカウントが使えなくなったときは、ほかのアカウントに変わり、そう表示されます。",
            ])],
        },
        Entry {
            id: "files",
            title: "ファイルを付ける",
            blocks: &[Points(&[
                "「添付」を押すか、ファイルを画面に落とすか、画像を本文に貼り付けます。",
                "送り終わるまで割合が出ます。終わる前は送信できません。",
                "赤くなったファイルは付いていません。「もう一度」で送り直すか、外してください。",
                "本文に「添付」とあるのにファイルがないときは、送信の前にたずねます。",
            ])],
        },
        Entry {
            id: "new-mail",
            title: "書いている間に新しいメールが届いたら",
            blocks: &[Text(
                "本文の上に知らせが出ます。「読む」で内容を確かめられます。気づかないまま送らないように、送信は一度だけ止まります。読んだうえで、そのまま送ることもできます。",
            )],
        },
        Entry {
            id: "html",
            title: "HTML で書く",
            blocks: &[
                Text(
                    "返信の作成画面で「テキスト / HTML」を切り替えられます。HTML では太字・箇条書き・リンクと、本文中の画像（貼り付け、ドラッグ、画像ボタン）を使えます。",
                ),
                Points(&[
                    "テキストに戻すときは、失われる書式があれば確認が出ます。",
                    "いつも HTML で書き始めたいときは、個人設定の「メールを HTML で書き始める」を選びます。",
                ]),
            ],
        },
        Entry {
            id: "suggestions",
            title: "宛先の候補",
            blocks: &[Text(
                "宛先の欄に名前・読み（かな）・アドレスの一部を入力すると、やりとりのある相手が候補に出ます。矢印キーと Enter、または押して選びます。読みで探せるのは、差出人名にかなが含まれる相手です。",
            )],
        },
        Entry {
            id: "versions",
            title: "前の版に戻す",
            blocks: &[Text(
                "「版」を押すと、この下書きを誰がいつ書いたかの一覧が出ます。「この版に戻す」で宛先・件名・本文がその版に戻ります。戻す前の内容も版に残ります。添付ファイルは変わりません。",
            )],
        },
        Entry {
            id: "ask-for-check",
            title: "送信の前に確認してもらう",
            blocks: &[
                Text("「確認を依頼」を押し、確認する人を選びます。コメントも添えられます。その人の「確認依頼」の一覧に入ります。"),
                Text("承認されると「送信待ち」になって戻ってきます。下書きの「承認された内容を送信」で送れます。承認のあとで宛先・件名・本文・添付・差出人のどれかを変えると、承認は無効になり、もう一度依頼が必要です。"),
            ],
        },
        Entry {
            id: "asked-to-check",
            title: "確認を頼まれたら",
            blocks: &[
                Text("やりとりを開くと、下書きの下に依頼が出ます。「修正の比較を見る」で前回からの違いがわかります。"),
                Text("「承認する」「承認してすぐ送信」「差し戻す…」（理由が必要です）から選びます。自分で直すときは「続きを書く」で修正し、閉じてから承認します。"),
            ],
        },
        Entry {
            id: "guard",
            title: "送信前の確認",
            blocks: &[
                Text("はじめて送る宛先、よく似た別のドメイン、外れた宛先、付け忘れた添付、注意する言葉などがあると、送信の前に一度だけたずねます。宛先ごとに、なぜ入っているかも表示します。問題がなければ「このまま送信する」を押します。"),
            ],
        },
        Entry {
            id: "reserved-words",
            title: "予約語",
            blocks: &[
                Text("署名に %User%、%Mailbox%、%Customer%、%Date% などを書くと、書き始めるときに名前や日付が差し込まれます。差し込めない語はそのまま残り、送信の前にたずねます。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "answer",
    title: "Writing a reply",
    administration: false,
    entries: &[
        Entry {
            id: "reply",
            title: "Starting a reply",
            blocks: &[
                Steps(&[
                    "Open the conversation and press “Reply” (R). Reply to all and Forward are beside it.",
                    "Write. Whenever you pause, the text is saved, and “Saved” appears.",
                    "Press “Send and mark done” (Ctrl+Enter). The arrow beside it sends with another status.",
                ]),
                Text("To write about something new, press “New mail” on the left (C)."),
            ],
        },
        Entry {
            id: "one-writer",
            title: "Only one person writes at a time",
            blocks: &[
                Text(
                    "While somebody writes a reply, nobody else can start one, so that the customer is not answered twice. Above the conversation you see who writes and since when. Everybody can read the draft as it grows.",
                ),
                Text(
                    "The writer lets go with “Release” or “Save and close”. After 5 minutes without a sign of life anybody may take over at once.",
                ),
            ],
        },
        Entry {
            id: "take-over",
            title: "“Take over” when it is urgent",
            blocks: &[
                Steps(&[
                    "Press “Take over…” above the conversation.",
                    "Check the name and the version of the draft, and press “Take over”.",
                    "You go on with the draft. The other screen becomes read-only, and both of you are told.",
                ]),
                Text(
                    "Nothing written is lost. Last changes that stayed on the other screen can be copied there with “Copy text”. The takeover is kept in the history.",
                ),
            ],
        },
        Entry {
            id: "drafts",
            title: "Drafts",
            blocks: &[Points(&[
                "“Save and close” keeps the draft. Anybody with the right to edit can continue it.",
                "If it cannot be saved, a red strip says why and what to do. Your text stays on the screen.",
                "If the same draft was changed in another tab, both versions are shown. Choose the one to keep.",
                "“Discard draft” with nothing written puts everything back to how it was.",
            ])],
        },
        Entry {
            id: "recipients",
            title: "Correcting recipients",
            blocks: &[Points(&[
                "End an address with a comma, a semicolon or Enter. You can paste many at once, from a table, too.",
                "Press an address to put it back into the field. Backspace in an empty field brings back the last one.",
                "What is not an email address turns red, and nothing is sent until it is corrected.",
                "“From” chooses the sender. If its account can no longer send, another one takes its place, and you are told.",
            ])],
        },
        Entry {
            id: "files",
            title: "Attaching files",
            blocks: &[Points(&[
                "Press “Attach”, drop files on the screen, or paste a picture into the text.",
                "A percentage shows how far each has come. The mail cannot be sent before.",
                "A red file is not attached. Try it again with the button beside it, or remove it.",
                "If your text speaks of an attachment and there is none, you are asked before it is sent.",
            ])],
        },
        Entry {
            id: "new-mail",
            title: "When a new mail comes in while you write",
            blocks: &[Text(
                "A strip above the text tells you, and “Read it” opens it. So that you do not miss it, sending stops once. When you have read it, you can send all the same.",
            )],
        },
        Entry {
            id: "html",
            title: "Write as HTML",
            blocks: &[
                Text(
                    "In the composer, switch between “Text” and “HTML”. HTML has bold, lists, links and pictures in the text (paste, drop, or the picture button).",
                ),
                Points(&[
                    "Going back to text asks when formatting would be lost.",
                    "“Begin mails as HTML” in your profile makes it the usual way.",
                ]),
            ],
        },
        Entry {
            id: "suggestions",
            title: "Suggested recipients",
            blocks: &[Text(
                "Type part of a name, a reading (kana) or an address into To, CC or BCC: people you exchange mails with are suggested. Arrow keys and Enter, or a press, take one. Readings are found where the sender’s name contains kana.",
            )],
        },
        Entry {
            id: "versions",
            title: "Go back to an earlier version",
            blocks: &[Text(
                "“Versions” lists who wrote this draft and when. “Go back to this version” brings back its recipients, subject and text; what stood there before is kept as a version. Attachments stay as they are.",
            )],
        },
        Entry {
            id: "ask-for-check",
            title: "Have a mail checked",
            blocks: &[
                Text("Press “Ask for a check”, choose who, and add a comment if you like. It appears in their list “To confirm”."),
                Text("Once approved it comes back as “Ready”; “Send what was approved” at the draft sends it. Any change of recipients, subject, text, attachments or sender voids the approval."),
            ],
        },
        Entry {
            id: "asked-to-check",
            title: "When you are asked to check",
            blocks: &[
                Text("Open the conversation: the request stands under the draft. “Show what changed” compares it with what was looked at last."),
                Text("Approve, approve and send, or return it with a reason. To correct it yourself, use “Continue writing”, close, then approve."),
            ],
        },
        Entry {
            id: "guard",
            title: "Questions before sending",
            blocks: &[
                Text("You are asked once about what looks wrong: an address never written to, a domain that resembles another one, a dropped recipient, a promised file that is not there, words your mailbox wants to be asked about. Each recipient is listed with why they are there. If all is right, press “Send anyway”."),
            ],
        },
        Entry {
            id: "reserved-words",
            title: "Reserved words",
            blocks: &[
                Text("A signature may hold words like %User%, %Mailbox%, %Customer% or %Date%. They are filled when writing begins; what cannot be filled stays visible, and you are asked before it is sent."),
            ],
        },
    ],
};
