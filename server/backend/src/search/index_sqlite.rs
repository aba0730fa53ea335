//! The index on SQLite: FTS5 without contents and positions, its row id that of the document. It walks from the newest to the
//! oldest by itself and stops when enough was found.
//!
//! Tokens are letters and digits of any script or the sign of facts, so quotation marks around each are all the care that the
//! language of questions of FTS5 asks for.

use super::{
    index::{Index, Wanted},
    sql::{in_comments, in_messages},
};
use domain::search::Tokens;

// `cross join` keeps the index outermost: any other order would read every mail.
pub static MESSAGES: Index = Index {
    put: "insert into tokens_of_messages(rowid, tokens) values($1, $2)",
    remove: "delete from tokens_of_messages where rowid = $1",
    purge: "delete from tokens_of_messages where rowid in (select id from messages where conversation_id = $1)",
    candidates: in_messages!(
        "tokens_of_messages t cross join messages m on m.id = t.rowid cross join conversations c on c.id = m.conversation_id \
         cross join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1",
        "t.tokens_of_messages match $2",
        "t.rowid",
        "group_concat(p.name || ' ' || p.addr, char(10))",
        "group_concat(f.name, char(10))",
        "group_concat(x.text, char(10))",
        "group_concat(v.field_id || ':' || v.choice || ':' || v.text, char(31))"
    ),
    document,
    question,
};

pub static COMMENTS: Index = Index {
    put: "insert into tokens_of_comments(rowid, tokens) values($1, $2)",
    remove: "delete from tokens_of_comments where rowid = $1",
    purge: "delete from tokens_of_comments where rowid in (select id from comments where conversation_id = $1)",
    candidates: in_comments!(
        "tokens_of_comments t cross join comments m on m.id = t.rowid cross join conversations c on c.id = m.conversation_id \
         cross join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1",
        "t.tokens_of_comments match $2",
        "t.rowid",
        "group_concat(v.field_id || ':' || v.choice || ':' || v.text, char(31))"
    ),
    document,
    question,
};

fn document(_id: i64, facts: &[String], tokens: &Tokens) -> String {
    let mut all = facts.join(" ");
    all.push(' ');
    tokens.write(&mut all, "", " ");
    all
}

fn question(wanted: &Wanted, _lowest: i64, _below: i64) -> String {
    let quoted = |tokens: &[String], between: &str| tokens.iter().map(|token| format!("\"{token}\"")).collect::<Vec<_>>().join(between);
    let mut question = quoted(&wanted.all, " AND ");
    if !wanted.any.is_empty() {
        question.push_str(&format!(" AND ({})", quoted(&wanted.any, " OR ")));
    }
    question
}
