//! What a new draft begins with: recipients, subject, signature and quote. Pure: everything comes in as an argument.

use super::sql::Answered;
use domain::{
    addresses::{Address, entries, parse_list, typed},
    drafts::DraftKind,
    fold::fold,
    messages::{Direction, PersonRole},
    *,
};
use jiff::{Timestamp, Zoned, civil::Weekday, tz::TimeZone};

/// To and Cc of an answer, as they stand in the address fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    pub to: String,
    pub cc: String,
}

/// Reply: to Reply-To, else From. Reply to all: the others in Cc, without our own accounts (`own`, folded) and nobody twice.
/// An answer to a mail of ours goes to whom that went.
pub fn recipients(kind: DraftKind, answered: &Answered, people: &[(PersonRole, Address)], own: &[String]) -> Recipients {
    let of = |wanted: PersonRole| people.iter().filter(move |(role, _)| *role == wanted).map(|(_, address)| address.clone());
    let from = Address { name: answered.from_name.clone(), addr: answered.from_addr.clone() };
    let first: Vec<Address> = match answered.direction {
        Direction::Out => of(PersonRole::To).collect(),
        Direction::In if of(PersonRole::ReplyTo).next().is_some() => of(PersonRole::ReplyTo).collect(),
        Direction::In => vec![from],
    };
    let others: Vec<Address> = match (kind, answered.direction) {
        (DraftKind::Reply, _) => vec![],
        (DraftKind::ReplyAll, Direction::Out) => of(PersonRole::Cc).collect(),
        (DraftKind::ReplyAll, Direction::In) => of(PersonRole::To).chain(of(PersonRole::Cc)).filter(|a| !own.contains(&fold(&a.addr))).collect(),
        (DraftKind::Forward | DraftKind::New, _) => return Recipients::default(),
    };
    let mut known = Vec::new();
    let to = line(first, &mut known);
    let cc = line(others, &mut known);
    Recipients { to, cc }
}

fn line(addresses: Vec<Address>, known: &mut Vec<String>) -> String {
    let mut typed_ones = Vec::new();
    for address in addresses.iter().filter(|a| !a.addr.trim().is_empty()) {
        let key = fold(&address.addr);
        if !known.contains(&key) {
            known.push(key);
            typed_ones.push(typed(address));
        }
    }
    typed_ones.join(", ")
}

/// The entries of an address field that are among `wanted`, as they were typed.
pub fn only_to(field: &str, wanted: &[String]) -> String {
    let wanted: Vec<String> = wanted.iter().map(|addr| fold(addr)).collect();
    let is_wanted = |entry: &String| parse_list(entry).is_ok_and(|all| all.iter().any(|address| wanted.contains(&fold(&address.addr))));
    entries(field).into_iter().filter(is_wanted).collect::<Vec<_>>().join(", ")
}

/// Room to write, the signature, and what is quoted.
pub fn text(signature: &str, quoted: &str) -> String {
    let mut text = String::from("\n\n");
    let signature = signature.trim_end();
    if !signature.is_empty() {
        text.push_str(signature);
        text.push('\n');
    }
    if !quoted.is_empty() {
        if !signature.is_empty() {
            text.push('\n');
        }
        text.push_str(quoted);
    }
    text
}

/// The quote of an answer, or the mail that is passed on; in the language of that mail, times in the writer's zone.
pub fn quoted(kind: DraftKind, answered: &Answered, people: &[(PersonRole, Address)], zone: &str, writer: Language) -> String {
    let japanese = if answered.language.is_empty() { writer == Language::Japanese } else { answered.language.starts_with("ja") };
    let from = Address { name: answered.from_name.clone(), addr: answered.from_addr.clone() };
    let at = local(answered.sent_at.unwrap_or(answered.at), zone);
    match kind {
        DraftKind::New => String::new(),
        DraftKind::Reply | DraftKind::ReplyAll => {
            let attribution = if japanese {
                format!("{} {} さんは書きました:", at.japanese, from.display())
            } else {
                format!("On {}, {} wrote:", at.english, from.display())
            };
            mail::quote::quote_for_reply(&answered.text, &attribution)
        }
        DraftKind::Forward => {
            let list =
                |wanted: PersonRole| people.iter().filter(|(role, _)| *role == wanted).map(|(_, a)| a.display()).collect::<Vec<_>>().join(", ");
            let words = if japanese {
                ["転送メッセージ", "差出人", "日時", "件名", "宛先", "CC"]
            } else {
                ["Forwarded message", "From", "Date", "Subject", "To", "CC"]
            };
            let [title, from_word, date_word, subject_word, to_word, cc_word] = words;
            let date = if japanese { at.japanese } else { at.english };
            let mut block = format!(
                "---------- {title} ----------\n{from_word}: {}\n{date_word}: {date}\n{subject_word}: {}\n",
                from.display(),
                answered.subject
            );
            for (word, value) in [(to_word, list(PersonRole::To)), (cc_word, list(PersonRole::Cc))] {
                if !value.is_empty() {
                    block.push_str(&format!("{word}: {value}\n"));
                }
            }
            format!("{block}\n{}\n", answered.text.trim_end())
        }
    }
}

struct Local {
    japanese: String,
    english: String,
}

/// `2026年1月5日(月) 9:12` and `Mon, Jan 5, 2026 at 9:12 AM`. An unknown zone is read as UTC: the time is then right, if not at home.
fn local(at: Moment, zone: &str) -> Local {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local: Zoned = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone);
    let day = match local.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    };
    let japanese = format!("{}年{}月{}日({day}) {}:{:02}", local.year(), local.month(), local.day(), local.hour(), local.minute());
    Local { japanese, english: local.strftime("%a, %b %-d, %Y at %-I:%M %p").to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(direction: Direction, language: &str) -> Answered {
        Answered {
            id: MessageId(1),
            direction,
            account_id: None,
            from_name: "三嶋 航太郎".into(),
            from_addr: "mishima@x.example".into(),
            subject: "納期".into(),
            text: "一行目\n> 前の引用\n".into(),
            at: Moment(1_767_571_920_000),
            sent_at: None,
            language: language.into(),
            file: String::new(),
        }
    }

    fn person(role: PersonRole, name: &str, addr: &str) -> (PersonRole, Address) {
        (role, Address { name: name.into(), addr: addr.into() })
    }

    #[test]
    fn an_answer_goes_where_the_mail_asks_and_to_nobody_twice() {
        let people = [
            person(PersonRole::To, "窓口", "Support@ours.example"),
            person(PersonRole::To, "Doe, Jane", "jane@y.example"),
            person(PersonRole::Cc, "", "MISHIMA@x.example"),
            person(PersonRole::Cc, "", "jane@y.example"),
            person(PersonRole::Cc, "", "boss@x.example"),
        ];
        let own = ["support@ours.example".to_owned()];
        let mail = answered(Direction::In, "ja");
        let reply = recipients(DraftKind::Reply, &mail, &people, &own);
        assert_eq!(reply, Recipients { to: "三嶋 航太郎 <mishima@x.example>".into(), cc: String::new() });
        let all = recipients(DraftKind::ReplyAll, &mail, &people, &own);
        assert_eq!(all.cc, "\"Doe, Jane\" <jane@y.example>, boss@x.example");
        assert!(domain::addresses::parse_list(&all.cc).is_ok_and(|list| list[0].name == "Doe, Jane"));
        let asked = [person(PersonRole::ReplyTo, "", "orders@x.example")];
        assert_eq!(recipients(DraftKind::Reply, &mail, &asked, &own).to, "orders@x.example");
        let ours = answered(Direction::Out, "ja");
        let again = recipients(DraftKind::ReplyAll, &ours, &people, &own);
        assert_eq!(again.to, "窓口 <Support@ours.example>, \"Doe, Jane\" <jane@y.example>");
        assert_eq!(again.cc, "MISHIMA@x.example, boss@x.example");
        assert_eq!(recipients(DraftKind::Forward, &mail, &people, &own), Recipients::default());
    }

    #[test]
    fn the_quote_speaks_the_language_of_the_mail_and_the_writers_time() {
        let japanese = quoted(DraftKind::Reply, &answered(Direction::In, "ja"), &[], "Asia/Tokyo", Language::English);
        assert_eq!(japanese, "2026年1月5日(月) 9:12 三嶋 航太郎 <mishima@x.example> さんは書きました:\n> 一行目\n>> 前の引用\n");
        let english = quoted(DraftKind::Reply, &answered(Direction::In, "en"), &[], "UTC", Language::Japanese);
        assert!(english.starts_with("On Mon, Jan 5, 2026 at 12:12 AM, 三嶋 航太郎 <mishima@x.example> wrote:\n> "), "{english}");
        let unknown = quoted(DraftKind::Reply, &answered(Direction::In, ""), &[], "No/Where", Language::Japanese);
        assert!(unknown.starts_with("2026年1月5日(月) 0:12 "), "{unknown}");
        let forward = quoted(
            DraftKind::Forward,
            &answered(Direction::In, "ja"),
            &[person(PersonRole::To, "", "a@b.example")],
            "Asia/Tokyo",
            Language::Japanese,
        );
        assert!(forward.starts_with("---------- 転送メッセージ ----------\n差出人: 三嶋 航太郎 <mishima@x.example>\n日時: 2026年1月5日(月) 9:12\n件名: 納期\n宛先: a@b.example\n\n一行目\n"));
        // What we wrote is folded as a quote when it comes back.
        for text in [&japanese, &english, &forward] {
            let segments = mail::quote::split(&format!("返事です\n\n{text}"));
            assert_eq!(segments.last().map(|s| s.kind), Some(mail::quote::Kind::Quote), "{text}");
        }
    }

    #[test]
    fn there_is_room_above_the_signature() {
        assert_eq!(text("", ""), "\n\n");
        assert_eq!(text("山田\n", ""), "\n\n山田\n");
        assert_eq!(text("山田", "> a\n"), "\n\n山田\n\n> a\n");
        assert_eq!(text("", "> a\n"), "\n\n> a\n");
    }
}
