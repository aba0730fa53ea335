//! Files as office programs, browsers and printers make them.

use super::*;
use pdf_extract::{Document, Object, Stream, dictionary};
use std::io::Write;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn said(name: &str) -> String {
    text_of(name, "application/octet-stream", &fixture(name)).unwrap()
}

#[test]
fn a_pdf_of_a_browser_says_its_japanese() {
    let text = said("report.pdf");
    assert!(text.contains("温度警報の調査報告"), "{text}");
    assert!(text.contains("Cooling unit RF08, café"), "{text}");
}

#[test]
fn a_pdf_with_a_predefined_encoding_is_read() {
    let text = said("invoice-cid.pdf");
    assert!(text.contains("御請求書 株式会社こもれび機器"), "{text}");
    assert!(text.contains("Invoice 2026-1147"), "{text}");
}

/// A page that shows one string in a font of a predefined encoding.
fn page(encoding: &str, shown: &[u8]) -> Vec<u8> {
    let mut doc = Document::with_version("1.4");
    let pages = doc.new_object_id();
    let described = doc.add_object(dictionary! { "Type" => "FontDescriptor", "FontName" => "Gothic" });
    let below = doc.add_object(dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "Gothic", "FontDescriptor" => described });
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Gothic", "Encoding" => encoding, "DescendantFonts" => vec![Object::Reference(below)],
    });
    let hex: String = shown.iter().map(|byte| format!("{byte:02X}")).collect();
    let content = doc.add_object(Stream::new(dictionary! {}, format!("BT /F1 16 Tf 80 700 Td <{hex}> Tj ET").into_bytes()));
    let fonts = dictionary! { "Font" => dictionary! { "F1" => font } };
    let one = doc.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => fonts, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    doc.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![Object::Reference(one)], "Count" => 1 }));
    let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    doc.trailer.set("Root", root);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_encodings_of_older_programs_are_known() {
    let units: Vec<u8> = "株式会社".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(text_of("a.pdf", "", &page("UniJIS-UTF16-H", &units)).unwrap().trim(), "株式会社");
    for (encoding, charset, words) in [
        ("90ms-RKSJ-H", encoding_rs::SHIFT_JIS, "納品書 除湿機ＤＨ２０ ｶﾝｻﾞｲ RF08"),
        ("EUC-H", encoding_rs::EUC_JP, "納品書 除湿機"),
        ("KSCms-UHC-H", encoding_rs::EUC_KR, "견적서 2026"),
        ("GBK-EUC-H", encoding_rs::GBK, "报价单 2026"),
        ("ETen-B5-H", encoding_rs::BIG5, "報價單 2026"),
    ] {
        let text = text_of("a.pdf", "", &page(encoding, &charset.encode(words).0)).unwrap_or_default();
        assert_eq!(text.trim(), words, "{encoding}");
    }
}

#[test]
fn documents_of_office_programs_are_read() {
    let sheet = said("estimate.xlsx");
    for words in ["冷蔵ユニット RF08", "128000", "温度センサー & ケーブル", "4500.5", "納期は十一月末です"] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    let letter = said("contract.docx");
    assert!(letter.contains("第一条 乙は甲の冷蔵設備を毎月点検する。") && letter.contains("KMR-2026-0417"), "{letter}");
    assert!(said("slides.pptx").contains("省エネ型除湿機 DH-20"));
    assert!(said("minutes.odt").contains("議事録 搬入経路の確認"));
}

#[test]
fn what_says_nothing_is_told_apart() {
    for (name, kind, readable) in [
        ("写真.jpg", "image/jpeg", false),
        ("a.zip", "application/zip", false),
        ("見積", "application/pdf", true),
        ("LOG.TXT", "application/octet-stream", true),
        ("x", "text/plain; charset=utf-8", true),
        ("noname", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true),
        ("noname", "", false),
    ] {
        assert_eq!(is_readable(name, kind), readable, "{name} {kind}");
    }
    assert_eq!(text_of("a.pdf", "application/pdf", b"no pdf at all"), None);
    assert_eq!(text_of("a.docx", "", b"no archive"), None);
    assert_eq!(text_of("a.txt", "", b"\r\n  \r\n"), None);
    assert_eq!(text_of("a.csv", "", &encoding_rs::SHIFT_JIS.encode("氏名,電話\r\n三嶋,03").0).as_deref(), Some("氏名,電話\n三嶋,03"));
    assert_eq!(text_of("a.html", "", "<p>ご案内</p><script>x()</script>".as_bytes()).as_deref(), Some("ご案内"));
}

#[test]
fn a_small_file_unpacks_to_no_more_than_is_kept() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<w:t>").unwrap();
    for _ in 0..80 {
        archive.write_all(&vec![b'x'; 1024 * 1024]).unwrap();
    }
    archive.write_all(b"</w:t>").unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000);
    assert!(text_of("bomb.docx", "", &bytes).is_none_or(|text| text.len() <= TEXT_MAX));
    let long = text_of("a.txt", "", "窓".repeat(TEXT_MAX).as_bytes()).unwrap();
    assert!(long.len() <= TEXT_MAX && long.starts_with('窓'));
}

#[test]
fn broken_files_end_without_an_answer_or_with_a_part_of_it() {
    for name in ["report.pdf", "estimate.xlsx", "contract.docx", "minutes.odt"] {
        let whole = fixture(name);
        for part in 1..20 {
            let mut bytes = whole[..whole.len() * part / 20].to_vec();
            let _ = std::panic::catch_unwind(|| text_of(name, "", &bytes));
            bytes = whole.clone();
            bytes.iter_mut().skip(part * 37).step_by(997).for_each(|byte| *byte ^= 0x5a);
            let _ = std::panic::catch_unwind(|| text_of(name, "", &bytes));
        }
    }
}
