//! The board: notices, and beside them the links.

use super::{api, link_dialog::LinkDialog, links::Links, notice::Notice, notice_dialog::NoticeDialog, words};
use crate::{
    layout::{MenuButton, name_page},
    live::{Live, Topic},
    parts::{awake::use_awake, empty::Empty, icon::Icon},
    settings::Loaded,
    words::use_language,
};
use domain::board::{BoardView, LinkView, NoticeView};
use leptos::prelude::*;

/// What a dialog edits: something new, or something that exists.
#[derive(Clone, Debug, PartialEq)]
pub enum Edited<T> {
    New,
    Known(T),
}

#[component]
pub fn BoardPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    name_page(Signal::stored(words::title(language).to_owned()));
    let (changed, own) = (live.gathered(Topic::Board), live.gathered(Topic::Notices));
    let board = Resource::new(move || (changed.get(), own.get()), |_| api::read());
    let (notice, link) = (RwSignal::new(None::<Edited<NoticeView>>), RwSignal::new(None::<Edited<LinkView>>));
    view! {
        <section class="board" aria-labelledby="board-title">
            <header class="phead">
                <MenuButton />
                <h1 class="phead__title" id="board-title">
                    {words::title(language)}
                </h1>
            </header>
            <div class="board__scroll" tabindex="0" role="group" aria-label=words::title(language)>
                <Loaded answer=board children=move |board| view! { <Board board notice link /> }.into_any() />
            </div>
        </section>
        // Outside of what is drawn anew when the page is read.
        <NoticeDialog edited=notice />
        <LinkDialog edited=link />
    }
}

#[component]
fn Board(board: Memo<BoardView>, notice: RwSignal<Option<Edited<NoticeView>>>, link: RwSignal<Option<Edited<LinkView>>>) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let may_edit = Memo::new(move |_| board.with(|board| board.may_edit));
    let notices = Memo::new(move |_| board.with(|board| board.notices.clone()));
    view! {
        <div class="board__parts">
            <section class="board__notices" aria-labelledby="board-notices">
                <header class="board__head">
                    <h2 id="board-notices">{words::notices(language)}</h2>
                    <Show when=move || may_edit.get()>
                        <button class="btn btn--primary" type="button" disabled=move || !awake.get() on:click=move |_| notice.set(Some(Edited::New))>
                            <Icon name="plus" />
                            {words::add_notice(language)}
                        </button>
                    </Show>
                </header>
                {move || {
                    let notices = notices.get();
                    if notices.is_empty() {
                        return view! { <Empty icon="pin" title=words::no_notices_title(language) text=words::no_notices_text(language) /> }.into_any();
                    }
                    notices.into_iter().map(|one| view! { <Notice one edited=notice /> }).collect_view().into_any()
                }}
            </section>
            <Links board may_edit edited=link />
        </div>
    }
    .into_any()
}
