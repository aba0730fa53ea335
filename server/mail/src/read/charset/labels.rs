//! Charset labels as mail uses them: the WHATWG list plus the vendor names that Japanese, Korean and Chinese
//! senders write.

use super::Charset;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

pub(super) fn find(label: &str) -> Option<Charset> {
    let plain: String = label
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | ';' | ',' | '<' | '>' | '='))
        .chars()
        .map(|c| if matches!(c, '_' | ' ' | '.') { '-' } else { c.to_ascii_lowercase() })
        .collect();
    // "_iso-2022-jp$sio" and "=?charset*ja?": the tail says nothing about the bytes.
    let plain = plain.trim_start_matches('-').split(['$', '*', ':']).next().unwrap_or_default();
    by_name(plain).or_else(|| by_name(plain.strip_prefix("x-")?)).or_else(|| by_name(plain.strip_prefix("cs")?))
}

fn by_name(name: &str) -> Option<Charset> {
    Some(match name {
        "us-ascii" | "ascii" | "usascii" | "us" | "ansi-x3-4-1968" | "ansi-x3-4-1986" | "iso646-us" | "646" | "iso-ir-6" | "cp367" | "7bit" => {
            Charset::Ascii
        }
        "iso-2022-jp" | "iso2022jp" | "iso2022-jp" | "iso-2022jp" | "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-3" | "iso-2022-jp-2004"
        | "iso-2022-jp-ms" | "cp50220" | "cp50221" | "cp50222" | "windows-50220" | "windows-50221" | "windows-iso2022jp" | "jis" | "jis7"
        | "jis-7" | "junet" => Charset::Jis,
        "iso-2022-kr" | "iso2022kr" | "iso2022-kr" => Charset::KoreanShift,
        "hz-gb-2312" | "hz" | "hz-gb2312" => Charset::Hz,
        "utf-7" | "utf7" | "unicode-1-1-utf-7" | "unicode-2-0-utf-7" | "unicode11utf7" | "cp65000" => Charset::Utf7,
        _ => Charset::Table(table(name)?),
    })
}

fn table(name: &str) -> Option<&'static Encoding> {
    Some(match name {
        "cp932" | "ms932" | "ms-cp932" | "windows-31j" | "windows31j" | "windows-932" | "ms-kanji" | "mskanji" | "sjis" | "s-jis" | "sjis-win"
        | "shift-jis" | "shiftjis" | "shift-jis-2004" | "sjis-mobile" | "ibm932" | "ibm943" | "cp943" | "cp943c" => SHIFT_JIS,
        "euc-jp" | "eucjp" | "eucjp-ms" | "euc-jp-ms" | "eucjp-win" | "eucjpms" | "cp51932" | "ujis" | "euc" | "euc-jisx0213"
        | "eucpkdfmtjapanese" => EUC_JP,
        "euc-kr" | "euckr" | "cp949" | "ms949" | "windows-949" | "uhc" | "ks-c-5601" | "ks-c-5601-1987" | "ks-c-5601-1989" | "ksc5601"
        | "ksc-5601" | "ksc5601-1987" | "korean" => EUC_KR,
        "gb2312" | "gb-2312" | "gb-2312-80" | "gb2312-80" | "gbk" | "cp936" | "ms936" | "windows-936" | "euc-cn" | "euccn" | "chinese" | "gb" => GBK,
        "gb18030" | "gb-18030" | "gb18030-2000" => GB18030,
        "big5" | "big-5" | "big5-hkscs" | "big5-eten" | "cp950" | "ms950" | "windows-950" | "x-big5" | "cn-big5" => BIG5,
        "utf-8" | "utf8" | "utf8mb4" | "unicode-1-1-utf-8" | "utf-8n" | "utf-8-sig" | "cp65001" => UTF_8,
        "utf-16" | "utf16" | "utf-16be" | "utf16be" => UTF_16BE,
        "utf-16le" | "utf16le" => UTF_16LE,
        "tis-620" | "tis620" | "tis-620-2533" | "iso-8859-11" | "cp874" | "ibm874" | "windows-874" => WINDOWS_874,
        "koi8-r" | "koi8" | "koi8r" | "koi" => KOI8_R,
        "koi8-u" | "koi8u" | "koi8-ru" => KOI8_U,
        "cp866" | "ibm866" | "866" => IBM866,
        "mac" | "macintosh" | "mac-roman" | "macroman" => MACINTOSH,
        "mac-cyrillic" | "maccyrillic" => X_MAC_CYRILLIC,
        "latin1" | "latin-1" | "l1" | "8859-1" | "iso8859-1" | "iso88591" | "iso-8859-1" | "ansi" | "windows" | "cp1252" | "cp850" | "ibm850" => {
            WINDOWS_1252
        }
        _ => windows(name).or_else(|| Encoding::for_label(name.as_bytes()).filter(|found| found.name() != "replacement"))?,
    })
}

/// "cp1250", "win-1251", "windows1256" and so on.
fn windows(name: &str) -> Option<&'static Encoding> {
    let number = ["windows-", "windows", "win-", "win", "cp-", "cp", "ms-", "ms"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    Some(match number {
        "1250" => WINDOWS_1250,
        "1251" => WINDOWS_1251,
        "1252" => WINDOWS_1252,
        "1253" => WINDOWS_1253,
        "1254" => WINDOWS_1254,
        "1255" => WINDOWS_1255,
        "1256" => WINDOWS_1256,
        "1257" => WINDOWS_1257,
        "1258" => WINDOWS_1258,
        _ => return None,
    })
}
