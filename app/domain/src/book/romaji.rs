//! Romaji as hiragana, for people who type a reading without turning their IME on.

/// Syllables as they are typed in the Hepburn and the Kunrei way, the longer ones first.
const SYLLABLES: &str = "\
    kya:きゃ kyu:きゅ kyo:きょ gya:ぎゃ gyu:ぎゅ gyo:ぎょ sha:しゃ shi:し shu:しゅ sho:しょ sya:しゃ syu:しゅ syo:しょ cha:ちゃ \
    chi:ち chu:ちゅ cho:ちょ tya:ちゃ tyu:ちゅ tyo:ちょ tsu:つ nya:にゃ nyu:にゅ nyo:にょ hya:ひゃ hyu:ひゅ hyo:ひょ bya:びゃ \
    byu:びゅ byo:びょ pya:ぴゃ pyu:ぴゅ pyo:ぴょ mya:みゃ myu:みゅ myo:みょ rya:りゃ ryu:りゅ ryo:りょ jya:じゃ jyu:じゅ jyo:じょ \
    zya:じゃ zyu:じゅ zyo:じょ ka:か ki:き ku:く ke:け ko:こ ga:が gi:ぎ gu:ぐ ge:げ go:ご sa:さ si:し su:す se:せ so:そ \
    za:ざ zi:じ ji:じ zu:ず ze:ぜ zo:ぞ ja:じゃ ju:じゅ jo:じょ ta:た ti:ち tu:つ te:て to:と da:だ di:ぢ du:づ de:で do:ど \
    na:な ni:に nu:ぬ ne:ね no:の ha:は hi:ひ fu:ふ hu:ふ he:へ ho:ほ fa:ふぁ fi:ふぃ fe:ふぇ fo:ふぉ ba:ば bi:び bu:ぶ be:べ \
    bo:ぼ pa:ぱ pi:ぴ pu:ぷ pe:ぺ po:ぽ ma:ま mi:み mu:む me:め mo:も ya:や yu:ゆ yo:よ ra:ら ri:り ru:る re:れ ro:ろ wa:わ \
    wo:を a:あ i:い u:う e:え o:お -:ー";

fn syllables() -> impl Iterator<Item = (&'static str, &'static str)> {
    SYLLABLES.split(' ').filter_map(|pair| pair.split_once(':'))
}

/// What romaji says in hiragana, as far as it is typed: consonants at the end wait for their vowel. `None` where it is no romaji.
pub fn kana(typed: &str) -> Option<String> {
    let typed: String = typed.trim().to_ascii_lowercase();
    let mut rest: String = typed.chars().filter(|c| *c != ' ').collect();
    if rest.is_empty() || !rest.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '\'') {
        return None;
    }
    let mut kana = String::new();
    while !rest.is_empty() {
        if let Some((latin, read)) = syllables().find(|(latin, _)| rest.starts_with(latin)) {
            kana.push_str(read);
            rest.drain(..latin.len());
            continue;
        }
        let mut letters = rest.chars();
        match (letters.next(), letters.next()) {
            (Some('n'), Some('\'')) => {
                kana.push('ん');
                rest.drain(..2);
            }
            // n before another consonant, and the m of Hepburn before b, m and p.
            (Some('n'), Some(next)) if next != 'y' => {
                kana.push('ん');
                rest.drain(..if next == 'n' && !rest[2..].starts_with(['a', 'i', 'u', 'e', 'o', 'y']) { 2 } else { 1 });
            }
            (Some('m'), Some('b' | 'm' | 'p')) => {
                kana.push('ん');
                rest.drain(..1);
            }
            // A doubled consonant, and the t of Hepburn before ch.
            (Some(one), Some(next)) if one == next || (one, next) == ('t', 'c') => {
                kana.push('っ');
                rest.drain(..1);
            }
            _ if rest.len() <= 2 && syllables().any(|(latin, _)| latin.starts_with(rest.as_str())) => break,
            _ => return None,
        }
    }
    (!kana.is_empty()).then_some(kana)
}

#[cfg(test)]
mod tests {
    use super::kana;

    #[test]
    fn romaji_is_read_as_far_as_it_is_typed() {
        let cases = [
            ("mishima", Some("みしま")),
            ("mish", Some("み")),
            ("Tsukimihama", Some("つきみはま")),
            ("kenichi", Some("けにち")),
            ("ken'ichi", Some("けんいち")),
            ("shinbashi", Some("しんばし")),
            ("shimbashi", Some("しんばし")),
            ("konno", Some("こんの")),
            ("hattori", Some("はっとり")),
            ("itchi", Some("いっち")),
            ("honda", Some("ほんだ")),
            ("hon", Some("ほ")),
            ("kyo", Some("きょ")),
            ("ky", None),
            ("sa-bisu", Some("さーびす")),
            ("northgate", None),
            ("三嶋", None),
            ("a1", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(kana(typed).as_deref(), expected, "{typed}");
        }
    }
}
