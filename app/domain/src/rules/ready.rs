//! Rules made ready: values brought into the form in which they are compared, patterns compiled. Judging a mail is then nothing
//! but comparing.

use super::{Action, BODY_LOOKED_AT, Condition, Content, Facts, Operator, RuleForm, Together, What, loosened};
use crate::{Field, Refused, RuleId, Wrong, addresses::Address};
use regex::{Regex, RegexBuilder};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// Bytes that a compiled pattern may take; one that needs more is refused.
const PATTERN_SIZE: usize = 1 << 20;

/// The rules of a mailbox that are switched on, in their order.
#[derive(Debug, Default)]
pub struct Ready {
    pub rules: Vec<ReadyRule>,
}

#[derive(Debug)]
pub struct ReadyRule {
    pub id: RuleId,
    pub name: String,
    pub actions: Vec<Action>,
    together: Together,
    conditions: Vec<ReadyCondition>,
}

#[derive(Debug)]
struct ReadyCondition {
    what: What,
    header: String,
    fuzzy: bool,
    test: Test,
}

#[derive(Debug)]
enum Test {
    /// Whether one of the texts has to one of the values the relation that is asked for, and what is wanted.
    Text {
        relation: fn(&str, &str) -> bool,
        values: Vec<String>,
        wanted: bool,
    },
    Pattern(Vec<Regex>),
    Flag(bool),
    Size {
        over: bool,
        bytes: i64,
    },
}

impl Ready {
    /// The rules that are right for a mail, up to the first that says to stop.
    pub fn judge(&self, facts: &Facts) -> Vec<&ReadyRule> {
        let texts = Texts { facts, known: RefCell::default() };
        let mut right = Vec::new();
        for rule in &self.rules {
            if rule.is_right(&texts) {
                right.push(rule);
                if rule.actions.contains(&Action::Stop) {
                    break;
                }
            }
        }
        right
    }

    /// Whether a mail has to be read again to be judged: its header is not kept anywhere else.
    pub fn needs_headers(&self) -> bool {
        self.rules.iter().flat_map(|rule| &rule.conditions).any(|condition| condition.what == What::Header)
    }
}

impl ReadyRule {
    /// # Errors
    /// [`Refused::Invalid`] for a pattern that is none, or too large a one.
    pub fn new(id: RuleId, form: &RuleForm) -> Result<ReadyRule, Refused> {
        let Content { together, conditions, actions } = &form.content;
        let conditions = conditions.iter().map(ReadyCondition::new).collect::<Result<_, _>>()?;
        Ok(ReadyRule { id, name: form.name.trim().to_owned(), actions: actions.clone(), together: *together, conditions })
    }

    fn is_right(&self, texts: &Texts<'_>) -> bool {
        let mut conditions = self.conditions.iter();
        match self.together {
            Together::All => conditions.all(|condition| condition.holds(texts)),
            // No condition at all: every mail.
            Together::Any => self.conditions.is_empty() || conditions.any(|condition| condition.holds(texts)),
        }
    }
}

impl ReadyCondition {
    fn new(condition: &Condition) -> Result<ReadyCondition, Refused> {
        let Condition { what, header, operator, values, fuzzy } = condition;
        let fuzzy = *fuzzy && *operator != Operator::Matches;
        let values = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
        let text = |relation: fn(&str, &str) -> bool, wanted: bool| {
            let values = values.clone().map(|value| if fuzzy { loosened(value) } else { value.to_lowercase() }).collect();
            Test::Text { relation, values, wanted }
        };
        let test = match operator {
            Operator::Contains => text(|text, value| text.contains(value), true),
            Operator::NotContains => text(|text, value| text.contains(value), false),
            Operator::Equals => text(|text, value| text == value, true),
            Operator::NotEquals => text(|text, value| text == value, false),
            Operator::Starts => text(|text, value| text.starts_with(value), true),
            Operator::Ends => text(|text, value| text.ends_with(value), true),
            Operator::Matches => Test::Pattern(values.map(pattern).collect::<Result<_, _>>()?),
            Operator::Yes => Test::Flag(true),
            Operator::No => Test::Flag(false),
            Operator::Over | Operator::Under => {
                let kilobytes: i64 = values.clone().next().and_then(|value| value.parse().ok()).unwrap_or_default();
                Test::Size { over: *operator == Operator::Over, bytes: kilobytes.saturating_mul(1024) }
            }
        };
        Ok(ReadyCondition { what: *what, header: header.clone(), fuzzy, test })
    }

    fn holds(&self, texts: &Texts<'_>) -> bool {
        let facts = texts.facts;
        if !facts.may_ask(self.what, &self.header) {
            return false;
        }
        match &self.test {
            Test::Text { relation, values, wanted } => {
                let texts = texts.of(self.what, &self.header, self.fuzzy);
                texts.iter().any(|text| values.iter().any(|value| relation(text, value))) == *wanted
            }
            Test::Pattern(patterns) => {
                let texts = texts.of(self.what, &self.header, false);
                texts.iter().any(|text| patterns.iter().any(|pattern| pattern.is_match(text)))
            }
            Test::Flag(wanted) => flag(facts, self.what) == *wanted,
            Test::Size { over: true, bytes } => facts.size > *bytes,
            Test::Size { over: false, bytes } => facts.size < *bytes,
        }
    }
}

fn pattern(text: &str) -> Result<Regex, Refused> {
    let built = RegexBuilder::new(text).case_insensitive(true).size_limit(PATTERN_SIZE).dfa_size_limit(PATTERN_SIZE).build();
    built.map_err(|_| Refused::Invalid { field: Field::Pattern, wrong: Wrong::Malformed })
}

fn flag(facts: &Facts, what: What) -> bool {
    match what {
        What::HasAttachment => !facts.files.is_empty(),
        What::Known => facts.known,
        What::Automatic => facts.automatic,
        _ => false,
    }
}

/// What is looked at, folded or not.
type Forms = HashMap<(What, bool), Rc<Vec<String>>>;

/// The texts of a mail in the forms in which they are compared, each made once.
struct Texts<'f> {
    facts: &'f Facts,
    known: RefCell<Forms>,
}

impl Texts<'_> {
    fn of(&self, what: What, header: &str, fuzzy: bool) -> Rc<Vec<String>> {
        if what == What::Header {
            return Rc::new(self.made(what, header, fuzzy));
        }
        let mut known = self.known.borrow_mut();
        known.entry((what, fuzzy)).or_insert_with(|| Rc::new(self.made(what, header, fuzzy))).clone()
    }

    fn made(&self, what: What, header: &str, fuzzy: bool) -> Vec<String> {
        let facts = self.facts;
        let form = |text: &str| if fuzzy { loosened(text) } else { text.to_lowercase() };
        // A person is found by the name as well as by the address.
        let people = |all: &[Address]| {
            let each = all.iter().flat_map(|person| [person.addr.as_str(), person.name.as_str()]);
            each.filter(|text| !text.is_empty()).map(form).collect::<Vec<_>>()
        };
        match what {
            What::From => people(&facts.from),
            What::To => people(&facts.to),
            What::Cc => people(&facts.cc),
            What::Recipient => people(&facts.to).into_iter().chain(people(&facts.cc)).collect(),
            What::Subject => vec![form(facts.subject.trim())],
            What::Body => vec![form(&facts.body[..facts.body.floor_char_boundary(BODY_LOOKED_AT)])],
            What::Header => facts.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header)).map(|(_, value)| form(value.trim())).collect(),
            What::Account => vec![form(&facts.account)],
            What::AttachmentName => facts.files.iter().map(|name| form(name)).collect(),
            What::Language => vec![form(facts.language.split('-').next().unwrap_or_default())],
            What::Proof => vec![facts.proof.as_str().to_owned()],
            What::HasAttachment | What::Size | What::Known | What::Automatic => Vec::new(),
        }
    }
}
