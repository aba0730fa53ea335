//! Mail services that are known to remove what bears their name before they write their own.

/// The name under which the service of this receiving server speaks.
pub fn of_host(host: &str) -> Option<&'static str> {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    let is_at = |house: &str| host == house || host.ends_with(&format!(".{house}"));
    [
        ("gmail.com", "mx.google.com"),
        ("googlemail.com", "mx.google.com"),
        ("office365.com", "protection.outlook.com"),
        ("outlook.com", "protection.outlook.com"),
        ("fastmail.com", "messagingengine.com"),
        ("messagingengine.com", "messagingengine.com"),
    ]
    .into_iter()
    .find(|(house, _)| is_at(house))
    .map(|(_, name)| name)
}
