//! The live test of what is entered: receiving and sending apart, step by step, each half again on its own.

use super::{
    api,
    fields::{AccountFields, Errors, Half},
    half::{HalfTest, HalfView, expected_steps},
    remedy::Remedy,
    words,
};
use crate::{
    parts::{field::focus_invalid, icon::Icon},
    words::use_language,
};
use domain::{
    AccountId,
    accounts::{AccountForm, ProbeFailure, ProbeReport, ReceiveKind, SendKind, ServerSettings},
};
use leptos::{prelude::*, task::spawn_local};

/// What the halves have shown so far.
#[derive(Clone, Copy)]
pub struct Tests {
    receive: RwSignal<HalfTest>,
    send: RwSignal<HalfTest>,
    /// The form as it was tried last.
    tried: RwSignal<AccountForm>,
}

impl Tests {
    pub fn new() -> Tests {
        Tests { receive: RwSignal::new(HalfTest::NotTried), send: RwSignal::new(HalfTest::NotTried), tried: RwSignal::new(AccountForm::blank()) }
    }

    fn of(self, half: Half) -> RwSignal<HalfTest> {
        match half {
            Half::Receive => self.receive,
            Half::Send => self.send,
        }
    }

    fn any_tried(self) -> bool {
        self.receive.get() != HalfTest::NotTried || self.send.get() != HalfTest::NotTried
    }

    fn busy(self) -> bool {
        self.receive.get() == HalfTest::Running || self.send.get() == HalfTest::Running
    }
}

impl Default for Tests {
    fn default() -> Self {
        Tests::new()
    }
}

#[component]
pub fn LiveTest(
    fields: AccountFields,
    errors: Errors,
    tests: Tests,
    /// The account whose stored passwords are used where the form has none.
    #[prop(optional_no_strip)]
    account: Option<AccountId>,
) -> impl IntoView {
    let language = use_language();
    let run = move |halves: &'static [Half]| {
        if untrack(|| tests.busy()) {
            return;
        }
        let mut form = fields.form();
        tests.tried.set(form.clone());
        if !halves.contains(&Half::Receive) {
            form.receive = ReceiveKind::None;
        }
        if !halves.contains(&Half::Send) {
            form.send = SendKind::None;
        }
        if !errors.check(&form) {
            return focus_invalid();
        }
        for half in halves {
            tests.of(*half).set(HalfTest::Running);
        }
        spawn_local(async move {
            let result = api::probe(account, form).await;
            let done = |report: Option<ProbeReport>| report.map_or(HalfTest::Off, HalfTest::Done);
            for half in halves {
                let test = match (&result, half) {
                    (Ok(result), Half::Receive) => done(result.receive.clone()),
                    (Ok(result), Half::Send) => done(result.send.clone()),
                    (Err(_), _) => HalfTest::NotTried,
                };
                tests.of(*half).set(test);
            }
            if let Err(failure) = result {
                errors.say(failure);
            }
        });
    };
    let retry = Callback::new(move |half: Half| match half {
        Half::Receive => run(&[Half::Receive]),
        Half::Send => run(&[Half::Send]),
    });
    let half = move |half: Half| {
        move || {
            let form = tests.tried.get();
            let server = server_of(&form, half);
            view! { <HalfView half test=tests.of(half).get() expected=expected_steps(&form, half) server /> }
        }
    };
    let fix = move |half: Half| {
        let failure = Memo::new(move |_| failure_of(&tests.of(half).get()));
        move || failure.get().map(|failure| view! { <Remedy half failure fields retry /> })
    };
    view! {
        <section class="card tst" aria-label=words::test(language) aria-live="polite">
            <Show when=move || tests.any_tried()>
                <div class="tst__halves">{half(Half::Receive)} {half(Half::Send)}</div>
                {fix(Half::Receive)}
                {fix(Half::Send)}
            </Show>
            <div class="card__foot btns">
                <button class="btn" type="button" aria-busy=move || tests.busy().then_some("true") on:click=move |_| run(&[Half::Receive, Half::Send])>
                    <Icon name="plug" />
                    {move || if tests.any_tried() { words::run_again(language) } else { words::run_test(language) }}
                </button>
                <small>{words::test_text(language)}</small>
            </div>
        </section>
    }
}

fn failure_of(test: &HalfTest) -> Option<ProbeFailure> {
    match test {
        HalfTest::Done(report) => report.lines.iter().find_map(|line| line.failure.clone()),
        _ => None,
    }
}

/// Where this half leads, for its heading.
fn server_of(form: &AccountForm, half: Half) -> String {
    let address = |server: &ServerSettings| format!("{}:{}", server.host, server.port);
    match half {
        Half::Receive => match form.receive {
            ReceiveKind::Imap | ReceiveKind::Pop3 => address(&form.receive_server),
            ReceiveKind::Folder => form.folder.clone(),
            ReceiveKind::None => String::new(),
        },
        Half::Send => match form.send {
            SendKind::Smtp => address(&form.send_server),
            SendKind::Folder => form.send_server.host.clone(),
            SendKind::None => String::new(),
        },
    }
}
