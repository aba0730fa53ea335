//! A view that is made when it is needed, and once.
//!
//! The server walks through what a `Transition` holds before it draws it, to hear of everything that is still being read; what
//! stands there is made for that walk and made again for the drawing. A large part that reads nothing by itself is wrapped:
//! the walk passes it by.

use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::*,
    tachys::{
        hydration::Cursor,
        ssr::StreamBuilder,
        view::{Position, PositionState, add_attr::AddAnyAttr},
    },
};

pub struct Later(Box<dyn FnOnce() -> AnyView + Send>);

impl Later {
    pub fn new(make: impl FnOnce() -> AnyView + Send + 'static) -> Later {
        Later(Box::new(make))
    }
}

impl Render for Later {
    type State = <AnyView as Render>::State;

    fn build(self) -> Self::State {
        (self.0)().build()
    }

    fn rebuild(self, state: &mut Self::State) {
        (self.0)().rebuild(state);
    }
}

impl AddAnyAttr for Later {
    type Output<New: Attribute> = Later;

    fn add_any_attr<New: Attribute>(self, attr: New) -> Later {
        let attr = attr.into_cloneable_owned();
        Later::new(move || (self.0)().add_any_attr(attr).into_any())
    }
}

impl RenderHtml for Later {
    type AsyncOutput = <AnyView as RenderHtml>::AsyncOutput;
    type Owned = Later;

    const MIN_LENGTH: usize = <AnyView as RenderHtml>::MIN_LENGTH;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        (self.0)().resolve().await
    }

    fn to_html_with_buf(self, buf: &mut String, position: &mut Position, escape: bool, mark_branches: bool, extra_attrs: Vec<AnyAttribute>) {
        (self.0)().to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        (self.0)().to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        (self.0)().hydrate::<FROM_SERVER>(cursor, position)
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        (self.0)().hydrate_async(cursor, position).await
    }

    fn into_owned(self) -> Later {
        self
    }
}
