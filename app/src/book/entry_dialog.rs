//! The dialog in which a company or a person is added or edited. It reads what forms need by itself, so that it can stand on any page.

use super::{api, entry_fields::EntryFields, entry_form::EntryForm, words};
use crate::{
    Failure,
    failure::FailureNote,
    parts::{
        dialog::{Dialog, opened_by},
        empty::SkeletonText,
    },
    words::use_language,
};
use domain::book::{BookSetup, CompanyBrief, CompanyForm, CompanyGuess, CompanyView, ContactForm, ContactView, EntryKind};
use leptos::{prelude::*, task::spawn_local};

/// What is edited.
#[derive(Clone)]
pub enum Subject {
    NewCompany(CompanyForm),
    Company(Box<CompanyView>),
    /// With what is known of the person, their company, and which ones it may be.
    NewContact {
        form: Box<ContactForm>,
        company: Option<CompanyBrief>,
        guesses: Vec<CompanyGuess>,
    },
    Contact(Box<ContactView>),
}

impl Subject {
    pub fn kind(&self) -> EntryKind {
        match self {
            Subject::NewCompany(_) | Subject::Company(_) => EntryKind::Company,
            Subject::NewContact { .. } | Subject::Contact(_) => EntryKind::Contact,
        }
    }

    pub fn guesses(&self) -> Vec<CompanyGuess> {
        match self {
            Subject::NewContact { guesses, .. } => guesses.clone(),
            _ => vec![],
        }
    }
}

#[component]
pub fn EntryDialog(
    edited: RwSignal<Option<Subject>>,
    /// Hears which entry was saved.
    saved: Callback<(EntryKind, i64)>,
) -> impl IntoView {
    let language = use_language();
    let open = opened_by(edited);
    let setup = RwSignal::new(None::<Result<BookSetup, Failure>>);
    let load = move || {
        spawn_local(async move {
            let answer = api::setup().await;
            setup.try_set(Some(answer));
        });
    };
    // Items and groups as they are when the dialog opens; what is typed stays, whatever changes meanwhile.
    Effect::new(move |_| {
        if open.get() {
            setup.set(None);
            load();
        }
    });
    let title = Signal::derive(move || {
        edited.with(|subject| match subject {
            None => String::new(),
            Some(Subject::Company(view)) => words::edit_of(language, &view.form.name),
            Some(Subject::Contact(view)) => words::edit_of(language, &view.form.name),
            Some(other) => words::add_of(other.kind(), language).to_owned(),
        })
    });
    view! {
        <Dialog open title>
            {move || match (edited.get(), setup.get()) {
                (None, _) => ().into_any(),
                (_, None) => view! { <div class="dialog__body"><SkeletonText /></div> }.into_any(),
                (_, Some(Err(failure))) => {
                    view! { <div class="dialog__body"><FailureNote failure retry=Callback::new(move |()| load()) /></div> }.into_any()
                }
                (Some(subject), Some(Ok(setup))) => {
                    let fields = EntryFields::of(&subject, &setup);
                    view! { <EntryForm fields guesses=subject.guesses() setup open saved /> }.into_any()
                }
            }}
        </Dialog>
    }
}
