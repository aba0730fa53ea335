//! The reports: what is shown and of when, and below it the figures.

use super::{
    api,
    asked::{Asked, MAILS_URL, Tab, use_asked},
    cards::Card,
    explore::Explore,
    export::ExportButton,
    filters::Filters,
    mail_dialog::{MailDialog, Subject, new_form},
    mail_words,
    overview::{Cards, Overview, read},
    period::PeriodPart,
    said,
    steady::paced,
    words,
};
use crate::{
    help::HELP_URL,
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{awake::use_awake, empty::Empty, icon::Icon},
    settings::Loaded,
    words::use_language,
};
use domain::reports::ReportsDesk;
use leptos::prelude::*;

/// What was there, and what it means: the figures that are asked for first.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let asked = use_asked(Tab::Overview);
    let cards = Cards::read(asked);
    view! { <Page asked tab=Tab::Overview body=Callback::new(move |desk| view! { <Overview asked desk cards /> }.into_any()) /> }
}

/// Any figure by any axis.
#[component]
pub fn AnyPage() -> impl IntoView {
    let asked = use_asked(Tab::Explore);
    let answer = read(asked, Card::Free, paced(30));
    view! { <Page asked tab=Tab::Explore body=Callback::new(move |desk| view! { <Explore asked desk answer /> }.into_any()) /> }
}

/// What both pages have around their figures.
#[component]
fn Page(asked: Memo<Asked>, tab: Tab, body: Callback<Memo<ReportsDesk>, AnyView>) -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let desk = Resource::new(move || live.version(Topic::Settings), |_| api::desk());
    let mailed = RwSignal::new(None::<Subject>);
    name_page(Signal::stored(words::title(language).to_owned()));
    let tabs = [(Tab::Overview, words::overview(language)), (Tab::Explore, words::explore(language))];
    let tabs = tabs
        .into_iter()
        .map(|(each, name)| {
            view! {
                <a class="tab" href=move || Asked { tab: each, ..asked.get() }.url() aria-current=(tab == each).then_some("page")>
                    {name}
                </a>
            }
        })
        .collect_view();
    view! {
        <section class="rep" aria-labelledby="reports-title">
            <header class="phead rep__head">
                <MenuButton />
                <h1 class="phead__title" id="reports-title">
                    {words::title(language)}
                </h1>
                <HeadTools asked mailed />
            </header>
            <nav class="tabs rep__tabs" aria-label=words::views(language)>
                {tabs}
            </nav>
            <Loaded
                answer=desk
                children=move |desk| {
                    let none = Memo::new(move |_| {
                        desk.with(|desk| {
                            let nothing = desk.mailboxes.is_empty() && desk.book_items.is_empty() && desk.log_items.is_empty();
                            // Somebody else's address may ask for what this reader does not see.
                            nothing || asked.with(|asked| asked.boxes.iter().any(|id| desk.mailboxes.iter().all(|mailbox| mailbox.id != *id)))
                        })
                    });
                    view! {
                        <div class="rep__when" data-print="no">
                            <PeriodPart asked desk />
                        </div>
                        <Filters asked desk />
                        <MailDialog subject=mailed desk=Signal::from(desk) saved=Callback::new(|()| ()) />
                        <p class="rep__printed">{move || printed(&asked.get(), &desk.get(), language)}</p>
                        <div class="rep__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                            {move || {
                                if none.get() {
                                    view! { <Empty icon="chart-column" title=words::none_title(language) text=words::none_text(language) /> }.into_any()
                                } else {
                                    body.run(desk)
                                }
                            }}
                        </div>
                    }
                        .into_any()
                }
            />
        </section>
    }
    .into_any()
}

/// What can be done with the whole report.
#[component]
fn HeadTools(asked: Memo<Asked>, mailed: RwSignal<Option<Subject>>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    view! {
        <span class="btns btns--end rep__tools">
            <ExportButton asked />
            <button
                class="btn btn--ghost"
                type="button"
                aria-label=mail_words::add(language)
                title=mail_words::add(language)
                disabled=move || !awake.get()
                on:click=move |_| mailed.set(Some((None, asked.with_untracked(new_form))))
            >
                <Icon name="mail" />
                <span class="btn__label">{mail_words::add(language)}</span>
            </button>
            <a class="btn btn--ghost" href=MAILS_URL aria-label=mail_words::list(language) title=mail_words::list(language)>
                <Icon name="list" />
                <span class="btn__label">{mail_words::title(language)}</span>
            </a>
            <a class="btn btn--ghost" href=move || asked.with(Asked::wall_url) aria-label=words::wall(language) title=words::wall(language)>
                <Icon name="monitor" />
                <span class="btn__label">{words::wall(language)}</span>
            </a>
            <button
                class="btn btn--ghost"
                type="button"
                aria-label=words::print(language)
                title=words::print(language)
                disabled=move || !awake.get()
                on:click=move |_| {
                    // Fails only where the browser prints nothing.
                    let _ = window().print();
                }
            >
                <Icon name="printer" />
                <span class="btn__label">{words::print(language)}</span>
            </button>
            <a class="btn btn--ghost" href=format!("{HELP_URL}#figures") aria-label=words::how_counted(language) title=words::how_counted(language)>
                <Icon name="circle-question-mark" />
                <span class="btn__label">{words::how_counted(language)}</span>
            </a>
        </span>
    }
    .into_any()
}

/// What paper cannot show by its controls.
fn printed(asked: &Asked, desk: &ReportsDesk, l: domain::Language) -> String {
    let period = asked.period(desk.today);
    let mut lines = vec![words::title(l).to_owned(), format!("{} – {}", period.from, period.to), said::boxes(&asked.boxes, desk)];
    lines.extend(said::condition(asked.condition, desk).map(|name| words::filter_of(l, words::condition(l), &name)));
    lines.extend(said::narrowed(&asked.only, desk, l).into_iter().map(|(axis, places)| words::filter_of(l, &axis, &places)));
    lines.join("　")
}
