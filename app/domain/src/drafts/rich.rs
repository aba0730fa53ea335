//! Plain text as formatted text begins: what is quoted becomes a quote, each line a block of its own. Pure.

/// Quotes in quotes that are still told apart.
const DEEPEST: usize = 10;

/// HTML as the editor writes it: a `div` a line, `blockquote` around what `>` quotes.
pub fn html_from_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut open = 0;
    for line in text.lines() {
        let (depth, words) = unquoted(line);
        // An empty line between two quotes of one depth belongs to neither, as it was typed.
        while open > depth {
            html.push_str("</blockquote>");
            open -= 1;
        }
        while open < depth {
            html.push_str("<blockquote>");
            open += 1;
        }
        html.push_str("<div>");
        if words.trim().is_empty() {
            html.push_str("<br>");
        } else {
            escape(words, &mut html);
        }
        html.push_str("</div>");
    }
    html.push_str(&"</blockquote>".repeat(open));
    html
}

fn unquoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while depth < DEEPEST {
        let Some(inner) = rest.strip_prefix('>') else { break };
        depth += 1;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (depth, rest)
}

/// Runs of blanks stay as wide as they were typed.
fn escape(words: &str, html: &mut String) {
    let mut after_blank = true;
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            ' ' | '\t' if after_blank => html.push_str("&nbsp;"),
            '\t' => html.push(' '),
            _ => html.push(c),
        }
        after_blank = matches!(c, ' ' | '\t');
    }
}

#[cfg(test)]
mod tests {
    use super::html_from_text;

    #[test]
    fn each_line_is_a_block_and_what_is_quoted_a_quote() {
        for (text, html) in [
            ("", ""),
            ("a\n\nb", "<div>a</div><div><br></div><div>b</div>"),
            ("<b> & 1", "<div>&lt;b&gt; &amp; 1</div>"),
            ("  x   y", "<div>&nbsp;&nbsp;x &nbsp;&nbsp;y</div>"),
            (
                "さんは書きました:\n> 一\n>> 二\n> 三\n結び",
                concat!(
                    "<div>さんは書きました:</div><blockquote><div>一</div><blockquote><div>二</div></blockquote>",
                    "<div>三</div></blockquote><div>結び</div>"
                ),
            ),
            ("> > x", "<blockquote><blockquote><div>x</div></blockquote></blockquote>"),
        ] {
            assert_eq!(html_from_text(text), html, "{text:?}");
        }
    }
}
