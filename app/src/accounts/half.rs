//! One half of a live test: its steps, how long each took, and the server's words where one failed.

use super::{fields::Half, words};
use crate::{own_fault, parts::icon::Icon, words::use_language};
use domain::{
    Language,
    accounts::{AccountForm, ProbeLine, ProbeReport, ProbeStep, ReceiveKind, Security, SendKind},
};
use leptos::prelude::*;

/// How far one half has come.
#[derive(Clone, Debug, PartialEq)]
pub enum HalfTest {
    NotTried,
    Running,
    Done(ProbeReport),
    /// This account does not receive (or send).
    Off,
}

impl HalfTest {
    fn state(&self) -> &'static str {
        match self {
            HalfTest::NotTried | HalfTest::Off => "idle",
            HalfTest::Running => "busy",
            HalfTest::Done(report) if report.passed() => "ok",
            HalfTest::Done(_) => "bad",
        }
    }

    fn title(&self, half: Half, l: Language) -> &'static str {
        match (self, half) {
            (HalfTest::NotTried, Half::Receive) => words::receiving(l),
            (HalfTest::NotTried, Half::Send) => words::sending(l),
            (HalfTest::Running, Half::Receive) => words::trying_receive(l),
            (HalfTest::Running, Half::Send) => words::trying_send(l),
            (HalfTest::Off, Half::Receive) => words::no_receive(l),
            (HalfTest::Off, Half::Send) => words::no_send(l),
            (HalfTest::Done(report), Half::Receive) if report.passed() => words::can_receive(l),
            (HalfTest::Done(report), Half::Send) if report.passed() => words::can_send(l),
            (HalfTest::Done(_), Half::Receive) => words::cannot_receive(l),
            (HalfTest::Done(_), Half::Send) => words::cannot_send(l),
        }
    }
}

/// The steps that a test of this form walks through, in their order.
pub fn expected_steps(form: &AccountForm, half: Half) -> Vec<ProbeStep> {
    use ProbeStep::{Connect, Dns, Ehlo, Folder, Greeting, Login, MailFrom, Select, Tls};
    let (security, own) = match half {
        Half::Receive => match form.receive {
            ReceiveKind::Folder => return vec![Folder],
            ReceiveKind::None => return Vec::new(),
            ReceiveKind::Imap | ReceiveKind::Pop3 => (form.receive_server.security, vec![Login, Select]),
        },
        Half::Send => match form.send {
            SendKind::Folder => return vec![Folder],
            SendKind::None => return Vec::new(),
            SendKind::Smtp => (form.send_server.security, vec![Login, MailFrom]),
        },
    };
    let hello: &[ProbeStep] = if half == Half::Send { &[Greeting, Ehlo] } else { &[Greeting] };
    let mut steps = vec![Dns, Connect];
    match security {
        Security::Tls => {
            steps.push(Tls);
            steps.extend(hello);
        }
        Security::StartTls => {
            steps.extend(hello);
            steps.push(Tls);
        }
        Security::Plain => steps.extend(hello),
    }
    steps.extend(own);
    steps
}

#[component]
pub fn HalfView(half: Half, test: HalfTest, expected: Vec<ProbeStep>, server: String) -> impl IntoView {
    let language = use_language();
    let state = test.state();
    let mark = match state {
        "ok" => view! { <Icon name="check" /> }.into_any(),
        "bad" => view! { <Icon name="x" /> }.into_any(),
        "busy" => view! { <span class="spin" aria-hidden="true"></span> }.into_any(),
        _ => ().into_any(),
    };
    let (lines, waiting, failed) = match &test {
        HalfTest::Done(report) => (report.lines.clone(), report.waiting, !report.passed()),
        _ => (Vec::new(), None, false),
    };
    let rest: Vec<ProbeStep> = match test {
        HalfTest::Running => expected,
        HalfTest::Done(_) if failed => expected.into_iter().skip(lines.len()).collect(),
        _ => Vec::new(),
    };
    view! {
        <div class="tst__half" data-state=state>
            <h2 class="tst__h">
                <span class="tst__mark">{mark}</span>
                {test.title(half, language)}
                <small>{server}</small>
            </h2>
            <ol>
                {lines.into_iter().map(|line| view! { <Step line waiting /> }).collect_view()}
                {rest
                    .into_iter()
                    .map(|step| {
                        view! {
                            <li class="ts" data-state="wait">
                                <i class="ts__dot" aria-hidden="true"></i>
                                <span>{words::step_name(step, language)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </div>
    }
}

#[component]
fn Step(line: ProbeLine, waiting: Option<u32>) -> impl IntoView {
    let language = use_language();
    let failed = line.failure.is_some();
    let (state, icon, said) = if failed { ("bad", "x", words::step_bad(language)) } else { ("ok", "check", words::step_ok(language)) };
    let detail = match (line.failure, line.step) {
        (Some(failure), _) => own_fault::plain(&failure.answer, language),
        (None, ProbeStep::Select | ProbeStep::Folder) => waiting.map(|count| words::waiting_mails(language, count)).unwrap_or_default(),
        (None, _) => String::new(),
    };
    view! {
        <li class="ts" data-state=state>
            <Icon name=icon />
            <span>{words::step_name(line.step, language)} <span class="sr">{format!(" {said}")}</span></span>
            <small class="ts__detail" dir="auto">
                {detail}
            </small>
            <small class="ts__ms">{format!("{} ms", line.ms)}</small>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_follow_the_protection() {
        use ProbeStep::*;
        let mut form = AccountForm::blank();
        assert_eq!(expected_steps(&form, Half::Receive), [Dns, Connect, Tls, Greeting, Login, Select]);
        form.send_server.security = Security::StartTls;
        assert_eq!(expected_steps(&form, Half::Send), [Dns, Connect, Greeting, Ehlo, Tls, Login, MailFrom]);
        form.receive = ReceiveKind::Folder;
        assert_eq!(expected_steps(&form, Half::Receive), [Folder]);
    }
}
