//! Words of the wizard.

use super::steps::Step;
use crate::words;
use domain::Language;

words! {
    title = "初期設定", "Set-up";
    steps = "初期設定の手順", "Steps of set-up";
    note = "入力は自動で保存されます（パスワードを除く）。", "What you enter is saved as you go, except passwords.";
    no_script = "初期設定には JavaScript が必要です。ブラウザーの設定で有効にして、もう一度開いてください。", "Set-up needs JavaScript. Please turn it on in your browser and open this page again.";
    count(at: usize, of: usize) = "{at} / {of}", "{at} / {of}";
    next = "次へ", "Next";
    back = "もどる", "Back";
    finish = "設定を終える", "Finish set-up";
    company = "会社名", "Company name";
    language = "画面の言語", "Language";
    language_hint = "人ごとにあとから変えられます。", "Everyone can choose their own later.";
    admin_name = "あなたの名前", "Your name";
    admin_email = "あなたのメールアドレス", "Your email address";
    admin_email_hint = "ログインに使います。", "You sign in with it.";
    admin_password = "パスワード", "Password";
    admin_password_hint = "8文字以上。文字と数字（または記号）を組み合わせてください。", "At least 8 characters, with letters and digits or symbols.";
    mailbox = "名前", "Name";
    mailbox_hint = "メールを受け付ける「箱」です。アドレスは10個まで入れられます。", "A shared box for incoming mail. It can hold up to 10 addresses.";
    mailbox_example = "例: サポート窓口", "For example: Support";
    later = "あとで設定する", "Set up later";
    member_name = "名前", "Name";
    member_email = "メールアドレス", "Email address";
    member_row(number: usize) = "{number}人目", "Member {number}";
    add_member = "もう1人追加", "Add another";
    remove_member(number: usize) = "{number}人目を外す", "Remove member {number}";
    members_rule = "空の行は無視します。招待リンクは最後に表示します。", "Empty rows are ignored. The invitation links are shown at the end.";
    twice = "同じメールアドレスがほかにもあります。", "This address is entered twice.";
    done_title = "準備ができました", "You are ready";
    done_text = "さっそくトレイを開いて、届いたメールを確かめましょう。", "Open the tray and look at your mail.";
    links_title = "招待リンク", "Invitation links";
    links_text = "それぞれの人に渡してください。リンクは一度だけ、7日以内に使えます。ここを離れるともう表示されません（メンバーの設定で作り直せます）。", "Hand each link to its person. It works once, within 7 days, and is not shown again after you leave (you can make new ones under Members).";
    to_tray = "トレイを開く", "Open the tray";
    already_title = "初期設定はすでに終わっています", "Set-up is already complete";
    to_sign_in = "ログイン画面へ", "Go to sign-in";
}

/// Name of a step, and what it is about.
pub fn step_name(step: Step, l: Language) -> (&'static str, &'static str) {
    let (ja, en) = match step {
        Step::Company => (("会社", "名前・言語・時間帯"), ("Company", "Name, language, time zone")),
        Step::Admin => (("管理者", "はじめの管理者はあなたです"), ("Administrator", "You are the first one")),
        Step::Mailbox => (("メールアプリケーション", "メールの受付をひとつ作ります"), ("Mailbox", "One shared box to begin with")),
        Step::Account => (("メールアカウント", "受信と送信をその場で試します"), ("Mail account", "Receiving and sending, tested here")),
        Step::Members => (("メンバー", "あとからでも追加できます"), ("Members", "More can be added later")),
    };
    if l == Language::Japanese { ja } else { en }
}

/// Heading and explanation of a step.
pub fn step_text(step: Step, l: Language) -> (&'static str, &'static str) {
    let (ja, en) = match step {
        Step::Company => (
            ("会社のことを教えてください", "会社名は画面に出ます。言語と時間帯は、これから加わる人の初めの設定にもなります。"),
            ("Tell us about your company", "The name stands on every page. Language and time zone are also what new members start with."),
        ),
        Step::Admin => (
            ("管理者を決めます", "メンバーの追加やメールの設定ができる人です。"),
            ("Who is the administrator?", "This person can add members and set up mail."),
        ),
        Step::Mailbox => (
            ("メールの受付をひとつ作ります", "部署や目的ごとに増やせます（20個まで）。"),
            ("Make a first mailbox", "Add more for each team or purpose later (up to 20)."),
        ),
        Step::Account => (
            ("メールアカウントをつなぎます", "受信と送信を別々に試します。いま使っているメールソフトには影響しません。"),
            ("Connect a mail account", "Receiving and sending are tested separately. The mail program you use now is not affected."),
        ),
        Step::Members => (
            ("いっしょに使う人", "名前とメールアドレスを入力してください。1人で始めることもできます。"),
            ("Who works with you?", "Enter names and email addresses. You can also start alone."),
        ),
    };
    if l == Language::Japanese { ja } else { en }
}
