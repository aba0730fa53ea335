//! format=flowed (RFC 3676): soft line breaks joined, quote marks and stuffing understood.

/// `delete_space` is the parameter DelSp=yes, used by languages without blanks between words.
pub(crate) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let depth = bare.bytes().take_while(|&byte| byte == b'>').count();
        let content = bare.get(depth..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open != Some(depth) {
            if open.is_some() {
                out.push('\n');
            }
            if depth > 0 {
                out.extend(std::iter::repeat_n('>', depth));
                out.push(' ');
            }
        }
        // The signature separator ends in a blank without being flowed.
        let flows = content.ends_with(' ') && content != "-- ";
        let content = if flows && delete_space { content.strip_suffix(' ').unwrap_or(content) } else { content };
        out.push_str(content);
        if flows {
            open = Some(depth);
        } else {
            open = None;
            if line.ends_with('\n') {
                out.push('\n');
            }
        }
    }
    if open.is_some() && text.ends_with('\n') {
        out.push('\n');
    }
    out
}
