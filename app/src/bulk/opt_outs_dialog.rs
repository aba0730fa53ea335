//! Who gets no bulk mail because they said so, and sending to them again when they ask for it.

use super::{api, words};
use crate::{
    Failure,
    failure::FailureNote,
    live::{Live, Topic},
    parts::{dialog::Dialog, icon::Icon, toast::Toasts},
    time::When,
    words::{common, use_language},
};
use domain::bulk::{OptOutLine, OptOuts};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn OptOutsDialog(open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let (live, toasts) = (Live::current(), Toasts::current());
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(OptOuts::default());
    let known = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let asked = StoredValue::new(0_u32);
    let read = move |after: String| {
        let turn = asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        let wanted = typed.get_untracked();
        spawn_local(async move {
            let answer = api::opt_outs(wanted, after.clone()).await;
            // An older question may be answered after a newer one.
            if asked.try_get_value() != turn {
                return;
            }
            known.try_set(true);
            match answer {
                Ok(more) => {
                    failure.try_set(None);
                    found.try_update(|found| {
                        if after.is_empty() {
                            *found = more;
                        } else {
                            found.lines.extend(more.lines);
                            found.next = more.next;
                        }
                    });
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    Effect::new(move |_| {
        typed.get();
        if open.get() {
            read(String::new());
        }
    });
    let lift = move |addr: String| {
        spawn_local(async move {
            match api::lift_opt_out(addr.clone()).await {
                Ok(()) => {
                    toasts.done(words::lifted(language, &addr));
                    found.try_update(|found| found.lines.retain(|line| line.addr != addr));
                    live.changed(Topic::Bulk);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    };
    let line = move |line: OptOutLine| {
        let may_lift = found.with_untracked(|found| found.may_lift);
        view! { <Line line may_lift lift=Callback::new(lift) /> }
    };
    let more = move || {
        if let Some(next) = found.with_untracked(|found| found.next.clone()) {
            read(next);
        }
    };
    view! {
        <Dialog open title=words::opt_outs(language).to_owned()>
            <div class="dialog__body">
                <p class="dialog__text">{words::opt_outs_text(language)}</p>
                <div class="search">
                    <Icon name="search" />
                    <input
                        class="input"
                        type="search"
                        autocomplete="off"
                        aria-label=words::opt_outs_find(language)
                        placeholder=words::opt_outs_find(language)
                        value=typed.get_untracked()
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                </div>
                {move || failure.get().map(|failure| view! { <FailureNote failure /> })}
                <Show when=move || known.get() && found.with(|found| found.lines.is_empty())>
                    <p role="status">
                        {move || if typed.with(|typed| typed.trim().is_empty()) { words::opt_outs_none(language) } else { common::nothing_fits(language) }}
                    </p>
                </Show>
                <ul class="mailing__runs" aria-label=words::opt_outs(language)>
                    <For each=move || found.get().lines key=|line| (line.addr.clone(), line.at) children=line />
                </ul>
                <Show when=move || found.with(|found| found.next.is_some())>
                    <button class="btn" type="button" on:click=move |_| more()>
                        {words::more(language)}
                    </button>
                </Show>
            </div>
            <div class="dialog__foot">
                <button class="btn" type="button" on:click=move |_| open.set(false)>
                    {common::close(language)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Line(line: OptOutLine, may_lift: bool, lift: Callback<String>) -> impl IntoView {
    let language = use_language();
    let OptOutLine { addr, name, at, by_link } = line;
    let sure = RwSignal::new(false);
    let said = words::lift(language, &addr);
    let addr = StoredValue::new(addr);
    let acts = move || {
        if sure.get() {
            view! {
                <span class="btns">
                    <small>{words::lift_sure(language)}</small>
                    <button class="btn btn--s btn--danger" type="button" on:click=move |_| lift.run(addr.get_value())>
                        {words::lift_now(language)}
                    </button>
                    <button class="btn btn--s btn--ghost" type="button" on:click=move |_| sure.set(false)>
                        {common::cancel(language)}
                    </button>
                </span>
            }
            .into_any()
        } else {
            view! {
                <button class="btn btn--s" type="button" title=said.clone() on:click=move |_| sure.set(true)>
                    {words::lift_short(language)}
                    <span class="sr">{said.clone()}</span>
                </button>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <b dir="auto">{name}</b>
            <span>{addr.get_value()}</span>
            <small>{if by_link { words::opt_out_by_link(language) } else { words::opt_out_by_hand(language) }} " " <When at=at short=true /></small>
            <span class="mailing__end">{may_lift.then_some(acts)}</span>
        </li>
    }
    .into_any()
}
