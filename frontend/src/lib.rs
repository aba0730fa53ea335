//! What the browser loads: wakes up the page that the server has drawn. Everything else is in `app`.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub async fn hydrate() {
    app::hydrate().await;
}
