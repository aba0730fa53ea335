//! A chart as a file: the picture on the page with the colours that it has there, its title and its legend. Browser only.

use super::{Figures, Kind};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const SVG: &str = "http://www.w3.org/2000/svg";
/// What decides how a shape looks.
const LOOKS: [&str; 10] =
    ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-size", "font-weight", "font-family"];
/// Around the picture, and the lines above it.
const EDGE: f64 = 16.0;
const TITLE: f64 = 28.0;
const LEGEND: f64 = 24.0;
/// Points of a PNG for each of the picture's.
const SHARP: f64 = 2.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Svg,
}

/// Saves the picture with this id.
///
/// # Errors
/// It is not on the page, or the browser cannot draw it.
pub async fn save(id: &str, title: &str, figures: &Figures, kind: &Kind, format: Format) -> Result<(), JsValue> {
    let picture = document().get_element_by_id(id).ok_or(JsValue::NULL)?;
    let (text, width, height) = written(&picture, title, figures, kind)?;
    let address = format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(&text)));
    match format {
        Format::Svg => hand_over(&address, &format!("{title}.svg")),
        Format::Png => hand_over(&painted(&address, width, height).await?, &format!("{title}.png")),
    }
}

/// The picture as text, and how large it is.
fn written(picture: &web_sys::Element, title: &str, figures: &Figures, kind: &Kind) -> Result<(String, f64, f64), JsValue> {
    let size = picture.get_attribute("viewBox").unwrap_or_default();
    let mut size = size.split(' ').skip(2).map(|length| length.parse::<f64>().unwrap_or_default());
    let (inner_width, inner_height) = (size.next().unwrap_or_default(), size.next().unwrap_or_default());
    let body = document().body().ok_or(JsValue::NULL)?;
    let (ink, ground) = (look(&body, "color")?, look(picture.closest(".card")?.as_ref().unwrap_or(&body), "background-color")?);
    let font = look(&body, "font-family")?;
    let copy: web_sys::Element = picture.clone_node_with_deep(true)?.unchecked_into();
    fix_looks(picture, &copy)?;
    copy.set_attribute("x", &EDGE.to_string())?;
    copy.set_attribute("y", &(EDGE + TITLE + LEGEND).to_string())?;
    copy.set_attribute("width", &inner_width.to_string())?;
    copy.set_attribute("height", &inner_height.to_string())?;
    copy.remove_attribute("class")?;
    let (width, height) = (inner_width + 2.0 * EDGE, inner_height + 2.0 * EDGE + TITLE + LEGEND);
    let whole = element(
        "svg",
        &[("xmlns", SVG), ("viewBox", &format!("0 0 {width} {height}")), ("width", &width.to_string()), ("height", &height.to_string())],
    )?;
    whole.append_child(&element("rect", &[("width", &width.to_string()), ("height", &height.to_string()), ("fill", &ground)])?.into())?;
    let text = |x: f64, y: f64, size: &str, weight: &str, words: &str| {
        let line = element(
            "text",
            &[("x", &x.to_string()), ("y", &y.to_string()), ("font-size", size), ("font-weight", weight), ("fill", &ink), ("font-family", &font)],
        )?;
        line.set_text_content(Some(words));
        Ok::<_, JsValue>(line)
    };
    whole.append_child(&text(EDGE, EDGE + 15.0, "15", "700", title)?.into())?;
    let mut x = EDGE;
    if *kind != Kind::Heat && figures.series.len() > 1 {
        for series in &figures.series {
            let value = series.cells.first().filter(|_| *kind == Kind::Whole).map(|cell| format!(" {}", cell.said)).unwrap_or_default();
            let words = format!("{}{value}", series.name);
            let color = color_of(&copy, picture, &series.color)?;
            let y = EDGE + TITLE;
            let mark = if series.ghost {
                element("path", &[("d", &format!("M{x} {}h12", y + 5.0)), ("stroke", &color), ("stroke-width", "2"), ("stroke-dasharray", "4 3")])?
            } else {
                element("rect", &[("x", &x.to_string()), ("y", &y.to_string()), ("width", "10"), ("height", "10"), ("rx", "2"), ("fill", &color)])?
            };
            whole.append_child(&mark)?;
            whole.append_child(&text(x + 16.0, y + 10.0, "12", "400", &words)?.into())?;
            x += 32.0 + super::drawing::wide(&words) * 1.1;
        }
    }
    whole.append_child(&copy)?;
    // Well-formed as it is: no element of a chart is empty by definition, and no text holds a name that only HTML knows.
    Ok((whole.outer_html().replace("&nbsp;", "&#160;"), width, height))
}

/// Writes what the style sheet says into the copy itself: the file has none.
fn fix_looks(picture: &web_sys::Element, copy: &web_sys::Element) -> Result<(), JsValue> {
    let (shown, copied) = (picture.query_selector_all("*")?, copy.query_selector_all("*")?);
    for at in 0..shown.length() {
        let (Some(shown), Some(copied)) = (shown.item(at), copied.item(at)) else { continue };
        let (shown, copied): (web_sys::Element, web_sys::Element) = (shown.unchecked_into(), copied.unchecked_into());
        let style = window().get_computed_style(&shown)?.ok_or(JsValue::NULL)?;
        for name in LOOKS {
            // What fills by a pattern says so itself.
            if !(name == "fill" && shown.get_attribute("fill").is_some_and(|fill| fill.starts_with("url("))) {
                copied.set_attribute(name, &style.get_property_value(name)?)?;
            }
        }
        for name in ["class", "href", "tabindex", "aria-label", "role", "data-at", "data-color", "data-level"] {
            copied.remove_attribute(name)?;
        }
    }
    // Inside another picture its own name would be one too many, and its patterns are asked for by theirs.
    copy.remove_attribute("id")
}

/// The colour that a name has on the page.
fn color_of(copy: &web_sys::Element, picture: &web_sys::Element, name: &str) -> Result<String, JsValue> {
    let shown = picture.query_selector_all("[data-color]")?;
    let copied = copy.query_selector_all("*")?;
    let all = picture.query_selector_all("*")?;
    for at in 0..shown.length() {
        let Some(one) = shown.item(at).map(|one| one.unchecked_into::<web_sys::Element>()) else { continue };
        if one.get_attribute("data-color").as_deref() != Some(name) {
            continue;
        }
        for place in 0..all.length() {
            if all.item(place).is_some_and(|other| other.is_same_node(Some(&one))) {
                let twin = copied.item(place).map(|twin| twin.unchecked_into::<web_sys::Element>());
                let paint = |property| twin.as_ref().and_then(|twin| twin.get_attribute(property)).filter(|paint| paint != "none");
                return Ok(paint("fill").or_else(|| paint("stroke")).unwrap_or_default());
            }
        }
    }
    Ok("currentColor".to_owned())
}

fn look(element: &web_sys::Element, name: &str) -> Result<String, JsValue> {
    window().get_computed_style(element)?.ok_or(JsValue::NULL)?.get_property_value(name)
}

fn element(name: &str, attributes: &[(&str, &str)]) -> Result<web_sys::Element, JsValue> {
    let made = document().create_element_ns(Some(SVG), name)?;
    for (name, value) in attributes {
        made.set_attribute(name, value)?;
    }
    Ok(made)
}

/// The picture as a PNG.
async fn painted(address: &str, width: f64, height: f64) -> Result<String, JsValue> {
    let image = web_sys::HtmlImageElement::new()?;
    let drawn = js_sys::Promise::new(&mut |resolve, reject| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
    });
    image.set_src(address);
    JsFuture::from(drawn).await?;
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width((width * SHARP) as u32);
    canvas.set_height((height * SHARP) as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let draw: js_sys::Function = js_sys::Reflect::get(&context, &"drawImage".into())?.dyn_into()?;
    let arguments = js_sys::Array::of5(&image, &0.into(), &0.into(), &(width * SHARP).into(), &(height * SHARP).into());
    js_sys::Reflect::apply(&draw, &context, &arguments)?;
    canvas.to_data_url()
}

fn hand_over(address: &str, name: &str) -> Result<(), JsValue> {
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(&name.replace(['/', '\\', ':'], "-"));
    // Links to files are the browser's.
    link.set_attribute("rel", "external")?;
    document().body().ok_or(JsValue::NULL)?.append_child(&link)?;
    link.click();
    link.remove();
    Ok(())
}
