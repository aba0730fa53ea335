//! How a space calls the three levels of priority, and their colours. Their order and meaning stay.

use crate::{Field, Refused, Wrong, conversations::Priority, fold::fold, statuses::Color};
use serde::{Deserialize, Serialize};

/// Characters of a name: it stands before the subject in every row.
pub const NAME_MAX: usize = 10;

/// A level as a space has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::FromRow))]
pub struct Level {
    pub priority: Priority,
    /// Empty: the standard word, in the reader's language.
    pub name: String,
    pub color: Color,
}

impl Level {
    /// As it is where nobody has decided anything.
    pub fn standard(priority: Priority) -> Level {
        let color = match priority {
            Priority::Normal => Color::Nezumi,
            Priority::Urgent | Priority::Critical => Color::Shu,
        };
        Level { priority, name: String::new(), color }
    }

    pub fn is_standard(&self) -> bool {
        *self == Level::standard(self.priority)
    }
}

/// Three levels, each once, with names that differ.
///
/// # Errors
/// [`Refused::Invalid`] for what is missing, too long or broken; [`Refused::Taken`] for two of one name.
pub fn check(levels: &[Level]) -> Result<(), Refused> {
    let mut priorities: Vec<Priority> = levels.iter().map(|level| level.priority).collect();
    priorities.sort_unstable();
    if priorities != Priority::ALL {
        return Err(Refused::Invalid { field: Field::Name, wrong: Wrong::Missing });
    }
    let mut keys = Vec::new();
    for level in levels {
        let name = level.name.trim();
        if name.is_empty() {
            keys.extend(standard_words(level.priority).iter().map(|word| fold(word)));
            continue;
        }
        crate::users::check_name(name, Field::Name)?;
        if name.chars().count() > NAME_MAX {
            return Err(Refused::Invalid { field: Field::Name, wrong: Wrong::TooLong });
        }
        keys.push(fold(name));
    }
    keys.sort_unstable();
    if keys.windows(2).any(|pair| pair[0] == pair[1]) { Err(Refused::Taken { field: Field::Name }) } else { Ok(()) }
}

fn standard_words(priority: Priority) -> [&'static str; 2] {
    match priority {
        Priority::Normal => ["通常", "Normal"],
        Priority::Urgent => ["至急", "Urgent"],
        Priority::Critical => ["大至急", "Critical"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_levels_are_short_and_differ() {
        let levels = |names: [&str; 3]| -> Vec<Level> {
            Priority::ALL.iter().zip(names).map(|(priority, name)| Level { name: name.to_owned(), ..Level::standard(*priority) }).collect()
        };
        let cases = [
            (["", "", ""], Ok(())),
            (["ふつう", "急ぎ", "最優先"], Ok(())),
            (["", "急ぎ", "急ぎ"], Err(Refused::Taken { field: Field::Name })),
            (["", "大至急", ""], Err(Refused::Taken { field: Field::Name })),
            (["", "", "normal"], Err(Refused::Taken { field: Field::Name })),
            (["", "", "一二三四五六七八九十一"], Err(Refused::Invalid { field: Field::Name, wrong: Wrong::TooLong })),
        ];
        for (names, expected) in cases {
            assert_eq!(check(&levels(names)), expected, "{names:?}");
        }
        assert!(check(&levels(["", "", ""])[1..]).is_err());
    }
}
