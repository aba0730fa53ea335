//! The tables of the page as files for spreadsheets: which table, and what kind of file. The kind stays chosen in this browser.

use super::{
    api,
    asked::{Asked, Tab},
    cards::Card,
    sheet::{self, TABLES, table_name},
    sheet_words,
};
use crate::{
    Failure,
    failure::FailureNote,
    parts::{awake::use_awake, dialog::Dialog, icon::Icon, select::SelectField},
    words::{common, use_language},
};
use domain::{Language, reports::SheetFormat};
use leptos::{prelude::*, task::spawn_local};

const NAME: &str = "madoguchi:report-file";

#[component]
pub fn ExportButton(asked: Memo<Asked>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let open = RwSignal::new(false);
    view! {
        <button
            class="btn btn--ghost"
            type="button"
            aria-label=sheet_words::export(language)
            title=sheet_words::export(language)
            disabled=move || !awake.get()
            on:click=move |_| open.set(true)
        >
            <Icon name="download" />
            <span class="btn__label">{sheet_words::export(language)}</span>
        </button>
        <Dialog open title=sheet_words::export_title(language).to_owned()>
            <Form open asked />
        </Dialog>
    }
}

/// Which table: a card of the page, or all of them.
#[derive(Clone, Copy, PartialEq)]
struct Table(Option<Card>);

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.map_or(sheet::ALL, Card::name))
    }
}

#[component]
fn Form(open: RwSignal<bool>, asked: Memo<Asked>) -> impl IntoView {
    let language = use_language();
    let explores = asked.with_untracked(|asked| asked.tab == Tab::Explore);
    let cards: Vec<Card> = if explores { vec![Card::Free] } else { TABLES.to_vec() };
    let format = RwSignal::new(kept().unwrap_or_default());
    let table = RwSignal::new(Table(if explores { Some(Card::Free) } else { None }));
    let (lost, failure, busy) = (RwSignal::new(0_usize), RwSignal::new(None::<Failure>), RwSignal::new(false));
    let whole = (!explores).then(|| (Table(None), sheet_words::all_tables(language).to_owned()));
    let tables: Vec<(Table, String)> =
        whole.into_iter().chain(cards.into_iter().map(|card| (Table(Some(card)), table_name(card, language).to_owned()))).collect();
    // A CSV file has one table.
    let single: Vec<(Table, String)> = tables.iter().filter(|(table, _)| table.0.is_some()).cloned().collect();
    let first = single.first().map(|(table, _)| *table);
    let has_sheets = Memo::new(move |_| format.get() == SheetFormat::Xlsx);
    Effect::new(move |_| {
        if !has_sheets.get() && table.get_untracked() == Table(None) {
            first.into_iter().for_each(|first| table.set(first));
        }
    });
    let formats = [SheetFormat::Xlsx, SheetFormat::Utf8, SheetFormat::Cp932].map(|format| (format, format_name(format, language).to_owned()));
    let act = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (asked, table, format) = (asked.get_untracked(), table.get_untracked(), format.get_untracked());
        keep(format);
        busy.set(true);
        lost.set(0);
        failure.set(None);
        spawn_local(async move {
            let lacking = match (format, table.0) {
                (SheetFormat::Cp932, Some(card)) => api::lacking(asked.clone(), card).await,
                _ => Ok(0),
            };
            busy.try_set(false);
            match lacking {
                Ok(count) => {
                    // A file: the page stays where it is. Fails only while the page goes away.
                    let _ = window().location().assign(&url(&asked, table, format));
                    lost.try_set(count);
                    if count == 0 {
                        open.try_set(false);
                    }
                }
                Err(cause) => {
                    failure.try_set(Some(cause));
                }
            }
        });
    };
    view! {
        <form class="dialog__form" on:submit=act>
            <div class="dialog__body">
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <SelectField id="export-format" label=sheet_words::export_format(language) value=format choices=formats.to_vec() />
                <Show when=move || format.get() == SheetFormat::Cp932>
                    <p class="field__hint">{sheet_words::cp932_hint(language)}</p>
                </Show>
                {move || {
                    let choices = if has_sheets.get() { tables.clone() } else { single.clone() };
                    view! { <SelectField id="export-table" label=sheet_words::export_table(language) value=table choices /> }
                }}
                <div role="status">
                    {move || {
                        let count = lost.get();
                        (count > 0).then(|| {
                            view! {
                                <div class="banner" data-kind="warn">
                                    <Icon name="triangle-alert" />
                                    <div class="banner__text">{sheet_words::cp932_lost(language, count)}</div>
                                </div>
                            }
                        })
                    }}
                </div>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::close(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {sheet_words::export_now(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn format_name(format: SheetFormat, l: Language) -> &'static str {
    match format {
        SheetFormat::Xlsx => sheet_words::format_xlsx(l),
        SheetFormat::Utf8 => sheet_words::format_utf8(l),
        SheetFormat::Cp932 => sheet_words::format_cp932(l),
    }
}

fn url(asked: &Asked, table: Table, format: SheetFormat) -> String {
    let parameters = asked.parameters();
    let more = if parameters.is_empty() { String::new() } else { format!("&{parameters}") };
    format!("/export/reports?table={table}&as={format}{more}")
}

fn kept() -> Option<SheetFormat> {
    SheetFormat::parse(&window().local_storage().ok().flatten()?.get_item(NAME).ok().flatten()?)
}

fn keep(format: SheetFormat) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        // Fails only when the storage is full: then it is chosen anew next time.
        let _ = storage.set_item(NAME, format.as_str());
    }
}
