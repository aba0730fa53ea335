//! Rich text of Exchange: unpacked (MS-OXRTFCP), and read as the HTML that it was made of (MS-OXRTFEX) or as plain text.

use super::charset::{self, Hints};

/// What the dictionary of the packing begins with (MS-OXRTFCP 2.1.2.1).
const DICTIONARY: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// Bytes that are unpacked; a text of letters packs by a factor of ten and a hostile one without end.
const MAX_UNPACKED: usize = 8 * 1024 * 1024;
/// Groups inside groups that are told apart.
const MAX_DEPTH: usize = 200;

/// The rich text of a packed property; `None` for what is none.
pub(crate) fn decompressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?.min(MAX_UNPACKED);
    let rest = bytes.get(16..)?;
    match bytes.get(8..12)? {
        b"MELA" => Some(rest.get(..size.min(rest.len()))?.to_vec()),
        b"LZFu" => Some(unpacked(rest, size)),
        _ => None,
    }
}

fn unpacked(mut rest: &[u8], size: usize) -> Vec<u8> {
    let mut ring = [b' '; 4096];
    if let Some(start) = ring.get_mut(..DICTIONARY.len()) {
        start.copy_from_slice(DICTIONARY);
    }
    let mut write = DICTIONARY.len();
    let mut out = Vec::with_capacity(size.min(64 * 1024));
    while let Some((&flags, after)) = rest.split_first() {
        rest = after;
        for bit in 0..8 {
            if out.len() >= size {
                return out;
            }
            if flags & (1 << bit) == 0 {
                let Some((&byte, after)) = rest.split_first() else { return out };
                rest = after;
                push(&mut ring, &mut write, &mut out, byte);
                continue;
            }
            let [high, low, after @ ..] = rest else { return out };
            rest = after;
            let reference = usize::from(u16::from_be_bytes([*high, *low]));
            let (from, length) = (reference >> 4, (reference & 0xF) + 2);
            // A reference to where is written next is the end.
            if from == write % ring.len() {
                return out;
            }
            for step in 0..length {
                let byte = ring.get((from + step) % ring.len()).copied().unwrap_or(b' ');
                push(&mut ring, &mut write, &mut out, byte);
            }
        }
    }
    out
}

fn push(ring: &mut [u8; 4096], write: &mut usize, out: &mut Vec<u8>, byte: u8) {
    let at = *write % ring.len();
    if let Some(place) = ring.get_mut(at) {
        *place = byte;
    }
    *write = (at + 1) % ring.len();
    out.push(byte);
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Read {
    /// Where it was made of HTML.
    pub html: Option<String>,
    pub text: String,
}

/// Reads rich text; what cannot be understood is passed over.
pub(crate) fn read(rtf: &[u8]) -> Read {
    let is_html = rtf.get(..rtf.len().min(1024)).is_some_and(|head| head.windows(10).any(|window| window == b"\\fromhtml1"));
    let mut parser =
        Parser { rest: rtf, page: 1252, out: String::new(), bytes: Vec::new(), group: Group::default(), outer: Vec::new(), is_html, skip: 0 };
    parser.run();
    let text = parser.out.trim_end().to_owned();
    if is_html { Read { text: crate::html::to_text(&text), html: Some(text) } } else { Read { text, html: None } }
}

/// The label of a code page of Windows.
pub(super) fn label_of(page: u32) -> String {
    match page {
        932 => "shift_jis".into(),
        936 => "gbk".into(),
        949 => "euc-kr".into(),
        950 => "big5".into(),
        20_127 => "us-ascii".into(),
        20_932 | 51_932 => "euc-jp".into(),
        50_220..=50_222 => "iso-2022-jp".into(),
        65_001 => "utf-8".into(),
        28_591..=28_606 => format!("iso-8859-{}", page - 28_590),
        _ => format!("windows-{page}"),
    }
}

#[derive(Clone, Copy, Default)]
struct Group {
    /// A group for programs: fonts, colours, pictures.
    hidden: bool,
    /// Only made for readers of rich text; the HTML has its own form of it.
    rtf_only: bool,
    /// Inside `\htmltag`: the HTML itself.
    tag: bool,
    /// Letters that stand behind `\u` for old readers.
    fallback: usize,
}

struct Parser<'a> {
    rest: &'a [u8],
    page: u32,
    out: String,
    /// Bytes of the code page that are not decoded yet: a character may need two.
    bytes: Vec<u8>,
    group: Group,
    outer: Vec<Group>,
    is_html: bool,
    /// Letters still to be passed over behind a `\u`.
    skip: usize,
}

impl Parser<'_> {
    fn run(&mut self) {
        self.group.fallback = 1;
        while let Some((&byte, after)) = self.rest.split_first() {
            self.rest = after;
            match byte {
                b'{' => {
                    self.flush();
                    if self.outer.len() < MAX_DEPTH {
                        self.outer.push(self.group);
                    }
                }
                b'}' => {
                    self.flush();
                    self.group = self.outer.pop().unwrap_or_default();
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
            if self.out.len() > MAX_UNPACKED {
                break;
            }
        }
        self.flush();
    }

    fn is_shown(&self) -> bool {
        !self.group.hidden && (self.group.tag || !self.is_html || !self.group.rtf_only)
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.is_shown() {
            self.bytes.push(byte);
        }
    }

    fn text(&mut self, text: &str) {
        self.flush();
        if self.is_shown() {
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            self.out.push_str(&charset::decode(&bytes, Some(&label_of(self.page)), &Hints::default()).text.replace('\0', ""));
        }
    }

    fn control(&mut self) {
        let Some((&first, after)) = self.rest.split_first() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = after;
            match first {
                b'\'' => {
                    let hex =
                        after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    self.rest = after.get(2..).unwrap_or_default();
                    if let Some(byte) = hex {
                        self.byte(byte);
                    }
                }
                b'*' => self.group.hidden = true,
                b'~' => self.text("\u{A0}"),
                b'\\' | b'{' | b'}' => self.byte(first),
                _ => {}
            }
            return;
        }
        let length = self.rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at(length);
        let digits = after.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || *at == 0 && **byte == b'-').take(11).count();
        let (number, after) = after.split_at(digits);
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        let number = std::str::from_utf8(number).ok().and_then(|digits| digits.parse::<i64>().ok());
        self.word(word, number);
    }

    fn word(&mut self, word: &[u8], number: Option<i64>) {
        match word {
            b"ansicpg" => self.page = number.and_then(|page| u32::try_from(page).ok()).unwrap_or(1252),
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" | b"header" | b"footer" | b"listtable" | b"generator" => {
                self.group.hidden = true;
            }
            b"htmltag" => (self.group.tag, self.group.hidden) = (true, false),
            b"mhtmltag" => self.group.hidden = true,
            b"htmlrtf" => {
                self.flush();
                self.group.rtf_only = number != Some(0);
            }
            b"par" | b"line" => self.text("\n"),
            b"tab" => self.text("\t"),
            b"lquote" => self.text("\u{2018}"),
            b"rquote" => self.text("\u{2019}"),
            b"ldblquote" => self.text("\u{201C}"),
            b"rdblquote" => self.text("\u{201D}"),
            b"bullet" => self.text("\u{2022}"),
            b"endash" => self.text("\u{2013}"),
            b"emdash" => self.text("\u{2014}"),
            b"uc" => self.group.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(10),
            b"bin" => self.rest = self.rest.get(number.and_then(|count| usize::try_from(count).ok()).unwrap_or(0)..).unwrap_or_default(),
            b"u" => self.unicode(number.unwrap_or_default()),
            _ => {}
        }
    }

    /// Signed sixteen bits; characters beyond come as two of them.
    fn unicode(&mut self, number: i64) {
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        self.flush();
        self.skip = self.group.fallback;
        if !self.is_shown() {
            return;
        }
        match char::from_u32(u32::from(unit)) {
            Some('\0') => {}
            Some(c) => self.out.push(c),
            None if (0xD800..0xDC00).contains(&unit) => self.high(unit),
            None => {}
        }
    }

    /// The second half of a pair follows at once, behind the letters for old readers.
    fn high(&mut self, high: u16) {
        let Some(at) = self.rest.get(..24.min(self.rest.len())).and_then(|near| near.windows(2).position(|pair| pair == b"\\u")) else { return };
        let digits = self.rest.get(at + 2..).unwrap_or_default();
        let length = digits.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || *at == 0 && **byte == b'-').take(7).count();
        let Some(low) = digits.get(..length).and_then(|text| std::str::from_utf8(text).ok()).and_then(|text| text.parse::<i64>().ok()) else {
            return;
        };
        let low = u16::try_from(low.rem_euclid(0x1_0000)).unwrap_or_default();
        if let Some(Ok(c)) = char::decode_utf16([high, low]).next() {
            self.out.push(c);
            let rest = digits.get(length..).unwrap_or_default();
            self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of MS-OXRTFCP 3.1.1.
    const PACKED: &[u8] = &[
        0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70,
        0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a,
        0x80, 0x0f, 0xa0,
    ];

    #[test]
    fn the_example_of_the_specification_is_unpacked() {
        assert_eq!(String::from_utf8(decompressed(PACKED).unwrap()).unwrap(), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(read(&decompressed(PACKED).unwrap()).text, "hello world");
        assert_eq!(decompressed(b"short"), None);
    }

    #[test]
    fn japanese_and_symbols_are_read() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg932\\uc1{\\fonttbl{\\f0 Arial;}}\\'8c\\'a9\\'90\\'cf\\par\\u31379?\\u21475? \\u-10179?\\u-8704?{\\*\\generator x}\\tab a\\{b\\}}";
        assert_eq!(read(rtf).text, "見積\n窓口 😀\ta{b}");
    }

    #[test]
    fn html_comes_out_as_it_went_in() {
        let rtf = br"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\f0 \htmlrtf0 Hello {\*\htmltag84 <b>}\htmlrtf \b\htmlrtf0 you{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}}";
        let read = read(rtf);
        assert_eq!(read.html.as_deref(), Some("<p>Hello <b>you</b></p>"));
        assert_eq!(read.text.trim(), "Hello you");
    }

    proptest! {
        #[test]
        fn noise_is_read_without_panic(noise in prop::collection::vec(any::<u8>(), 0..500)) {
            let mut packed = PACKED[..16].to_vec();
            packed[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
            packed.extend(&noise);
            let unpacked = decompressed(&packed).unwrap();
            prop_assert!(unpacked.len() <= noise.len() * 9);
            read(&noise);
            read(&[b"{\\rtf1\\fromhtml1 ".as_slice(), &noise].concat());
        }
    }
}
