//! The wizard: its steps one after the other, and at the end everything at once.

use super::{
    account_step::AccountStep,
    admin_step::AdminStep,
    api,
    company_step::CompanyStep,
    draft::Draft,
    finished::Finished,
    mailbox_step::MailboxStep,
    members_step::{self, MembersStep, RowErrors},
    steps::{Step, StepList},
    words,
};
use crate::{
    Failure,
    auth::Brand,
    failure::FailureNote,
    layout::name_page,
    parts::{
        awake::use_awake,
        field::{field_of, focus_invalid},
        icon::Icon,
    },
    words::{common, use_language},
};
use domain::{Field, Refused, setup::InviteLink};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

#[component]
pub fn SetupPage() -> impl IntoView {
    let language = use_language();
    let draft = Draft::new(language);
    let step = RwSignal::new(Step::Company);
    let reached = RwSignal::new(Step::Company);
    let links = RwSignal::new(None::<Vec<InviteLink>>);
    Effect::new(move |_| draft.restore());
    let summary = Callback::new(move |step: Step| match step {
        Step::Company => draft.company.get(),
        Step::Admin => draft.admin_name.get(),
        Step::Mailbox => draft.mailbox.get(),
        Step::Account if draft.with_account.get() => draft.account.address.get(),
        Step::Account => words::later(language).to_owned(),
        Step::Members => String::new(),
    });
    name_page(words::title(language));
    view! {
        <a class="skip" href="#main" rel="external">
            {common::skip(language)}
        </a>
        <div class="su">
            <aside class="su__l" aria-label=words::title(language)>
                <Brand />
                <StepList step reached summary />
                <p class="su__note">{words::note(language)}</p>
            </aside>
            <main class="su__r" id="main" tabindex="-1">
                {move || match links.get() {
                    Some(links) => view! { <Finished links /> }.into_any(),
                    None => view! { <Wizard draft step reached links /> }.into_any(),
                }}
            </main>
        </div>
    }
}

#[component]
fn Wizard(draft: Draft, step: RwSignal<Step>, reached: RwSignal<Step>, links: RwSignal<Option<Vec<InviteLink>>>) -> impl IntoView {
    let language = use_language();
    let failure = RwSignal::new(None::<Failure>);
    let rows = RwSignal::new(RowErrors::new());
    let busy = RwSignal::new(false);
    let go = move |to: Step| {
        failure.set(None);
        draft.keep();
        step.set(to);
        reached.update(|reached| *reached = (*reached).max(to));
        focus_title();
    };
    let finish = move || {
        busy.set(true);
        spawn_local(async move {
            let founded = api::found(draft.form()).await;
            busy.set(false);
            match founded {
                Ok(made) => {
                    draft.forget();
                    links.set(Some(made));
                    focus_title();
                }
                Err(refused) => {
                    if let Failure::Refused(why) = &refused
                        && let Some(at) = Step::of(why)
                    {
                        step.set(at);
                        if at == Step::Account {
                            draft.errors.say(refused.clone());
                        }
                    }
                    failure.set(Some(refused));
                    focus_invalid();
                }
            }
        });
    };
    // Whether the step at hand is filled in; says what is missing.
    let check = move || {
        let refused = match step.get_untracked() {
            Step::Company => draft.check_company().err(),
            Step::Admin => draft.check_admin().err(),
            Step::Mailbox => draft.check_mailbox().err(),
            Step::Account => return draft.errors.check(&draft.account.form()),
            Step::Members => {
                rows.set(members_step::check(draft, language));
                return rows.with_untracked(Vec::is_empty);
            }
        };
        failure.set(refused.map(Failure::Refused));
        failure.with_untracked(Option::is_none)
    };
    let advance = move |event: leptos::web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if !check() {
            return focus_invalid();
        }
        match step.get_untracked().next() {
            Some(next) => {
                if next == Step::Members {
                    draft.with_account.set(true);
                }
                go(next);
            }
            None => finish(),
        }
    };
    let later = move |_| {
        draft.with_account.set(false);
        go(Step::Members);
    };
    let current = Memo::new(move |_| step.get());
    let awake = use_awake();
    // What no field of the step at hand shows.
    let other = move || {
        let at = step.get();
        failure.get().filter(|failure| {
            !matches!(
                (at, field_of(failure)),
                (Step::Company, Some(Field::Company | Field::Zone))
                    | (Step::Admin, Some(Field::Name | Field::Email | Field::Password))
                    | (Step::Mailbox, Some(Field::Mailbox | Field::Name))
                    | (Step::Account, _)
            )
        })
    };
    // The browser never draws what stands in <noscript>, so that it comes as text and not as elements to wake up.
    let without_script = format!(r#"<div class="banner" data-kind="warn">{}</div>"#, words::no_script(language));
    view! {
        <form class="su__form" novalidate on:submit=advance>
            <div class="su__in">
                <noscript inner_html=without_script></noscript>
                <p class="su__count">{move || words::count(language, step.get().number(), Step::ALL.len())}</p>
                <h1 class="su__t" tabindex="-1" id="step-title">
                    {move || words::step_text(step.get(), language).0}
                </h1>
                <p class="su__lead">{move || words::step_text(step.get(), language).1}</p>
                {move || other().map(|failure| view! { <Stopped failure /> })}
                {move || match current.get() {
                    Step::Company => view! { <CompanyStep draft failure /> }.into_any(),
                    Step::Admin => view! { <AdminStep draft failure /> }.into_any(),
                    Step::Mailbox => view! { <MailboxStep draft failure /> }.into_any(),
                    Step::Account => view! { <AccountStep draft /> }.into_any(),
                    Step::Members => view! { <MembersStep draft errors=rows /> }.into_any(),
                }}
            </div>
            <footer class="su__foot">
                {move || {
                    current
                        .get()
                        .back()
                        .map(|before| {
                            view! {
                                <button class="btn btn--ghost" type="button" on:click=move |_| go(before)>
                                    <Icon name="chevron-left" />
                                    {words::back(language)}
                                </button>
                            }
                        })
                }}
                <Show when=move || current.get() == Step::Account>
                    <button class="btn btn--ghost" type="button" on:click=later>
                        {words::later(language)}
                    </button>
                </Show>
                // Before the client wakes up the form would be sent to nowhere.
                <button
                    class="btn btn--primary btn--l"
                    type="submit"
                    disabled=move || !awake.get()
                    aria-busy=move || busy.get().then_some("true")
                >
                    {move || if current.get().next().is_some() { words::next(language) } else { words::finish(language) }}
                </button>
            </footer>
        </form>
    }
}

/// Why it does not go on. When somebody else was first, the way to the sign-in page.
#[component]
fn Stopped(failure: Failure) -> impl IntoView {
    let language = use_language();
    if failure != Failure::Refused(Refused::AlreadySetUp) {
        return view! { <FailureNote failure /> }.into_any();
    }
    view! {
        <div class="banner" data-kind="warn" role="alert">
            <Icon name="triangle-alert" />
            <div class="banner__text">
                <b>{words::already_title(language)}</b>
                <br />
                {failure.words(language)}
            </div>
            <span class="btns">
                <a class="btn btn--s" href="/login" rel="external">
                    {words::to_sign_in(language)}
                </a>
            </span>
        </div>
    }
    .into_any()
}

/// Each step begins at its heading, for eyes and for screen readers.
fn focus_title() {
    request_animation_frame(|| {
        if let Some(title) = document().get_element_by_id("step-title").and_then(|title| title.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
            // Fails only when the heading left the page meanwhile.
            let _ = title.focus();
        }
    });
}
