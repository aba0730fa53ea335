//! Chapter of the guide: Sending and taking back.

use crate::help::guide::{
    Block::{Terms, Text},
    Chapter, Entry,
};

pub const JAPANESE: Chapter = Chapter {
    id: "send",
    title: "送信と取り消し",
    administration: false,
    entries: &[
        Entry {
            id: "undo",
            title: "送信を取り消す",
            blocks: &[
                Text(
                    "送信を押してから決まった秒数の間は、メールはまだ出ていません。画面の隅の「取り消す」か、やりとりの中の「取り消す」を押すと、下書きに戻ります。Z キーでも取り消せます。",
                ),
                Text("待つ秒数は、個人設定の「送信の取り消しを待つ時間」で、待たないから30秒まで選べます。はじめは10秒です。"),
            ],
        },
        Entry {
            id: "states",
            title: "送ったメールの状態",
            blocks: &[
                Terms(&[
                    ("送信待ち", "取り消せる時間の間か、もう一度試す時刻を待っています"),
                    ("送信中", "メールサーバーに渡しています"),
                    ("送信済み", "メールサーバーが受け取りました"),
                    (
                        "送信できませんでした",
                        "断られました。サーバーの言葉が下に出ます。「編集して再送」で宛先などを直せます。直すところがなければ「もう一度送る」を押します",
                    ),
                    (
                        "送信されたか確認できません",
                        "渡している途中で接続が切れました。届いた可能性があります。勝手に送り直すことはありません。届いていないと確かめてから「もう一度送る」を押してください",
                    ),
                ]),
                Text("サーバーが混んでいるなど、一時的な理由のときは、自動で何度か試します。"),
            ],
        },
        Entry {
            id: "send-now",
            title: "いま送る、止めて編集、取り消す",
            blocks: &[
                Terms(&[
                    ("取り消す", "送信を押したすぐあと、待つ秒数の間に使います。メールは外に出ていません。下書きに戻ります"),
                    ("いま送る", "一時的な理由で送れず、次の時刻を待っているメールを、すぐにもう一度試します"),
                    ("止めて編集", "次の時刻を待っているメールを止めて、下書きに戻します。宛先や本文を直して送り直せます"),
                    ("編集して再送", "断られたメールを、下書きとして開き直します"),
                ]),
                Text("メールサーバーに渡し始めたあとは、止められません。"),
            ],
        },
        Entry {
            id: "send-later",
            title: "日時を指定して送る",
            blocks: &[
                Text("送信ボタンの右の矢印から「日時を指定して送信」を選びます。一覧では時計の印が付きます。"),
                Text("やりとりの中で「いま送る」「日時を変える」「取り消して編集」ができます。お客様から先にメールが届くと自動で取り消し、下書きに戻ります。ごみ箱へ移したやりとりからは送信されません。"),
            ],
        },
    ],
};

pub const ENGLISH: Chapter = Chapter {
    id: "send",
    title: "Sending and taking back",
    administration: false,
    entries: &[
        Entry {
            id: "undo",
            title: "Taking a send back",
            blocks: &[
                Text(
                    "For some seconds after you press send, the mail has not left yet. “Undo” in the corner of the screen or in the conversation turns it back into a draft. The Z key does the same.",
                ),
                Text("Choose how long in your personal settings under “Time to undo sending”: from not at all to 30 seconds. It begins with 10."),
            ],
        },
        Entry {
            id: "states",
            title: "What became of a sent mail",
            blocks: &[
                Terms(&[
                    ("Waiting to be sent", "it can still be taken back, or waits for the next try"),
                    ("Sending", "it is being handed to the mail server"),
                    ("Sent", "the mail server has taken it"),
                    (
                        "Could not be sent",
                        "it was refused; the words of the server stand below. “Edit and resend” lets you correct it. If there is nothing to correct, press “Send again”",
                    ),
                    (
                        "It is not certain that this was sent",
                        "we are unsure: the connection broke while it was handed over, and it may have arrived. It is never sent again by itself. Make sure that it did not arrive, then press “Send again”",
                    ),
                ]),
                Text("If the reason will pass, such as a busy server, it is tried again by itself."),
            ],
        },
        Entry {
            id: "send-now",
            title: "Send now, stop and edit, undo",
            blocks: &[
                Terms(&[
                    ("Undo", "just after you pressed send, while the seconds run; the mail has not left, and becomes a draft again"),
                    ("Send now", "a mail that could not be sent for a reason that will pass waits for its next try; this tries at once"),
                    ("Stop and edit", "stops a mail that waits for its next try and makes it a draft again, so that you can correct it"),
                    ("Edit and resend", "opens a mail that was refused as a draft"),
                ]),
                Text("Once it is being handed to the mail server, it cannot be stopped."),
            ],
        },
        Entry {
            id: "send-later",
            title: "Send later",
            blocks: &[
                Text("Choose “Send later” at the arrow beside the send button. It carries a clock in the lists."),
                Text("In the conversation you can send it now, change the time, or take it back. It is taken back by itself when the customer writes first. Nothing is sent from a conversation in the trash."),
            ],
        },
    ],
};
