use super::*;
use domain::{
    SpaceId,
    reports::{Axis, Head, Key, Period, Row},
};

fn desk() -> ReportsDesk {
    ReportsDesk {
        space: SpaceId(1),
        zone: "Asia/Tokyo".into(),
        today: "2026-11-24".parse().unwrap(),
        mailboxes: vec![],
        log_items: vec![],
        book_items: vec![],
    }
}

fn answer(question: Question) -> Answer {
    let head = |key: i64, label: &str| Head { key: Key::of(key), label: label.into(), color: None, class: None, level: 0, shut: false };
    let values = |count: i64| vec![Some(count); question.measures.len()];
    let rows = vec![
        Row { head: head(3, "<早瀬> \"透\""), values: values(12), before: vec![] },
        Row { head: head(4, "三枝"), values: values(0), before: vec![] },
    ];
    let totals = values(12);
    Answer {
        question,
        before: None,
        zone: "Asia/Tokyo".into(),
        columns: vec![],
        rows,
        totals,
        totals_before: vec![],
        left_off: 0,
        ages: vec![],
        answer_target: None,
        done_target: None,
        reading_in: false,
        counted_since: None,
    }
}

#[test]
fn a_mail_has_its_table_its_picture_and_a_link_to_the_same_days() {
    let (desk, address) = (desk(), "/reports/any?p=7d&compare=0");
    let questions = (paper().questions)(address, &desk);
    assert_eq!(questions.len(), 1);
    assert_eq!(questions[0].period, Period::last(7, desk.today));
    let answers: Vec<Answer> = questions.into_iter().map(answer).collect();
    let post = Post {
        name: "週報 <A/B>",
        address,
        desk: &desk,
        answers: &answers,
        reader: "美奈",
        language: Language::Japanese,
        made: 0,
        base: "https://desk.example",
    };
    let written = (paper().written)(&post);
    assert_eq!(written.subject, "レポート：週報 <A/B>（11/18–11/24）");
    assert_eq!(written.file, "週報 -A-B- 2026-11-18 2026-11-24.xlsx");
    assert!(written.html.contains("週報 &lt;A/B&gt;") && !written.html.contains("<早瀬>"), "{}", written.html);
    assert!(written.html.contains("src=\"cid:chart1\"") && written.html.contains("&lt;早瀬&gt; \"透\"</td>"), "{}", written.html);
    assert!(!written.html.contains("三枝"), "what counts nothing is not told in a mail");
    assert!(written.html.contains("https://desk.example/reports/any?from=2026-11-18&amp;to=2026-11-24&amp;compare=0"), "{}", written.html);
    assert!(written.text.contains("| 12") && written.text.contains("/reports/mails"));
    assert_eq!(written.pictures.len(), 1);
    let bars = written.pictures[0].1.parts.iter().filter(|part| matches!(part, backend::reports::Part::Shape(svg) if svg.contains("#2A80E2")));
    assert_eq!(bars.count(), 2, "a bar a person, in the colour that the figure has on the screen");
    assert_eq!(written.book.sheets[0].rows.len(), 2, "the workbook has everybody");
}

#[test]
fn an_overview_is_asked_card_by_card_and_nothing_else_is_a_report() {
    let desk = desk();
    assert_eq!((paper().questions)("/reports", &desk).len(), MAILED.len());
    assert_eq!((paper().questions)("/reports?p=last-month", &desk)[0].period.to, "2026-10-31".parse().unwrap());
    assert_eq!(
        (paper().questions)("/reports?p=last-week", &desk)[0].period,
        Period { from: "2026-11-16".parse().unwrap(), to: "2026-11-22".parse().unwrap() }
    );
    for other in ["/reports/list?row=1", "/settings", ""] {
        assert!((paper().questions)(other, &desk).is_empty(), "{other}");
    }
    assert_eq!((paper().questions)("/reports/any?axis=day", &desk)[0].axis, Axis::Day);
}
