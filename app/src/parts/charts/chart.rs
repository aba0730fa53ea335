//! A chart on its card: what it is, what it says in one sentence, the picture or the table behind it, and the picture as a file.

use super::{
    Figures, Kind,
    legend::Legend,
    plot::Plot,
    save::{Format, save},
    scale::Scale,
    table::FiguresTable,
    words,
};
use crate::{
    parts::{
        awake::use_awake,
        icon::Icon,
        menu::{Choice, Menu},
        toast::Toasts,
    },
    words::use_language,
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub fn Chart(
    /// The picture's; one of a page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: Signal<String>,
    /// What it shows, in a sentence.
    #[prop(into)]
    summary: Signal<String>,
    #[prop(into)] figures: Signal<Figures>,
    /// What stands in the table, where the picture cannot hold all of it.
    #[prop(optional_no_strip)]
    table: Option<Signal<Figures>>,
    #[prop(into)] kind: Signal<Kind>,
    #[prop(default = Scale::Count)] scale: Scale,
    /// What its places are: the first column of the table.
    #[prop(into)]
    head: Signal<String>,
    /// What shaded ground means.
    #[prop(default = "")]
    off: &'static str,
    /// Beside the title, what else can be chosen.
    #[prop(optional, into)]
    tools: ViewFn,
) -> impl IntoView {
    let language = use_language();
    let awake = use_awake();
    let (in_table, tabled) = (table.unwrap_or(figures), RwSignal::new(false));
    let heading = format!("{id}-title");
    let id = StoredValue::new(id);
    let empty = Memo::new(move |_| figures.with(Figures::is_empty));
    view! {
        <section class="card chart" aria-labelledby=heading.clone()>
            <div class="card__head chart__head">
                <h2 class="card__title" id=heading.clone()>
                    {move || title.get()}
                </h2>
                <Legend figures kind off />
                <span class="chart__tools" data-print="no">
                    {tools.run()}
                    <button
                        class="btn btn--ghost btn--s"
                        type="button"
                        aria-pressed=move || tabled.get().to_string()
                        aria-label=move || title.with(|title| if tabled.get() { words::as_chart_of(language, title) } else { words::as_table_of(language, title) })
                        disabled=move || !awake.get() || empty.get()
                        on:click=move |_| tabled.update(|tabled| *tabled = !*tabled)
                    >
                        {move || if tabled.get() { view! { <Icon name="chart-column" /> } } else { view! { <Icon name="table" /> } }}
                        <span class="btn__label">{move || if tabled.get() { words::as_chart(language) } else { words::as_table(language) }}</span>
                    </button>
                    <Show when=move || !tabled.get() && !empty.get()>
                        <SaveMenu id title figures kind />
                    </Show>
                </span>
            </div>
            <div class="card__body chart__body">
                <p class="chart__summary" id=format!("{}-summary", id.get_value())>
                    {move || if empty.get() { words::nothing(language).to_owned() } else { summary.get() }}
                </p>
                <Show when=move || !empty.get()>
                    <div class="chart__shown" data-table=move || tabled.get().then_some("")>
                        <Show when=move || !tabled.get()>
                            <Plot id label=Signal::derive(move || format!("{} {}", title.get(), words::keys(language))) figures kind scale />
                        </Show>
                        <Show when=move || tabled.get()>
                            <FiguresTable caption=title head figures=in_table kind />
                        </Show>
                    </div>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn SaveMenu(id: StoredValue<String>, title: Signal<String>, figures: Signal<Figures>, kind: Signal<Kind>) -> impl IntoView {
    let language = use_language();
    let toasts = Toasts::current();
    let choices = Signal::derive(move || {
        let choice = |key: &'static str, name: &'static str| Choice::new(key, name, false, move || name);
        vec![choice("png", words::png(language)), choice("svg", words::svg(language))]
    });
    let pick = move |key: String| {
        let format = if key == "svg" { Format::Svg } else { Format::Png };
        let (id, title, figures, kind) = (id.get_value(), title.get_untracked(), figures.get_untracked(), kind.get_untracked());
        spawn_local(async move {
            if save(&id, &title, &figures, &kind, format).await.is_err() {
                toasts.warn(words::not_saved(language));
            }
        });
    };
    view! {
        <Menu class="btn btn--ghost btn--s btn--icon" label=Signal::derive(move || title.with(|title| words::save_of(language, title))) choices on_pick=pick>
            <Icon name="image" />
        </Menu>
    }
}
