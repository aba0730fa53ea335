//! One of the twelve colours, by radio buttons.

use super::words;
use crate::{parts::icon::Icon, words::use_language};
use domain::statuses::Color;
use leptos::prelude::*;

#[component]
pub fn ColorPick(
    /// Tells the buttons of one question from those of another.
    name: &'static str,
    value: RwSignal<Color>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="field">
            <span class="field__label" id=format!("{name}-label")>
                {words::color(language)}
            </span>
            <div class="swatches" role="radiogroup" aria-labelledby=format!("{name}-label")>
                {Color::ALL
                    .iter()
                    .map(|color| {
                        let color = *color;
                        view! {
                            <label class="swatch" data-color=color.as_str()>
                                <input
                                    class="sr"
                                    type="radio"
                                    name=name
                                    value=color.as_str()
                                    prop:checked=move || value.get() == color
                                    on:change=move |_| value.set(color)
                                />
                                <i>{move || (value.get() == color).then(|| view! { <Icon name="check" size="s" /> })}</i>
                                <span>{words::color_name(color, language)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
    .into_any()
}
