//! 送信する前に確認: who gets the mail and why, and what should be looked at first. Asked once.

use super::{sending::WaysOut, words};
use crate::{
    parts::{dialog::Dialog, icon::Icon},
    words::use_language,
};
use domain::{
    Language,
    guard::{Guard, GuardedRecipient, Warning, Why},
    messages::PersonRole,
};
use leptos::prelude::*;

mod said {
    use crate::words;
    words! {
        title = "送信する前に確認", "Before it is sent";
        warnings = "確認してほしいこと", "Please check";
        recipients = "宛先", "Recipients";
        first_time(addr: &str) = "{addr} には、このメールアプリケーションから初めて送ります。", "{addr} has never been written to from this mailbox.";
        look_alike(addr: &str, like: &str) = "{addr} は初めての宛先です。{like} の打ち間違いではありませんか。", "{addr} is new here. Is it a slip of {like}?";
        dropped(addr: &str) = "元のメールの {addr} が宛先に入っていません。", "{addr} of the mail you answer is not among the recipients.";
        elsewhere(addr: &str) = "{addr} は、このやりとりに出ていない人です。", "{addr} has no part in this conversation.";
        no_file = "本文に「添付」とありますが、添付ファイルがありません。", "Your text speaks of an attachment, but no file is attached.";
        forbidden(word: &str) = "注意する言葉「{word}」があります。", "It says “{word}”, which is on the list of words to ask about.";
        unfilled(word: &str) = "予約語 {word} が差し込まれていません。", "The reserved word {word} was not filled in.";
        blank(word: &str) = "予約語 {word} の内容がわからず、空欄になっています。", "The reserved word {word} came out blank.";
        sender = "元のメールの差出人", "wrote the mail";
        answered_to = "元のメールの宛先", "in To of the mail";
        answered_cc = "元のメールの CC", "in Cc of the mail";
        here = "このやりとりの人", "in this conversation";
        known = "以前にやりとりした人", "known here";
        new = "初めての宛先", "new";
    }
}

fn told(warning: &Warning, l: Language) -> String {
    match warning {
        Warning::FirstTime { addr } => said::first_time(l, addr),
        Warning::LookAlike { addr, like } => said::look_alike(l, addr, like),
        Warning::Dropped { addr } => said::dropped(l, addr),
        Warning::Elsewhere { addr } => said::elsewhere(l, addr),
        Warning::NoFile => said::no_file(l).to_owned(),
        Warning::Forbidden { word } => said::forbidden(l, word),
        Warning::Unfilled { word } => said::unfilled(l, word),
        Warning::Blank { word } => said::blank(l, word),
    }
}

fn why(why: Why, l: Language) -> &'static str {
    match why {
        Why::Sender => said::sender(l),
        Why::AnsweredTo => said::answered_to(l),
        Why::AnsweredCc => said::answered_cc(l),
        Why::Here => said::here(l),
        Why::Known => said::known(l),
        Why::New => said::new(l),
    }
}

#[component]
pub fn GuardDialog(out: WaysOut) -> impl IntoView {
    let language = use_language();
    let guarded = out.guarded;
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = guarded.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    // Closed by Escape or the cross.
    Effect::new(move |_| {
        if !open.get() && guarded.with_untracked(Option::is_some) {
            guarded.set(None);
        }
    });
    let go_on = move |_| {
        if let Some((_, then)) = guarded.get_untracked() {
            guarded.set(None);
            then.run(());
        }
    };
    view! {
        <Dialog open title=said::title(language).to_owned() role="alertdialog">
            <div class="dialog__body guard">{move || guarded.get().map(|(guard, _)| view! { <Told guard /> })}</div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| guarded.set(None)>
                    {words::back_to_text(language)}
                </button>
                <button class="btn btn--primary" type="button" on:click=go_on>
                    {words::send_anyway(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Told(guard: Guard) -> impl IntoView {
    let language = use_language();
    let Guard { recipients, warnings, .. } = guard;
    view! {
        {(!warnings.is_empty())
            .then(|| {
                view! {
                    <ul class="chks" aria-label=said::warnings(language)>
                        {warnings
                            .iter()
                            .map(|warning| {
                                view! {
                                    <li class="chk" data-kind="warn">
                                        <Icon name="triangle-alert" />
                                        <span dir="auto">{told(warning, language)}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!recipients.is_empty())
            .then(|| {
                view! {
                    <section class="guard__to" aria-label=said::recipients(language)>
                        <h3 class="guard__title">{said::recipients(language)}</h3>
                        <ul class="guard__list" tabindex="0">{recipients.into_iter().map(|one| recipient(one, language)).collect_view()}</ul>
                    </section>
                }
            })}
    }
    .into_any()
}

fn recipient(one: GuardedRecipient, l: Language) -> AnyView {
    let field = match one.role {
        PersonRole::Cc => "CC",
        PersonRole::Bcc => "BCC",
        PersonRole::To | PersonRole::From | PersonRole::ReplyTo => "To",
    };
    view! {
        <li class="guard__one" data-why=one.why.as_str()>
            <small>{field}</small>
            <span dir="auto">{one.name} " " <span class="guard__addr">{one.addr}</span></span>
            <small class="guard__why">{why(one.why, l)}</small>
        </li>
    }
    .into_any()
}
