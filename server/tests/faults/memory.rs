//! What one very large mail costs in memory. The figure is printed; only a gross breach fails.

use super::{
    company::{Company, receiving},
    maildir::Maildir,
    program::Program,
    server, until,
};
use domain::accounts::{AfterFetch, ReceiveKind};

const MB: u64 = 1_000_000;
/// Peak growth that is allowed here; the goal of the measurements is 60 MB.
const LOOSE: u64 = 150 * MB;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_of_50_mb_comes_in_without_much_memory() {
    let (Some(imap), Some(root)) = (server("MADOGUCHI_TEST_IMAP"), server("MADOGUCHI_TEST_MAIL_ROOT")) else { return };
    let company = Company::new().await;
    let mut maildir = Maildir::new(&root, "large");
    company.account(receiving(ReceiveKind::Imap, &imap, &maildir.user, AfterFetch::Delete)).await;
    // The first run shows what small mails cost, the second one what the large one costs on top of them.
    for n in 0..20 {
        maildir.lay(&mail(n, 2_000));
    }
    let usual = peak(&company, &maildir, 20).await;
    let large = mail(20, 50 * MB);
    maildir.lay(&large);
    let peak = peak(&company, &maildir, 21).await;
    let growth = peak.saturating_sub(usual);
    println!("50 MB mail: peak {} MB, {} MB above that of small mails", peak / MB, growth / MB);
    assert_eq!(company.messages().await.pop().unwrap().1, large, "byte for byte");
    assert!(growth <= LOOSE, "{} MB", growth / MB);
}

/// Peak memory in bytes of a worker that takes in what lies there.
async fn peak(company: &Company, maildir: &Maildir, messages: i64) -> u64 {
    company.make_due().await;
    let mut program = Program::worker(&company.data(), &[]);
    until("it is taken in", async || {
        program.must_run();
        (company.standing().await.messages == messages && maildir.count() == 0).then_some(())
    })
    .await;
    let peak = program.peak_memory();
    assert!(program.stop().0.success());
    peak
}

/// A mail of about `size` bytes, nearly all of it one attachment.
fn mail(n: u32, size: u64) -> String {
    let line = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n";
    let lines = usize::try_from(size).unwrap() / line.len();
    format!(
        "From: k@customer.example\r\nMessage-ID: <{n}@customer.example>\r\nSubject: {n}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{n}\r\n--b\r\n\
         Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{n}.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {}--b--\r\n",
        line.repeat(lines)
    )
}
