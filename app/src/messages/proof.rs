//! Whether a mail is from whom it says: a chip that opens into the details, and a warning above a mail that pretends to be
//! somebody. They stand in the page, outside the frame and the text of the mail, where no mail can draw.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::{
    Language,
    addresses::Address,
    messages::MessageView,
    proofs::{Check, Mark, OURSELVES, Proof, ProofView},
};
use leptos::prelude::*;

/// What the warning of a mark says.
fn told(mark: Mark, message: &MessageView, l: Language) -> String {
    let from = &message.from.addr;
    match mark {
        Mark::Impersonation => words::impersonation(l, from),
        Mark::LookAlike => words::look_alike(l, from),
        Mark::TwoSenders => words::two_senders(l).to_owned(),
        Mark::AddressInName => words::address_in_name(l, &message.from.name, from),
        Mark::OurName => words::our_name(l, from),
        Mark::ReplyElsewhere => {
            let to: Vec<&str> = message.reply_to.iter().map(|address: &Address| address.addr.as_str()).collect();
            words::reply_elsewhere(l, &to.join(", "))
        }
    }
}

/// Above a mail that is not from whom it says, or may not be.
#[component]
pub fn Warning(message: MessageView) -> impl IntoView {
    let language = use_language();
    let Some(proof) = message.proof.as_ref().filter(|proof| proof.is_suspicious()) else { return ().into_any() };
    let grave: Vec<String> = proof.marks.iter().filter(|mark| mark.is_grave()).map(|mark| told(*mark, &message, language)).collect();
    let title = if proof.is_powerless() { words::impersonation_title(language) } else { words::not_from_there_title(language) };
    let failed = (proof.proof == Proof::Failed).then(|| words::proof_text(proof.proof, &message.from.addr, &proof.domain, language));
    let powerless = proof.is_powerless().then(|| words::powerless(language));
    view! {
        <div class="banner" data-kind="bad" role="note">
            <Icon name="shield-alert" />
            <div class="banner__text">
                <b>{title}</b>
                {grave.into_iter().chain(failed).map(|text| view! { <p dir="auto">{text}</p> }).collect_view()}
                {powerless.map(|text| view! { <p>{text}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// The chip of the verdict; opened, it says what was checked and by whom.
#[component]
pub fn ProofChip(message: MessageView) -> impl IntoView {
    let language = use_language();
    let Some(proof) = message.proof.clone() else { return ().into_any() };
    let (kind, icon) = match proof.proof {
        Proof::Passed => (Some("ok"), "shield-check"),
        Proof::Failed => (Some("bad"), "shield-alert"),
        Proof::Unsigned | Proof::Unknown => (None, "shield"),
    };
    let facts: Vec<String> = proof.marks.iter().filter(|mark| !mark.is_grave()).map(|mark| told(*mark, &message, language)).collect();
    let tags: Vec<&'static str> = proof.marks.iter().filter(|mark| !mark.is_grave()).map(|mark| words::mark_short(*mark, language)).collect();
    view! {
        <details class="proof">
            <summary class="proof__chip">
                <span class="tag" data-kind=kind>
                    <Icon name=icon />
                    {words::proof_short(proof.proof, language)}
                </span>
                {tags.into_iter().map(|text| view! { <span class="tag" data-kind="warn">{text}</span> }).collect_view()}
            </summary>
            <div class="proof__panel">
                <p>{words::proof_text(proof.proof, &message.from.addr, &proof.domain, language)}</p>
                {facts.into_iter().map(|text| view! { <p dir="auto">{text}</p> }).collect_view()}
                {(proof.proof != Proof::Unknown).then(|| view! { <Checks proof=proof.clone() /> })}
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Checks(proof: ProofView) -> impl IntoView {
    let language = use_language();
    let checks =
        [("SPF", words::spf(language), proof.spf), ("DKIM", words::dkim(language), proof.dkim), ("DMARC", words::dmarc(language), proof.dmarc)];
    view! {
        <dl class="kv">
            {checks
                .into_iter()
                .map(|(name, about, check)| {
                    let kind = match check {
                        Check::Pass => Some("ok"),
                        Check::Fail => Some("bad"),
                        Check::SoftFail => Some("warn"),
                        Check::None | Check::Unknown => None,
                    };
                    view! {
                        <dt>{name}</dt>
                        <dd>
                            <span class="tag" data-kind=kind>{words::check(check, language)}</span>
                            " "
                            {about}
                        </dd>
                    }
                })
                .collect_view()}
            <dt>{words::checked_by(language)}</dt>
            <dd>{if proof.server == OURSELVES { words::ourselves(language).to_owned() } else { proof.server }}</dd>
        </dl>
    }
    .into_any()
}
