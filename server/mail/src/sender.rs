//! What is odd about a sender: names and addresses of ours that nothing proves, domains that look like ours, several senders at
//! once (attack classes 16 and 33).

use crate::bounce::notice::addresses;
use crate::read::{Message, Person};
use crate::verdict::{Verdict, organisation};
use domain::{
    fold::fold,
    proofs::{Mark, Proof},
};
use std::collections::HashSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters of a name of an account that tells us from others; "Support" is everybody's name.
const TELLING_NAME: usize = 5;
/// Where everybody may have an address: such a domain is nobody's own.
const SHARED_DOMAINS: [&str; 22] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "live.jp",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.jp",
    "ymail.ne.jp",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "docomo.ne.jp",
    "softbank.ne.jp",
];

/// What is ours: addresses, names of people and accounts, domains.
#[derive(Clone, Debug, Default)]
pub struct Ours {
    addresses: HashSet<String>,
    names: HashSet<String>,
    domains: HashSet<String>,
}

impl Ours {
    /// A person with their address.
    pub fn add_person(&mut self, name: &str, addr: &str) {
        self.add(name, addr, 2);
    }

    /// An account with the name that it sends under.
    pub fn add_account(&mut self, name: &str, addr: &str) {
        self.add(name, addr, TELLING_NAME);
    }

    fn add(&mut self, name: &str, addr: &str, letters: usize) {
        let addr = fold(addr);
        if let Some(host) = addr.rsplit_once('@').map(|(_, host)| organisation(host)).filter(|host| !SHARED_DOMAINS.contains(&host.as_str())) {
            self.domains.insert(host);
        }
        if !addr.is_empty() {
            self.addresses.insert(addr);
        }
        let name = plain_name(name);
        if name.chars().count() >= letters {
            self.names.insert(name);
        }
    }

    /// Whether an address is one of ours, in any case and width.
    pub fn has(&self, addr: &str) -> bool {
        self.addresses.contains(&fold(addr))
    }
}

/// The marks of a received mail, the gravest first.
pub fn marks(message: &Message, verdict: &Verdict, ours: &Ours) -> Vec<Mark> {
    let nobody = Person::default();
    let from = message.from.first().or(message.sender.as_ref()).unwrap_or(&nobody);
    let house = house_of(&from.addr);
    let proven = verdict.proof == Proof::Passed;
    let mut marks = Vec::new();
    let our_address = ours.has(&from.addr);
    let our_house = ours.domains.contains(&house);
    let our_name = ours.names.contains(&plain_name(&from.name));
    // Who checked and found nothing speaks against an address of our own domain, even one that no account has.
    let refuted = our_house && matches!(verdict.proof, Proof::Failed | Proof::Unsigned);
    if !proven && (our_address || our_name || refuted) {
        marks.push(Mark::Impersonation);
    }
    let looks_like =
        |house: &str| !ours.domains.contains(house) && ours.domains.iter().any(|own| !house.is_empty() && skeleton(house) == skeleton(own));
    if looks_like(&house) || message.reply_to.iter().any(|person| looks_like(&house_of(&person.addr))) {
        marks.push(Mark::LookAlike);
    }
    if verdict.from_fields > 1 || message.from.iter().filter(|person| person.addr.contains('@')).count() > 1 {
        marks.push(Mark::TwoSenders);
    }
    // Full-width signs are read as the plain ones.
    let name: String = from.name.nfkc().collect();
    if addresses(&name).iter().any(|inside| house_of(inside) != house) {
        marks.push(Mark::AddressInName);
    }
    if proven && our_name && !our_house && !our_address {
        marks.push(Mark::OurName);
    }
    if !house.is_empty() && message.reply_to.iter().any(|person| person.addr.contains('@') && house_of(&person.addr) != house) {
        marks.push(Mark::ReplyElsewhere);
    }
    marks
}

fn house_of(addr: &str) -> String {
    addr.rsplit_once('@').map(|(_, host)| organisation(&idna::domain_to_unicode(&fold(host)).0)).unwrap_or_default()
}

/// A name as it is compared: "Yamada  Taro" and "yamada taro", 山田 太郎 and 山田太郎.
fn plain_name(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two different domains look the same at a glance.
pub fn looks_like(domain: &str, known: &str) -> bool {
    domain != known && !domain.is_empty() && skeleton(domain) == skeleton(known)
}

/// What a domain looks like at a glance: punycode opened, marks dropped, letters of other scripts as the Latin ones they
/// resemble, and the pairs that type runs together.
fn skeleton(domain: &str) -> String {
    let (open, _) = idna::domain_to_unicode(domain);
    let letters: String = open.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain_letter).collect();
    letters.replace("rn", "m").replace("vv", "w").replace("cl", "d")
}

fn plain_letter(c: char) -> char {
    const PAIRS: [(&str, char); 27] = [
        ("аɑα", 'a'),
        ("ЬьвƄ", 'b'),
        ("сϲ", 'c'),
        ("ԁɗđ", 'd'),
        ("еєεҽ", 'e'),
        ("ƒ", 'f'),
        ("ɡց", 'g'),
        ("һнհ", 'h'),
        ("іıιӏl1|ɩ", 'l'),
        ("i!", 'l'),
        ("јϳ", 'j'),
        ("кκ", 'k'),
        ("мϻ", 'm'),
        ("пηո", 'n'),
        ("0оοօσ", 'o'),
        ("рρ", 'p'),
        ("ԛ", 'q'),
        ("гɾ", 'r'),
        ("ѕ5", 's'),
        ("тτ", 't'),
        ("υս", 'u'),
        ("ѵν", 'v'),
        ("ԝωш", 'w'),
        ("хχ", 'x'),
        ("уγү", 'y'),
        ("ᴢ", 'z'),
        ("ー一―‐－", '-'),
    ];
    const KANA: [(char, char); 7] = [('ロ', '口'), ('ニ', '二'), ('カ', '力'), ('エ', '工'), ('タ', '夕'), ('ト', '卜'), ('ハ', '八')];
    let latin = PAIRS.iter().find(|(likes, _)| likes.contains(c)).map(|(_, plain)| *plain);
    latin.or_else(|| KANA.iter().find(|(kana, _)| *kana == c).map(|(_, kanji)| *kanji)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn ours() -> Ours {
        let mut ours = Ours::default();
        ours.add_person("三枝 みのり", "saegusa@komorebi.example");
        ours.add_account("こもれび機器サポート", "support@komorebi.example");
        ours.add_account("窓口", "madoguchi.komorebi@gmail.com");
        ours
    }

    fn marks_of(head: &str, proof: Proof) -> Vec<Mark> {
        let raw = format!("{head}\r\nSubject: x\r\n\r\nx\r\n");
        let message = crate::read::read(raw.as_bytes());
        let verdict = Verdict { proof, ..crate::verdict::read(raw.as_bytes(), &message.from, &[]) };
        marks(&message, &verdict, &ours())
    }

    #[rstest]
    #[case::our_address("From: x <SAEGUSA@komorebi.example>", Proof::Unknown, &[Mark::Impersonation])]
    #[case::our_address_proven("From: 三枝 みのり <saegusa@komorebi.example>", Proof::Passed, &[])]
    #[case::our_name_without_the_blank("From: 三枝みのり <a@gmail.com>", Proof::Unsigned, &[Mark::Impersonation])]
    #[case::our_name_at_a_proven_address_outside("From: 三枝 みのり <a@gmail.com>", Proof::Passed, &[Mark::OurName])]
    #[case::our_name_at_home("From: 三枝 みのり <other@komorebi.example>", Proof::Passed, &[])]
    #[case::name_of_an_account("From: こもれび機器サポート <a@evil.example>", Proof::Failed, &[Mark::Impersonation])]
    #[case::name_of_everybody("From: 窓口 <k@customer.example>", Proof::Unknown, &[])]
    #[case::our_domain_refuted("From: keiri@komorebi.example", Proof::Failed, &[Mark::Impersonation])]
    #[case::our_domain_unchecked("From: keiri@komorebi.example", Proof::Unknown, &[])]
    #[case::a_customer("From: 篠宮 悠 <y@hikarinomori.example>", Proof::Unknown, &[])]
    #[case::a_customer_of_the_same_service("From: k@gmail.com", Proof::Failed, &[])]
    #[case::digit_for_letter("From: support@k0morebi.example", Proof::Passed, &[Mark::LookAlike])]
    #[case::letters_run_together("From: support@kornorebi.example", Proof::Passed, &[Mark::LookAlike])]
    #[case::cyrillic("From: support@xn--kmorebi-9ig.example", Proof::Passed, &[Mark::LookAlike])]
    #[case::below_ours("From: a@mail.komorebi.example", Proof::Passed, &[])]
    #[case::answers_to_a_look_alike("From: a@x.example\r\nReply-To: support@k0morebi.example", Proof::Passed, &[Mark::LookAlike, Mark::ReplyElsewhere])]
    #[case::two_fields("From: a@x.example\r\nFrom: b@y.example", Proof::Passed, &[Mark::TwoSenders])]
    #[case::two_addresses("From: a@x.example, b@y.example", Proof::Passed, &[Mark::TwoSenders])]
    #[case::comma_in_a_name("From: Smith, John <j@x.example>", Proof::Passed, &[])]
    #[case::address_in_the_name("From: \"info@bank.example\" <x@evil.example>", Proof::Passed, &[Mark::AddressInName])]
    #[case::wide_address_in_the_name("From: =?utf-8?Q?info=EF=BC=A0bank=2Eexample?= <x@evil.example>", Proof::Passed, &[Mark::AddressInName])]
    #[case::own_address_as_the_name("From: \"a@x.example\" <a@x.example>", Proof::Unknown, &[])]
    #[case::answers_elsewhere("From: a@x.example\r\nReply-To: b@y.example", Proof::Unknown, &[Mark::ReplyElsewhere])]
    #[case::answers_in_the_house("From: a@mail.x.example\r\nReply-To: b@x.example", Proof::Unknown, &[])]
    fn senders_are_marked(#[case] head: &str, #[case] proof: Proof, #[case] expected: &[Mark]) {
        assert_eq!(marks_of(head, proof), expected);
    }
}
