//! Words of imports.

use crate::words;
use domain::{
    Language,
    book::{Column, EntryKind, ItemView, Outcome, PlanLine, Reason, RowError, Stage},
};

words! {
    title = "ファイルの取り込み", "Import a file";
    export_cards = "人をvCardで書き出す", "Export people as vCard";
    export_companies = "会社をCSVで書き出す", "Export companies as CSV";
    export_people = "人をCSVで書き出す", "Export people as CSV";
    intro = "表計算ソフトのCSVファイル（UTF-8・シフトJIS）か、スマートフォンやOutlook・Googleの連絡先（vCard）を取り込みます。取り込む前に、行ごとの結果を確認できます。", "Takes in CSV files of spreadsheets (UTF-8 or Shift JIS) and contacts of phones, Outlook or Google (vCard). Before anything changes you see what would come of each line.";
    what = "取り込むもの", "What the file holds";
    file = "CSVまたはvCardのファイル", "CSV or vCard file";
    file_hint = "CSVの1行目は見出しにしてください。50,000行・20 MBまで。", "The first line of a CSV file holds the heads. Up to 50,000 lines and 20 MB.";
    check = "内容を確認する", "Check the file";
    choose_first = "ファイルを選んでください。", "Please choose a file.";
    reading = "ファイルを読み込んでいます…", "Reading the file…";
    nothing_changed = "まだ何も変わっていません", "Nothing has changed yet";
    about_file(name: &str, rows: usize, encoding: &str) = "{name}　{rows}行 ・ {encoding}", "{name}, {rows} lines, {encoding}";
    columns = "列の対応", "Columns";
    columns_hint = "同じ見出しのファイルでは、次回もこの対応を使います。", "The next file with these heads is read the same way.";
    column_of(head: &str) = "見出し「{head}」の内容", "What “{head}” holds";
    skip = "（取り込まない）", "(left out)";
    results = "行ごとの結果", "What comes of each line";
    line = "行", "Line";
    result = "結果", "Result";
    name = "名前", "Name";
    content = "内容", "Content";
    nameless = "（空欄）", "(empty)";
    all_same = "取り込むと変わる行はありません。", "No line would change anything.";
    shown_only(count: usize) = "結果ごとに最初の{count}行を表示しています。", "The first {count} lines of each result are shown.";
    errors_left_out(count: usize) = "エラーの{count}行は飛ばして取り込みます。", "{count} line with an error is left out." | "{count} lines with errors are left out.";
    begin(count: usize) = "{count}件を取り込む", "Import {count} entry" | "Import {count} entries";
    no_name_column = "「名前」の列を選んでください。", "Choose the column that holds the names.";
    running = "取り込んでいます", "Importing";
    progress(done: i64, total: i64) = "{total}行のうち {done}行", "{done} of {total} lines";
    stop = "中止する", "Stop";
    done = "取り込みが終わりました", "The import is done";
    cancelled = "取り込みを中止しました", "The import was stopped";
    stopped = "取り込みの途中でシステムが終了しました", "The system ended during the import";
    stays = "それまでに取り込んだ分は残っています。同じファイルをもう一度取り込むと、続きから反映されます。", "What was taken in until then stays. Import the same file again to go on.";
    sums(added: i64, overwritten: i64, failed: i64) = "新規 {added}件 ・ 上書き {overwritten}件 ・ 取り込めなかった行 {failed}件", "{added} added, {overwritten} overwritten, {failed} left out";
    undo = "この取り込みを取り消す", "Take this import back";
    undo_hint = "追加したカードはゴミ箱に入り、上書きしたカードは元の内容に戻ります。あとから変更されたカードはそのまま残ります。30日以内なら取り消せます。", "What was added goes into the trash, what was overwritten is as it was. Cards that were changed since stay. Possible for thirty days.";
    undoing = "取り込みを取り消しています", "Taking the import back";
    undone = "取り込みを取り消しました", "The import was taken back";
    undone_sums(undone: i64, kept: i64) = "元に戻した {undone}件 ・ あとから変更されたため残した {kept}件", "{undone} put back, {kept} kept because they were changed since";
    recent = "最近の取り込み", "Recent imports";
    another = "別のファイルを取り込む", "Import another file";
    to_book = "アドレス帳へ", "To the address book";
    changed_to(what: &str) = "{what}：", "{what}: ";
    empty = "（なし）", "(none)";
    place(column: usize, what: &str) = "{column}列目 {what}", "Column {column}, {what}";
}

pub fn outcome(of: Outcome, l: Language) -> &'static str {
    let (ja, en) = match of {
        Outcome::New => ("新規", "New"),
        Outcome::Overwrite => ("上書き", "Overwrite"),
        Outcome::Same => ("変更なし", "Unchanged"),
        Outcome::Error => ("エラー", "Error"),
    };
    if l == Language::Japanese { ja } else { en }
}

/// The head of a column in files.
pub fn column_name(column: Column, kind: EntryKind, items: &[ItemView], l: Language) -> String {
    let company = kind == EntryKind::Company;
    let (ja, en) = match column {
        Column::Skip => return skip(l).to_owned(),
        Column::Item(id) => return items.iter().find(|item| item.id == id).map(|item| item.name.clone()).unwrap_or_default(),
        Column::Group if company => ("会社グループ", "Company group"),
        Column::Group => ("顧客グループ", "Customer group"),
        Column::Code if company => ("会社コード", "Company code"),
        Column::Code => ("顧客コード", "Customer code"),
        Column::Name if company => ("会社名", "Company name"),
        Column::Name => ("名前", "Name"),
        Column::Reading => ("よみ", "Reading"),
        Column::CompanyCode => ("会社コード", "Company code"),
        Column::Company => ("会社名", "Company name"),
        Column::Section => ("部課", "Section"),
        Column::Phone => ("電話", "Phone"),
        Column::Addresses => ("メールアドレス", "Mail addresses"),
        Column::OptOut => ("配信停止", "Opted out"),
        Column::InCharge => ("担当", "In charge"),
    };
    if l == Language::Japanese { ja } else { en }.to_owned()
}

pub fn why(reason: &Reason, l: Language) -> String {
    let (ja, en) = match reason {
        Reason::Missing => ("必須の項目です", "must be filled in"),
        Reason::TooLong => ("長すぎます", "is too long"),
        Reason::Malformed => ("形が正しくありません", "is not valid"),
        Reason::TwoAts => ("「@」が2つあります", "has two @"),
        Reason::Twice { line } => {
            return if l == Language::Japanese { format!("{line}行目と重複しています") } else { format!("stands in line {line} already") };
        }
        Reason::Taken => ("同じ値のものがすでにあります", "belongs to another entry"),
        Reason::NoSuchCompany => ("アドレス帳にない会社です", "is no company of the address book"),
        Reason::NoSuchOption => ("選択肢にありません", "is not among the choices"),
        Reason::NoSuchPerson => ("社内にいない名前です", "is nobody of us"),
        Reason::Ambiguous => ("同じ名前が2つ以上あり、決められません", "fits more than one"),
    };
    if l == Language::Japanese { ja } else { en }.to_owned()
}

/// One error as a sentence, without the text of the cell.
pub fn error_place(error: &RowError, kind: EntryKind, items: &[ItemView], l: Language) -> String {
    let what = column_name(error.what, kind, items, l);
    error.column.map_or_else(|| what.clone(), |column| place(l, column, &what))
}

/// What stands for the name of a line.
pub fn name_of(line: &PlanLine, l: Language) -> String {
    if line.name.is_empty() { nameless(l).to_owned() } else { line.name.clone() }
}

pub fn stage(of: Stage, l: Language) -> &'static str {
    match of {
        Stage::Planned => nothing_changed(l),
        Stage::Running => running(l),
        Stage::Done => done(l),
        Stage::Cancelled => cancelled(l),
        Stage::Stopped => stopped(l),
        Stage::Undoing => undoing(l),
        Stage::Undone => undone(l),
    }
}
