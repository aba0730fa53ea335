//! The versions of a template: what changed in each, what one said, and copying it into what is being written.

use super::{api, shown::FilledShown, words, work::Work};
use crate::{
    parts::{dialog::Dialog, icon::Icon, toast::Toasts},
    time::When,
    words::{common, use_language},
};
use domain::templates::{FilledView, PageView, VersionLine, VersionView};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Versions(work: Work, page: Memo<PageView>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let (open, shown) = (RwSignal::new(false), RwSignal::new(None::<VersionView>));
    let look = move |number: i64| {
        spawn_local(async move {
            match api::version(work.id, number).await {
                Ok(version) => {
                    shown.set(Some(version));
                    open.set(true);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
        });
    };
    let line = move |version: VersionLine, is_now: bool| {
        let VersionLine { number, note, at, author_name } = version;
        let first = number == 1 && note.is_empty();
        let said = if first { words::first_version(language).to_owned() } else { note };
        view! {
            <li data-at=is_now.then_some("")>
                <button class="tp__version" type="button" title=words::look_at(language, number) on:click=move |_| look(number)>
                    <b>{format!("v{number}")}</b>
                    <span dir="auto">
                        {said}
                        {is_now.then(|| view! { " " <span class="tag" data-kind="ok">{words::now(language)}</span> })}
                        <small>{author_name}</small>
                    </span>
                    <When at short=true />
                </button>
            </li>
        }
    };
    let lines = move || {
        page.with(|page| {
            let now = page.published;
            page.versions.iter().cloned().map(|version| (version.number == now, version)).collect::<Vec<_>>()
        })
    };
    let writing = move || {
        page.with(|page| (page.now.number == 0).then(|| (page.now.author_name.clone(), page.now.at))).map(|(author, at)| {
            view! {
                <li data-at="">
                    <span class="tp__version">
                        <b>{words::writing_now(language)}</b>
                        <span>{author}</span>
                        <When at short=true />
                    </span>
                </li>
            }
        })
    };
    let title = Signal::derive(move || words::version_title(language, shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.number))));
    let may_edit = page.with_untracked(|page| page.may_edit);
    view! {
        <section class="side__sec" aria-labelledby="tp-versions">
            <h2 class="side__h" id="tp-versions">
                {words::versions(language)}
            </h2>
            <ol class="tp__versions">{writing} {move || lines().into_iter().map(|(is_now, version)| line(version, is_now)).collect_view()}</ol>
        </section>
        <Dialog open title>
            <div class="dialog__body">
                {move || {
                    shown
                        .get()
                        .map(|version| {
                            let view = FilledView { subject: version.content.subject, text: version.content.text, files: version.files, ..FilledView::default() };
                            view! { <FilledShown view /> }
                        })
                }}
            </div>
            <div class="dialog__foot">
                <button class="btn btn--ghost" type="button" on:click=move |_| open.set(false)>
                    {common::close(language)}
                </button>
                {may_edit
                    .then(|| {
                        view! {
                            <button
                                class="btn"
                                type="button"
                                on:click=move |_| {
                                    open.set(false);
                                    if let Some(version) = shown.get_untracked() {
                                        work.go_back(version.number);
                                    }
                                }
                            >
                                <Icon name="rotate-ccw" />
                                {words::go_back(language)}
                            </button>
                        }
                    })}
            </div>
        </Dialog>
    }
    .into_any()
}
