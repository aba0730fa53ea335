//! The address book of the practice company: some of those who write to it, with what the company knows of them.

use crate::{Cx, Result, book};
use domain::{
    BookGroupId, BookItemId, CompanyId, UserId,
    book::{CompanyForm, ContactForm, EntryKind, GroupForm, ItemForm, ItemKind, ItemOptionForm},
};

/// A company and those of its people who are known.
struct Known {
    code: &'static str,
    name: &'static str,
    reading: &'static str,
    phone: &'static str,
    trade: &'static str,
    people: &'static [Person],
}

struct Person {
    name: &'static str,
    reading: &'static str,
    section: &'static str,
    addr: &'static str,
    phone: &'static str,
    /// Places of its products in [`PRODUCTS`].
    has: &'static [usize],
    opted_out: bool,
}

const PRODUCTS: [&str; 4] = ["KM-RF08", "KM-2207", "KM-T2", "KM-P1"];

const fn person(name: &'static str, reading: &'static str, section: &'static str, addr: &'static str) -> Person {
    Person { name, reading, section, addr, phone: "", has: &[], opted_out: false }
}

const COMPANIES: [Known; 8] = [
    Known {
        code: "H-0127",
        name: "一般財団法人ひかりの森こども未来支援機構",
        reading: "ひかりのもりこどもみらいしえんきこう",
        phone: "022-555-0140",
        trade: "福祉・教育",
        people: &[
            Person {
                phone: "022-555-0148",
                has: &[0, 2],
                ..person("篠宮 悠", "しのみや ゆう", "東日本広域連携推進室", "y.shinomiya@hikarinomori.example")
            },
            person("大鷲 灯", "おおわし あかり", "会計課", "kaikei@hikarinomori.example"),
            Person { opted_out: true, ..person("不破 朔太郎", "ふわ さくたろう", "情報システム室", "fuwa@hikarinomori.example") },
        ],
    },
    Known {
        code: "T-0031",
        name: "月見浜水産株式会社",
        reading: "つきみはますいさん",
        phone: "0225-55-0110",
        trade: "水産加工",
        people: &[Person {
            phone: "0225-55-0119",
            has: &[0],
            ..person("三嶋 航太郎", "みしま こうたろう", "工場管理部", "k.mishima@tsukimihama.example")
        }],
    },
    Known {
        code: "M-0042",
        name: "みなと冷蔵株式会社",
        reading: "みなとれいぞう",
        phone: "045-555-0162",
        trade: "倉庫",
        people: &[Person { has: &[1], ..person("時田 周平", "ときた しゅうへい", "情報管理課", "s.tokita@minato-reizo.example") }],
    },
    Known {
        code: "M-0007",
        name: "水鏡株式会社",
        reading: "みずかがみ",
        phone: "03-5555-0177",
        trade: "飲食",
        people: &[
            person("小野寺 柚", "おのでら ゆず", "経理部", "y.onodera@mizukagami.example"),
            person("富永 咲良", "とみなが さくら", "店舗管理部", "s.tominaga@mizukagami.example"),
        ],
    },
    Known {
        code: "N-0015",
        name: "なぎさ通商株式会社",
        reading: "なぎさつうしょう",
        phone: "078-555-0133",
        trade: "貿易",
        people: &[person("貿易部", "ぼうえきぶ", "貿易部", "trade@nagisa-tsusho.example")],
    },
    Known {
        code: "T-0044",
        name: "つばめ食品株式会社",
        reading: "つばめしょくひん",
        phone: "052-555-0121",
        trade: "食品",
        people: &[
            Person { has: &[3], ..person("小松原 理", "こまつばら おさむ", "開発部", "o.komatsubara@tsubame-foods.example") },
            person("関根 雄三", "せきね ゆうぞう", "総務部", "y.sekine@tsubame-foods.example"),
        ],
    },
    Known {
        code: "",
        name: "Larkspur Grocers Ltd",
        reading: "",
        phone: "+44 20 7946 0321",
        trade: "小売",
        people: &[Person { has: &[2], ..person("Imogen Hartwell-Price", "", "Store operations", "imogen.hartwell@larkspur-grocers.example") }],
    },
    Known {
        code: "Q-0003",
        name: "青禾冷链有限公司",
        reading: "",
        phone: "",
        trade: "物流",
        people: &[person("方晓岚", "", "", "fang@qinghe-coldchain.example")],
    },
];

/// Groups, items, companies and people, as if somebody had typed them in.
pub async fn fill(cx: &Cx, in_charge: UserId) -> Result<()> {
    let group = book::add_group(cx, EntryKind::Company, &GroupForm { name: "保守プラス".into() }).await?;
    let options = PRODUCTS.iter().map(|name| ItemOptionForm { id: None, name: (*name).into(), archived: false }).collect();
    let products = ItemForm { name: "保有製品".into(), kind: ItemKind::Multi, required: false, is_unique: false, listed: true, options };
    let products = book::add_item(cx, EntryKind::Contact, &products).await?;
    let trade = ItemForm { name: "業種".into(), kind: ItemKind::Text, required: false, is_unique: false, listed: false, options: vec![] };
    let trade = book::add_item(cx, EntryKind::Company, &trade).await?;
    let items = book::setup(cx).await?.items;
    let options: Vec<String> = items
        .iter()
        .find(|item| item.id == products)
        .map(|item| item.options.iter().map(|option| option.id.to_string()).collect())
        .unwrap_or_default();
    for (place, known) in COMPANIES.iter().enumerate() {
        // The older customers have a contract, and somebody who looks after them.
        let (groups, in_charge): (Vec<BookGroupId>, _) = if place < 3 { (vec![group], Some(in_charge)) } else { (vec![], None) };
        let form = CompanyForm {
            code: known.code.into(),
            name: known.name.into(),
            reading: known.reading.into(),
            phone: known.phone.into(),
            in_charge,
            groups,
            values: vec![(trade, known.trade.into())],
        };
        let company = book::add_company(cx, &form).await?;
        for person in known.people {
            book::add_contact(cx, &card(person, company, products, &options)).await?;
        }
    }
    Ok(())
}

fn card(person: &Person, company: CompanyId, products: BookItemId, options: &[String]) -> ContactForm {
    let has: Vec<String> = person.has.iter().filter_map(|place| options.get(*place).cloned()).collect();
    ContactForm {
        name: person.name.into(),
        reading: person.reading.into(),
        company: Some(company),
        section: person.section.into(),
        phone: person.phone.into(),
        addresses: vec![person.addr.into()],
        opted_out: person.opted_out,
        values: vec![(products, has.join(","))],
        ..ContactForm::default()
    }
}
