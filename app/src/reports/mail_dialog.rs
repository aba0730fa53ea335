//! When a report goes out by mail, of which days, and to whom: for a new schedule, and for one that is known.

use super::{
    api,
    asked::{Asked, Span},
    mail_words as words,
};
use crate::{
    Failure,
    bulk::{RepeatAnswers, RepeatFields},
    parts::{
        dialog::Dialog,
        dialog_form::{DialogForm, Saving},
        field::{TextField, about},
        select::SelectField,
        toast::Toasts,
    },
    words::use_language,
};
use domain::{
    Field, Refused, ReportScheduleId, UserId,
    recurring::{Every, Recurrence},
    reports::{ReportsDesk, ScheduleForm},
};
use leptos::prelude::*;

/// What is asked about: a schedule that is known, with what it says, or a new one.
pub type Subject = (Option<ReportScheduleId>, ScheduleForm);

/// A new one about what the page shows: of the week before, on Monday.
pub fn new_form(asked: &Asked) -> ScheduleForm {
    let span = if SPANS.iter().any(|(span, _)| *span == asked.span) { asked.span } else { Span::LastWeek };
    let recurrence = Recurrence { every: Every::Week { days: vec![1] }, ..Recurrence::default() };
    ScheduleForm { address: Asked { span, ..asked.clone() }.url(), recurrence, ..ScheduleForm::default() }
}

/// Those that move on with the days, by the name that they have in an address.
const SPANS: [(Span, &str); 5] =
    [(Span::LastWeek, "last-week"), (Span::LastMonth, "last-month"), (Span::Days7, "7d"), (Span::Days30, "30d"), (Span::Months, "months")];

#[derive(Clone, Copy, PartialEq)]
struct Chosen(Span);

impl std::fmt::Display for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(SPANS.iter().find(|(span, _)| *span == self.0).map_or("", |(_, name)| name))
    }
}

/// Open while it has a subject. `saved` is told when there is something new.
#[component]
pub fn MailDialog(subject: RwSignal<Option<Subject>>, desk: Signal<ReportsDesk>, saved: Callback<()>) -> impl IntoView {
    let language = use_language();
    let open = crate::parts::dialog::opened_by(subject);
    let title = move || {
        let known = subject.with(|subject| subject.as_ref().is_some_and(|(known, _)| known.is_some()));
        if known { words::edit_title(language) } else { words::add_title(language) }.to_owned()
    };
    view! {
        <Dialog open title=Signal::derive(title)>
            {move || subject.get_untracked().map(|subject| view! { <Form subject desk open saved /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(subject: Subject, desk: Signal<ReportsDesk>, open: RwSignal<bool>, saved: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let (known, form) = subject;
    let asked = Asked::from(form.address.clone());
    let failure = RwSignal::new(None::<Failure>);
    let name = RwSignal::new(form.name.clone());
    let span = RwSignal::new(Chosen(asked.span));
    let repeat = RepeatAnswers::of(&form.recurrence);
    let readers = RwSignal::new(form.readers.clone());
    let people = desk.with_untracked(|desk| people(desk, &asked, &form.readers));
    let zone = desk.with_untracked(|desk| desk.zone.clone());
    let spans = [
        words::span_last_week(language),
        words::span_last_month(language),
        words::span_days_7(language),
        words::span_days_30(language),
        words::span_months(language),
    ];
    let spans = SPANS.into_iter().zip(spans).map(|((span, _), name)| (Chosen(span), name.to_owned())).collect::<Vec<_>>();
    let save = Callback::new(move |()| -> Saving {
        let address = Asked { span: span.get_untracked().0, ..asked.clone() }.url();
        let form = ScheduleForm { name: name.get_untracked(), address, recurrence: repeat.read(), readers: readers.get_untracked() };
        Box::pin(async move {
            api::save_schedule(known, form).await?;
            toasts.done(words::saved(language));
            saved.run(());
            Ok(())
        })
    });
    let check = move |(id, person): (UserId, String)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    autocomplete="off"
                    prop:checked=move || readers.with(|readers| readers.contains(&id))
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        readers
                            .update(|readers| {
                                readers.retain(|other| *other != id);
                                if on {
                                    readers.push(id);
                                }
                            });
                    }
                />
                <span class="check__text" dir="auto">{person}</span>
            </label>
        }
    };
    let no_readers = move || failure.with(|failure| failure.as_ref().and_then(crate::parts::field::field_of) == Some(Field::User));
    let no_account = move || failure.with(|failure| matches!(failure, Some(Failure::Refused(Refused::NoSendingAccount))));
    view! {
        <DialogForm open act=words::save(language) save failure telling=&[Field::Name, Field::User]>
            <p class="field__err" hidden=move || !no_account()>
                <span role="alert">{move || no_account().then(|| words::state_no_account(language))}</span>
            </p>
            <TextField id="report-name" label=words::name(language) value=name hint=words::name_hint(language) error=about(failure, Field::Name) required=true />
            <SelectField id="report-span" label=words::span(language) value=span choices=spans />
            <RepeatFields fields=repeat zone hint=words::repeats_hint(language) />
            <fieldset class="field rep__readers">
                <legend class="field__label">{words::readers(language)}</legend>
                {people.into_iter().map(check).collect_view()}
                <p class="field__err" hidden=move || !no_readers()>
                    <span role="alert">{move || no_readers().then(|| words::readers_missing(language))}</span>
                </p>
            </fieldset>
        </DialogForm>
    }
    .into_any()
}

/// Who sees one of the mailboxes that it is about, and who gets it already, by name.
fn people(desk: &ReportsDesk, asked: &Asked, readers: &[UserId]) -> Vec<(UserId, String)> {
    let counted = desk.mailboxes.iter().filter(|mailbox| asked.boxes.is_empty() || asked.boxes.contains(&mailbox.id));
    let others = desk.mailboxes.iter().flat_map(|mailbox| &mailbox.people).filter(|person| readers.contains(&person.id));
    let mut all: Vec<(UserId, String)> =
        counted.flat_map(|mailbox| &mailbox.people).chain(others).map(|person| (person.id, person.name.clone())).collect();
    all.sort_by(|one, other| (&one.1, one.0.0).cmp(&(&other.1, other.0.0)));
    all.dedup();
    all
}
