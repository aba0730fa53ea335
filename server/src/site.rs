//! The built client, embedded: script, program, styles, icons; each ready as brotli and gzip.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;

/// The service worker lives under the policy of its own file: it loads its parts and asks this server, and nothing else.
const WORKER: &str = "sw.js";
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

#[derive(Deserialize, Default)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
    rich: String,
    version: String,
}

/// Names of the built files. Empty names (a page without script and style) when the site was not built.
pub fn site() -> app::Site {
    let manifest: Manifest = Files::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default();
    let path = |name: String| if name.starts_with('/') { name } else { format!("/{name}") };
    app::Site { js: path(manifest.js), wasm: path(manifest.wasm), css: path(manifest.css), rich: path(manifest.rich), version: manifest.version }
}

/// What the service worker and an old tab ask: which version is current.
pub async fn site_json() -> Response {
    match Files::get("manifest.json") {
        Some(file) => ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], file.data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Files named by their content never change; the others are asked for again each time.
pub async fn package(Path(name): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("pkg/{name}"), &headers, "public, max-age=31536000, immutable").unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// A file of `frontend/public`, or `None`.
pub fn public(path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.trim_start_matches('/');
    if name.is_empty() || name == "manifest.json" || name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    serve(name, headers, "no-cache")
}

fn serve(name: &str, headers: &HeaderMap, caching: &'static str) -> Option<Response> {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let accepts = |encoding: &str| accepts.split(',').any(|entry| entry.split(';').next().is_some_and(|e| e.trim() == encoding));
    let packed = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(encoding, _)| accepts(encoding));
    let found = packed
        .filter_map(|(encoding, ending)| Some((Some(encoding), Files::get(&format!("{name}{ending}"))?)))
        .next()
        .or_else(|| Some((None, Files::get(name)?)))?;
    let (encoding, file) = found;
    let tag = format!("\"{}\"", file.metadata.sha256_hash()[..8].iter().map(|b| format!("{b:02x}")).collect::<String>());
    let mut response = Response::builder()
        .header(header::CONTENT_TYPE, content_type(name))
        .header(header::CACHE_CONTROL, caching)
        .header(header::VARY, "accept-encoding")
        .header(header::ETAG, &tag);
    if name == WORKER {
        response = response.header(header::CONTENT_SECURITY_POLICY, WORKER_POLICY);
    }
    if let Some(encoding) = encoding {
        response = response.header(header::CONTENT_ENCODING, encoding);
    }
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return response.status(StatusCode::NOT_MODIFIED).body(Body::empty()).ok();
    }
    let body = match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    response.body(body).ok()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
