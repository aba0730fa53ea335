//! Links that everybody needs, a heading a group. They lead out of the program, in a tab of their own.

use super::{api, page::Edited, words};
use crate::{
    live::{Live, Topic},
    parts::{awake::use_awake, empty::Empty, icon::Icon, refocus::Refocus, toast::Toasts},
    words::{common, use_language},
};
use domain::{
    LinkId,
    board::{BoardView, LinkForm, LinkView},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Links(board: Memo<BoardView>, may_edit: Memo<bool>, edited: RwSignal<Option<Edited<LinkView>>>) -> impl IntoView {
    let language = use_language();
    let (live, toasts, awake) = (Live::current(), Toasts::current(), use_awake());
    let links = Memo::new(move |_| board.with(|board| grouped(&board.links)));
    let refocus = Refocus::after(move || links.track());
    let moves = Callback::new(move |(id, by): (LinkId, isize)| {
        let mut ids: Vec<LinkId> = links.with_untracked(|links| links.iter().map(|link| link.id).collect());
        let Some(place) = ids.iter().position(|other| *other == id) else { return };
        let to = place.saturating_add_signed(by).min(ids.len() - 1);
        let moved = ids.remove(place);
        ids.insert(to, moved);
        refocus.keep(move_id(id, by));
        spawn_local(async move {
            if let Err(failure) = api::order_links(ids).await {
                toasts.failed(&failure, language);
            }
            live.changed(Topic::Board);
        });
    });
    let remove = Callback::new(move |link: LinkView| {
        spawn_local(async move {
            match api::remove_link(link.id).await {
                Ok(()) => {
                    // Brought back at the end of its group.
                    let form = LinkForm { name: link.name.clone(), url: link.url, heading: link.heading };
                    let undo = Callback::new(move |()| {
                        let form = form.clone();
                        spawn_local(async move {
                            if let Err(failure) = api::save_link(None, form).await {
                                toasts.failed(&failure, language);
                            }
                            live.changed(Topic::Board);
                        });
                    });
                    toasts.undoable(words::removed_link(language, &link.name), undo);
                }
                Err(failure) => toasts.failed(&failure, language),
            }
            live.changed(Topic::Board);
        });
    });
    view! {
        <section class="board__links" aria-labelledby="board-links">
            <header class="board__head">
                <h2 id="board-links">{words::links(language)}</h2>
                <Show when=move || may_edit.get()>
                    <button class="btn" type="button" disabled=move || !awake.get() on:click=move |_| edited.set(Some(Edited::New))>
                        <Icon name="plus" />
                        {words::add_link(language)}
                    </button>
                </Show>
            </header>
            {move || {
                let links = links.get();
                if links.is_empty() {
                    return view! { <Empty icon="link" title=words::no_links_title(language) text=words::no_links_text(language) /> }.into_any();
                }
                let change = may_edit.get();
                let ends: Vec<(LinkId, bool, bool)> = links.chunk_by(same).flat_map(|group| {
                    let count = group.len();
                    group.iter().enumerate().map(move |(place, link)| (link.id, place == 0, place + 1 == count))
                }).collect();
                links
                    .chunk_by(same)
                    .map(|group| {
                        let heading = group[0].heading.clone();
                        let line = |link: &LinkView| {
                            let (_, first, last) = ends.iter().find(|(id, ..)| *id == link.id).copied().unwrap_or((link.id, true, true));
                            view! { <Line link=link.clone() first last change edited moves remove /> }
                        };
                        view! {
                            {(!heading.is_empty()).then(|| view! { <h3 class="board__group" dir="auto">{heading}</h3> })}
                            <ul class="board__list">{group.iter().map(line).collect_view()}</ul>
                        }
                    })
                    .collect_view()
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

fn same(one: &LinkView, next: &LinkView) -> bool {
    one.heading == next.heading
}

/// Those of one group together, each group where its first link stands.
fn grouped(links: &[LinkView]) -> Vec<LinkView> {
    let mut headings: Vec<&str> = Vec::new();
    for link in links {
        if !headings.contains(&link.heading.as_str()) {
            headings.push(&link.heading);
        }
    }
    headings.into_iter().flat_map(|heading| links.iter().filter(move |link| link.heading == heading).cloned()).collect()
}

#[component]
fn Line(
    link: LinkView,
    first: bool,
    last: bool,
    change: bool,
    edited: RwSignal<Option<Edited<LinkView>>>,
    moves: Callback<(LinkId, isize)>,
    remove: Callback<LinkView>,
) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let LinkView { id, name, url, .. } = link.clone();
    let (known, gone) = (link.clone(), link);
    view! {
        <li class="board__link">
            <a href=url target="_blank" rel="external noopener noreferrer" title=words::outside(language) dir="auto">
                <Icon name="external-link" />
                {name.clone()}
            </a>
            {change
                .then(|| {
                    view! {
                        <span class="btns btns--tight">
                            <button
                                class="btn btn--ghost btn--icon btn--s"
                                type="button"
                                id=move_id(id, -1)
                                aria-label=words::earlier(language, &name)
                                aria-disabled=first.to_string()
                                on:click=move |_| if !first { moves.run((id, -1)) }
                            >
                                <Icon name="chevron-up" />
                            </button>
                            <button
                                class="btn btn--ghost btn--icon btn--s"
                                type="button"
                                id=move_id(id, 1)
                                aria-label=words::later(language, &name)
                                aria-disabled=last.to_string()
                                on:click=move |_| if !last { moves.run((id, 1)) }
                            >
                                <Icon name="chevron-down" />
                            </button>
                            <button
                                class="btn btn--ghost btn--icon btn--s"
                                type="button"
                                disabled=move || !awake.get()
                                aria-label=words::edit_of(language, &name)
                                title=common::edit(language)
                                on:click=move |_| edited.set(Some(Edited::Known(known.clone())))
                            >
                                <Icon name="pencil" />
                            </button>
                            <button
                                class="btn btn--ghost btn--icon btn--s"
                                type="button"
                                disabled=move || !awake.get()
                                aria-label=words::remove_of(language, &name)
                                title=common::delete(language)
                                on:click=move |_| remove.run(gone.clone())
                            >
                                <Icon name="trash-2" />
                            </button>
                        </span>
                    }
                })}
        </li>
    }
    .into_any()
}

/// The id of the button that moves it.
fn move_id(id: LinkId, by: isize) -> String {
    format!("link-{id}-{}", if by < 0 { "up" } else { "down" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_one_group_stand_together_where_its_first_one_is() {
        let link = |id, heading: &str| LinkView { id: LinkId(id), name: String::new(), url: String::new(), heading: heading.into() };
        let all = [link(1, "社内"), link(2, ""), link(3, "社内"), link(4, "仕入れ")];
        assert_eq!(grouped(&all).iter().map(|link| link.id.0).collect::<Vec<_>>(), [1, 3, 2, 4]);
    }
}
