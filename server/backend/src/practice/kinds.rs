//! What kind of question each conversation of the support desk is: a field whose values follow the folders of the content.

use crate::{Cx, Result, fields};
use domain::{
    fields::{FieldForm, Kind, OptionForm},
    statuses::Color,
    *,
};

/// The folder of the content, what conversations in it are about, and its colour.
const KINDS: [(&str, &str, Color); 4] = [
    ("製品の使い方", "使い方", Color::Asagi),
    ("修理・交換", "故障・不具合", Color::Daidai),
    ("海外 International", "海外", Color::Fuji),
    ("請求・支払い", "請求・支払い", Color::Wakakusa),
];

/// The field, and which option stands for which folder.
pub struct Kinds {
    field: FieldId,
    options: Vec<(&'static str, OptionId)>,
}

impl Kinds {
    /// A column of the lists of this mailbox.
    pub async fn make(cx: &Cx, mailbox: MailboxId) -> Result<Kinds> {
        let option = |(_, name, color): &(&str, &str, Color)| OptionForm { id: None, name: (*name).to_owned(), color: *color, archived: false };
        let form = FieldForm { name: "種別".to_owned(), kind: Kind::Menu, listed: true, options: KINDS.iter().map(option).collect() };
        let field = fields::add(cx, mailbox, &form).await?;
        let made = fields::of_mailbox(cx, mailbox).await?.fields.into_iter().find(|made| made.id == field).ok_or(Refused::NotFound)?;
        Ok(Kinds { field, options: KINDS.iter().map(|(folder, ..)| *folder).zip(made.options.into_iter().map(|option| option.id)).collect() })
    }

    /// For the change that makes a conversation what it is.
    pub fn of(&self, folder: Option<&str>) -> Vec<(FieldId, String)> {
        let found = self.options.iter().find(|(of, _)| Some(*of) == folder);
        found.map(|(_, option)| (self.field, option.to_string())).into_iter().collect()
    }
}
