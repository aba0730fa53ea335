//! Cards as files: vCard 3.0 (RFC 2426), one behind the other.

use super::Card;

/// Octets of one line, without its end.
const LINE: usize = 75;

pub fn write(cards: &[Card]) -> String {
    let mut out = String::new();
    for card in cards {
        let (family, given) = halves(&card.name);
        let (last, first) = halves(&card.reading);
        let mut line = |name: &str, value: String| {
            if !value.trim_matches(';').is_empty() {
                fold(&mut out, &format!("{name}:{value}"));
            }
        };
        line("BEGIN", "VCARD".to_owned());
        line("VERSION", "3.0".to_owned());
        line("N", format!("{};{};;;", escaped(family), escaped(given)));
        line("FN", escaped(&card.name));
        line("X-PHONETIC-LAST-NAME", escaped(last));
        line("X-PHONETIC-FIRST-NAME", escaped(first));
        line("SORT-STRING", escaped(&card.reading));
        line("ORG", format!("{};{}", escaped(&card.company), escaped(&card.section)));
        line("TITLE", escaped(&card.title));
        line("TEL;TYPE=WORK,VOICE", escaped(&card.phone));
        line("TEL;TYPE=CELL", escaped(&card.mobile));
        for (place, address) in card.addresses.iter().enumerate() {
            line(if place == 0 { "EMAIL;TYPE=INTERNET,PREF" } else { "EMAIL;TYPE=INTERNET" }, escaped(address));
        }
        line("URL", escaped(&card.url));
        line("NOTE", escaped(&card.note));
        line("CATEGORIES", card.groups.iter().map(|group| escaped(group)).collect::<Vec<_>>().join(","));
        line("X-MADOGUCHI-CODE", escaped(&card.code));
        line("X-MADOGUCHI-OPT-OUT", if card.opted_out { "1".to_owned() } else { String::new() });
        for (name, text) in &card.items {
            line("X-MADOGUCHI-ITEM", format!("{};{}", escaped(name), escaped(text)));
        }
        line("END", "VCARD".to_owned());
    }
    out
}

/// Family and given name where a blank stands between them.
fn halves(name: &str) -> (&str, &str) {
    let name = name.trim();
    let (one, two) = name.split_once([' ', '　']).unwrap_or((name, ""));
    if one.is_ascii() && !two.is_empty() { name.rsplit_once(' ').map_or((one, two), |(given, family)| (family, given)) } else { (one, two.trim()) }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\n").replace(['\n', '\r'], "\\n")
}

/// Lines behind the first one begin with a blank; no letter is cut.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
