//! How a report becomes a mail. What it says, and how its charts are drawn, is the screens' business: they hand the way in here when the
//! program starts, and get figures.

use domain::{
    Language,
    reports::{Answer, Question, ReportsDesk, Workbook},
};

#[derive(Clone, Copy)]
pub struct Paper {
    /// What the address of a view asks for; nothing where it is none.
    pub questions: fn(&str, &ReportsDesk) -> Vec<Question>,
    pub written: fn(&Post<'_>) -> Written,
}

/// Everything that a mail is made of.
pub struct Post<'a> {
    /// What people call the schedule.
    pub name: &'a str,
    /// Of the view, with days that move on.
    pub address: &'a str,
    pub desk: &'a ReportsDesk,
    /// One for each question of the address.
    pub answers: &'a [Answer],
    pub reader: &'a str,
    pub language: Language,
    /// Minutes since 1970 on the clocks of the space.
    pub made: i64,
    /// Of the program, without a slash at the end.
    pub base: &'a str,
}

pub struct Written {
    pub subject: String,
    pub text: String,
    /// It names each picture as `cid:` and the name of it.
    pub html: String,
    pub pictures: Vec<(String, Picture)>,
    pub book: Workbook,
    /// Of the workbook, with its ending.
    pub file: String,
}

/// A chart, in pixels, as parts of an SVG.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Shape(String),
    /// An element with words: where no font of the machine has their letters it is left out, and the table says them.
    Words {
        words: String,
        svg: String,
    },
}
