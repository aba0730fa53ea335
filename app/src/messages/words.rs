//! Words at a mail.

use crate::words;
use domain::{Language, messages::Repeats};

words! {
    mail_from(name: &str) = "{name} からのメール", "Mail from {name}";
    automatic = "自動送信", "Automatic";
    details = "詳細", "Details";
    fold = "1行にたたむ", "Fold";
    print_one = "このメールだけを印刷", "Print this mail only";
    from = "差出人", "From";
    to = "宛先", "To";
    cc = "CC", "CC";
    bcc = "BCC", "BCC";
    subject = "件名", "Subject";
    date = "日時", "Date";
    account = "アカウント", "Account";
    charset = "文字コード", "Character set";
    charset_auto = "自動", "Automatic";
    charset_found(found: &str) = "自動（{found}）", "Automatic ({found})";
    charset_of(script: &str, name: &str) = "{script}（{name}）", "{script} ({name})";
    script_all = "すべての文字", "All scripts";
    script_japanese = "日本語", "Japanese";
    script_simplified_chinese = "中国語・簡体字", "Simplified Chinese";
    script_traditional_chinese = "中国語・繁体字", "Traditional Chinese";
    script_korean = "韓国語", "Korean";
    script_western = "西欧", "Western European";
    script_central = "中欧", "Central European";
    script_baltic = "バルト諸語", "Baltic";
    script_cyrillic = "キリル文字", "Cyrillic";
    script_greek = "ギリシャ語", "Greek";
    script_turkish = "トルコ語", "Turkish";
    script_hebrew = "ヘブライ語", "Hebrew";
    script_arabic = "アラビア語", "Arabic";
    script_vietnamese = "ベトナム語", "Vietnamese";
    script_thai = "タイ語", "Thai";
    size = "サイズ", "Size";
    author = "書いた人", "Written by";
    as_text = "テキスト", "Text";
    as_html = "HTML", "HTML";
    as_source = "ソース", "Source";
    shown_as = "表示形式", "Shown as";
    body = "メール本文", "Mail text";
    source = "メールのソース", "Mail source";
    images_blocked = "外部の画像は読み込んでいません。表示すると、開封したことが相手に伝わる場合があります。", "Remote images are not loaded. Showing them may tell the sender that you opened the mail.";
    images_shown = "外部の画像を読み込んでいます。", "Remote images are loaded.";
    show_images = "今回だけ表示", "Show this time";
    open_large = "別のタブで開く", "Open in a new tab";
    quote(count: usize) = "引用 {count}行を表示", "Show {count} quoted line" | "Show {count} quoted lines";
    signature(count: usize) = "署名 {count}行を表示", "Show {count} line of signature" | "Show {count} lines of signature";
    save_all = "すべて保存", "Save all";
    attachments = "添付ファイル", "Attachments";
    empty_body = "（本文はありません）", "(no text)";
    invitation = "予定への招待", "Invitation";
    cancelled = "予定の取り消し", "Event cancelled";
    answer = "招待への返事", "Answer to an invitation";
    counter = "別の日時の提案", "Another time proposed";
    published = "予定のお知らせ", "Event";
    all_day(days: &str) = "{days} 終日", "{days}, all day";
    daily = "毎日くり返し", "Every day";
    weekly = "毎週くり返し", "Every week";
    monthly = "毎月くり返し", "Every month";
    yearly = "毎年くり返し", "Every year";
    when = "日時", "When";
    place = "場所", "Where";
    organizer = "主催者", "Organizer";
}

pub fn repeats(often: Repeats, l: Language) -> &'static str {
    match often {
        Repeats::Daily => daily(l),
        Repeats::Weekly => weekly(l),
        Repeats::Monthly => monthly(l),
        Repeats::Yearly => yearly(l),
    }
}
