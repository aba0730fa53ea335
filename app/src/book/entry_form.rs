//! The form of a company or a person. A form that was overtaken by somebody else is kept, and its writer decides.

use super::{
    api,
    entry_fields::{EntryFields, brief},
    item_inputs::ItemInputs,
    picker::{BookPicker, Offers},
    url::entry_url,
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{
        check::CheckField,
        field::{TextArea, TextField, about, field_of, focus_invalid},
        icon::Icon,
        select::SelectField,
        toast::Toasts,
    },
    words::{common, use_language},
};
use domain::{
    BookGroupId, CompanyId, ContactId, Field, Refused, UserId,
    book::{BookSetup, CompanyForm, CompanyGuess, EntryKind, GroupView, Picked},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn EntryForm(
    fields: EntryFields,
    /// Companies that the person may be of.
    guesses: Vec<CompanyGuess>,
    setup: BookSetup,
    open: RwSignal<bool>,
    saved: Callback<(EntryKind, i64)>,
) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let kind = fields.kind;
    let send = move |anyway: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = if anyway { overwrite(fields).await } else { save(fields).await };
            busy.try_set(false);
            match answer {
                Ok(id) => {
                    live.changed(Topic::Book);
                    let name = fields.name.get_untracked();
                    toasts.done(if fields.known.is_some() { words::saved(language, name.trim()) } else { words::registered(language, name.trim()) });
                    open.try_set(false);
                    saved.run((kind, id));
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    let stale = move || failure.with(|failure| matches!(failure, Some(Failure::Refused(Refused::Stale))));
    let other = move || failure.get().filter(|failure| !is_shown_at_its_field(failure));
    let newest = fields.known.map(|id| entry_url(kind, id));
    let groups: Vec<GroupView> = setup.groups_of(kind).cloned().collect();
    let is_company = kind == EntryKind::Company;
    let people = setup.people.clone();
    view! {
        <form
            class="dialog__form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send(false);
            }
        >
            <div class="dialog__body">
                {move || other().map(|failure| view! { <FailureNote failure /> })}
                <div class="banner" data-kind="warn" role="alert" hidden=move || !stale()>
                    <Icon name="triangle-alert" />
                    <div class="banner__text">
                        {words::stale(language)} " "
                        <a class="link" href=newest target="_blank" rel="noopener">
                            {words::see_newest(language)}
                        </a>
                    </div>
                    <button class="btn btn--s" type="button" on:click=move |_| send(true)>
                        {words::overwrite(language)}
                    </button>
                </div>
                <TextField
                    id="entry-name"
                    label=format!("{}{}", words::name(language), words::required(language))
                    value=fields.name
                    error=about(failure, Field::Name)
                    required=true
                    auto_direction=true
                />
                <TextField id="entry-reading" label=words::reading(language) value=fields.reading hint=words::reading_hint(language) error=about(failure, Field::Reading) auto_direction=true />
                {(!is_company).then(|| view! { <PersonFields fields failure guesses /> })}
                <TextField id="entry-phone" label=words::phone(language) value=fields.phone error=about(failure, Field::Phone) kind="tel" />
                <TextField id="entry-code" label=words::code(language) value=fields.code error=about(failure, Field::Code) />
                {is_company.then(|| view! { <InCharge in_charge=fields.in_charge people=people.iter().map(|person| (person.id, person.name.clone())).collect() /> })}
                {(!groups.is_empty()).then(|| view! { <Groups groups chosen=fields.groups /> })}
                <ItemInputs items=fields.items.get_value() people failure />
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::cancel(language)}
                </button>
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if fields.known.is_some() { common::save(language) } else { words::register(language) }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn is_shown_at_its_field(failure: &Failure) -> bool {
    let fields = [Field::Name, Field::Reading, Field::Section, Field::Phone, Field::Code];
    matches!(failure, Failure::Refused(Refused::Stale | Refused::Item { .. } | Refused::BadAddress { .. }))
        || field_of(failure).is_some_and(|field| fields.contains(&field))
}

async fn save(fields: EntryFields) -> Result<i64, Failure> {
    let version = fields.version.get_untracked();
    match (fields.kind, fields.known) {
        (EntryKind::Company, None) => api::add_company(fields.company_form()).await.map(|id| id.0),
        (EntryKind::Company, Some(id)) => api::edit_company(CompanyId(id), version, fields.company_form()).await.map(|()| id),
        (EntryKind::Contact, known) => {
            add_company_along(fields).await?;
            match known {
                None => api::add_contact(fields.contact_form()).await.map(|id| id.0),
                Some(id) => api::edit_contact(ContactId(id), version, fields.contact_form()).await.map(|()| id),
            }
        }
    }
}

/// Saves over what somebody else wrote: the writer has seen that they did.
async fn overwrite(fields: EntryFields) -> Result<i64, Failure> {
    if let Some(id) = fields.known {
        let version = match fields.kind {
            EntryKind::Company => api::company(CompanyId(id)).await?.version,
            EntryKind::Contact => api::contact(ContactId(id)).await?.version,
        };
        fields.version.set(version);
    }
    save(fields).await
}

/// A company that is not there yet comes first; once it is, another try takes it as chosen.
async fn add_company_along(fields: EntryFields) -> Result<(), Failure> {
    let name = fields.new_company.get_untracked().trim().to_owned();
    if name.is_empty() || fields.company.with_untracked(Option::is_some) {
        return Ok(());
    }
    let id = api::add_company(CompanyForm { name: name.clone(), ..CompanyForm::default() }).await?;
    fields.company.set(Some(Picked::Company(brief(id, &name))));
    fields.new_company.set(String::new());
    Ok(())
}

/// What only people have.
#[component]
fn PersonFields(fields: EntryFields, failure: RwSignal<Option<Failure>>, guesses: Vec<CompanyGuess>) -> impl IntoView {
    let language = use_language();
    let bad_address = Signal::derive(move || {
        failure.with(|failure| match failure {
            Some(failure @ Failure::Refused(Refused::BadAddress { .. })) => Some(failure.words(language)),
            _ => None,
        })
    });
    let unchosen = move || fields.company.with(Option::is_none);
    let guess = move |guess: CompanyGuess| {
        let (id, name) = (guess.id, guess.name.clone());
        view! {
            <button class="fchip" type="button" on:click=move |_| fields.company.set(Some(Picked::Company(brief(id, &name))))>
                <Icon name="building-2" />
                {words::choose_company(language, &guess.name, guess.people)}
            </button>
        }
    };
    let some = !guesses.is_empty();
    let guesses = guesses.into_iter().map(guess).collect_view();
    view! {
        <TextArea id="entry-addresses" label=words::mail_addresses(language) value=fields.addresses hint=words::mail_addresses_hint(language) error=bad_address rows=2 />
        <BookPicker id="entry-company" label=words::company_of_person(language) chosen=fields.company offers=Offers::Companies />
        <div class="field" role="group" aria-label=words::same_domain(language) hidden=move || !some || !unchosen()>
            <span class="field__label">{words::same_domain(language)}</span>
            <div class="btns btns--tight">{guesses}</div>
        </div>
        <div hidden=move || !unchosen()>
            <TextField id="entry-new-company" label=words::new_company_name(language) value=fields.new_company hint=words::new_company_hint(language) auto_direction=true />
        </div>
        <TextField id="entry-section" label=words::section(language) value=fields.section error=about(failure, Field::Section) auto_direction=true />
        <CheckField label=words::opt_out(language) value=fields.opted_out text=words::opt_out_text(language) />
    }
    .into_any()
}

#[component]
fn InCharge(in_charge: RwSignal<UserId>, people: Vec<(UserId, String)>) -> impl IntoView {
    let language = use_language();
    let nobody = (UserId(0), words::nobody(language).to_owned());
    view! { <SelectField id="entry-charge" label=words::in_charge(language) value=in_charge choices=std::iter::once(nobody).chain(people).collect() /> }
}

#[component]
fn Groups(groups: Vec<GroupView>, chosen: RwSignal<Vec<BookGroupId>>) -> impl IntoView {
    let language = use_language();
    let first = chosen.get_untracked();
    let boxes = groups
        .into_iter()
        .map(|group| {
            let id = group.id;
            let toggle = move |on: bool| {
                chosen.update(|chosen| {
                    chosen.retain(|one| *one != id);
                    if on {
                        chosen.push(id);
                    }
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" checked=first.contains(&id) on:change:target=move |event| toggle(event.target().checked()) />
                    <span class="check__text">{group.name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="fieldset">
            <legend class="field__label">{words::groups(language)}</legend>
            <div class="book__checks">{boxes}</div>
        </fieldset>
    }
}
