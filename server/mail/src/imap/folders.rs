//! Which folders there are (RFC 3501 section 6.3.8), and what they are for (RFC 6154).

use super::response::Response;
use super::{Imap, utf7};
use crate::wire::Result;

/// A folder that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Readable, as [`Imap::select`] takes it.
    pub name: String,
    /// What stands between a folder and the one in it.
    pub delimiter: Option<char>,
    /// It holds what lies elsewhere too, or what nobody wants to keep: everything, junk, trash, drafts.
    pub aside: bool,
}

impl Imap {
    /// The folders of this login in the order of the server.
    ///
    /// # Errors
    /// `Other` when the server refuses.
    pub async fn folders(&mut self) -> Result<Vec<Listed>> {
        let mut found = Vec::new();
        self.command("LIST \"\" \"*\"", |response| found.extend(listed(response))).await?.accepted()?;
        Ok(found)
    }
}

fn listed(response: &Response) -> Option<Listed> {
    let text = String::from_utf8_lossy(&response.text);
    let rest = text.get(..7).filter(|start| start.eq_ignore_ascii_case("* LIST ")).map(|_| &text[7..])?;
    let (flags, rest) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    let flags = flags.to_ascii_lowercase();
    let has = |flag: &str| flags.split_ascii_whitespace().any(|found| found == flag);
    if has("\\noselect") || has("\\nonexistent") {
        return None;
    }
    let (delimiter, rest) = word(rest.trim_start())?;
    let name = match rest.trim_start() {
        literal if literal.starts_with('{') => String::from_utf8_lossy(response.literals.first()?).into_owned(),
        name => word(name)?.0.unwrap_or_else(|| "NIL".to_owned()),
    };
    let aside = ["\\all", "\\junk", "\\trash", "\\drafts"].into_iter().any(has);
    Some(Listed { name: utf7::decode(&name), delimiter: delimiter.and_then(|text| text.chars().next()), aside })
}

/// A quoted word or a bare one (`None` for NIL), and what follows it.
fn word(text: &str) -> Option<(Option<String>, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(' ').unwrap_or(text.len());
        let bare = text[..end].trim_end();
        return (!bare.is_empty()).then(|| (Some(bare.to_owned()).filter(|bare| !bare.eq_ignore_ascii_case("NIL")), &text[end..]));
    };
    let (mut word, mut chars) = (String::new(), quoted.char_indices());
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some((Some(word), &quoted[at + 1..])),
            '\\' => word.extend(chars.next().map(|(_, escaped)| escaped)),
            _ => word.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(r#"* LIST (\HasNoChildren) "/" INBOX"#, "INBOX", Some('/'), false)]
    #[case(r#"* LIST (\HasNoChildren \Sent) "." "&kAFP4W4IMH8-""#, "送信済み", Some('.'), false)]
    #[case(r#"* list (\Junk) NIL "Spam""#, "Spam", None, true)]
    #[case(r#"* LIST () "\\" "a \"b\" c""#, "a \"b\" c", Some('\\'), false)]
    #[case(r#"* LIST (\All) "/" "[Gmail]/All Mail""#, "[Gmail]/All Mail", Some('/'), true)]
    #[case(r#"* LIST () "/" {6}"#, "a/\"b\"c", Some('/'), false)]
    fn folders_are_read(#[case] text: &str, #[case] name: &str, #[case] delimiter: Option<char>, #[case] aside: bool) {
        let response = Response { text: text.as_bytes().to_vec(), literals: vec![b"a/\"b\"c".to_vec()] };
        assert_eq!(listed(&response), Some(Listed { name: name.to_owned(), delimiter, aside }));
    }

    #[rstest]
    #[case(r#"* LIST (\Noselect) "/" "a""#)]
    #[case(r#"* LIST (\NonExistent) "/" "a""#)]
    #[case(r#"* LIST "/" "a""#)]
    #[case(r#"* LIST () "/"#)]
    #[case("* LIST ()")]
    #[case("* 3 EXISTS")]
    #[case("* LSUB () \"/\" a")]
    fn what_is_no_folder_is_none(#[case] text: &str) {
        assert_eq!(listed(&Response { text: text.as_bytes().to_vec(), literals: vec![] }), None);
    }
}
