//! The tour of the first day: four stops from a new mail to a finished one. Each person sees it once; the help page starts it again.

mod card;
mod place;
mod stops;
mod words;

pub use card::TourCard;

use crate::{start::use_me, users::api};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_navigate};

#[derive(Clone, Copy)]
pub struct Tour {
    /// The stop that is shown.
    at: RwSignal<Option<usize>>,
    /// Whether the server knows that this person has seen it.
    seen: StoredValue<bool>,
    /// To the list where it begins.
    to_start: Callback<()>,
}

impl Tour {
    /// For the frame.
    pub fn provide() -> Tour {
        let navigate = use_navigate();
        let seen = use_me().is_none_or(|me| me.toured);
        let to_start = Callback::new(move |()| navigate("/", Default::default()));
        let tour = Tour { at: RwSignal::new(None), seen: StoredValue::new(seen), to_start };
        provide_context(tour);
        // A new person is shown around as soon as they stand before a list.
        let path = use_location().pathname;
        Effect::new(move |_| {
            if is_list(&path.get()) && !tour.seen.get_value() && tour.at.get_untracked().is_none() {
                tour.at.set(Some(0));
            }
        });
        tour
    }

    pub fn current() -> Tour {
        expect_context()
    }

    /// From the first stop on, wherever the person is.
    pub fn begin(self) {
        self.at.set(Some(0));
        self.to_start.run(());
    }

    /// Gone through or skipped: it does not come by itself again.
    fn end(self) {
        self.at.set(None);
        if self.seen.get_value() {
            return;
        }
        self.seen.set_value(true);
        // What is not kept now is asked once more with the next page.
        spawn_local(async move { drop(api::tour_seen().await) });
    }
}

/// Whether a list stands here, and nothing is open beside it.
fn is_list(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    parts.next() == Some("m") && parts.nth(1).is_some() && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::is_list;

    #[test]
    fn it_begins_before_a_list() {
        for (path, expected) in [("/m/1/tray", true), ("/m/1/tray/", true), ("/m/1/tray/42", false), ("/m/1", false), ("/help", false), ("/", false)]
        {
            assert_eq!(is_list(path), expected, "{path}");
        }
    }
}
