use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn blocked(html: &str) -> Cleaned {
    clean(html, &CleanOptions::default())
}

fn shown(html: &str) -> String {
    clean(html, &CleanOptions { remote_images: true, ..CleanOptions::default() }).html
}

#[test]
fn a_newsletter_keeps_its_looks() {
    let html = "<html><head><style>.t{color:#c00;background:url(http://t/x.gif)} td{padding:4px}</style></head>\
        <body bgcolor=\"#eeeeee\"><table width=600><tr><td class=t align=center>請求書<b>①</b></td></tr></table></body></html>";
    let cleaned = blocked(html);
    assert!(cleaned.html.contains("color:#c00") || cleaned.html.contains("color: #c00"), "{}", cleaned.html);
    assert!(cleaned.html.contains("padding"), "{}", cleaned.html);
    assert!(cleaned.html.contains("bgcolor=\"#eeeeee\""), "{}", cleaned.html);
    assert!(cleaned.html.contains("請求書<b>①</b>") && cleaned.html.contains("width=\"600\""), "{}", cleaned.html);
    assert!(!cleaned.html.contains("url("), "{}", cleaned.html);
    assert_eq!(cleaned.remote_blocked, 1);
}

#[test]
fn lists_and_plain_formatting_stay_as_they_are() {
    let html = "<ul type=\"square\"><li>一</li></ul><ol start=\"3\"><li>二</li></ol><u>三</u><tt>四</tt><h2>五</h2><pre>六</pre>";
    assert_eq!(blocked(html).html, html);
}

#[test]
fn remote_images_are_counted_and_removed_until_allowed() {
    let html = "<img src=\"http://t.example/p.gif\"><img src='//t.example/q'><td background=\"https://t.example/b\"><p style=\"background:url('https://t.example/c')\">x</p><table background=https://t.example/d><tr><td>y</table>";
    let cleaned = blocked(html);
    assert!(!cleaned.html.contains("t.example"), "{}", cleaned.html);
    assert_eq!(cleaned.remote_blocked, 4, "{}", cleaned.html);
    assert!(shown(html).contains("src=\"http://t.example/p.gif\""));
}

#[test]
fn images_inside_the_mail_travel_with_its_html() {
    let raw = b"Content-Type: image/gif\r\nContent-ID: <a/b@x>\r\n\r\nGIF89a";
    let html = "<img src=\"cid:a/b@x\"><img src=\" CID:a%2Fb%40x\"><td background=cid:a/b@x><img src=\"cid:other\" alt=\"x\">";
    let options = CleanOptions { pictures: Pictures::of(raw, html), ..CleanOptions::default() };
    let cleaned = clean(html, &options).html;
    assert_eq!(cleaned.matches("=\"data:image/gif;base64,R0lGODlh\"").count(), 2, "{cleaned}");
    assert!(cleaned.ends_with("<img alt=\"x\">"), "{cleaned}");
    assert!(blocked("<img src=\"data:image/png;base64,AAAA\">").html.contains("data:image/png"));
    assert!(!blocked("<img src=\"data:image/svg+xml;base64,AAAA\">").html.contains("data:"));
    // A relative address would be taken from our own server.
    assert!(!blocked("<img src=\"/logout\"><img src=\"../x\">").html.contains("src"));
}

#[test]
fn a_picture_that_is_named_again_and_again_is_shown_until_it_is_too_much() {
    let mut raw = b"Content-Type: image/gif\r\nContent-ID: <a@x>\r\n\r\nGIF89a".to_vec();
    raw.resize(3 * 1024 * 1024, b'x');
    let html = "<img src=cid:a@x>".repeat(100);
    let options = CleanOptions { pictures: Pictures::of(&raw, &html), ..CleanOptions::default() };
    let cleaned = clean(&html, &options).html;
    assert_eq!((cleaned.matches("<img").count(), cleaned.matches("data:image/gif").count()), (100, 10), "4 MB each, 40 MB in all");
}

#[rstest]
#[case::one_long_value(format!("p{{font-family:{}}}", "A".repeat(1_000_000)), 300_000)]
#[case::many_values(format!("p{{{}}}", (0..90_000).map(|n| format!("a{n}:b;")).collect::<String>()), 30_000)]
#[case::many_selectors(format!("{}{{color:red}}", "p,".repeat(300_000)), 300_000)]
#[case::all_siblings("p~p~p{color:red}".to_owned(), 300_000)]
fn a_style_sheet_that_would_be_copied_into_everything_is_left_out(#[case] sheet: String, #[case] count: usize) {
    let html = format!("<style>{sheet}</style>{}", "<p>x".repeat(count));
    let cleaned = blocked(&html).html;
    assert!(cleaned.len() <= 16 * 1024 * 1024 && cleaned.starts_with("<p>x</p>"), "{} bytes", cleaned.len());
}

#[test]
fn what_grows_beyond_all_measure_is_shown_as_text() {
    let html = format!("<b>begin</b>{}", "<a>x</a>".repeat(260_000));
    let cleaned = blocked(&html).html;
    assert!(cleaned.len() < 16 * 1024 * 1024 && cleaned.contains("begin"), "{} bytes", cleaned.len());
    let longer = format!("<b>begin</b>{}", "<a>".repeat(100) + &"<p>x".repeat(500_000));
    let cleaned = blocked(&longer).html;
    assert!(cleaned.len() < 57 * 1024 * 1024 && cleaned.contains("begin"), "{} bytes", cleaned.len());
}

#[rstest]
#[case("<a href=\"https://example.com/?a=1\">x</a>", "href=\"https://example.com/?a=1\"")]
#[case("<a href=\"mailto:a@b.c\">x</a>", "href=\"mailto:a@b.c\"")]
#[case("<a href=\"tel:+81300000000\">x</a>", "href=\"tel:+81300000000\"")]
fn good_links_open_elsewhere(#[case] html: &str, #[case] expected: &str) {
    let html = blocked(html).html;
    assert!(html.contains(expected) && html.contains("rel=\"noopener noreferrer nofollow\"") && html.contains("target=\"_blank\""), "{html}");
}

#[rstest]
#[case("<a href=\"javascript:alert(1)\">x</a>")]
#[case("<a href=\" java\nscript:alert(1)\">x</a>")]
#[case("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
#[case("<a href=\"/admin/delete\">x</a>")]
#[case("<a href=\"file:///etc/passwd\">x</a>")]
#[case("<a href=\"cid:x\">x</a>")]
fn bad_links_lose_their_target(#[case] html: &str) {
    assert!(!blocked(html).html.contains("href"), "{}", blocked(html).html);
}

#[rstest]
#[case("position:fixed;top:0;left:0")]
#[case("background:\\75rl(http://x/)")]
#[case("width:expression(alert(1))")]
#[case("background:u/**/rl(http://x)")]
#[case("-moz-binding:url(x)")]
#[case("behavior:url(x)")]
#[case("content:'x'")]
#[case("margin-top:-999px")]
#[case("z-index:99999")]
#[case("color:var(--x)")]
#[case("background-image:image-set('http://x/a' 1x)")]
fn dangerous_styles_vanish(#[case] style: &str) {
    let html = blocked(&format!("<p style=\"{style};color:red\">x</p>")).html;
    assert!(html == "<p style=\"color:red\">x</p>" || html == "<p style=\"color: red\">x</p>", "{html}");
}

#[test]
fn forms_scripts_and_frames_are_gone_with_their_content() {
    let html = blocked("<form action=x><input name=a><button>b</button></form><script>c</script><iframe src=d></iframe><object data=e></object><svg><a href=f>g</a></svg><style>h</style>ok").html;
    assert_eq!(html.trim(), "bok");
}

#[test]
fn hostile_nesting_costs_little_and_comes_back_as_text() {
    for html in
        ["<div>".repeat(100_000), "<b id=x><p>".repeat(50_000), "<table><td>".repeat(50_000), "<font>".repeat(60_000), "<a><p></a>".repeat(60_000)]
    {
        let html = format!("{html}見積書");
        assert!(blocked(&html).html.contains("見積書"));
    }
}

#[test]
fn html_becomes_readable_text() {
    let html = "<html><head><title>t</title><style>p{}</style></head><body><p>お世話に&nbsp;なって<br>おります。</p><ul><li>一<li>二</ul>\
        <table><tr><td>品名</td><td>数</td></tr></table><blockquote>引用<br>二行</blockquote><script>x</script>A&amp;B &#150; &#x3042; &copy=1</body>";
    assert_eq!(to_text(html), "お世話に なって\nおります。\n\n- 一\n- 二\n品名 数\n> 引用\n> 二行\nA&B – あ &copy=1");
}

#[test]
fn the_meta_element_names_the_charset() {
    assert_eq!(declared_charset(b"<html><meta charset=shift_jis>").as_deref(), Some("shift_jis"));
    assert_eq!(declared_charset(b"<META http-equiv=Content-Type content=\"text/html; charset=EUC-JP\">").as_deref(), Some("euc-jp"));
    assert_eq!(declared_charset(b"<p>x"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_soup_of_tags_runs_or_panics(pieces in proptest::collection::vec("(<(/?)(script|svg|math|style|p|b|table|td|a|img|noscript|mglyph|template|title|form|xmp)( (on[a-z]{3}|href|src|style)=[\"']?(javascript:x|//evil|x:y|url\\(x\\)|&#106;)[\"']?)*>?|<!--|-->|]]>|[a-zあ-ん<>&\"'= ]{0,8})", 0..40)) {
        let html = pieces.concat();
        let cleaned = clean(&html, &CleanOptions { remote_images: true, ..CleanOptions::default() }).html;
        let lower = cleaned.to_lowercase();
        for word in ["<script", "<svg", "<math", "<style", "<form", "<template", "href=\"javascript", "src=\"//"] {
            prop_assert!(!lower.contains(word), "{} from {}", cleaned, html);
        }
        prop_assert!(!tokens::Tokens::new(&cleaned).any(|token| matches!(token, tokens::Token::Start { attributes, .. } if attributes.to_lowercase().split('"').step_by(2).any(|name| name.trim().starts_with("on")))), "{}", cleaned);
        to_text(&html);
    }
}
