//! Own mails that carry one difficulty each, so that the most important ones are tested without the corpora.
#![expect(clippy::unwrap_used, reason = "tests")]

use mail::read::{Message, attachment, header_block, parts_with_id, read, read_as};

fn raw(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}.eml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn fixture(name: &str) -> Message {
    read(&raw(name))
}

#[test]
fn jis_with_vendor_characters_and_half_width_katakana() {
    let message = fixture("jis-cp50221");
    assert_eq!(message.subject, "①㈱請求書");
    assert_eq!((message.from[0].name.as_str(), message.from[0].addr.as_str()), ("山田太郎", "yamada@example.jp"));
    assert_eq!(message.text, "①請求書 ㈱･ﾃｽﾄ\nお送りします\n");
    assert_eq!((message.charset.as_str(), message.declared_charset.as_deref(), message.language), ("iso-2022-jp", Some("cp50221"), Some("ja")));
}

#[test]
fn shift_jis_by_vendor_labels_and_raw_in_the_subject() {
    let message = fixture("sjis-cp932-raw-subject");
    assert_eq!(message.subject, "表示能力①㈱髙橋");
    assert_eq!(message.from[0].name, "ソ連十表");
    assert_eq!(message.text, "お世話になっております。\n①髙橋様、㈱サンプルです。\n");
    assert_eq!(message.snippet, "①髙橋様、㈱サンプルです。");
}

#[test]
fn euc_without_any_label() {
    let message = fixture("eucjp-no-label");
    assert_eq!(message.subject, "障害報告");
    assert_eq!(message.text.trim(), "サーバが停止しました。復旧見込みは未定です。");
    assert_eq!(message.charset, "euc-jp");
}

#[test]
fn a_label_that_lies() {
    let message = fixture("utf8-as-us-ascii");
    assert_eq!(message.subject, "件名も生のままです");
    assert_eq!(message.text.trim(), "本文は UTF-8 です。");
    assert_eq!(message.charset, "utf-8");
}

#[test]
fn characters_split_over_encoded_words() {
    assert_eq!(fixture("utf8-split-words").subject, "件名が途中で切れています");
}

#[test]
fn file_names_in_every_form_senders_use() {
    let bytes = raw("attachment-names");
    let message = read(&bytes);
    assert_eq!(message.text.trim(), "添付します。");
    let names: Vec<&str> = message.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), 10, "{names:?}");
    for (name, position) in names.iter().zip(0..8) {
        assert_eq!(*name, "請求書.pdf", "form {position}");
        assert_eq!(attachment(&bytes, position).unwrap(), b"%PDF");
    }
    assert_eq!(names[8], "evilgpj.exe");
    assert_eq!((names[9], message.attachments[9].kind.as_str()), ("転送の件.eml", "message/rfc822"));
    assert!(String::from_utf8(attachment(&bytes, 9).unwrap()).unwrap().contains("inner"));
    assert_eq!(attachment(&bytes, 10), None);
}

#[test]
fn html_that_names_its_charset_only_inside() {
    let message = fixture("html-meta-only");
    assert_eq!(message.text, "請求");
    assert!(message.html.unwrap().contains("<p>請求</p>"));
}

#[test]
fn flowed_lines_are_joined_and_quotes_stay_quotes() {
    assert_eq!(fixture("flowed").text, "長い文は続きます。\n> 引用も続きます。\n-- \n署名\n");
}

#[test]
fn korean_and_chinese_charsets() {
    let korean = fixture("korean-shift");
    assert_eq!((korean.subject.as_str(), korean.text.trim(), korean.language), ("견적서", "안녕하세요", Some("ko")));
    let chinese = fixture("chinese");
    assert_eq!((chinese.subject.as_str(), chinese.text.trim(), chinese.language), ("朱镕基", "请查看报价单。", Some("zh-Hans")));
    assert_eq!(chinese.from[0].name, "王小明");
}

#[test]
fn a_multipart_without_boundary_and_with_bare_carriage_returns() {
    let bytes = raw("no-boundary-cr");
    let message = read(&bytes);
    assert_eq!((message.subject.as_str(), message.text.trim()), ("old mac", "first"));
    assert_eq!(message.attachments[0].name, "a.txt");
    assert_eq!(attachment(&bytes, 0).unwrap(), b"second");
}

#[test]
fn images_inside_the_mail_are_found_by_their_id() {
    let bytes = raw("inline-image");
    let message = read(&bytes);
    assert_eq!(message.text.trim(), "plain");
    assert!(message.attachments[0].inline);
    assert_eq!(message.attachments[0].content_id.as_deref(), Some("logo@example.jp"));
    assert_eq!(parts_with_id(&bytes), [("logo@example.jp".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec())]);
}

#[test]
fn the_envelope_of_exchange_is_opened() {
    let bytes = raw("winmail");
    let message = read(&bytes);
    assert_eq!(message.text.trim(), "お世話になっております。見積書をお送りします。");
    assert!(message.html.unwrap().contains("<b>見積書</b>"));
    let files: Vec<_> = message.attachments.iter().map(|file| (file.position, file.name.as_str(), file.kind.as_str(), file.size)).collect();
    assert_eq!(files[1..], [(1, "見積書.pdf", "application/pdf", 8)]);
    assert_eq!((files[0].1, attachment(&bytes, 1).unwrap().as_slice()), ("winmail.dat", &b"%PDF-1.4"[..]));
    assert_eq!(attachment(&bytes, 2), None);
}

#[test]
fn a_disguised_name_is_called_so() {
    use domain::dangers::Danger;
    let dangers: Vec<_> = fixture("attachment-names").attachments.iter().map(|file| file.danger).collect();
    assert_eq!((dangers[0], dangers[8]), (None, Some(Danger::Disguised)));
}

#[test]
fn invitations_know_their_time_zone() {
    let invitation = fixture("invitation").calendar.unwrap();
    assert_eq!((invitation.method.as_str(), invitation.summary.as_str(), invitation.location.as_str()), ("REQUEST", "打ち合わせ, 第二回", "会議室A"));
    // 09:00 in Berlin in June is 07:00 UTC.
    assert_eq!(invitation.start.unwrap().0, 1_717_398_000_000);
    assert_eq!(invitation.end.unwrap().0 - invitation.start.unwrap().0, 3_600_000);
    let organizer = invitation.organizer.unwrap();
    assert_eq!((organizer.name.as_str(), organizer.addr.as_str()), ("山田: 太郎", "yamada@example.jp"));
}

#[test]
fn a_person_may_choose_the_charset() {
    let mut bytes = b"Subject: x\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n".to_vec();
    let (body, _, _) = encoding_rs::SHIFT_JIS.encode("請求書");
    bytes.extend_from_slice(&body);
    assert_ne!(read(&bytes).text, "請求書");
    assert_eq!(read_as(&bytes, "cp932").text, "請求書");
    assert_eq!(read_as(&bytes, "no-such-charset").text, read(&bytes).text);
}

#[test]
fn the_header_is_shown_as_it_is() {
    let header = header_block(&raw("sjis-cp932-raw-subject"));
    assert!(header.starts_with("From: =?cp932?Q?") && header.contains("\nSubject: 表示能力①㈱髙橋\n") && !header.contains('\r'), "{header}");
}
