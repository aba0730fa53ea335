//! The page of hits: the question, chips that narrow it, and what was found. Its whole state stands in the address.

use super::{
    advice::Advice,
    api,
    chips::Chips,
    field::{PAGE_FIELD, focus, not_while_composing},
    hit::Hit,
    recent::{Recent, remember},
    saved::Saved,
    url::{SEARCH_URL, search_url, use_asked},
    words,
};
use crate::{
    Failure,
    failure::FailureNote,
    layout::{MenuButton, name_page},
    mailboxes::Mailboxes,
    parts::{
        empty::{Empty, SkeletonRows},
        icon::Icon,
    },
    words::use_language,
};
use domain::search::{Asked, HitsView, Key, Problem, query::split, query::value};
use leptos::{html, prelude::*, web_sys};
use leptos_router::hooks::use_navigate;

#[component]
pub fn SearchPage() -> impl IntoView {
    let language = use_language();
    let asked = use_asked();
    // The answer carries its question: while the next one is looked for, the old one stays whole.
    let answer = Resource::new(
        move || asked.get(),
        |asked: Asked| async move {
            if asked.q.trim().is_empty() {
                return Ok((asked, HitsView::default()));
            }
            api::find(asked.clone()).await.map(|hits| (asked, hits))
        },
    );
    let q = Memo::new(move |_| asked.with(|asked| asked.q.clone()));
    let mailboxes = Mailboxes::current();
    name_page(Signal::derive(move || {
        let (title, q) = (words::title(language), q.get());
        if q.is_empty() { title.to_owned() } else { format!("{q} - {title}") }
    }));
    remember(move || answer.with(|answer| answer.as_ref()?.as_ref().ok().map(|(asked, _)| asked.q.clone())));
    view! {
        <header class="phead srch__head">
            <MenuButton />
            <h1 class="sr">{words::title(language)}</h1>
            <Question q />
        </header>
        <Chips q />
        <div class="page srch">
            <div class="srch__in">
                <section class="srch__hits" aria-label=words::hits(language)>
                    <Transition fallback=|| view! { <SkeletonRows /> }>
                        {move || {
                            let ready = mailboxes.ready();
                            move || shown(answer, ready)
                        }}
                    </Transition>
                </section>
                <div class="srch__side">
                    <Saved q />
                    <Recent />
                    <Advice />
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn shown(answer: Resource<Result<(Asked, HitsView), Failure>>, ready: Memo<bool>) -> Option<AnyView> {
    let (answered, ready) = (answer.get(), ready.get());
    Some(match answered.filter(|_| ready)? {
        Ok((asked, hits)) => view! { <Hits asked hits /> }.into_any(),
        Err(failure) => view! { <FailureNote failure retry=Callback::new(move |()| answer.refetch()) /> }.into_any(),
    })
}

#[component]
fn Question(q: Memo<String>) -> impl IntoView {
    let language = use_language();
    let field = NodeRef::<html::Input>::new();
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            navigate(&search_url(field.value().trim(), None), Default::default());
        }
    };
    // Whoever comes without a question wants to write one.
    Effect::new(move |_| {
        if q.with(String::is_empty) {
            // The field stands in the page only after what called this is done.
            request_animation_frame(|| {
                focus(PAGE_FIELD);
            });
        }
    });
    view! {
        <form class="srch__form" role="search" aria-label=words::question(language) method="get" action=SEARCH_URL on:submit=submit>
            <div class="search">
                <Icon name="search" />
                <input
                    class="input input--l"
                    id=PAGE_FIELD
                    type="search"
                    name="q"
                    autocomplete="off"
                    enterkeyhint="search"
                    maxlength=domain::search::QUERY_MAX.to_string()
                    aria-label=words::question(language)
                    placeholder=words::hint(language)
                    value=move || q.get()
                    prop:value=move || q.get()
                    node_ref=field
                    on:keydown=not_while_composing
                />
            </div>
            <button class="btn btn--primary" type="submit">
                {words::start(language)}
            </button>
        </form>
    }
    .into_any()
}

#[component]
fn Hits(asked: Asked, hits: HitsView) -> impl IntoView {
    let language = use_language();
    let HitsView { hits, older, problems, incomplete } = hits;
    let Asked { q, older: from } = asked;
    if q.trim().is_empty() {
        return view! { <Empty icon="search" title=words::begin_title(language) text=words::begin_text(language) /> }.into_any();
    }
    let count = hits.len();
    let told = match (count, older) {
        (0, _) => None,
        (count, None) => Some(words::page_of(language, count)),
        (count, Some(_)) => Some(words::page_and_more(language, count)),
    };
    view! {
        {(!problems.is_empty()).then(|| view! { <Problems problems /> })}
        {incomplete.then(|| note(words::incomplete(language)))}
        <p class="srch__told" role="status">
            {told.map(|told| view! { <span>{told}</span> })}
            " "
            <span class="srch__rights">{words::rights(language)}</span>
        </p>
        {(count == 0).then(|| nothing(&q, older.is_some(), from.is_some()))}
        <ol class="hits">{hits.into_iter().map(|hit| view! { <Hit hit /> }).collect_view()}</ol>
        {(older.is_some() || from.is_some())
            .then(|| {
                view! {
                    <div class="btns srch__more">
                        {from.map(|_| view! { <a class="btn btn--ghost" href=search_url(&q, None)>{words::back_to_first(language)}</a> })}
                        {older.map(|older| view! { <a class="btn" href=search_url(&q, Some(older))>{words::older(language)}</a> })}
                    </div>
                }
            })}
    }
    .into_any()
}

fn nothing(q: &str, more: bool, later: bool) -> AnyView {
    let language = use_language();
    let (title, text) = match (more, later) {
        (true, _) => (words::nothing_yet_title(language), words::nothing_yet_text(language)),
        (false, true) => (words::nothing_more_title(language), words::nothing_more_text(language)),
        (false, false) => (words::nothing_title(language), words::nothing_text(language)),
    };
    // Words alone, without what narrows them.
    let narrows = |part: &str| Key::ALL.iter().any(|key| value(part, *key).is_some()) || part.starts_with('-');
    let words_only: Vec<&str> = split(q).into_iter().filter(|part| !narrows(part)).collect();
    let narrowed = !words_only.is_empty() && words_only.len() < split(q).len();
    let without = search_url(&words_only.join(" "), None);
    view! {
        <Empty icon="search" title text>
            {narrowed.then(|| view! { <a class="btn" href=without>{words::drop_conditions(language)}</a> })}
        </Empty>
    }
    .into_any()
}

#[component]
fn Problems(problems: Vec<Problem>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="banner" data-kind="warn" role="status">
            <Icon name="triangle-alert" />
            <div>
                <p>{words::left_out(language)}</p>
                <ul>
                    {problems
                        .into_iter()
                        .map(|Problem { text, wrong }| {
                            view! {
                                <li>
                                    <b dir="auto">{text}</b>
                                    " "
                                    {words::wrong(wrong, language)}
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        </div>
    }
    .into_any()
}

fn note(text: &'static str) -> AnyView {
    view! {
        <div class="banner" data-kind="info">
            <Icon name="info" />
            <p>{text}</p>
        </div>
    }
    .into_any()
}
