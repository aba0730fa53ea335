//! Formatted text: pictures in it, templates, and what a recipient would see of it.

use super::*;
use crate::templates;
use domain::templates::{Content, Editors, Form};

/// As little as a picture can be.
const PNG: &[u8] = &[0x89, b'P', b'N', b'G', 13, 10, 26, 10];

impl Desk {
    async fn spooled(&self, bytes: &[u8]) -> crate::files::Spool {
        let mut spool = self.mina.desk.files.spool(1_000).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut spool, bytes).await.unwrap();
        spool
    }
}

fn picture(name: &str) -> drafts::NewFile<'_> {
    drafts::NewFile { name, kind: "image/png", inside: true }
}

each_engine! {
    async fn pictures_stand_in_the_text_and_each_recipient_sees_their_own_words(test) {
        let desk = Desk::new(test).await;
        desk.hurries().await;
        let server = Server::start(Manner::Takes).await;
        desk.sends_through(server.port).await;
        let id = desk.bulk_to("a@x.example,三嶋\r\nb@x.example,<b>波多野</b>\r\n").await;
        let shown = add_file(&desk.mina, id, picture("図.png"), desk.spooled(PNG).await).await.unwrap();
        let dropped = add_file(&desk.mina, id, picture("外した図.png"), desk.spooled(b"\x89PNG other").await).await.unwrap();
        assert!(shown.is_inside() && dropped.is_inside());
        let html = format!("<div>%Customer|お客様% 様</div><div><img src=\"cid:{}\" alt=\"図\"></div>", shown.content_id);
        let content = BulkContent { html: Some(html), ..desk.bulk_content("件", "") };
        save(&desk.mina, id, desk.bulk(id).await.version, content).await.unwrap();
        list_recipients(&desk.mina, id).await.unwrap();
        let second = preview(&desk.mina, id, 1).await.unwrap();
        assert_eq!((second.formatted, second.text.lines().next().unwrap()), (true, "<b>波多野</b> 様"));
        let frame = preview_html(&desk.mina, id, 1).await.unwrap();
        assert!(frame.contains("&lt;b&gt;波多野&lt;/b&gt; 様") && frame.contains("src=\"data:image/png;base64,"), "{frame}");
        assert_eq!(refused(preview_html(&stranger(&desk.test), id, 1).await), Refused::NotFound);

        desk.bulk_sends(id).await;
        desk.bulk_delivers(NOW).await;
        let raw = server.mails()[0].text.clone();
        assert_eq!(raw.matches("Content-ID:").count(), 1, "the picture that was taken out stays behind: {raw}");
        assert!(raw.contains(&shown.content_id));
        // A run of what repeats, and what is sent again, has the same pictures.
        let again = desk.bulk_to("z@x.example").await;
        let mut tx = desk.mina.desk.db.write().await.unwrap();
        sql::copy_files(&mut tx, id, again).await.unwrap();
        tx.commit().await.unwrap();
        assert!(desk.bulk(again).await.files.iter().any(|file| file.content_id == shown.content_id));
    }

    async fn a_template_comes_in_as_it_is_written_with_pictures_of_its_own(test) {
        let desk = Desk::new(test).await;
        let form = Form { name: "案内".into(), folder: String::new(), mailbox: None, editors: Editors::Everybody, named: vec![] };
        let template = templates::create(&desk.mina, &form).await.unwrap();
        let version = templates::page(&desk.mina, template).await.unwrap().version;
        let (file, version) = templates::add_file(&desk.mina, template, version, picture("図.png"), desk.spooled(PNG).await).await.unwrap();
        let html = format!("<div>%Customer% 様</div><img src=\"cid:{}\">", file.content_id);
        let content = Content { subject: "ご案内 %Company%".into(), html: Some(html), ..Content::default() };
        templates::publish(&desk.mina, template, version, content, "").await.unwrap();

        let id = desk.bulk_to("a@x.example,三嶋\r\n").await;
        let before = desk.bulk(id).await.version;
        let first = insert_template(&desk.mina, id, template, true).await.unwrap();
        let second = insert_template(&desk.mina, id, template, true).await.unwrap();
        assert_eq!((first.subject.as_str(), first.version, second.version), ("ご案内 %Company%", before + 1, before + 2));
        let ids = [&first, &second].map(|one| one.files[0].content_id.clone());
        assert_ne!(ids[0], ids[1], "the same picture twice has two names");
        assert!(first.html.unwrap().contains(&format!("cid:{}", ids[0])) && second.html.unwrap().contains("%Customer%"));
        // Plain text shows no picture, and takes none.
        let plain = insert_template(&desk.mina, id, template, false).await.unwrap();
        assert_eq!((plain.files.len(), plain.version, plain.text.trim()), (0, before + 2, "%Customer% 様"));
        assert_eq!(templates::page(&desk.mina, template).await.unwrap().weeks.last(), Some(&3), "each use is counted");
    }
}
