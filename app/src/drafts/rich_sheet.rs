//! The open editors of formatted text, by draft. They outlive the part of the screen that drew them, so that what was typed last
//! can still be saved when it goes. Browser only.

use super::rich_module;
use domain::DraftId;
use leptos::web_sys;
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

struct Sheet {
    editor: JsValue,
    /// What the editor calls; dropped with it.
    _heard: Heard,
}

struct Heard {
    changed: Closure<dyn FnMut()>,
    marked: Closure<dyn FnMut(String)>,
    pasted: Closure<dyn FnMut(web_sys::File)>,
}

thread_local! {
    static SHEETS: RefCell<HashMap<DraftId, Sheet>> = RefCell::new(HashMap::new());
}

/// What an editor is opened with, and whom it tells.
pub struct Opened {
    pub html: String,
    /// Content-IDs of the pictures of this draft, and where they are to be had.
    pub pictures: Vec<(String, String)>,
    pub changed: Box<dyn FnMut()>,
    /// The emphasis at the caret: names of elements with blanks between them.
    pub marked: Box<dyn FnMut(String)>,
    /// A picture was pasted.
    pub pasted: Box<dyn FnMut(web_sys::File)>,
}

/// Opens an editor in `root`, once the module is there and `still_wanted`.
///
/// # Errors
/// The module could not be loaded, or did not do what it is for.
pub async fn open(draft: DraftId, root: &JsValue, opened: Opened, still_wanted: impl Fn() -> bool) -> Result<bool, JsValue> {
    let module = rich_module::load().await?;
    if !still_wanted() {
        return Ok(false);
    }
    let heard = Heard { changed: Closure::new(opened.changed), marked: Closure::new(opened.marked), pasted: Closure::new(opened.pasted) };
    let options = js_sys::Object::new();
    let pictures: String = opened.pictures.iter().map(|(id, address)| format!("{id}\t{address}\n")).collect();
    let set = |name: &str, value: &JsValue| js_sys::Reflect::set(&options, &name.into(), value);
    set("html", &opened.html.as_str().into())?;
    set("pictures", &pictures.as_str().into())?;
    set("changed", heard.changed.as_ref())?;
    set("marked", heard.marked.as_ref())?;
    set("pasted", heard.pasted.as_ref())?;
    let open: js_sys::Function = js_sys::Reflect::get(&module, &"open".into())?.dyn_into()?;
    let editor = open.call2(&module, root, &options)?;
    close(draft);
    SHEETS.with_borrow_mut(|sheets| sheets.insert(draft, Sheet { editor, _heard: heard }));
    Ok(true)
}

/// What the editor answers; `None` while there is none. A fault of the editor counts as none: what was saved last then stays.
fn ask(draft: DraftId, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    // Not borrowed during the call: the editor tells of changes while it makes them.
    let editor = SHEETS.with_borrow(|sheets| sheets.get(&draft).map(|sheet| sheet.editor.clone()))?;
    let function: js_sys::Function = js_sys::Reflect::get(&editor, &method.into()).ok()?.dyn_into().ok()?;
    function.apply(&editor, &arguments.iter().collect::<js_sys::Array>()).ok()
}

pub fn html(draft: DraftId) -> Option<String> {
    ask(draft, "html", &[])?.as_string()
}

/// Without its formatting.
pub fn text(draft: DraftId) -> Option<String> {
    ask(draft, "text", &[])?.as_string()
}

/// Whether nothing would be lost in plain text.
pub fn is_plain(draft: DraftId) -> bool {
    ask(draft, "isPlain", &[]).is_none_or(|plain| plain.is_truthy())
}

/// Where the link at the caret leads; empty where there is none.
pub fn link(draft: DraftId) -> String {
    ask(draft, "link", &[]).and_then(|link| link.as_string()).unwrap_or_default()
}

/// Whether there is an editor to take it.
pub fn set(draft: DraftId, html: &str) -> bool {
    ask(draft, "set", &[html.into()]).is_some()
}

pub fn lock(draft: DraftId, locked: bool) {
    ask(draft, "lock", &[locked.into()]);
}

/// The caret goes to the beginning.
pub fn begin(draft: DraftId) {
    ask(draft, "begin", &[]);
}

/// One of the tools.
pub fn act(draft: DraftId, name: &str, value: &str) {
    ask(draft, "act", &[name.into(), value.into()]);
}

/// A picture at the caret.
pub fn place(draft: DraftId, content_id: &str, address: &str, name: &str) -> bool {
    ask(draft, "place", &[content_id.into(), address.into(), name.into()]).is_some()
}

pub fn close(draft: DraftId) {
    ask(draft, "close", &[]);
    SHEETS.with_borrow_mut(|sheets| sheets.remove(&draft));
}
