//! Whether two domains belong to the same house (RFC 7489, 3.1 and 3.2). The list of all registries of the world changes
//! weekly and weighs a quarter of a megabyte; the rules below know the forms that companies' mail has.

/// Second levels under which countries register names for the third.
const SECOND_LEVELS: [&str; 17] = ["co", "or", "ne", "ac", "go", "ad", "ed", "gr", "lg", "com", "net", "org", "edu", "gov", "gob", "mil", "idv"];
/// Prefectures and cities under which .jp registers, and registers of old.
const JAPANESE_REGIONS: [&str; 54] = [
    "hokkaido",
    "aomori",
    "iwate",
    "miyagi",
    "akita",
    "yamagata",
    "fukushima",
    "ibaraki",
    "tochigi",
    "gunma",
    "saitama",
    "chiba",
    "tokyo",
    "kanagawa",
    "niigata",
    "toyama",
    "ishikawa",
    "fukui",
    "yamanashi",
    "nagano",
    "gifu",
    "shizuoka",
    "aichi",
    "mie",
    "shiga",
    "kyoto",
    "osaka",
    "hyogo",
    "nara",
    "wakayama",
    "tottori",
    "shimane",
    "okayama",
    "hiroshima",
    "yamaguchi",
    "tokushima",
    "kagawa",
    "ehime",
    "kochi",
    "fukuoka",
    "saga",
    "nagasaki",
    "kumamoto",
    "oita",
    "miyazaki",
    "kagoshima",
    "okinawa",
    "sapporo",
    "sendai",
    "yokohama",
    "kawasaki",
    "nagoya",
    "kobe",
    "kitakyushu",
];
/// Places under which strangers hold names side by side.
const SHARED: [&str; 12] = [
    "github.io",
    "herokuapp.com",
    "azurewebsites.net",
    "onmicrosoft.com",
    "sakura.ne.jp",
    "xsrv.jp",
    "xrea.com",
    "lolipop.jp",
    "blogspot.com",
    "pages.dev",
    "vercel.app",
    "netlify.app",
];

/// The domain that its holder registered: `example.co.jp` of `mail.example.co.jp`.
pub fn organisation(domain: &str) -> String {
    let domain = domain.trim().trim_end_matches('.').to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let last = |count: usize| labels.get(labels.len().saturating_sub(count)..).unwrap_or_default().join(".");
    let (Some(top), Some(second)) = (labels.last(), labels.len().checked_sub(2).and_then(|at| labels.get(at))) else { return domain };
    let is_country = top.len() == 2;
    let registers_third = is_country && SECOND_LEVELS.contains(second) || *top == "jp" && JAPANESE_REGIONS.contains(second);
    // A city below its prefecture: example.chuo.tokyo.jp.
    let in_city = *top == "jp" && JAPANESE_REGIONS.contains(second) && labels.len() > 3;
    let shared = SHARED.iter().find(|shared| domain.ends_with(&format!(".{shared}"))).map(|shared| shared.split('.').count() + 1);
    match (shared, in_city, registers_third) {
        (Some(count), ..) => last(count),
        (_, true, _) => last(4),
        (_, _, true) => last(3),
        _ => last(2),
    }
}

/// Relaxed alignment.
pub(super) fn fits(domain: &str, from: &str) -> bool {
    !domain.is_empty() && !from.is_empty() && domain.contains('.') && organisation(domain) == organisation(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn houses_are_told_apart() {
        let cases = [
            ("mail.example.com", "example.com"),
            ("example.com", "example.com"),
            ("a.b.example.co.jp", "example.co.jp"),
            ("example.jp", "example.jp"),
            ("mx.example.jp", "example.jp"),
            ("shop.example.tokyo.jp", "shop.example.tokyo.jp"),
            ("example.co.uk", "example.co.uk"),
            ("evil.co.uk", "evil.co.uk"),
            ("a.sakura.ne.jp", "a.sakura.ne.jp"),
            ("localhost", "localhost"),
            ("", ""),
        ];
        for (domain, expected) in cases {
            assert_eq!(organisation(domain), expected, "{domain}");
        }
        assert!(fits("bounce.example.co.jp", "EXAMPLE.co.jp"));
        assert!(!fits("other.co.jp", "example.co.jp"), "the registry is no house");
        assert!(!fits("example.com.evil.net", "example.com") && !fits("", "example.com") && !fits("jp", "jp"));
    }
}
