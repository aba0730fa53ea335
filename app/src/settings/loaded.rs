//! What a page reads: grey lines, the answer, or why there is none. A newer answer flows into what is drawn already, so that
//! the focus stays where it is.

use crate::{Failure, failure::FailureNote, parts::empty::SkeletonText};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

#[component]
pub fn Loaded<T, F>(answer: Resource<Result<T, Failure>>, children: F) -> impl IntoView
where
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Fn(Memo<T>) -> AnyView + Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| view! { <SkeletonText /> }>
            {
                let children = children.clone();
                move || {
                    let state = Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|answer| answer.as_ref().map(drop).map_err(Clone::clone))));
                    let children = children.clone();
                    state
                        .get()
                        .and_then(move |state| match state {
                            Ok(()) => {
                                let newest = move || answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok()).cloned());
                                let first = untrack(newest)?;
                                Some(children(Memo::new(move |last: Option<&T>| newest().or_else(|| last.cloned()).unwrap_or_else(|| first.clone()))))
                            }
                            Err(failure) => Some(view! { <FailureNote failure retry=Callback::new(move |()| answer.refetch()) /> }.into_any()),
                        })
                }
            }
        </Transition>
    }
}
