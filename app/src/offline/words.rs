//! Words of working without a network.

use crate::words;

words! {
    offline = "オフラインです。", "You are offline. ";
    away = "この端末に保存した内容を表示しています。", "You see what this device has kept. ";
    away_since(at: &str) = "{at} 時点の内容を表示しています。", "You see what was there at {at}. ";
    waits(count: usize) = "返信やコメントは書けます（送信待ち {count}件）。", "You can write replies and comments (1 waiting). " | "You can write replies and comments ({count} waiting). ";
    stuck(count: usize) = "オフラインのあいだの操作が {count}件、確認を待っています。", "One thing that you did offline needs a decision." | "{count} things that you did offline need a decision.";
    see_waiting = "送信待ちを見る", "See what waits";
    title = "送信待ちの操作", "Waiting to be sent";
    text = "サーバーにつながらないあいだに行った操作です。つながると、上から順に1回だけ送ります。ログアウトすると、ここにあるものは消えます。", "What you did while the server could not be reached. It is sent once, in this order, as soon as it can be. Signing out deletes what is listed here.";
    none_title = "送信待ちの操作はありません", "Nothing is waiting";
    none_text = "オフラインのあいだに書いた返信やコメントが、ここに並びます。", "Replies and comments that you write while offline are listed here.";
    send_now = "今すぐ送る", "Send now";
    sends_later = "つながったら送信", "Sent when online";
    saves_later = "つながったら下書きに保存", "Saved as a draft when online";
    does_later = "つながったら反映", "Done when online";
    was_refused = "送れませんでした", "Not sent";
    became_draft = "送らずに下書きにしました", "Kept as a draft, not sent";
    comment = "社内コメント", "Internal comment";
    reply = "返信", "Reply";
    done = "処理済みにする", "Mark done";
    change = "変更", "Change";
    assignee = "担当者の変更", "Change of assignee";
    status_to(name: &str) = "処理状況を「{name}」に変更", "Status to “{name}”";
    priority_to(name: &str) = "優先度を「{name}」に変更", "Priority to “{name}”";
    and_more(subject: &str, count: usize) = "{subject} ほか {count}件", "{subject} and {count} more";
    send_again = "もう一度送る", "Send again";
    do_anyway = "このまま実行する", "Do it anyway";
    discard = "取りやめる", "Discard";
    discard_title = "この操作を取りやめますか", "Discard this?";
    discard_text = "まだサーバーに届いていないため、書いた内容は戻せません。", "The server has not received it yet, so what you wrote cannot be restored.";
    understood = "確認しました", "Got it";
    copy = "本文をコピー", "Copy text";
    copied = "コピーしました", "Copied";
    copy_by_hand = "コピーできませんでした。文字を選んでコピーしてください。", "It could not be copied. Select the text and copy it.";
    said_sent(count: usize) = "オフラインのあいだの操作を {count}件送りました", "What you did offline has been sent" | "{count} things that you did offline have been sent";
    write_late = "オフラインで返信を書く", "Write a reply offline";
    write_to(name: &str) = "{name} さんへ", "To {name}";
    write_to_all(name: &str) = "{name} さんと、ほかの宛先へ", "To {name} and the other recipients";
    late_text = "返信の本文", "Text of the reply";
    late_why = "つながると、ほかの人が返信していないことを確かめてから送ります。先に返信や新しいメールがあれば、送らずに下書きに残してお知らせします。署名と引用は送るときに付きます。", "When you are online again, it is sent if nobody has answered and no new mail has come. Otherwise it is kept as a draft, and you are told. The signature and the quote are added then.";
    send_later = "つながったら送信", "Send when online";
    keep_draft = "下書きとして残す", "Keep as a draft";
    said_gone = "送信しました", "Sent";
    said_draft = "下書きに保存しました", "Saved as a draft";
    said_kept(why: &str) = "送らずに下書きに残しました。{why}", "It was kept as a draft and not sent. {why}";
}
