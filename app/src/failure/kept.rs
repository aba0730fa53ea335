//! What was read once stays on the screen when it cannot be read again: the connection may be gone for a moment, and beside
//! what is shown somebody may be typing.

use super::{Failure, words};
use crate::{
    parts::icon::Icon,
    words::{common, use_language},
};
use leptos::prelude::*;

/// The last good answer to a question, and why there is no newer one.
pub struct Kept<T: Send + Sync + 'static> {
    last: StoredValue<Option<T>>,
    failure: RwSignal<Option<Failure>>,
}

impl<T: Send + Sync> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Kept<T> {}

impl<T: Clone + Send + Sync> Kept<T> {
    #[expect(clippy::new_without_default, reason = "it is made inside a component, and belongs to it")]
    pub fn new() -> Kept<T> {
        Kept { last: StoredValue::new(None), failure: RwSignal::new(None) }
    }

    /// A good answer that came with the page.
    pub fn remember(self, good: T) {
        self.last.try_set_value(Some(good));
    }

    /// A good answer is kept; in the place of one that failed stands the last good one that `fits`, unless the failure is
    /// an answer by itself.
    pub fn answer(self, answer: Result<T, Failure>, fits: impl Fn(&T) -> bool) -> Result<T, Failure> {
        match answer {
            Ok(good) => {
                self.remember(good.clone());
                self.failure.try_set(None);
                Ok(good)
            }
            Err(failure) if failure.is_final() => {
                self.failure.try_set(None);
                Err(failure)
            }
            Err(failure) => match self.last.try_get_value().flatten().filter(fits) {
                Some(last) => {
                    self.failure.try_set(Some(failure));
                    Ok(last)
                }
                None => Err(failure),
            },
        }
    }

    /// Why what is shown is not the newest; `None` when it is.
    pub fn failure(self) -> Option<Failure> {
        self.failure.get()
    }
}

/// Says above what is shown that it could not be read again; nothing while it could.
#[component]
pub fn StaleNote<T: Clone + Send + Sync + 'static>(kept: Kept<T>, #[prop(into)] retry: Callback<()>) -> impl IntoView {
    let language = use_language();
    move || {
        kept.failure().map(|failure| {
            view! {
                <div class="banner banner--bar" data-kind="warn" role="status">
                    <Icon name="wifi-off" />
                    <div class="banner__text">{words::not_refreshed(language)} " " {failure.words(language)}</div>
                    <span class="btns">
                        <button class="btn btn--s" type="button" on:click=move |_| retry.run(())>
                            {common::try_again(language)}
                        </button>
                    </span>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Refused;

    #[test]
    fn what_is_shown_stays_when_it_cannot_be_read_again() {
        let lost = || Failure::Unreachable("no network".to_owned());
        Owner::new().with(|| {
            let kept = Kept::new();
            assert_eq!(kept.answer(Err(lost()), |_| true), Err(lost()), "there is nothing to stay");
            assert_eq!(kept.answer(Ok(1), |_| true), Ok(1));
            for failure in [lost(), Failure::Failed { code: "K7Q2".to_owned() }, Failure::Refused(Refused::Throttled { seconds: 3 })] {
                assert_eq!(kept.answer(Err(failure.clone()), |_| true), Ok(1));
                assert_eq!(kept.failure.get_untracked(), Some(failure));
            }
            assert_eq!(kept.answer(Err(lost()), |shown| *shown == 2), Err(lost()), "another question");
            for refused in [Refused::NotFound, Refused::NotAllowed, Refused::NotSignedIn] {
                assert_eq!(kept.answer(Err(refused.clone().into()), |_| true), Err(refused.into()));
            }
            assert_eq!(kept.answer(Ok(2), |_| true), Ok(2));
            assert_eq!(kept.failure.get_untracked(), None);
        });
    }
}
