//! Servers of well-known providers: what fills the form when one is chosen. From the providers' own help pages.

use crate::accounts::Security;

/// What somebody must know who chooses a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresetNote {
    /// The usual password is refused; one for programs is made in the provider's security settings.
    AppPassword,
    /// Access by mail programs is off until it is allowed in the provider's settings.
    AllowFirst,
    /// Every contract has a server name of its own: it is left empty.
    HostOfContract,
    /// The provider takes no passwords any more (Microsoft, "Deprecation of Basic authentication in Exchange Online").
    OAuthOnly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    pub name: &'static str,
    /// `None` where the provider offers it only to some of its customers.
    pub imap: Option<(&'static str, u16, Security)>,
    pub pop3: Option<(&'static str, u16, Security)>,
    pub smtp: (&'static str, u16, Security),
    pub note: Option<PresetNote>,
}

const fn imap(host: &'static str) -> Option<(&'static str, u16, Security)> {
    Some((host, 993, Security::Tls))
}

const fn pop3(host: &'static str) -> Option<(&'static str, u16, Security)> {
    Some((host, 995, Security::Tls))
}

/// Submission inside TLS (RFC 8314 section 3.3).
const fn tls(host: &'static str) -> (&'static str, u16, Security) {
    (host, 465, Security::Tls)
}

const fn start_tls(host: &'static str) -> (&'static str, u16, Security) {
    (host, 587, Security::StartTls)
}

pub const PRESETS: &[Preset] = &[
    Preset {
        name: "Gmail / Google Workspace",
        imap: imap("imap.gmail.com"),
        pop3: pop3("pop.gmail.com"),
        smtp: tls("smtp.gmail.com"),
        note: Some(PresetNote::AppPassword),
    },
    Preset {
        name: "Yahoo! メール (yahoo.co.jp)",
        imap: imap("imap.mail.yahoo.co.jp"),
        pop3: pop3("pop.mail.yahoo.co.jp"),
        smtp: tls("smtp.mail.yahoo.co.jp"),
        note: Some(PresetNote::AllowFirst),
    },
    Preset { name: "iCloud", imap: imap("imap.mail.me.com"), pop3: None, smtp: start_tls("smtp.mail.me.com"), note: Some(PresetNote::AppPassword) },
    Preset { name: "OCN", imap: imap("imap.ocn.ne.jp"), pop3: pop3("pop.ocn.ne.jp"), smtp: tls("smtp.ocn.ne.jp"), note: None },
    Preset { name: "@nifty", imap: imap("imap.nifty.com"), pop3: pop3("pop.nifty.com"), smtp: tls("smtp.nifty.com"), note: None },
    Preset { name: "BIGLOBE", imap: None, pop3: pop3("mail.biglobe.ne.jp"), smtp: tls("mail.biglobe.ne.jp"), note: None },
    Preset { name: "So-net", imap: None, pop3: pop3("pop.so-net.ne.jp"), smtp: start_tls("mail.so-net.ne.jp"), note: None },
    Preset {
        name: "ロリポップ！ (Lolipop)", imap: imap("imap.lolipop.jp"), pop3: pop3("pop.lolipop.jp"), smtp: tls("smtp.lolipop.jp"), note: None
    },
    Preset {
        name: "さくらのレンタルサーバ (Sakura)", imap: imap(""), pop3: pop3(""), smtp: start_tls(""), note: Some(PresetNote::HostOfContract)
    },
    Preset { name: "エックスサーバー (Xserver)", imap: imap(""), pop3: pop3(""), smtp: tls(""), note: Some(PresetNote::HostOfContract) },
    Preset { name: "ConoHa WING", imap: imap(""), pop3: pop3(""), smtp: tls(""), note: Some(PresetNote::HostOfContract) },
    Preset {
        name: "Zoho Mail",
        imap: imap("imappro.zoho.com"),
        pop3: pop3("poppro.zoho.com"),
        smtp: tls("smtppro.zoho.com"),
        note: Some(PresetNote::AllowFirst),
    },
    Preset {
        name: "Fastmail",
        imap: imap("imap.fastmail.com"),
        pop3: pop3("pop.fastmail.com"),
        smtp: tls("smtp.fastmail.com"),
        note: Some(PresetNote::AppPassword),
    },
    Preset {
        name: "Yahoo Mail (yahoo.com)",
        imap: imap("imap.mail.yahoo.com"),
        pop3: pop3("pop.mail.yahoo.com"),
        smtp: tls("smtp.mail.yahoo.com"),
        note: Some(PresetNote::AppPassword),
    },
    Preset {
        name: "AOL Mail",
        imap: imap("imap.aol.com"),
        pop3: pop3("pop.aol.com"),
        smtp: tls("smtp.aol.com"),
        note: Some(PresetNote::AppPassword),
    },
    Preset {
        name: "GMX (gmx.com)",
        imap: imap("imap.gmx.com"),
        pop3: pop3("pop.gmx.com"),
        smtp: start_tls("mail.gmx.com"),
        note: Some(PresetNote::AllowFirst),
    },
    Preset {
        name: "GMX (gmx.net)",
        imap: imap("imap.gmx.net"),
        pop3: pop3("pop.gmx.net"),
        smtp: start_tls("mail.gmx.net"),
        note: Some(PresetNote::AllowFirst),
    },
    Preset {
        name: "Microsoft 365 / Outlook.com",
        imap: imap("outlook.office365.com"),
        pop3: pop3("outlook.office365.com"),
        smtp: start_tls("smtp.office365.com"),
        note: Some(PresetNote::OAuthOnly),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_can_be_received_from_and_is_named_once() {
        for (at, preset) in PRESETS.iter().enumerate() {
            assert!(PRESETS[..at].iter().all(|other| other.name != preset.name), "{}", preset.name);
            let hosts = [preset.imap, preset.pop3, Some(preset.smtp)].into_iter().flatten().map(|(host, ..)| host);
            assert!(preset.imap.or(preset.pop3).is_some(), "{}", preset.name);
            for host in hosts {
                assert_eq!(host.is_empty(), preset.note == Some(PresetNote::HostOfContract), "{}", preset.name);
            }
        }
    }
}
