//! The character sets a person may choose for a mail whose sender labelled it wrongly (MW-10).

use crate::stored_enum;

stored_enum! {
    /// Names are those of the IANA list. Sets that contain another stand for it: GB18030 for GBK and GB2312,
    /// windows-1252 for ISO-8859-1.
    pub enum Charset {
        Utf8 = "utf-8",
        Iso2022Jp = "iso-2022-jp",
        ShiftJis = "shift_jis",
        EucJp = "euc-jp",
        Gb18030 = "gb18030",
        Big5 = "big5",
        EucKr = "euc-kr",
        Iso2022Kr = "iso-2022-kr",
        Windows1252 = "windows-1252",
        Iso8859_15 = "iso-8859-15",
        Iso8859_2 = "iso-8859-2",
        Windows1250 = "windows-1250",
        Iso8859_4 = "iso-8859-4",
        Iso8859_13 = "iso-8859-13",
        Windows1257 = "windows-1257",
        Iso8859_5 = "iso-8859-5",
        Windows1251 = "windows-1251",
        Koi8R = "koi8-r",
        Koi8U = "koi8-u",
        Iso8859_7 = "iso-8859-7",
        Windows1253 = "windows-1253",
        Windows1254 = "windows-1254",
        Iso8859_8 = "iso-8859-8",
        Windows1255 = "windows-1255",
        Iso8859_6 = "iso-8859-6",
        Windows1256 = "windows-1256",
        Windows1258 = "windows-1258",
        Tis620 = "tis-620",
    }
}

/// Whose writing a character set is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    All,
    Japanese,
    SimplifiedChinese,
    TraditionalChinese,
    Korean,
    WesternEuropean,
    CentralEuropean,
    Baltic,
    Cyrillic,
    Greek,
    Turkish,
    Hebrew,
    Arabic,
    Vietnamese,
    Thai,
}

impl Charset {
    pub const fn script(self) -> Script {
        match self {
            Charset::Utf8 => Script::All,
            Charset::Iso2022Jp | Charset::ShiftJis | Charset::EucJp => Script::Japanese,
            Charset::Gb18030 => Script::SimplifiedChinese,
            Charset::Big5 => Script::TraditionalChinese,
            Charset::EucKr | Charset::Iso2022Kr => Script::Korean,
            Charset::Windows1252 | Charset::Iso8859_15 => Script::WesternEuropean,
            Charset::Iso8859_2 | Charset::Windows1250 => Script::CentralEuropean,
            Charset::Iso8859_4 | Charset::Iso8859_13 | Charset::Windows1257 => Script::Baltic,
            Charset::Iso8859_5 | Charset::Windows1251 | Charset::Koi8R | Charset::Koi8U => Script::Cyrillic,
            Charset::Iso8859_7 | Charset::Windows1253 => Script::Greek,
            Charset::Windows1254 => Script::Turkish,
            Charset::Iso8859_8 | Charset::Windows1255 => Script::Hebrew,
            Charset::Iso8859_6 | Charset::Windows1256 => Script::Arabic,
            Charset::Windows1258 => Script::Vietnamese,
            Charset::Tis620 => Script::Thai,
        }
    }
}
