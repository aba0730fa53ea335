//! Words of the tour.

use crate::words;

words! {
    stop(at: usize, of: usize) = "はじめての案内 {at}/{of}", "First steps {at}/{of}";
    tray = "処理メールトレイ", "The tray";
    tray_text = "届いたメールのうち、まだ終わっていないものが並びます。ここを空にするのが毎日の仕事です。", "Every mail that is not done yet waits here. Emptying it is the daily work.";
    take = "担当を決める", "Take a mail";
    take_text = "丸い印を押すと、担当者を選べます。だれが返事をするのかが全員に見えるので、二重の返事を防げます。", "Press the round mark to choose who looks after it. Everybody sees who will answer, so nobody answers twice.";
    reply = "返信は一度に1人だけ", "One reply at a time";
    reply_text = "返信を始めると、書き終わるまでほかの人は返信を始められません。書きかけの内容は全員がその場で読めます。急ぐときは、ほかの人が引き継げます。", "Once you start a reply, nobody else can start one until you are finished. Everybody can read what you write. If it is urgent, somebody else can take over.";
    done = "終わったら処理済みに", "Done, and found again";
    done_text = "返事が終わったもの、返事のいらないものは、処理済みにします。トレイからは消えますが、「すべてのメール」でいつでも見つかります。お客様から返事が来ると、トレイに戻ります。", "Mark as done what is answered or needs no answer. It leaves the tray and can always be found under “All mail”. When the customer writes again, it comes back.";
    skip = "案内を閉じる", "Skip";
    back = "戻る", "Back";
    next = "次へ", "Next";
    finish = "はじめる", "Start working";
}
