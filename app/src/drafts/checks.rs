//! What is looked at before a mail goes out. Pure.

/// Words by which a writer promises a file, folded to lower case.
const PROMISES: [&str; 6] = ["添付", "attached", "attachment", "attaching", "enclosed", "同封ファイル"];

/// How quotes of ours begin; everything below is somebody else's.
const QUOTES: [&str; 4] = ["---------- 転送メッセージ", "---------- forwarded message", "さんは書きました:", " wrote:"];

/// Whether the writer's own text speaks of a file. Quoted lines and what is passed on do not count.
pub fn promises_file(text: &str) -> bool {
    let own = text.lines().take_while(|line| {
        let line = line.trim().to_lowercase();
        !QUOTES.iter().any(|quote| if quote.starts_with('-') { line.starts_with(quote) } else { line.ends_with(quote.trim_start()) })
    });
    own.filter(|line| !line.trim_start().starts_with(['>', '＞'])).any(|line| {
        let line = line.to_lowercase();
        PROMISES.iter().any(|word| line.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::promises_file;

    #[test]
    fn only_the_writers_own_words_promise_a_file() {
        for (text, expected) in [
            ("資料を添付します。", true),
            ("Please find Attached the report", true),
            ("お世話になります。\n\n2026年1月5日(月) 9:12 三嶋 <m@x.example> さんは書きました:\n> 添付をご覧ください\n", false),
            ("Thanks!\n\nOn Mon, Jan 5, 2026 at 9:12 AM, J <j@x.example> wrote:\n> see attachment\nattached", false),
            ("> 添付しました\n拝見しました", false),
            ("---------- 転送メッセージ ----------\n添付します", false),
            ("着いたらご連絡します", false),
        ] {
            assert_eq!(promises_file(text), expected, "{text}");
        }
    }
}
