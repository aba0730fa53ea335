//! The HTML document around every page: what the browser needs before it wakes up.

use crate::{App, server_side};
use domain::Language;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Addresses of the client's files, as the build wrote them into `manifest.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// Loaded when somebody formats a mail.
    pub rich: String,
    pub version: String,
}

/// The whole document, and the policy for what may run in it. Reads `Site` and the nonce from the context.
pub fn shell() -> impl IntoView {
    let language = server_side::language();
    // What an installed app is called is said in the language of whoever installs it.
    let manifest = match language {
        Language::Japanese => "/manifest.webmanifest",
        Language::English => "/manifest.en.webmanifest",
    };
    let keys = server_side::me().is_some_and(|me| !me.single_keys).then_some("off");
    let nonce = use_nonce();
    server_side::set_policy(nonce.as_deref().unwrap_or_default());
    let Site { js, wasm, css, rich, version } = use_context().unwrap_or_default();
    // What loads the later pieces lies beside the glue, which imports it.
    let loader = js.rsplit_once('/').map(|(folder, _)| format!("{folder}/__wasm_split.js"));
    // Both names come from our own build: hexadecimal digits and a fixed stem.
    let start = format!("import init, {{ hydrate }} from '{js}'; init({{ module_or_path: '{wasm}' }}).then(() => hydrate());");
    view! {
        <!DOCTYPE html>
        <html lang=language.as_str() dir="ltr" data-version=version data-rich=rich data-keys=keys>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#F4F3EF" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#121110" />
                <meta name="referrer" content="same-origin" />
                <link rel="stylesheet" href=css />
                <script src="/boot.js" defer></script>
                <script src="/away.js" defer></script>
                <link rel="modulepreload" href=js.clone() />
                <link rel="modulepreload" href=loader />
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
                <link rel="manifest" href=manifest />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <link rel="apple-touch-icon" sizes="167x167" href="/icons/apple-touch-icon-167.png" />
                <link rel="apple-touch-icon" sizes="152x152" href="/icons/apple-touch-icon-152.png" />
                <meta name="apple-mobile-web-app-title" content="Madoguchi" />
                <script r#type="module" nonce=nonce inner_html=start></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}
