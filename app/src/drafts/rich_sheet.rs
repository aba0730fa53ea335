//! The open editors of formatted text, by what is written in them. They outlive the part of the screen that drew them, so that what was typed last
//! can still be saved when it goes. Browser only.

use super::rich_module;
use domain::{BulkMailId, DraftId, TemplateId};
use leptos::web_sys;
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// What is written in an editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sheet {
    Draft(DraftId),
    Template(TemplateId),
    Bulk(BulkMailId),
}

impl From<DraftId> for Sheet {
    fn from(id: DraftId) -> Sheet {
        Sheet::Draft(id)
    }
}

impl From<TemplateId> for Sheet {
    fn from(id: TemplateId) -> Sheet {
        Sheet::Template(id)
    }
}

impl From<BulkMailId> for Sheet {
    fn from(id: BulkMailId) -> Sheet {
        Sheet::Bulk(id)
    }
}

struct Open {
    editor: JsValue,
    /// What the editor calls; dropped with it.
    _heard: Heard,
}

struct Heard {
    changed: Closure<dyn FnMut()>,
    marked: Closure<dyn FnMut(String)>,
    pasted: Closure<dyn FnMut(web_sys::File)>,
    typed: Closure<dyn FnMut(String)>,
}

thread_local! {
    static SHEETS: RefCell<HashMap<Sheet, Open>> = RefCell::new(HashMap::new());
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
    /// A sign was typed that may ask for something: what stands before the caret on its line.
    pub typed: Box<dyn FnMut(String)>,
}

/// Opens an editor in `root`, once the module is there and `still_wanted`.
///
/// # Errors
/// The module could not be loaded, or did not do what it is for.
pub async fn open(sheet: Sheet, root: &JsValue, opened: Opened, still_wanted: impl Fn() -> bool) -> Result<bool, JsValue> {
    let module = rich_module::load().await?;
    if !still_wanted() {
        return Ok(false);
    }
    let heard = Heard {
        changed: Closure::new(opened.changed),
        marked: Closure::new(opened.marked),
        pasted: Closure::new(opened.pasted),
        typed: Closure::new(opened.typed),
    };
    let options = js_sys::Object::new();
    let pictures: String = opened.pictures.iter().map(|(id, address)| format!("{id}\t{address}\n")).collect();
    let set = |name: &str, value: &JsValue| js_sys::Reflect::set(&options, &name.into(), value);
    set("html", &opened.html.as_str().into())?;
    set("pictures", &pictures.as_str().into())?;
    set("changed", heard.changed.as_ref())?;
    set("marked", heard.marked.as_ref())?;
    set("pasted", heard.pasted.as_ref())?;
    set("typed", heard.typed.as_ref())?;
    let open: js_sys::Function = js_sys::Reflect::get(&module, &"open".into())?.dyn_into()?;
    let editor = open.call2(&module, root, &options)?;
    close(sheet);
    SHEETS.with_borrow_mut(|sheets| sheets.insert(sheet, Open { editor, _heard: heard }));
    Ok(true)
}

/// What the editor answers; `None` while there is none. A fault of the editor counts as none: what was saved last then stays.
fn ask(sheet: Sheet, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    // Not borrowed during the call: the editor tells of changes while it makes them.
    let editor = SHEETS.with_borrow(|sheets| sheets.get(&sheet).map(|open| open.editor.clone()))?;
    let function: js_sys::Function = js_sys::Reflect::get(&editor, &method.into()).ok()?.dyn_into().ok()?;
    function.apply(&editor, &arguments.iter().collect::<js_sys::Array>()).ok()
}

pub fn html(sheet: impl Into<Sheet>) -> Option<String> {
    ask(sheet.into(), "html", &[])?.as_string()
}

/// Without its formatting.
pub fn text(sheet: impl Into<Sheet>) -> Option<String> {
    ask(sheet.into(), "text", &[])?.as_string()
}

/// Whether nothing would be lost in plain text.
pub fn is_plain(sheet: impl Into<Sheet>) -> bool {
    ask(sheet.into(), "isPlain", &[]).is_none_or(|plain| plain.is_truthy())
}

/// Where the link at the caret leads; empty where there is none.
pub fn link(sheet: impl Into<Sheet>) -> String {
    ask(sheet.into(), "link", &[]).and_then(|link| link.as_string()).unwrap_or_default()
}

/// Whether there is an editor to take it.
pub fn set(sheet: impl Into<Sheet>, html: &str) -> bool {
    ask(sheet.into(), "set", &[html.into()]).is_some()
}

pub fn lock(sheet: impl Into<Sheet>, locked: bool) {
    ask(sheet.into(), "lock", &[locked.into()]);
}

/// The caret goes to the beginning.
pub fn begin(sheet: impl Into<Sheet>) {
    ask(sheet.into(), "begin", &[]);
}

/// One of the tools.
pub fn act(sheet: impl Into<Sheet>, name: &str, value: &str) {
    ask(sheet.into(), "act", &[name.into(), value.into()]);
}

/// A picture at the caret.
pub fn place(sheet: impl Into<Sheet>, content_id: &str, address: &str, name: &str) -> bool {
    ask(sheet.into(), "place", &[content_id.into(), address.into(), name.into()]).is_some()
}

/// Where a picture is to be had that comes in with HTML.
pub fn know(sheet: impl Into<Sheet>, content_id: &str, address: &str) {
    ask(sheet.into(), "know", &[content_id.into(), address.into()]);
}

/// Puts HTML at the caret, in the place of `eaten` letters before it, and shows where words were filled in.
pub fn insert(sheet: impl Into<Sheet>, html: &str, eaten: u32) -> bool {
    ask(sheet.into(), "insert", &[html.into(), eaten.into()]).is_some()
}

/// Which of the places that were filled still say what they said, by their numbers.
pub fn filled(sheet: impl Into<Sheet>) -> Vec<usize> {
    let told = ask(sheet.into(), "filled", &[]).and_then(|told| told.as_string()).unwrap_or_default();
    told.split(' ').filter_map(|number| number.parse().ok()).collect()
}

/// The caret goes to one of these places.
pub fn go_to(sheet: impl Into<Sheet>, place: u32) {
    ask(sheet.into(), "goTo", &[place.into()]);
}

pub fn close(sheet: impl Into<Sheet>) {
    let sheet = sheet.into();
    ask(sheet, "close", &[]);
    SHEETS.with_borrow_mut(|sheets| sheets.remove(&sheet));
}
