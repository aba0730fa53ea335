//! Out as a table, and in again.

use super::*;

each_engine! {
    async fn what_goes_out_and_comes_in_again_changes_nothing(test) {
        let desk = Desk::new(test).await;
        let mina = &desk.mina;
        in_use(mina, &Form { folder: "故障".into(), ..form("=一次対応", None) }, says("=SUM(A1)", "%Customer% 様\r\n\n\"手順\", 1\n")).await;
        in_use(mina, &form("HTML", Some(desk.mailbox)), Content { html: Some("<div>%Customer% 様</div>".into()), ..says("件", "") }).await;
        let table = export(mina).await.unwrap();
        assert!(table.contains("'=SUM(A1)") && !table.contains(",=SUM"), "{table}");
        let came = import(mina, table.as_bytes(), true).await.unwrap();
        assert_eq!((came.added, came.changed, came.same, came.refused.len()), (0, 0, 2, 0), "{table}");
        assert!(list(mina, "").await.unwrap().lines.iter().all(|line| line.published == 1));
        assert_eq!(export(mina).await.unwrap(), table);
    }

    async fn a_table_brings_new_ones_and_next_versions_and_says_first_what_would_come_of_it(test) {
        let desk = Desk::new(test).await;
        let mina = &desk.mina;
        in_use(mina, &form("納期", None), says("納期", "一")).await;
        let table = "フォルダ,名前,メールアプリケーション,件名,形式,本文\r\n,納期,,納期,テキスト,二\r\n使い方,新規,窓口,件,テキスト,\"一行\r\n二行\"\r\n,どこか,知らない窓口,件,,文\r\n,,,件,,文\r\n";
        let would = import(mina, table.as_bytes(), false).await.unwrap();
        assert_eq!((would.added, would.changed, would.same), (1, 1, 0));
        assert_eq!(would.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(names(mina, "").await, ["納期"], "nothing was kept");
        let came = import(mina, table.as_bytes(), true).await.unwrap();
        assert_eq!(came, would);
        assert_eq!(names(mina, "").await, ["新規", "納期"]);
        let lines = list(mina, "").await.unwrap().lines;
        let page = page(mina, lines[1].id).await.unwrap();
        assert_eq!((page.published, page.now.content.text.as_str(), page.versions[0].note.as_str()), (2, "二", "CSV"));
        assert_eq!(refused(import(mina, b"a,b\r\n1,2", true).await), Refused::Invalid { field: Field::File, wrong: Wrong::Malformed });
        let reader = desk.test.person("reader", Role::Member, &[desk.mailbox], Viewing::All, false).await;
        let denied = import(&reader, table.replace("二", "三").as_bytes(), true).await.unwrap();
        assert_eq!((denied.added, denied.changed, denied.refused.len()), (0, 0, 4), "{denied:?}");
    }
}
