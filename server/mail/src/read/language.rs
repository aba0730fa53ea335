//! The language of a text by its script, for `lang=` attributes: wrong fonts make Chinese and Japanese hard to read.

use super::charset::Charset;

/// Characters looked at.
const SAMPLE: usize = 4_000;
const SIMPLIFIED: &str =
    "们这来说时对为发还问话见听读书东车马门开关长应该务单价报谢请业产电让认识过进远运边达办个无与专两严丧习乡买乱亚亲仅从仓优伤传价众";
const TRADITIONAL: &str =
    "們這來說時對為發還問話見聽讀書東車馬門開關長應該務單價報謝請業產電讓認識過進遠運邊達辦個無與專兩嚴喪習鄉買亂亞親僅從倉優傷傳眾";
/// Forms that only Japan uses.
const SHINJITAI: &str = "価単図円売気県広黒済歳実写収駅応桜仮会帰軽権択沢働込峠畑辻株総説対発変検続";

/// `None` when the text has too few letters, or letters that several languages share.
pub(crate) fn of(text: &str, charset: Option<Charset>) -> Option<&'static str> {
    let mut counts = Counts::default();
    text.chars().take(SAMPLE).for_each(|c| counts.add(c));
    let cjk = counts.kana + counts.hangul + counts.han;
    let others =
        [(counts.thai, "th"), (counts.arabic, "ar"), (counts.cyrillic, "ru"), (counts.greek, "el"), (counts.hebrew, "he"), (counts.devanagari, "hi")];
    let (most, language) = others.into_iter().max_by_key(|(count, _)| *count).unwrap_or((0, "en"));
    if most > cjk && most * 4 > counts.latin {
        return Some(language);
    }
    if cjk > 0 && cjk * 10 >= counts.latin {
        return Some(east_asian(&counts, charset));
    }
    (counts.latin > 0 && counts.accented * 100 <= counts.latin).then_some("en")
}

fn east_asian(counts: &Counts, charset: Option<Charset>) -> &'static str {
    if counts.hangul > counts.kana {
        return "ko";
    }
    if counts.kana > 0 {
        return "ja";
    }
    match charset.map(Charset::name).unwrap_or_default().as_str() {
        "iso-2022-jp" | "shift_jis" | "euc-jp" => return "ja",
        "gbk" | "gb18030" | "hz-gb-2312" => return "zh-Hans",
        "big5" => return "zh-Hant",
        "euc-kr" | "iso-2022-kr" => return "ko",
        _ => {}
    }
    if counts.simplified > counts.traditional && counts.simplified > counts.shinjitai {
        "zh-Hans"
    } else if counts.traditional > counts.shinjitai {
        "zh-Hant"
    } else {
        "ja"
    }
}

#[derive(Default)]
struct Counts {
    latin: usize,
    accented: usize,
    kana: usize,
    han: usize,
    hangul: usize,
    thai: usize,
    arabic: usize,
    cyrillic: usize,
    greek: usize,
    hebrew: usize,
    devanagari: usize,
    simplified: usize,
    traditional: usize,
    shinjitai: usize,
}

impl Counts {
    fn add(&mut self, c: char) {
        match c {
            'a'..='z' | 'A'..='Z' => self.latin += 1,
            '\u{C0}'..='\u{24F}' => {
                self.latin += 1;
                self.accented += 1;
            }
            '\u{370}'..='\u{3FF}' => self.greek += 1,
            '\u{400}'..='\u{52F}' => self.cyrillic += 1,
            '\u{590}'..='\u{5FF}' => self.hebrew += 1,
            '\u{600}'..='\u{77F}' => self.arabic += 1,
            '\u{900}'..='\u{97F}' => self.devanagari += 1,
            '\u{E00}'..='\u{E7F}' => self.thai += 1,
            '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}' => self.kana += 1,
            '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' => self.hangul += 1,
            '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2FFFF}' => {
                self.han += 1;
                self.simplified += usize::from(SIMPLIFIED.contains(c) && !TRADITIONAL.contains(c));
                self.traditional += usize::from(TRADITIONAL.contains(c) && !SIMPLIFIED.contains(c));
                self.shinjitai += usize::from(SHINJITAI.contains(c));
            }
            _ => {}
        }
    }
}
