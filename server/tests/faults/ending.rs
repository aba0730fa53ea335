//! Starting and ending: what a service manager and a monitoring system see.

use super::{
    PATIENCE,
    company::{Company, handing_over},
    program::{Program, command},
    web::{ask, free_address, get, read_until, ready, sign_in},
};
use backend::{drafts, outbox, users};
use domain::{accounts::AuthMethod, drafts::DraftContent, outbox::After, users::Profile};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    time::Duration,
};

/// An SMTP server that takes one mail to its end and then says nothing more. Its address, and what hears that the end came.
fn hanging_smtp() -> (SocketAddr, std::sync::mpsc::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (told, end) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"220 hanging\r\n").unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut in_mail = false;
        for line in lines.map_while(Result::ok) {
            let answer: &[u8] = match line.as_str() {
                "." if in_mail => {
                    told.send(()).unwrap();
                    b""
                }
                _ if in_mail => b"",
                "DATA" => {
                    in_mail = true;
                    b"354 go on\r\n"
                }
                _ => b"250 ok\r\n",
            };
            stream.write_all(answer).unwrap();
        }
    });
    (address, end)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_end_it_ends_in_time_although_a_server_and_a_browser_hang() {
    let company = Company::new().await;
    let (smtp, end) = hanging_smtp();
    let account_id = company.account(handing_over(&smtp.to_string())).await;
    let mina = &company.mina;
    let profile = users::profile(mina).await.unwrap();
    users::save_profile(mina, &Profile { undo_seconds: 0, ..profile }).await.unwrap();
    let (_, held) = drafts::start_new(mina, company.mailbox).await.unwrap();
    let (to, none) = ("k@customer.example".to_owned(), String::new());
    let content = DraftContent { account_id, to, cc: none.clone(), bcc: none, subject: "納期".into(), text: "明日です。".into(), html: None };
    let version = drafts::save(mina, held.draft_id, &held.token, 1, content).await.unwrap();
    outbox::send(mina, held.draft_id, &held.token, version, After::Done, "key".into()).await.unwrap();

    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    let cookie = sign_in(address);
    let upload = format!(
        "POST /drafts/{}/files?token={}&name=a.txt HTTP/1.1\r\nHost: {address}\r\nCookie: madoguchi={cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Length: 1000\r\n\r\nand no more",
        held.draft_id, held.token
    );
    let _hangs = ask(address, &upload).unwrap();
    end.recv_timeout(PATIENCE).unwrap();

    let (ended, after) = program.stop();
    assert_eq!(ended.code(), Some(0), "{}", program.said());
    assert!(after <= Duration::from_secs(10), "{after:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_end_it_ends_cleanly_although_a_stream_is_open() {
    let company = Company::new().await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);

    let cookie = sign_in(address);
    let listen = format!("GET /events HTTP/1.1\r\nHost: {address}\r\nCookie: madoguchi={cookie}\r\nAccept: text/event-stream\r\n\r\n");
    let mut stream = ask(address, &listen).unwrap();
    let heard = read_until(&mut stream, "event: hello");
    assert!(heard.starts_with("HTTP/1.1 200") && heard.contains("text/event-stream"), "{heard}");

    let (ended, after) = program.stop();
    assert_eq!(ended.code(), Some(0), "{}", program.said());
    assert!(after <= Duration::from_secs(10), "{after:?}");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(get(address, "/healthz").is_none(), "nobody answers any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_readiness_and_figures_are_answered_without_a_session() {
    let company = Company::new().await;
    let address = free_address();
    let mut program = Program::serve(&company.data(), &["--listen", &address.to_string()]);
    ready(address, &mut program);
    assert!(get(address, "/healthz").unwrap().ends_with("ok\n"));
    assert!(get(address, "/readyz").unwrap().ends_with("ready\n"));
    let figures = get(address, "/metrics").unwrap();
    assert!(figures.starts_with("HTTP/1.1 200") && figures.contains("text/plain; version=0.0.4"), "{figures}");
    for figure in ["madoguchi_mails_received_total 0", "madoguchi_letters_total{state=\"sent\"} 0", "madoguchi_letters_waiting 0"] {
        assert!(figures.contains(figure), "{figure} in {figures}");
    }
    assert!(figures.contains("madoguchi_requests_total{status=\"2xx\"}"), "what was answered before is counted: {figures}");
}

#[test]
fn a_setting_that_is_wrong_ends_it_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[&str], [&str; 3]); 4] = [
        (&["serve", "--listen", "nowhere"], ["listen", "nowhere", "127.0.0.1:3000"]),
        (&["serve", "--role", "king"], ["role", "king", "all, web, worker"]),
        (&["serve", "--message-mb", "501"], ["message_mb", "501", "1 to 500"]),
        (&["migrate", "--database", "mysql://u:geheim@h/d"], ["database", "mysql", "postgres://"]),
    ];
    for (words, parts) in cases {
        let output = command(words).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty(), "{words:?}");
        let sentence = String::from_utf8(output.stderr).unwrap();
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
        for part in parts {
            assert!(sentence.contains(part), "{sentence:?} lacks {part:?}");
        }
        assert!(!sentence.contains("geheim"), "{sentence}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_key_is_rotated_while_the_program_runs() {
    let company = Company::new().await;
    let mut form = handing_over(&free_address().to_string());
    (form.send_server.auth, form.send_server.user) = (AuthMethod::Plain, "support".into());
    form.send_password = Some("geheim".into());
    company.account(form).await;
    let data = company.data();
    let keys = || std::fs::read_to_string(data.join("secret.key")).unwrap().lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(keys(), 2);
    let output = command(&["rotate-key", "--data", data.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("sealed with it now: 1") && !said.contains("geheim"), "{said}");
    assert_eq!(keys(), 3);
    // This process read the keys before: it finds the new one.
    assert_eq!(backend::secrets::reseal(&backend::Cx::system(&company.desk)).await.unwrap(), 1);
}
