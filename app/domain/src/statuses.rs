//! Statuses: every one belongs to a class, so that tray, counts and colours know custom ones too.

use crate::{StatusId, stored_enum};
use serde::{Deserialize, Serialize};

stored_enum! {
    /// 未処理, 処理中, 送信待ち, 処理済み.
    pub enum Class { Open = "open", Working = "working", Ready = "ready", Done = "done" }
}

stored_enum! {
    /// The twelve colours of the design.
    pub enum Color {
        Shu = "shu", Daidai = "daidai", Yamabuki = "yamabuki", Wakakusa = "wakakusa", Tokiwa = "tokiwa", Aotake = "aotake", Asagi = "asagi", Ruri = "ruri",
        Kikyo = "kikyo", Fuji = "fuji", Botan = "botan", Nezumi = "nezumi",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct StatusView {
    pub id: StatusId,
    /// Empty for a standard one: shown in the reader's language by class.
    pub name: String,
    pub class: Class,
    pub color: Color,
    pub standard: bool,
}

/// The four standard ones of a new mailbox, in order.
pub const STANDARD: [(Class, Color); 4] =
    [(Class::Open, Color::Shu), (Class::Working, Color::Ruri), (Class::Ready, Color::Fuji), (Class::Done, Color::Tokiwa)];
