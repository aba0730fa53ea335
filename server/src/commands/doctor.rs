//! `madoguchi doctor`: looks at everything that can be wrong outside the program, and says what to do.

use crate::{config::Config, desk};
use anyhow::{Result, bail};
use backend::{Cx, accounts, reports};
use domain::{Language, accounts::ProbeReport, own_fault::OwnFault};
use std::path::Path;

pub async fn doctor(config: Config) -> Result<()> {
    let mut troubles = 0;
    let mut say = |good: bool, what: &str, advice: &str| {
        println!("{}  {what}", if good { "ok   " } else { "WRONG" });
        if !good {
            println!("       {advice}");
            troubles += 1;
        }
    };

    let opened = desk::open(&config).await;
    say(opened.is_ok(), "data folder, key file and database can be opened", &opened.as_ref().err().map(|e| format!("{e:#}")).unwrap_or_default());
    let writable = writable(&config.data);
    say(
        writable.is_ok(),
        &format!("the data folder {} can be written to", config.data.display()),
        &format!("{}: give the folder to the user that runs madoguchi.", writable.as_ref().err().map(ToString::to_string).unwrap_or_default()),
    );
    if let Ok(desk) = &opened {
        let (room, reserve) = (desk.files.room().await, desk.limits.reserve_bytes());
        let free = room.as_ref().map_or_else(|cause| format!("{cause:#}"), |bytes| format!("{} MB are free", bytes >> 20));
        say(
            room.is_ok_and(|bytes| bytes >= reserve),
            &format!("the disk of the data folder has room for mail ({free})"),
            &format!("Receiving rests while less than {} MB are free; mail waits on its servers meanwhile. Make room.", reserve >> 20),
        );
    }
    let year = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year();
    say(
        (2025..2100).contains(&year),
        "the clock is plausible",
        "The clock of this machine is wrong: mail would be ordered and signed wrongly. Set it.",
    );

    if let Ok(desk) = &opened {
        let cx = Cx::system(desk);
        let lacking = reports::lacks_letters(&cx).await.map_err(|e| anyhow::anyhow!("{e}"))?;
        say(
            !lacking,
            "charts of mailed reports have letters",
            "This machine has no font with kanji: the charts go out without words, their tables have them. Install one \
             (Debian: apt-get install fonts-ipafont-gothic) and start the program again.",
        );
        for account in accounts::list(&cx).await.map_err(|e| anyhow::anyhow!("{e}"))? {
            let result = accounts::probe(&cx, Some(account.id), account.form.clone()).await.map_err(|e| anyhow::anyhow!("{e}"))?;
            for (half, report) in [("receiving", &result.receive), ("sending", &result.send)] {
                if let Some(report) = report {
                    say(report.passed(), &format!("{}: {half}", account.form.address), &advice(report));
                }
            }
        }
        desk.db.close().await;
    }
    if troubles > 0 {
        bail!("{troubles} thing(s) need attention.");
    }
    println!("All is well.");
    Ok(())
}

fn writable(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(".doctor");
    std::fs::write(&path, b"ok")?;
    std::fs::remove_file(&path)
}

fn advice(report: &ProbeReport) -> String {
    use domain::accounts::ProbeFailureKind as Kind;
    let Some((step, failure)) = report.lines.iter().find_map(|line| line.failure.as_ref().map(|f| (line.step, f))) else { return String::new() };
    let advice = match failure.kind {
        Kind::UnknownHost => "Check the server's name, and that this machine can look up names.",
        Kind::Refused => "Check the port; a firewall may also be in the way.",
        Kind::TimedOut => "The server does not answer: check name and port, and firewalls.",
        Kind::TlsNotOffered => "The server offers no TLS here: choose another port or protection.",
        Kind::BadCertificate => "The server's certificate is not trusted: correct its name, or name its authority in extra_ca.",
        Kind::NotThisProtocol => "Another kind of server answers on this port: check port and protection.",
        Kind::BadLogin => "The server does not accept user and password: enter them again; some providers want an app password.",
        Kind::NoMechanism => "The server offers none of the ways to sign in that are allowed: choose another one.",
        Kind::NoUidl => "This POP3 server cannot number its mails (UIDL), which is needed: use IMAP.",
        Kind::SenderRefused => "The server does not let this account send from this address.",
        Kind::NoFolder => "The folder is not there: check its name and rights.",
        Kind::Dropped | Kind::Other => "Try again later; if it stays, ask the provider with the words above.",
    };
    // What our own side found wrong says by itself what helps.
    match OwnFault::parse(&failure.answer) {
        Some(fault) => format!("step {step}: {}", app::own_fault::text(fault, Language::English)),
        None => format!("step {step}: {} — {advice}", failure.answer),
    }
}
