//! Pages and server functions: gives each of them who asks. Pages set their own policy (`app::shell`).

use super::{Shared, visitor::Visitor};
use crate::site;
use axum::{Router, extract::Request, http::request::Parts, response::Response};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

pub fn routes(shared: &Shared) -> Router<Shared> {
    let list = generate_route_list(app::App);
    let site = (*shared.site).clone();
    let context_site = site.clone();
    Router::new()
        .leptos_routes_with_context(shared, list, move || provide(&context_site), app::shell)
        .fallback(move |request: Request| fallback(request, site.clone()))
}

/// Runs for every page and every server function, where the request is known.
fn provide(site: &app::Site) {
    provide_context(site.clone());
    let Some(parts) = use_context::<Parts>() else { return };
    let Some(visitor) = parts.extensions.get::<Visitor>() else { return };
    provide_context(visitor.cx.clone());
    provide_context(visitor.me.clone());
    provide_context(visitor.visit.clone());
}

/// A public file, or the page that says that there is none.
async fn fallback(request: Request, site: app::Site) -> Response {
    if let Some(file) = site::public(request.uri().path(), request.headers()) {
        return file;
    }
    let page = leptos_axum::render_app_to_stream_with_context(move || provide(&site), app::shell);
    let mut response = page(request).await;
    if response.status().is_success() {
        *response.status_mut() = http::StatusCode::NOT_FOUND;
    }
    response
}
