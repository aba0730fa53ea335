use super::*;
use rstest::rstest;

const TEXT: &str = "来月の請求書①㈱髙橋を送付します";

fn read(bytes: &[u8], label: Option<&str>) -> String {
    decode(bytes, label, &Hints::default()).text
}

#[rstest]
#[case("cp932", SHIFT_JIS)]
#[case("x-ms-cp932", SHIFT_JIS)]
#[case("Windows-31J", SHIFT_JIS)]
#[case("\"shift_jis\"", SHIFT_JIS)]
#[case("eucJP", EUC_JP)]
#[case("eucJP-ms", EUC_JP)]
#[case("CP51932", EUC_JP)]
#[case("x-euc-jp", EUC_JP)]
#[case("ISO-2022-JP", ISO_2022_JP)]
#[case("CP50220", ISO_2022_JP)]
#[case("cp50221", ISO_2022_JP)]
#[case("iso-2022-jp-ms", ISO_2022_JP)]
#[case("ISO-2022-JP-2", ISO_2022_JP)]
#[case("_iso-2022-jp$SIO", ISO_2022_JP)]
fn every_vendor_label_reads_vendor_characters(#[case] label: &str, #[case] table: &'static Encoding) {
    let (bytes, _, failed) = table.encode(TEXT);
    assert!(!failed);
    assert_eq!(read(&bytes, Some(label)), TEXT);
}

#[rstest]
#[case("cp949", EUC_KR, "견적서 똠방각하")]
#[case("ks_c_5601-1987", EUC_KR, "견적서 펲시콜라")]
#[case("gb2312", GBK, "朱镕基先生，喆公司")]
#[case("GB18030", GB18030, "㐀𠀀字符")]
#[case("x-gbk", GBK, "报价单")]
#[case("Big5", BIG5, "許功蓋先生")]
#[case("cp950", BIG5, "報價單")]
#[case("tis-620", WINDOWS_874, "ใบเสนอราคา")]
#[case("koi8-r", encoding_rs::KOI8_R, "Здравствуйте")]
#[case("win-1251", encoding_rs::WINDOWS_1251, "Здравствуйте")]
#[case("iso-8859-1", WINDOWS_1252, "Größe naïve café")]
fn other_countries_are_read_by_their_labels(#[case] label: &str, #[case] table: &'static Encoding, #[case] text: &str) {
    let (bytes, _, failed) = table.encode(text);
    assert!(!failed);
    assert_eq!(read(&bytes, Some(label)), text);
}

#[rstest]
#[case(None)]
#[case(Some("us-ascii"))]
#[case(Some("unknown-8bit"))]
#[case(Some("no-such-thing"))]
#[case(Some("iso-2022-jp"))]
#[case(Some("iso-8859-1"))]
fn a_missing_or_wrong_label_does_not_hurt(#[case] label: Option<&str>) {
    let long = "お世話になっております。来月の請求書を送付いたします。";
    for table in [UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP] {
        let (bytes, _, _) = table.encode(long);
        assert_eq!(read(&bytes, label), long, "{label:?} {}", table.name());
    }
}

#[test]
fn a_japanese_label_does_not_hide_utf_8() {
    for label in ["shift_jis", "euc-jp", "iso-2022-jp", "us-ascii"] {
        assert_eq!(read("お世話になっております。".as_bytes(), Some(label)), "お世話になっております。", "{label}");
    }
}

#[test]
fn western_text_under_a_western_label_stays_western() {
    let (bytes, _, _) = WINDOWS_1252.encode("Sehr geehrte Frau Müller, die Größe ändert sich nächste Woche.");
    assert!(read(&bytes, Some("iso-8859-1")).contains("Müller"));
    assert_eq!(decode(&bytes, Some("iso-8859-1"), &Hints::default()).charset, Charset::Table(WINDOWS_1252));
}

#[rstest]
#[case("iso-2022-kr", b"\x1b$)C\x0e0_@{<-\x0f OK".as_slice(), "견적서 OK")]
#[case("hz-gb-2312", b"~{1(<[5%~} ~~".as_slice(), "报价单 ~")]
#[case("utf-7", b"+ZeVnLIqe- 1 +- 1".as_slice(), "日本語 1 + 1")]
#[case("iso-2022-jp", b"\x1b(IC=D\x1b(B.".as_slice(), "ﾃｽﾄ.")]
fn seven_bit_charsets_are_decoded_for_real(#[case] label: &str, #[case] bytes: &[u8], #[case] expected: &str) {
    assert_eq!(read(bytes, Some(label)), expected);
}

#[test]
fn jis_lines_that_forget_to_return_to_ascii_do_not_swallow_the_next_line() {
    assert_eq!(read(b"\x1b$B@A5a=q\nnext line", Some("iso-2022-jp")), "請求書\nnext line");
}

#[test]
fn jis_without_its_escapes_is_repaired() {
    assert_eq!(read(b"$B@A5a=q(B costs $BIG money", Some("iso-2022-jp")), "請求書 costs $BIG money");
}

#[test]
fn nul_bytes_never_reach_the_text() {
    assert_eq!(read(b"a\0b", None), "ab");
    assert_eq!(decode(b"\xff\xfea\0b\0", None, &Hints::default()).text, "ab");
}

#[test]
fn a_forced_charset_wins_over_everything() {
    let (bytes, _, _) = EUC_JP.encode("請求書");
    let hints = Hints { forced: Some(Charset::from_label("euc-jp").unwrap()), ..Hints::default() };
    assert_eq!(decode(&bytes, Some("shift_jis"), &hints).text, "請求書");
}
