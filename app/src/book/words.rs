//! Words of the address book.

use crate::words;
use domain::{
    Language,
    book::{EntryKind, MailsFate},
};

words! {
    title = "アドレス帳", "Address book";
    companies = "会社", "Companies";
    people = "人", "People";
    groups = "グループ", "Groups";
    lists = "一覧の種類", "Kind of list";
    counts(companies: &str, people: &str) = "会社 {companies} ・ 人 {people}", "{companies} companies, {people} people";
    many(count: i64) = "{count}以上", "more than {count}";
    files = "ファイルの取り込みと書き出し（CSV・vCard）", "Files in and out: CSV, vCard";
    files_short = "ファイル", "Files";
    search = "アドレス帳を検索", "Search the address book";
    search_hint = "名前・読み・会社・電話・メールで探す", "Name, reading, company, phone, address";
    add_company = "会社を追加", "Add company";
    add_person = "人を追加", "Add person";
    add_group = "グループを追加", "Add group";
    nothing_open = "会社や人を選ぶと、ここに表示されます", "Choose a company or a person to see it here";
    nothing_open_text = "左の一覧から選ぶか、名前や読みで探してください。", "Choose one from the list, or find it by name or reading.";
    no_companies = "会社はまだ登録されていません", "No companies yet";
    no_companies_text = "「会社を追加」から登録できます。届いたメールの差出人からも登録できます。", "Add one here, or register the sender of a mail.";
    no_people = "人はまだ登録されていません", "No people yet";
    no_people_text = "「人を追加」から登録できます。届いたメールの差出人からも登録できます。", "Add one here, or register the sender of a mail.";
    no_groups = "グループはまだありません", "No groups yet";
    no_groups_text = "会社や人をグループにまとめると、一覧や一斉配信で使えます。", "Groups of companies or people narrow lists and choose recipients.";
    nothing_fits = "一致する会社・人はありません", "Nothing fits";
    nothing_fits_text = "読み（ひらがな・ローマ字）や電話番号の下4けたでも探せます。", "You can also type a reading or the last digits of a phone number.";
    next_page = "次のページ", "Next page";
    first_page = "最初のページ", "First page";
    pages = "ページの移動", "Pages";
    of_group(name: &str) = "グループ：{name}", "Group: {name}";
    all_again = "しぼり込みをやめる", "Show all";
    people_of(count: i64) = "{count}人", "{count} person" | "{count} people";
    in_charge = "担当", "In charge";
    in_charge_is(name: &str) = "担当: {name}", "In charge: {name}";
    nobody = "なし", "Nobody";
    code = "コード", "Code";
    code_is(code: &str) = "コード {code}", "Code {code}";
    name = "名前", "Name";
    reading = "読み", "Reading";
    reading_hint = "ひらがなで入れると、五十音順に並びます。", "In hiragana: lists are sorted by it.";
    section = "部課", "Section";
    phone = "電話", "Phone";
    mail = "メール", "Mail";
    mail_addresses = "メールアドレス", "Mail addresses";
    mail_addresses_hint = "1行に1つ。先頭のアドレスが宛先に使われます。", "One a line. The first one is written to.";
    opt_out = "一斉配信を停止する", "No bulk mail";
    opt_out_text = "この人には一斉配信を送りません。", "Bulk mail is never sent to this person.";
    bulk = "一斉配信", "Bulk mail";
    takes_bulk = "受け取る", "Receives it";
    opted_out = "配信停止", "Opted out";
    opted_by_hand(when: &str) = "{when} に手動で停止", "Set by hand, {when}";
    opted_by_link(when: &str) = "{when} に本人が停止", "By the person, {when}";
    opted_by_import(when: &str) = "{when} に取り込みで停止", "By an import, {when}";
    own_items = "追加した項目", "More about them";
    company_items = "会社の項目", "More about the company";
    change_items = "項目を設定", "Set up items";
    edit = "編集", "Edit";
    edit_of(name: &str) = "{name} を編集", "Edit {name}";
    more = "その他の操作", "More";
    remove = "削除", "Delete";
    removed(name: &str) = "{name} を削除しました。", "{name} was deleted.";
    restored(name: &str) = "{name} を元に戻しました。", "{name} is back.";
    in_trash = "この項目は削除されています。", "This entry was deleted.";
    restore = "元に戻す", "Restore";
    saved(name: &str) = "{name} を保存しました。", "{name} was saved.";
    registered(name: &str) = "{name} を登録しました。", "{name} was registered.";
    past = "対応履歴", "History";
    past_parts = "会社の表示", "Parts of the company";
    no_past = "対応履歴はまだありません", "Nothing yet";
    no_past_text = "登録したアドレスとのメールが、過去の分も含めてここに並びます。", "Mails with the registered addresses stand here, earlier ones too.";
    older = "以前の履歴", "Earlier";
    newest = "最新の履歴へ", "Back to the newest";
    call = "電話", "Call";
    visit = "訪問", "Visit";
    bulk_mail = "一斉配信", "Bulk mail";
    alike_address(name: &str) = "同じ人かもしれません：「{name}」は同じメールアドレスです。", "May be the same: “{name}” has the same mail address.";
    alike_phone(name: &str) = "同じ相手かもしれません：「{name}」は同じ電話番号です。", "May be the same: “{name}” has the same phone number.";
    alike_name(name: &str) = "同じ相手かもしれません：「{name}」は同じ名前です。", "May be the same: “{name}” has the same name.";
    look = "見る", "Look";
    merge = "統合する", "Join";
    merge_with(name: &str) = "「{name}」をこちらに統合", "Join “{name}” with this one";
    merge_title = "統合しますか", "Join the two?";
    merge_text(from: &str, into: &str) = "「{from}」の内容を「{into}」にまとめます。こちらで空の項目は補われ、メールアドレスとグループは両方の分が残ります。元に戻せます。", "“{from}” goes into “{into}”: what is empty here is filled in, mail addresses and groups of both stay. It can be undone.";
    merged(name: &str) = "「{name}」に統合しました。", "Joined with “{name}”.";
    unmerged = "統合を取り消しました。", "They are two again.";
    company = "会社", "Company";
    company_of_person = "会社（アドレス帳から選ぶ）", "Company (from the address book)";
    new_company_name = "会社名（新しく登録する場合）", "Company to add";
    new_company_hint = "アドレス帳にない会社は、ここに入れると一緒に登録します。", "A company that is not in the address book yet is added along.";
    same_domain = "同じドメインの会社", "Companies of the same domain";
    choose_company(name: &str, people: i64) = "{name}（{people}人）", "{name} ({people})";
    required = "（必須）", " (required)";
    unset = "（未設定）", "(not set)";
    stale = "編集しているあいだに、ほかの人が変更しました。入力した内容は残っています。", "Somebody changed this while you were editing. What you typed is still here.";
    see_newest = "最新の内容を見る", "See what it is now";
    overwrite = "入力した内容で保存する", "Save what I typed";
    no_mail_here = "このメールアプリケーションでは新規メールを書けません。", "You cannot write mail in any mailbox.";
    back_to_list = "一覧へもどる", "Back to the list";
    name_of_group = "グループの名前", "Name of the group";
    rename = "名前を変更", "Rename";
    rename_of(name: &str) = "グループ {name} の名前を変更", "Rename the group {name}";
    remove_of(name: &str) = "グループ {name} を削除", "Delete the group {name}";
    remove_group_title(name: &str) = "グループ「{name}」を削除しますか", "Delete the group “{name}”?";
    remove_group_text = "入っている会社や人は残ります。グループは元に戻せません。", "Those who are in it stay. The group cannot be restored.";
    group_added(name: &str) = "グループ「{name}」を追加しました。", "Group “{name}” added.";
    group_removed(name: &str) = "グループ「{name}」を削除しました。", "Group “{name}” deleted.";
    group_of = "何のグループ", "A group of";
    unknown_sender = "アドレス帳にない差出人", "Not in the address book";
    register = "登録", "Register";
    register_sender(addr: &str) = "{addr} をアドレス帳に登録", "Register {addr} in the address book";
    card_of(name: &str) = "{name} のカードを開く", "Open the card of {name}";
    find_hint = "名前・読み・会社・電話番号・メールアドレスで探せます", "Find by name, reading, company, phone or address";
    found(count: usize) = "{count}件の候補", "{count} entry found" | "{count} entries found";
    candidates = "アドレス帳の候補", "Entries of the address book";
    let_go(name: &str) = "{name} を外す", "Remove {name}";
}

// Files, erasing, filters.
words! {
    card_files = "添付ファイル", "Files";
    add_file = "ファイルを添付", "Add files";
    drop_file(name: &str) = "{name} を外す", "Remove {name}";
    as_card = "vCard", "vCard";
    everything = "データを書き出す", "Everything of this person";
    erase = "消去する", "Erase";
    erase_of = "個人データを消去", "Erase this person";
    erase_title = "この人を消去しますか", "Erase this person?";
    what_goes = "なくなるもの", "What goes";
    what_stays = "残るもの", "What stays";
    card_goes(files: i64) = "アドレス帳のカード（アドレス・電話・項目・グループ・添付ファイル{files}個）。ゴミ箱には入らず、すぐになくなります。", "The card with addresses, phone, items, groups and {files} file. It goes at once, not into the trash." | "The card with addresses, phone, items, groups and {files} files. It goes at once, not into the trash.";
    suggestions_go = "宛先の候補と、一斉配信・取り込みの記録に残る名前とアドレス", "Suggestions while writing, and name and address in bulk mails and imports";
    mails_hidden(count: i64) = "メール{count}通（とコメント・下書き）にある名前とアドレス。「＊＊＊」に置きかわり、検索でも見つかりません。原本（.eml）とHTML、この人とのメールの添付ファイルは、1日後にディスクからも消えます。", "Name and address in {count} mail, its comments and drafts: ＊＊＊ stands there, and no search finds them. The source, its HTML, and what is attached to mails with them leave the disk a day later." | "Name and address in {count} mails, their comments and drafts: ＊＊＊ stands there, and no search finds them. Sources, HTML, and what is attached to mails with them leave the disk a day later.";
    mails_deleted(count: i64) = "この人が相手のやりとり{count}件は、メール・コメント・履歴ごとなくなります。ほかの人とのメールでは、名前とアドレスが「＊＊＊」に置きかわります。", "{count} conversation with them goes, with mails, comments and history. In mails with others ＊＊＊ stands for name and address." | "{count} conversations with them go, with mails, comments and history. In mails with others ＊＊＊ stands for name and address.";
    logs_stay(count: i64) = "電話・訪問の記録{count}件（相手は「＊＊＊」になります）", "{count} call or visit, with ＊＊＊ for them" | "{count} calls and visits, with ＊＊＊ for them";
    bulk_stays(count: i64) = "一斉配信{count}件の件数（だれに送ったかは残りません）", "{count} bulk mail, as a number only" | "{count} bulk mails, as numbers only";
    opt_out_stays = "配信停止の記録（アドレスのみ）。二度と送らないために残します。", "That the address wants no bulk mail: so that none is ever sent again.";
    server_stays = "メールサーバーにあるメールと、ほかの人とのメールの添付ファイルの中身は、ここからは消せません。", "What lies on the mail server, and what files say that are attached to mails with others: neither can be erased from here.";
    fate_of_mails = "メールの扱い", "What becomes of mails";
    type_name(name: &str) = "確認のため「{name}」と入力", "Type “{name}” to confirm";
    no_way_back = "消去すると元に戻せません。監査ログに記録されます。", "There is no way back. The audit log notes it.";
    erased = "消去しました。", "Erased.";
    erasing_on = "カードを消去しました。メールの消去は続いています。", "The card is gone. Its mails are being gone through.";
    erasing(done: i64, total: i64) = "個人データを消去しています：{done} ／ {total}", "Erasing a person: {done} of {total}";
    filter = "項目でしぼり込む", "Filter by item";
    filter_item = "項目", "Item";
    filter_value = "値", "Value";
    filter_from = "から", "From";
    filter_until = "まで", "Until";
    filter_contains = "含む文字", "Contains";
    filter_apply = "しぼり込む", "Apply";
    without_filter(said: &str) = "{said} のしぼり込みをやめる", "Do not filter by {said}";
    from_on(value: &str) = "{value}以上", "from {value}";
    up_to(value: &str) = "{value}以下", "up to {value}";
}

pub fn add_of(kind: EntryKind, l: Language) -> &'static str {
    if kind == EntryKind::Company { add_company(l) } else { add_person(l) }
}

pub fn kind_name(kind: EntryKind, l: Language) -> &'static str {
    if kind == EntryKind::Company { companies(l) } else { people(l) }
}

pub fn fate_name(fate: MailsFate, l: Language) -> &'static str {
    let (ja, en) = match fate {
        MailsFate::Hidden => ("業務の記録として残し、名前とアドレスを伏せる", "Keep them as records, without name and address"),
        MailsFate::Deleted => ("この人とのやりとりを削除する", "Delete conversations with this person"),
    };
    if l == Language::Japanese { ja } else { en }
}
