//! The words of mail programs around quotes, by language.

/// Verbs and phrases that end an attribution.
const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "schrieb",
    "a écrit",
    "escribió",
    "ha scritto",
    "schreef",
    "geschreven",
    "skrev",
    "napisał",
    "napisał(a)",
    "napisała",
    "napisał/a",
    "escreveu",
    "kirjoitti",
    "пишет",
    "писал",
    "писал(а)",
    "написал",
    "написал(а)",
    "написав",
    "napsal",
    "napsal(a)",
    "írta",
    "yazdı",
    "写道",
    "寫道",
    "のメール",
    "さんは書きました",
    "さんが書きました",
    "さんの書き込み",
    "님이 작성",
    "작성",
    "viết",
];
/// How attributions begin, when a date or name follows.
const STARTS: &[&str] = &["on ", "le ", "am ", "el ", "il ", "op ", "den ", "em ", "dnia ", "w dniu", "in data", "på ", "in article"];
/// Short weekdays of northern languages; words of other languages too, so a number must follow at once.
const WEEKDAYS: &[&str] = &["pe ", "ma ", "ti ", "ke ", "to ", "la ", "su ", "kl. ", "kl ", "at "];
/// Letters between the start of an attribution and its first number.
const FIRST_NUMBER: usize = 30;
const ORIGINAL: &[&str] = &[
    "original message",
    "original mail",
    "originalnachricht",
    "ursprüngliche nachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "message initial",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "opprinnelig melding",
    "oprindelig meddelelse",
    "oprindelig besked",
    "opprinnelig beskjed",
    "original meddelelse",
    "originalmeddelande",
    "ursprungligt meddelande",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "исходное сообщение",
    "元のメッセージ",
    "オリジナルメッセージ",
    "元のメール",
    "原始邮件",
    "原始郵件",
    "원본 메시지",
    "original appointment",
    "original meeting",
    "reply message",
    "alkuperäinen viesti",
];
const FORWARDED: &[&str] = &[
    "forwarded message",
    "forwarded by",
    "forwarded mail",
    "begin forwarded message",
    "start of forwarded message",
    "転送メッセージ",
    "転送されたメッセージ",
    "転送元メッセージ",
    "weitergeleitete nachricht",
    "message transféré",
    "mensaje reenviado",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "пересылаемое сообщение",
    "转发的邮件",
];
const FROM: &[&str] = &[
    "from",
    "von",
    "de",
    "da",
    "van",
    "fra",
    "från",
    "od",
    "от",
    "от кого",
    "差出人",
    "送信者",
    "送信元",
    "发件人",
    "發件人",
    "寄件者",
    "寄件人",
    "보낸 사람",
    "desde",
    "lähettäjä",
    "expéditeur",
    "gönderen",
];
const SUBJECT: &[&str] = &[
    "subject",
    "betreff",
    "objet",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "emne",
    "ämne",
    "temat",
    "тема",
    "件名",
    "標題",
    "主题",
    "主旨",
    "제목",
    "aihe",
    "konu",
];
const DATE: &[&str] = &[
    "sent",
    "date",
    "date sent",
    "gesendet",
    "datum",
    "envoyé",
    "envoyé le",
    "enviado",
    "enviado el",
    "enviada em",
    "enviado em",
    "fecha",
    "data",
    "inviato",
    "verzonden",
    "sendt",
    "dato",
    "skickat",
    "wysłano",
    "отправлено",
    "дата",
    "送信日時",
    "日時",
    "送信日",
    "日付",
    "发送时间",
    "日期",
    "寄件日期",
    "보낸 날짜",
    "lähetetty",
    "gönderildi",
    "inviato il",
];
const OTHER: &[&str] = &[
    "to",
    "cc",
    "bcc",
    "reply-to",
    "an",
    "kopie",
    "à",
    "a",
    "para",
    "per",
    "aan",
    "til",
    "till",
    "kopi",
    "do",
    "dw",
    "кому",
    "копия",
    "宛先",
    "ｃｃ",
    "收件人",
    "抄送",
    "收件者",
    "副本",
    "받는 사람",
    "참조",
    "risposta",
    "importance",
    "vastaanottaja",
    "kime",
];
/// What phones add below a mail.
const DEVICE: &[&str] = &[
    "sent from ",
    "sendt fra min",
    "envoyé à partir d",
    "gesendet mit",
    "sent from outlook",
    "sent from mail for",
    "sent via ",
    "get outlook for",
    "sent with ",
    "iphoneから送信",
    "ipadから送信",
    "私のiphoneから送信",
    "androidから送信",
    "スマートフォンから送信",
    "von meinem iphone",
    "gesendet von",
    "envoyé de mon",
    "envoyé depuis",
    "enviado desde mi",
    "enviado do meu",
    "inviato da",
    "verzonden vanaf",
    "skickat från min",
    "从我的",
];
/// Marks of contact data in a ruled block.
const CONTACT: &[&str] = &["tel", "fax", "〒", "mail", "@", "http", "株式会社", "有限会社", "電話", "住所", "mobile", "phone"];
/// Lines of a ruled signature.
const MAX_SIGNATURE_LINES: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    From,
    Subject,
    Date,
    Other,
}

/// The header field a line shows, as in "*Sent:* Monday" or "差出人： 山田".
pub(super) fn label(line: &str) -> Option<Label> {
    let line = line.trim().trim_start_matches(['*', '|', ' ', '\u{A0}']);
    let end = line.find([':', '：'])?;
    let name = line.get(..end).filter(|name| name.len() <= 40)?.trim().trim_end_matches('*').trim().to_lowercase();
    [(Label::From, FROM), (Label::Subject, SUBJECT), (Label::Date, DATE), (Label::Other, OTHER)]
        .into_iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(label, _)| label)
}

/// "-----Original Message-----" and "---------- Forwarded message ---------".
pub(super) fn is_separator(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| "-_=*~─━－ :：<>".contains(c)).to_lowercase();
    let dashes = line.chars().take_while(|c| "-_=*~─━－".contains(*c)).count();
    if inner.len() > 80 {
        return false;
    }
    let known = |list: &[&str]| list.iter().any(|word| inner == *word || (dashes >= 2 && inner.starts_with(word)));
    let bare = inner == "begin forwarded message" && line.ends_with([':', '：']);
    bare || (dashes >= 2 && (known(ORIGINAL) || known(FORWARDED)))
}

/// `Some(true)`: surely an attribution, text below it is quoted even without marks. `Some(false)`: only if marks follow.
pub(super) fn attribution(text: &str) -> Option<bool> {
    if !text.ends_with([':', '：', '>', '-', '*', '_', '。']) && !text.ends_with("wrote") && !text.ends_with("書きました") {
        return None;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| "-*_ ".contains(c));
    let ended = bare.ends_with([':', '：']);
    let core = bare.trim_end_matches([':', '：', '。', ' ']);
    let wrote = WROTE.iter().any(|word| core.ends_with(word));
    let has_address = core.contains('@');
    let has_bracketed = has_address && core.contains('<');
    let (has_time, has_date) = (has_clock(core), has_day(core));
    // Some programs forget the colon; then the rest must leave no doubt.
    let complete = has_bracketed && has_time && has_date && starts_surely(core);
    if wrote && (ended || complete || lower.ends_with("----") || core.ends_with("書きました")) {
        return Some(has_bracketed || ((has_time || has_date) && starts_attribution(core)));
    }
    // "2024年6月3日(月) 9:01 山田太郎 <yamada@example.jp>:", "ср, 30 апр. 2025 г. в 15:19, John <j@example.com>:"
    if has_bracketed && core.ends_with('>') && (has_time || has_date) && (ended || starts_with_day(core)) {
        return Some(ended || starts_with_day(core));
    }
    // "Op 16 aug. schreef X het volgende" and the like, where the verb stands in the middle.
    let verb_inside = WROTE.iter().filter(|word| word.len() >= 5).any(|word| core.contains(word));
    if ended && verb_inside && has_bracketed && (starts_surely(core) || (has_date && has_time)) {
        return Some(true);
    }
    (ended && text.chars().count() < 200 && (has_address || (wrote || verb_inside))).then_some(false)
}

/// Whether a line may be the first of a wrapped attribution.
pub(super) fn starts_attribution(line: &str) -> bool {
    let lower = line.to_lowercase();
    starts_surely(line) || lower.contains('<') || (lower.contains(", ") && has_clock(&lower))
}

/// Whether a line begins as nothing but an attribution does.
pub(super) fn starts_surely(line: &str) -> bool {
    let lower = line.to_lowercase();
    let start = lower.trim_start_matches(['-', '*', ' ', '_', '(']);
    let has_number = start.chars().take(FIRST_NUMBER).any(|c| c.is_ascii_digit());
    (has_number && STARTS.iter().any(|word| start.starts_with(word)))
        || WEEKDAYS.iter().any(|word| start.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        || starts_with_day(start)
}

/// "2024-06-03", "2024/6/3", "2024年6月3日", "03.06.2024".
fn starts_with_day(text: &str) -> bool {
    let start = text.trim_start_matches(['(', ' ']);
    let digits = start.chars().take_while(char::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && start.chars().nth(digits).is_some_and(|c| "-/年.".contains(c))
        && start.chars().nth(digits + 1).is_some_and(|c| c.is_ascii_digit())
}

fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|four| {
        matches!(four, [hour, b':' | b'.' | b'h', first, second] if hour.is_ascii_digit() && first.is_ascii_digit() && second.is_ascii_digit())
    }) || text.contains('時')
}

/// A day and a year, or a day and a month, in any order.
fn has_day(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let (mut year, mut day) = (false, false);
    for number in numbers {
        year |= number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        day |= number.len() <= 2 && number.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number));
    }
    year && day
}

pub(super) fn is_device_line(line: &str) -> bool {
    let lower = line.trim().trim_start_matches(['-', '*', ' ', '>', '　']).to_lowercase();
    let plain = lower.replace(' ', "");
    lower.chars().count() < 100
        && !lower.contains(". ")
        && DEVICE.iter().any(|word| lower.starts_with(word) || plain.starts_with(&word.replace(' ', "")) && !word.is_ascii())
}

/// Whether a signature starts at `at`: the separator of RFC 3676 or a ruled block of contact data that ends the text.
pub(super) fn opens_signature(lines: &[&str], at: usize, end: usize) -> bool {
    let Some(line) = lines.get(at).map(|line| line.trim_end_matches(['\r', '\n'])) else { return false };
    if line == "-- " || line == "--" || line == "—" {
        return end - at <= MAX_SIGNATURE_LINES + 1;
    }
    // What list servers add: "____ / x mailing list / address".
    if line.len() >= 2 && line.bytes().all(|byte| byte == b'_') && end - at <= 6 {
        return lines.get(at + 1..end).unwrap_or_default().iter().any(|line| line.to_lowercase().contains("mailing list"));
    }
    if !super::openers::is_ruler(line) || end - at > MAX_SIGNATURE_LINES {
        return false;
    }
    let block: Vec<String> = lines.get(at + 1..end).unwrap_or_default().iter().map(|line| line.to_lowercase()).collect();
    let marks = CONTACT.iter().filter(|word| block.iter().any(|line| line.contains(*word))).count();
    // No paragraph inside: signatures have short lines.
    marks >= 2 && block.iter().all(|line| line.chars().count() <= 80)
}
