//! Words at a mail.

use crate::words;
use domain::{
    Language,
    dangers::Danger,
    messages::Repeats,
    proofs::{Check, Mark, Proof},
};

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
    reply_to = "返信先", "Reply to";
    save_all_risky(count: usize) = "すべて保存（注意が必要なファイル {count}件を含む）", "Save all ({count} file needs care)" | "Save all ({count} files need care)";
    save_risky = "危険を承知して保存", "Save it all the same";
    danger_advice = "送り主に、電話などメール以外の方法で確かめてから開いてください。", "Before you open it, ask the sender in another way than by mail, for example by telephone.";
    passed_short = "送信元を確認済み", "Sender verified";
    failed_short = "送信元が不一致", "Sender not genuine";
    unsigned_short = "送信元の証明なし", "Sender not proved";
    unknown_short = "送信元は未確認", "Sender not checked";
    passed_by(domain: &str) = "差出人のドメイン {domain} から送られたメールであることを確認しました。", "This mail was proved to come from {domain}, the domain of its sender.";
    passed_text = "差出人のドメインから送られたメールであることを確認しました。", "This mail was proved to come from the domain of its sender.";
    failed_text(from: &str) = "差出人は {from} と書かれていますが、そのドメインから送られたメールではありません。", "It says that it is from {from}, but it did not come from that domain.";
    unsigned_text = "受信サーバーが調べましたが、差出人のドメインから送られたことを示す証明はありませんでした。", "The receiving server checked this mail and found nothing that proves where it comes from.";
    unknown_text = "送信元を調べた記録がありません。管理者がメールアカウントの設定で「信頼する受信サーバー」を登録すると、次のメールから表示されます。", "Nobody we trust has checked where this mail comes from. Once an admin names the trusted receiving server in the settings of the mail account, new mails will show it.";
    spf = "送信に使われたサーバー", "the server that sent it";
    dkim = "ドメインの電子署名", "the signature of its domain";
    dmarc = "差出人のドメインとの一致", "whether they fit the sender";
    checked_by = "調べたサーバー", "Checked by";
    ourselves = "このシステム", "This system";
    check_pass = "合格", "Passed";
    check_fail = "不合格", "Failed";
    check_soft = "不合格（弱）", "Weakly failed";
    check_none = "なし", "None";
    check_unknown = "不明", "Unknown";
    impersonation_title = "なりすましの疑い", "Possible impersonation";
    not_from_there_title = "送信元が確認できません", "The sender is not genuine";
    impersonation(from: &str) = "社内の人または窓口を名乗っていますが、本人から送られたことを確認できません（{from}）。", "It bears the name or address of one of us, and nothing proves that it is from them ({from}).";
    look_alike(from: &str) = "ドメインが自社のものに似せてあります（{from}）。", "Its domain looks like ours and is another one ({from}).";
    two_senders = "差出人が二重に書かれています。メールソフトによって違う人に見えます。", "It names two senders at once, so that mail programs show different people.";
    address_in_name(name: &str, from: &str) = "表示名に別のアドレスが書かれています（表示名「{name}」、実際の差出人 {from}）。", "Its display name is another address (\"{name}\"; it is really from {from}).";
    our_name(from: &str) = "社内の人と同じ名前ですが、社外のアドレス（{from}）です。", "The name is that of one of us, but the address is outside ({from}).";
    our_name_short = "社内の人と同じ名前", "Name of a colleague";
    reply_elsewhere(to: &str) = "返信は、差出人とは別のドメインの {to} に届きます。", "Answers go to another domain than the sender's: {to}.";
    reply_elsewhere_short = "返信先が別のドメイン", "Answers go elsewhere";
    powerless = "このメールは、ほかのやりとりには加えられていません。返信や支払いの前に、本人に直接確かめてください。", "It was not added to any other conversation. Ask the person directly before you answer or pay anything.";
}

pub fn proof_short(proof: Proof, l: Language) -> &'static str {
    match proof {
        Proof::Passed => passed_short(l),
        Proof::Failed => failed_short(l),
        Proof::Unsigned => unsigned_short(l),
        Proof::Unknown => unknown_short(l),
    }
}

/// `domain` is the one that signed or sent it, where that is known.
pub fn proof_text(proof: Proof, from: &str, domain: &str, l: Language) -> String {
    match proof {
        Proof::Passed if domain.is_empty() => passed_text(l).to_owned(),
        Proof::Passed => passed_by(l, domain),
        Proof::Failed => failed_text(l, from),
        Proof::Unsigned => unsigned_text(l).to_owned(),
        Proof::Unknown => unknown_text(l).to_owned(),
    }
}

/// Marks that are told beside the verdict; the grave ones have a warning of their own.
pub fn mark_short(mark: Mark, l: Language) -> &'static str {
    match mark {
        Mark::OurName => our_name_short(l),
        Mark::ReplyElsewhere => reply_elsewhere_short(l),
        Mark::Impersonation | Mark::LookAlike | Mark::TwoSenders | Mark::AddressInName => impersonation_title(l),
    }
}

pub fn check(check: Check, l: Language) -> &'static str {
    match check {
        Check::Pass => check_pass(l),
        Check::Fail => check_fail(l),
        Check::SoftFail => check_soft(l),
        Check::None => check_none(l),
        Check::Unknown => check_unknown(l),
    }
}

pub fn danger(danger: Danger, l: Language) -> &'static str {
    let (ja, en) = match danger {
        Danger::Disguised => ("名前を偽装したファイル", "Disguised name"),
        Danger::TwoEndings => ("拡張子を偽装したファイル", "Disguised ending"),
        Danger::Program => ("プログラム", "Program"),
        Danger::DiskImage => ("ディスクイメージ", "Disk image"),
        Danger::Macros => ("マクロ付きの文書", "Document with macros"),
        Danger::WebPage => ("Webページ形式", "Web page"),
        Danger::ProgramInside => ("プログラム入りの圧縮ファイル", "Archive with a program"),
        Danger::Locked => ("パスワード付き", "Locked by a password"),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn danger_text(danger: Danger, l: Language) -> &'static str {
    let (ja, en) = match danger {
        Danger::Disguised => (
            "文字の並びを逆にする記号で、本当の種類を隠しています。開かないでください。",
            "Hidden characters turn its name around, so that it looks like another kind of file. Do not open it.",
        ),
        Danger::TwoEndings => (
            "文書や画像に見せかけていますが、実際は別の種類のファイルです。開かないでください。",
            "It looks like a document or a picture and is something else. Do not open it.",
        ),
        Danger::Program => (
            "開くとパソコン上で動作します。悪意のあるプログラムの可能性があります。",
            "It runs on your computer when it is opened, and may be malicious.",
        ),
        Danger::DiskImage => ("中のファイルはウイルス対策ソフトの検査をすり抜けることがあります。", "Virus scanners may not see what is inside."),
        Danger::Macros => (
            "マクロ（自動で動く命令）を含みます。「コンテンツの有効化」を押さないでください。",
            "It contains macros, which are programs. Do not press \"Enable content\".",
        ),
        Danger::WebPage => (
            "偽のログイン画面に使われることの多い形式です。パスワードを入力しないでください。",
            "Files like this are often used for false sign-in pages. Do not enter a password.",
        ),
        Danger::ProgramInside => (
            "圧縮ファイルの中に、パソコン上で動作するプログラムがあります。",
            "There is a program in this archive that runs on your computer when it is opened.",
        ),
        Danger::Locked => (
            "パスワードが付いているため、ウイルス対策ソフトが中身を検査できていません。",
            "Because of its password, no virus scanner could look inside.",
        ),
    };
    if l == Language::Japanese { ja } else { en }
}

pub fn repeats(often: Repeats, l: Language) -> &'static str {
    match often {
        Repeats::Daily => daily(l),
        Repeats::Weekly => weekly(l),
        Repeats::Monthly => monthly(l),
        Repeats::Yearly => yearly(l),
    }
}
