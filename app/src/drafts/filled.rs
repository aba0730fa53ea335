//! Where reserved words were filled into the text: shown until somebody edits the place. In formatted text the editor follows its
//! own places; in plain text they are letters from and to, and a sheet behind the text paints them.

use super::{rich_sheet, session::Session, words};
use crate::{parts::icon::Icon, words::use_language};
use domain::reserved::{BEGIN, END};
use leptos::{html, prelude::*};

#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// As it stands in the template.
    pub word: String,
    /// Empty where it came out blank, the word itself where nobody knows it.
    pub value: String,
    /// Code units of UTF-16, as text fields count; not used in formatted text.
    from: usize,
    to: usize,
    /// That of the editor of formatted text.
    number: usize,
}

impl Filled {
    fn is_empty(&self) -> bool {
        self.value.is_empty() || self.value == self.word
    }
}

/// A text without its marks, and what stood between them. `words` names them in their order.
pub fn lift(marked: &str, words: &[String]) -> (String, Vec<Filled>) {
    let (mut text, mut at, mut places) = (String::with_capacity(marked.len()), 0, Vec::<Filled>::new());
    let mut open: Option<(usize, String)> = None;
    for c in marked.chars() {
        match c {
            BEGIN => open = Some((at, String::new())),
            END => {
                if let Some((from, value)) = open.take() {
                    let number = places.len();
                    places.push(Filled { word: words.get(number).cloned().unwrap_or_default(), value, from, to: at, number });
                }
            }
            c => {
                at += c.len_utf16();
                text.push(c);
                if let Some((_, value)) = &mut open {
                    value.push(c);
                }
            }
        }
    }
    (text, places)
}

/// The places after an edit: those before and behind it stay, those that it touched are the writer's now.
fn followed(places: &[Filled], before: &[u16], after: &[u16]) -> Vec<Filled> {
    let begins = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let most = before.len().min(after.len()) - begins;
    let ends = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let end = before.len() - ends;
    let shift = |place: &Filled| {
        let is_blank = place.from == place.to;
        if place.to < begins || (place.to == begins && !is_blank) {
            Some(place.clone())
        } else if place.from > end || (place.from == end && !is_blank) {
            let moved = |at: usize| (at + after.len()).saturating_sub(before.len());
            Some(Filled { from: moved(place.from), to: moved(place.to), ..place.clone() })
        } else {
            None
        }
    };
    places.iter().filter_map(shift).collect()
}

impl Session {
    /// Remembers places of the plain text, which begins at `offset` of it.
    pub fn was_filled(self, places: Vec<Filled>, offset: usize) {
        let moved = places.into_iter().map(|place| Filled { from: place.from + offset, to: place.to + offset, ..place }).collect();
        self.followed_text.set_value(self.text.get_untracked().map(|field| field.value()).unwrap_or_default());
        self.filled.set(moved);
    }

    /// After every edit.
    pub fn follow_filled(self) {
        let known = self.filled.with_untracked(Vec::len);
        if known == 0 {
            return;
        }
        if self.rich.get_untracked() {
            let there = rich_sheet::filled(self.draft);
            if there.len() != known {
                self.filled.update(|all| all.retain(|place| there.contains(&place.number)));
            }
            return;
        }
        let Some(field) = self.text.get_untracked() else { return };
        let now = field.value();
        let before: Vec<u16> = self.followed_text.with_value(|text| text.encode_utf16().collect());
        let after: Vec<u16> = now.encode_utf16().collect();
        let places = self.filled.with_untracked(|all| followed(all, &before, &after));
        self.followed_text.set_value(now);
        self.filled.set(places);
    }

    fn go_to_filled(self, place: &Filled) {
        if self.rich.get_untracked() {
            return rich_sheet::go_to(self.draft, place.number as u32);
        }
        if let Some(field) = self.text.get_untracked() {
            // They fail only when the field left the page.
            let _ = field.focus();
            let _ = field.set_selection_range(place.from as u32, place.to as u32);
        }
    }
}

/// The text once more behind itself, without a letter to be seen: only the places show.
#[component]
pub fn FilledBehind(session: Session, scrolled: RwSignal<i32>) -> impl IntoView {
    let sheet = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let top = scrolled.get();
        session.filled.track();
        if let Some(sheet) = sheet.get() {
            sheet.set_scroll_top(top);
        }
    });
    move || {
        let places = session.filled.get();
        (!places.is_empty()).then(|| {
            let units: Vec<u16> = session.followed_text.with_value(|text| text.encode_utf16().collect());
            let piece = |from: usize, to: usize| String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
            let mut at = 0;
            let mut shown = Vec::new();
            for place in &places {
                shown.push(piece(at, place.from).into_any());
                let empty = place.is_empty().then_some("");
                shown.push(view! { <mark class="rw" data-empty=empty>{piece(place.from, place.to)}</mark> }.into_any());
                at = place.to;
            }
            // A line at the end of a text field has room of its own.
            shown.push(format!("{}\n", piece(at, units.len())).into_any());
            view! {
                <div class="comp__behind mailtext" aria-hidden="true" dir="auto" node_ref=sheet>
                    {shown}
                </div>
            }
        })
    }
}

/// What was filled in, in words: for everybody, and for browsers that paint nothing.
#[component]
pub fn FilledList(session: Session) -> impl IntoView {
    let language = use_language();
    let lines = move || {
        let mut lines: Vec<Filled> = Vec::new();
        session.filled.with(|all| {
            for place in all {
                if !lines.iter().any(|line| line.word == place.word && line.value == place.value) {
                    lines.push(place.clone());
                }
            }
        });
        lines.sort_by_key(|line| !line.is_empty());
        lines
    };
    let line = move |place: Filled| {
        let (empty, word, value) = (place.is_empty(), place.word.clone(), place.value.clone());
        let shown = if value.is_empty() {
            words::came_out_blank(language).to_owned()
        } else if empty {
            words::unknown_word(language).to_owned()
        } else {
            value
        };
        view! {
            <div data-empty=empty.then_some("")>
                <dt dir="ltr">{word}</dt>
                <dd>
                    {empty.then(|| view! { <Icon name="triangle-alert" /> })}
                    <span dir="auto">{shown}</span>
                    <button class="link" type="button" on:click=move |_| session.go_to_filled(&place)>
                        {words::to_place(language)}
                    </button>
                </dd>
            </div>
        }
    };
    move || {
        let lines = lines();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="comp__filled" aria-label=words::filled_words(language)>
                    <div class="comp__filledhead">
                        <Icon name="braces" />
                        <b>{words::filled_words(language)}</b>
                        <button
                            class="btn btn--ghost btn--icon btn--s"
                            type="button"
                            aria-label=words::hide_filled(language)
                            title=words::hide_filled(language)
                            on:click=move |_| session.filled.set(Vec::new())
                        >
                            <Icon name="x" />
                        </button>
                    </div>
                    <dl class="rwlist" tabindex="0">
                        {lines.into_iter().map(line).collect_view()}
                    </dl>
                </section>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn an_edit_leaves_the_places_that_it_does_not_touch() {
        let marked = format!("{BEGIN}月見浜{END}\n{BEGIN}{END}\n{BEGIN}𠮷田{END} 様");
        let (text, places) = lift(&marked, &["%Company%".into(), "%Section%".into(), "%Customer%".into()]);
        assert_eq!(text, "月見浜\n\n𠮷田 様");
        assert_eq!(places.iter().map(|place| (place.from, place.to)).collect::<Vec<_>>(), [(0, 3), (4, 4), (5, 8)]);
        for (now, left) in [
            ("拝啓\n月見浜\n\n𠮷田 様", vec![(3, 6), (7, 7), (8, 11)]),
            ("月見浜\n購買部\n𠮷田 様", vec![(0, 3), (8, 11)]),
            ("月見浜\n𠮷田 様", vec![(0, 3), (4, 7)]),
            ("月見浜\n\n𠮷野 様", vec![(0, 3), (4, 4)]),
            ("月見浜\n\n𠮷田 様方", vec![(0, 3), (4, 4), (5, 8)]),
            ("月浜\n\n𠮷田 様", vec![(3, 3), (4, 7)]),
            ("", vec![]),
        ] {
            let followed = followed(&places, &units(&text), &units(now));
            assert_eq!(followed.iter().map(|place| (place.from, place.to)).collect::<Vec<_>>(), left, "{now}");
        }
    }
}
