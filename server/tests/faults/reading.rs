//! `madoguchi read-file`, which opens what strangers attach: it says what stands there, or ends by itself in bounded memory and time.

use super::program::command;
use std::{
    io::Write,
    process::{Output, Stdio},
    time::{Duration, Instant},
};

fn read(name: &str, bytes: &[u8]) -> Output {
    let mut child = command(&["read-file", "--name", name])
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // It may end before it has taken everything.
    let _ = input.write_all(bytes);
    drop(input);
    child.wait_with_output().unwrap()
}

#[test]
fn an_attached_pdf_is_read_by_the_program_itself() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/mail/tests/fixtures/files/report.pdf");
    let output = read("報告書.pdf", &std::fs::read(file).unwrap());
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("温度警報の調査報告"));
}

/// A page of spaces that are packed a thousand times smaller than they are.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("x", zip::write::SimpleFileOptions::default()).unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..1_100 {
        zip.write_all(&piece).unwrap();
    }
    let archive = zip.finish().unwrap().into_inner();
    // The one entry of the archive, without its head: 30 bytes, the name, and what the head says of extras (APPNOTE 4.3.7).
    let extra = usize::from(u16::from_le_bytes([archive[28], archive[29]]));
    let start = 31 + extra;
    let end = archive.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    let mut packed = vec![0x78, 0x9c];
    packed.extend(&archive[start..end]);
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut object = |pdf: &mut Vec<u8>, body: &[u8]| {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", places.len()).bytes());
        pdf.extend(body);
        pdf.extend(b"\nendobj\n");
    };
    object(&mut pdf, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut pdf, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(&mut pdf, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>");
    let mut stream = format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len()).into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    object(&mut pdf, &stream);
    let table = pdf.len();
    pdf.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in &places {
        pdf.extend(format!("{place:010} 00000 n \n").bytes());
    }
    pdf.extend(format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF").bytes());
    pdf
}

#[test]
fn a_file_that_unpacks_to_gigabytes_ends_its_reader_and_nothing_else() {
    let bomb = bomb();
    assert!(bomb.len() < 4 << 20, "{}", bomb.len());
    let began = Instant::now();
    let output = read("bomb.pdf", &bomb);
    assert!(began.elapsed() < Duration::from_secs(120));
    assert!(output.stdout.len() <= mail::files::TEXT_MAX);
    // With all the memory it asked for it would have read more than a gigabyte of spaces.
    assert!(!output.status.success(), "the limit of memory did not hold");
}
