//! Templates as lines of comma-separated values (RFC 4180). Pure.

use super::Content;
use crate::{
    Field, Refused, Wrong,
    csv::{self, Line},
};

/// The columns, in their order.
pub const HEAD: [&str; 9] = ["フォルダ", "名前", "メールアプリケーション", "件名", "形式", "本文", "To", "CC", "BCC"];
const HTML: &str = "HTML";
const TEXT: &str = "テキスト";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub folder: String,
    pub name: String,
    /// Its name; empty for the whole space.
    pub mailbox: String,
    pub content: Content,
}

impl Row {
    pub fn cells(&self) -> [String; 9] {
        let Content { subject, text, html, to, cc, bcc } = &self.content;
        let (kind, body) = html.as_ref().map_or((TEXT, text), |html| (HTML, html));
        [self.folder.as_str(), &self.name, &self.mailbox, subject, kind, body, to, cc, bcc].map(str::to_owned)
    }
}

/// The rows of a table and the lines they begin on, the head being line 1. Columns may be missing at the end and in any order.
///
/// # Errors
/// What [`csv::read`] says; [`Refused::Invalid`] about [`Field::File`] where the head is another one.
pub fn read(text: &str) -> Result<Vec<(usize, Row)>, Refused> {
    let mut lines = csv::read(text)?.into_iter();
    let head = lines.next().map(|line| line.cells).unwrap_or_default();
    let places = HEAD.map(|name| head.iter().position(|cell| cell.trim() == name));
    if places[1].is_none() || places[5].is_none() {
        return Err(Refused::Invalid { field: Field::File, wrong: Wrong::Malformed });
    }
    let row = |line: &Line| {
        let cell = |column: usize| places[column].map(|place| line.cell(place).to_owned()).unwrap_or_default();
        let one_line = |column: usize| cell(column).trim().to_owned();
        let (is_html, body) = (one_line(4).eq_ignore_ascii_case(HTML), cell(5));
        let (text, html) = if is_html { (String::new(), Some(body)) } else { (body, None) };
        let content = Content { subject: one_line(3), text, html, to: one_line(6), cc: one_line(7), bcc: one_line(8) };
        Row { folder: one_line(0), name: one_line(1), mailbox: one_line(2), content }
    };
    Ok(lines.map(|line| (line.number, row(&line))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_comes_in_again_as_it_was() {
        let row = |name: &str, text: &str, html: Option<&str>| Row {
            folder: "故障・不具合".into(),
            name: name.into(),
            mailbox: String::new(),
            content: Content {
                subject: "【ご案内】, \"至急\"".into(),
                text: if html.is_some() { String::new() } else { text.into() },
                html: html.map(Into::into),
                cc: "a@b.example, c@d.example".into(),
                ..Content::default()
            },
        };
        let rows = [
            row("一次対応", "%Customer% 様\n\n\"手順\"は、次のとおりです。\n\n1. 押す,待つ", None),
            row("式のように始まる", "=HYPERLINK(\"x\")\n+81", None),
            row("全角", "＝1", None),
            row("空白から", "  - 一\n  - 二", None),
            row("HTML", "", Some("<div>%Customer% 様</div>")),
        ];
        let cells: Vec<[String; 9]> = rows.iter().map(Row::cells).collect();
        let text = csv::file(HEAD, cells.iter().map(|cells| cells.iter().map(String::as_str)));
        let read = read(&text).unwrap();
        assert_eq!(read.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), rows);
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 7, 9, 10, 12]);
    }

    #[test]
    fn columns_may_stand_in_any_order_and_another_table_is_none() {
        let read_one = |text: &str| read(text).ok().map(|rows| rows.into_iter().map(|(_, row)| (row.name, row.content.text)).collect::<Vec<_>>());
        assert_eq!(read_one("本文,名前\r\n一,甲\r\n\r\n,\r\n二,乙"), Some(vec![("甲".into(), "一".into()), ("乙".into(), "二".into())]));
        assert_eq!(read_one("メールアドレス,氏名\na@b.example,三嶋"), None);
        assert_eq!(read_one(""), None);
    }
}
