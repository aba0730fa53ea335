//! All keys on one page: `?`, and 「キーボード操作」 in the menu of the account.

use super::words;
use crate::{
    help::{self, HELP_URL},
    parts::{dialog::Dialog, keys},
    words::{common, use_language},
};
use domain::Language;
use leptos::prelude::*;

mod does {
    use crate::words;
    words! {
        read = "一覧と閲覧", "List and reading";
        next = "次・前のやりとり", "Next, previous";
        cells = "行の中を移動", "Move within the row";
        open = "開く", "Open";
        back = "一覧へ戻る", "Back to the list";
        select = "選択する", "Select";
        range = "選択しながら移動", "Select while moving";
        all = "すべて選択", "Select all";
        none = "選択を解除・閉じる", "Clear the selection, close";
        act = "操作", "Actions";
        done = "処理済みにする", "Mark as done";
        trash = "ごみ箱へ", "Move to trash";
        assignee = "担当者", "Assignee";
        confirmer = "確認者", "Confirmer";
        status = "処理状況", "Status";
        priority = "優先度", "Priority";
        folder = "フォルダへ移動", "Move to folder";
        undo = "直前の操作を取り消す", "Undo the last action";
        write = "書く", "Writing";
        reply = "返信を始める", "Start a reply";
        reply_all = "全員に返信", "Reply to all";
        forward = "転送", "Forward";
        comment = "コメントを書く", "Write a comment";
        call = "電話を記録", "Note a call";
        new_mail = "新規メール", "New mail";
        send = "送信・書き込む", "Send, post";
        go = "移動", "Go to";
        mine = "自分の担当", "Assigned to me";
        tray = "処理メールトレイ", "Tray";
        unassigned = "担当者なし", "Unassigned";
        all_mail = "すべてのメール", "All mail";
        drafts = "下書き", "Drafts";
        sent = "送信済み", "Sent";
        settings = "設定", "Settings";
        reports = "集計レポート", "Reports";
        bin = "ごみ箱", "Trash";
        mailbox = "1番目のメールアプリケーション（9まで）", "First mailbox, up to 9";
        help = "使い方", "Help";
        palette = "操作や画面をさがす", "Find anything";
        search = "検索の欄へ", "To the search field";
        panes = "次・前の領域", "Next, previous pane";
        keys = "このキー一覧", "This list of keys";
        off = "文字キーはオフになっています。個人設定でオンにできます。", "Single keys are off. You can turn them on in your personal settings.";
    }
}

type Phrase = fn(Language) -> &'static str;
type Line = (&'static [&'static str], Phrase);

const GROUPS: [(Phrase, &[Line]); 4] = [
    (
        does::read,
        &[
            (&["J", "K", "↓", "↑"], does::next),
            (&["←", "→"], does::cells),
            (&["Enter"], does::open),
            (&["U"], does::back),
            (&["X"], does::select),
            (&["Shift+J", "Shift+K"], does::range),
            (&["Ctrl+A"], does::all),
            (&["Esc"], does::none),
        ],
    ),
    (
        does::act,
        &[
            (&["E"], does::done),
            (&["#"], does::trash),
            (&["A"], does::assignee),
            (&["V"], does::confirmer),
            (&["S"], does::status),
            (&["P"], does::priority),
            (&["M"], does::folder),
            (&["Z"], does::undo),
        ],
    ),
    (
        does::write,
        &[
            (&["R"], does::reply),
            (&["Shift+R"], does::reply_all),
            (&["F"], does::forward),
            (&["N"], does::comment),
            (&["L"], does::call),
            (&["C"], does::new_mail),
            (&["Ctrl+Enter"], does::send),
        ],
    ),
    (
        does::go,
        &[
            (&["Ctrl+K"], does::palette),
            (&["/"], does::search),
            (&["G", "T"], does::tray),
            (&["G", "M"], does::mine),
            (&["G", "U"], does::unassigned),
            (&["G", "A"], does::all_mail),
            (&["G", "D"], does::drafts),
            (&["G", "S"], does::sent),
            (&["G", "X"], does::bin),
            (&["G", "1"], does::mailbox),
            (&["G", "R"], does::reports),
            (&["G", "P"], does::settings),
            (&["G", "H"], does::help),
            (&["F6", "Shift+F6"], does::panes),
            (&["?"], does::keys),
        ],
    ),
];

#[component]
pub fn KeyList(open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    view! {
        <Dialog open title=words::key_list(language).to_owned()>
            <div class="keys" tabindex="0" role="group" aria-label=words::key_list(language)>
                {keys::is_off().then(|| view! { <p class="keys__off">{does::off(language)}</p> })}
                {GROUPS
                    .iter()
                    .map(|(title, lines)| {
                        view! {
                            <section class="keys__group">
                                <h3 class="keys__title">{title(language)}</h3>
                                <dl class="keys__list">
                                    {lines
                                        .iter()
                                        .map(|(keys, text)| {
                                            view! {
                                                <div class="keys__line">
                                                    <dt>{keys.iter().map(|key| view! { <kbd class="kbd kbd--always">{*key}</kbd> " " }).collect_view()}</dt>
                                                    <dd>{text(language)}</dd>
                                                </div>
                                            }
                                        })
                                        .collect_view()}
                                </dl>
                            </section>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="dialog__foot">
                <a class="btn btn--ghost" href=HELP_URL on:click=move |_| open.set(false)>
                    {help::title(language)}
                </a>
                <button class="btn" type="button" on:click=move |_| open.set(false)>
                    {common::close(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
