//! How a question is written, as a table to read.

use super::words;
use crate::words::use_language;
use domain::Language;
use leptos::prelude::*;

type Phrase = fn(Language) -> &'static str;

const LINES: [(&str, &str, Phrase); 13] = [
    ("見積書 再発行", "invoice paid", words::how_words),
    ("\"見積書の再発行\"", "\"paid in full\"", words::how_phrase),
    ("-自動返信", "-newsletter", words::how_not),
    ("差出人:三嶋", "from:smith", words::how_from),
    ("宛先:support@", "to:support", words::how_to),
    ("件名:納期", "subject:delivery", words::how_subject),
    ("状況:未処理,処理中", "status:open,working", words::how_status),
    ("対象:サポート窓口", "in:support", words::how_in),
    ("種別:料金", "type:billing", words::how_field),
    ("担当:なし", "assignee:none", words::how_nobody),
    ("添付:あり", "has:attachment", words::how_has),
    ("コメント:あり", "has:comment", words::how_comment),
    ("以降:11/1 以前:11/24", "after:2026-11-01 before:7d", words::how_after),
];

#[component]
pub fn Advice() -> impl IntoView {
    let language = use_language();
    view! {
        <aside class="srch__how" aria-labelledby="search-how">
            <h2 class="side__h" id="search-how">
                {words::how(language)}
            </h2>
            <dl>
                {LINES
                    .iter()
                    .map(|(japanese, english, meaning)| {
                        view! {
                            <div>
                                <dt>{if language == Language::Japanese { *japanese } else { *english }}</dt>
                                <dd>{meaning(language)}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p>{words::how_short(language)}</p>
            <p class="srch__key">
                <kbd class="kbd">"/"</kbd>
                " "
                {words::how_key(language)}
            </p>
        </aside>
    }
    .into_any()
}
