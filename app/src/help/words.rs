//! Words of the help page.

use crate::words;

words! {
    title = "使い方", "Help";
    filter = "言葉でさがす", "Find a word";
    filter_hint = "例: 引き継ぐ、添付、IMAP", "For example: take over, attach, IMAP";
    contents = "目次", "Contents";
    daily = "毎日の仕事", "Daily work";
    administration = "管理する人へ", "For administrators";
    found(count: usize) = "{count}件見つかりました", "{count} found" | "{count} found";
    tour = "はじめての案内を見る", "Take the tour";
    tour_text = "届いたメールを処理するまでを、4つの画面で案内します。1分ほどで終わります。", "Four stops from a new mail to a finished one. It takes about a minute.";
    nothing_title = "見つかりませんでした", "Nothing found";
    nothing_text = "短い言葉や、別の言い方で試してください。", "Try a shorter word, or another one.";
}
