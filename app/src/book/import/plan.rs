//! The dry run: how many lines are new, overwrite, change nothing or cannot be taken in, and why.

use super::{columns::Columns, page::Importing, words};
use crate::{
    book::api,
    failure::FailureNote,
    parts::{icon::Icon, toast::Toasts},
    words::{common, use_language},
};
use domain::book::{BookSetup, Column, Counts, EntryKind, ImportView, LINES_SHOWN, Outcome, PlanLine, PlanView};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub fn PlanPart(importing: Importing) -> impl IntoView {
    move || match importing.view.get() {
        Some(Ok(ImportView { state, plan: Some(plan) })) => view! { <Plan importing name=state.file_name kind=state.kind plan /> }.into_any(),
        Some(Err(failure)) => view! { <FailureNote failure /> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Plan(importing: Importing, name: String, kind: EntryKind, plan: PlanView) -> impl IntoView {
    let language = use_language();
    let (toasts, navigate) = (Toasts::current(), use_navigate());
    let Counts { new, overwrite, error, .. } = plan.counts;
    let named = plan.columns.contains(&Column::Name);
    let columns = plan.columns.clone();
    let busy = RwSignal::new(false);
    let begin = move |_| {
        let Some(id) = importing.id.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        let columns = columns.clone();
        spawn_local(async move {
            if let Err(failure) = api::start_import(id, columns).await {
                toasts.failed(&failure, language);
            }
            busy.try_set(false);
            importing.load(None);
        });
    };
    let give_up = move |_| {
        let Some(id) = importing.id.get_untracked() else { return };
        let navigate = navigate.clone();
        spawn_local(async move {
            // Whether it was told or not, the file is let go of after a day.
            let _ = api::cancel_import(id).await;
            navigate("/book/import", NavigateOptions::default());
        });
    };
    view! {
        <section class="card book__plan">
            <div class="book__importbody">
                <div class="book__planhead">
                    <p dir="auto">
                        <Icon name="table" />
                        {words::about_file(language, &name, plan.rows, &plan.encoding)}
                    </p>
                    <span class="tag" data-kind="accent">
                        {words::nothing_changed(language)}
                    </span>
                </div>
                <Sums counts=plan.counts />
                <Columns importing plan=plan.clone() kind />
                {(!named).then(|| view! { <p class="field__err" role="alert"><Icon name="circle-alert" />{words::no_name_column(language)}</p> })}
                <Lines lines=plan.lines kind setup=importing.setup.get_untracked() />
                {(error > 0).then(|| view! { <p class="field__hint">{words::errors_left_out(language, error)}</p> })}
                <div class="btns">
                    <button class="btn btn--ghost" type="button" on:click=give_up>
                        {common::cancel(language)}
                    </button>
                    <button class="btn btn--primary" type="button" disabled=!named || new + overwrite == 0 aria-busy=move || busy.get().then_some("true") on:click=begin>
                        {words::begin(language, new + overwrite)}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn kind_of(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::New => Some("ok"),
        Outcome::Overwrite => Some("accent"),
        Outcome::Same => None,
        Outcome::Error => Some("bad"),
    }
}

#[component]
fn Sums(counts: Counts) -> impl IntoView {
    let language = use_language();
    let sum = |outcome: Outcome, count: usize| {
        view! {
            <li>
                <span class="tag" data-kind=kind_of(outcome)>
                    {words::outcome(outcome, language)} " " <b>{count}</b>
                </span>
            </li>
        }
    };
    view! {
        <ul class="book__sums" aria-label=words::results(language)>
            {sum(Outcome::New, counts.new)}
            {sum(Outcome::Overwrite, counts.overwrite)}
            {sum(Outcome::Same, counts.same)}
            {sum(Outcome::Error, counts.error)}
        </ul>
    }
}

#[component]
fn Lines(lines: Vec<PlanLine>, kind: EntryKind, setup: BookSetup) -> impl IntoView {
    let language = use_language();
    if lines.is_empty() {
        return view! { <p>{words::all_same(language)}</p> }.into_any();
    }
    let more = [Outcome::Error, Outcome::Overwrite, Outcome::New]
        .into_iter()
        .any(|outcome| lines.iter().filter(|line| line.outcome == outcome).count() >= LINES_SHOWN);
    let row = |line: PlanLine| {
        view! {
            <tr>
                <td class="table__n" data-label=words::line(language)>
                    {line.number}
                </td>
                <td data-label=words::result(language)>
                    <span class="tag" data-kind=kind_of(line.outcome)>
                        {words::outcome(line.outcome, language)}
                    </span>
                </td>
                <td data-label=words::name(language) dir="auto">
                    {words::name_of(&line, language)}
                </td>
                <td data-label=words::content(language)>
                    <What line kind setup=setup.clone() />
                </td>
            </tr>
        }
    };
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <div class="card__scroll book__planlines" tabindex="0" role="group" aria-label=words::results(language)>
            <table class="table table--stack">
                <thead>
                    <tr>
                        <th class="table__n">{words::line(language)}</th>
                        <th>{words::result(language)}</th>
                        <th>{words::name(language)}</th>
                        <th>{words::content(language)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more.then(|| view! { <p class="field__hint">{words::shown_only(language, LINES_SHOWN)}</p> })}
    }
    .into_any()
}

/// Why a line cannot be taken in, or what it changes.
#[component]
fn What(line: PlanLine, kind: EntryKind, setup: BookSetup) -> impl IntoView {
    let language = use_language();
    let errors = line
        .errors
        .iter()
        .map(|error| {
            view! {
                <div>
                    {words::error_place(error, kind, &setup.items, language)} " " <b dir="auto">{error.text.clone()}</b> " "
                    {words::why(&error.why, language)}
                </div>
            }
        })
        .collect_view();
    let side = |text: &str| if text.is_empty() { words::empty(language).to_owned() } else { text.replace('\n', "、") };
    let changes = line
        .changes
        .iter()
        .map(|change| {
            view! {
                <div dir="auto">
                    {words::changed_to(language, &words::column_name(change.what, kind, &setup.items, language))} <del>{side(&change.before)}</del> " → "
                    <ins>{side(&change.after)}</ins>
                </div>
            }
        })
        .collect_view();
    view! {
        {errors}
        {changes}
    }
    .into_any()
}
