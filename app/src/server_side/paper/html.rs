//! The HTML of a report that is mailed: tables and looks in place, since mail programs read no style sheets.

use super::{Section, WIDTH};
use crate::{help::html::escaped, reports::mail_words as words};
use domain::Language;

pub struct Page<'a> {
    pub name: &'a str,
    pub period: &'a str,
    pub link: &'a str,
    pub sections: &'a [Section],
    pub about: &'a [(String, String)],
    /// Where its reader can have no more of it.
    pub settings: &'a str,
}

const INK: &str = "color:#1D1A16";
const SOFT: &str = "color:#66635D";
const EDGE: &str = "border-bottom:1px solid #E5E3DE";

pub fn written(page: &Page<'_>, l: Language) -> String {
    let lang = l.as_str();
    let (name, period) = (escaped(page.name), escaped(page.period));
    let sections: String = page.sections.iter().map(section).collect();
    let about: String = page.about.iter().map(|(name, value)| format!("{}: {}<br>", escaped(name), escaped(value))).collect();
    let font = "font-family:'Hiragino Sans','Yu Gothic UI',Meiryo,'Noto Sans JP',sans-serif";
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{name}</title></head>\
         <body style=\"margin:0;padding:16px;background:#FFFFFF;{INK};{font};font-size:14px;line-height:1.6\">\
         <div style=\"max-width:{WIDTH}px\"><h1 style=\"margin:0;font-size:20px\">{name}</h1><p style=\"margin:0 0 12px;{SOFT}\">{period}</p>\
         <p style=\"margin:0 0 20px\"><a href=\"{}\">{}</a></p>{sections}\
         <p style=\"margin:24px 0 0;font-size:12px;{SOFT}\">{about}</p>\
         <p style=\"margin:12px 0 0;font-size:12px;{SOFT}\">{} <a href=\"{}\">{}</a></p></div></body></html>",
        attribute(page.link),
        words::open(l),
        words::why(l),
        attribute(page.settings),
        words::settings(l),
    )
}

fn section(section: &Section) -> String {
    let title = escaped(&section.title);
    let summary =
        if section.summary.is_empty() { String::new() } else { format!("<p style=\"margin:0 0 8px;{SOFT}\">{}</p>", escaped(&section.summary)) };
    let picture = section.picture.as_deref().map(|name| {
        let said = attribute(&format!("{} {}", section.title, section.summary));
        format!("<img src=\"cid:{name}\" width=\"{WIDTH}\" alt=\"{said}\" style=\"display:block;max-width:100%;height:auto;border:0\">")
    });
    let mark = |(name, color): &(String, String)| {
        format!("<span style=\"display:inline-block;width:10px;height:10px;background:{color}\"></span> {}&emsp;", escaped(name))
    };
    let legend: String = section.legend.iter().map(mark).collect();
    let legend = if legend.is_empty() { legend } else { format!("<p style=\"margin:0 0 4px;font-size:12px\">{legend}</p>") };
    let side = |at: usize| if at == 0 { "left" } else { "right" };
    let cell =
        |tag: &str, (at, text): (usize, &String)| format!("<{tag} align=\"{}\" style=\"padding:4px 8px;{EDGE}\">{}</{tag}>", side(at), escaped(text));
    let head: String = section.head.iter().enumerate().map(|one| cell("th", one)).collect();
    let row = |row: &Vec<String>| format!("<tr>{}</tr>", row.iter().enumerate().map(|one| cell("td", one)).collect::<String>());
    let rows: String = section.rows.iter().map(row).collect();
    let rest = section.rest.as_deref().map(|rest| format!("<p style=\"margin:4px 0 0;font-size:12px;{SOFT}\">{}</p>", escaped(rest)));
    format!(
        "<h2 style=\"margin:24px 0 4px;font-size:16px\">{title}</h2>{summary}{legend}{}\
         <table cellspacing=\"0\" style=\"border-collapse:collapse;font-size:13px\"><thead><tr style=\"{SOFT}\">{head}</tr></thead><tbody>{rows}</tbody></table>{}",
        picture.unwrap_or_default(),
        rest.unwrap_or_default(),
    )
}

fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}
