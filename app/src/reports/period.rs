//! The stretch of time: a few usual ones, or any days.

use super::{
    asked::{Asked, REPORTS_URL, Span},
    names, words,
};
use crate::{
    parts::{awake::use_awake, dialog::Dialog, icon::Icon},
    words::use_language,
};
use domain::reports::{Axis, Day, Period, ReportsDesk};
use leptos::{html, prelude::*};
use leptos_router::hooks::use_navigate;

#[component]
pub fn PeriodPart(asked: Memo<Asked>, desk: Memo<ReportsDesk>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let open = RwSignal::new(false);
    let spans = [
        (Span::Today, words::today(language)),
        (Span::Days7, words::days_7(language)),
        (Span::Days30, words::days_30(language)),
        (Span::Months, words::months(language)),
    ];
    let links = spans
        .into_iter()
        .map(|(span, name)| {
            let href = move || Asked { span, ..asked.get() }.url();
            view! {
                <a href=href aria-current=move || (asked.with(|asked| asked.span == span)).then_some("true")>
                    {name}
                </a>
            }
        })
        .collect_view();
    let today = Memo::new(move |_| desk.with(|desk| desk.today));
    let told = move || names::period(asked.with(|asked| asked.period(today.get())), today.get());
    view! {
        <nav class="seg seg--s" aria-label=words::period(language)>
            {links}
        </nav>
        <button
            class="btn rep__days"
            type="button"
            aria-haspopup="dialog"
            aria-label=move || format!("{} {}", told(), words::choose_days(language))
            disabled=move || !awake.get()
            on:click=move |_| open.set(true)
        >
            <Icon name="calendar" />
            <span>{told}</span>
        </button>
        <Dialog open title=words::choose_days(language).to_owned() small=true>
            <DaysForm asked today open />
        </Dialog>
    }
    .into_any()
}

#[component]
fn DaysForm(asked: Memo<Asked>, today: Memo<Day>, open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let navigate = use_navigate();
    let (from, to) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let error = RwSignal::new(None::<&'static str>);
    let now = untrack(|| asked.with(|asked| asked.period(today.get())));
    let go = Callback::new(move |span: Span| {
        open.set(false);
        navigate(&Asked { span, ..asked.get_untracked() }.url(), Default::default());
    });
    let submit = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        let read = |input: NodeRef<html::Input>| input.get_untracked().and_then(|input| input.value().parse::<Day>().ok());
        match (read(from), read(to)) {
            (Some(from), Some(to)) if (Period { from, to }).check().is_ok() => go.run(Span::Free(Period { from, to })),
            (Some(_), Some(_)) => error.set(Some(words::days_backwards(language))),
            _ => error.set(Some(words::days_unread(language))),
        }
    };
    let whole = move |axis: Axis, back: bool| {
        let this = Period::whole(today.get_untracked(), axis);
        if back { Period::whole(this.from.plus(-1), axis) } else { this }
    };
    let quick = [
        (words::this_month(language), Axis::Month, false),
        (words::last_month(language), Axis::Month, true),
        (words::this_year(language), Axis::FiscalYear, false),
        (words::last_year(language), Axis::FiscalYear, true),
    ];
    let quick = quick
        .into_iter()
        .map(|(name, axis, back)| {
            view! {
                <button class="btn" type="button" on:click=move |_| go.run(Span::Free(whole(axis, back)))>
                    {name}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="dialog__form" method="get" action=REPORTS_URL novalidate on:submit=submit>
            <div class="dialog__body form__body">
                <div class="rep__quick" role="group" aria-label=words::quick(language)>
                    {quick}
                </div>
                <div class="field">
                    <label class="field__label" for="report-from">
                        {words::from(language)}
                    </label>
                    <input class="input" id="report-from" name="from" type="date" node_ref=from value=now.from.to_string() aria-invalid=move || error.get().map(|_| "true") aria-describedby="report-days-error" />
                </div>
                <div class="field">
                    <label class="field__label" for="report-to">
                        {words::to(language)}
                    </label>
                    <input class="input" id="report-to" name="to" type="date" node_ref=to value=now.to.to_string() aria-invalid=move || error.get().map(|_| "true") aria-describedby="report-days-error" />
                </div>
                <p class="field__err" id="report-days-error" hidden=move || error.get().is_none()>
                    <Icon name="circle-alert" />
                    <span role="alert">{move || error.get()}</span>
                </p>
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {crate::words::common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit">
                    {words::show(language)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
