//! A view that waits for nothing. While a page is drawn on the server, every view is asked for what it still waits for, node by
//! node, each with a future of its own; for the rows of a list that costs more than writing them. What is said to be settled is
//! not asked, and written at once.
//!
//! No resource may be read and no `Suspense` may stand in it: it would be written before its data is there.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::{AddAnyAttr, Render, RenderHtml},
    tachys::{hydration::Cursor, view::Position, view::PositionState},
};

pub struct Settled<V>(pub V);

impl<V: Render> Render for Settled<V> {
    type State = V::State;

    fn build(self) -> V::State {
        self.0.build()
    }

    fn rebuild(self, state: &mut V::State) {
        self.0.rebuild(state);
    }
}

impl<V: RenderHtml> AddAnyAttr for Settled<V> {
    type Output<A: Attribute> = Settled<V::Output<A>>;

    fn add_any_attr<A: Attribute>(self, attr: A) -> Self::Output<A>
    where
        Self::Output<A>: RenderHtml,
    {
        Settled(self.0.add_any_attr(attr))
    }
}

impl<V: RenderHtml> RenderHtml for Settled<V> {
    type AsyncOutput = Settled<V>;
    type Owned = Settled<V::Owned>;
    const MIN_LENGTH: usize = V::MIN_LENGTH;
    const EXISTS: bool = V::EXISTS;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Settled<V> {
        self
    }

    fn html_len(&self) -> usize {
        self.0.html_len()
    }

    /// The form for views that wait (`to_html_async_with_buf`) is left as it comes: it writes by this one.
    fn to_html_with_buf(self, buf: &mut String, position: &mut Position, escape: bool, mark_branches: bool, extra_attrs: Vec<AnyAttribute>) {
        self.0.to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> V::State {
        self.0.hydrate::<FROM_SERVER>(cursor, position)
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> V::State {
        self.0.hydrate_async(cursor, position).await
    }

    fn into_owned(self) -> Settled<V::Owned> {
        Settled(self.0.into_owned())
    }
}
