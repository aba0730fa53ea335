//! The index on PostgreSQL: a `tsvector` made of literals, and GIN. GIN knows no order and gives all or nothing, so every token is
//! filed under the bucket of its document: what is asked of few buckets costs what these hold, however common the token is.
//!
//! Tokens are letters and digits of any script or the sign of facts, so quotation marks around each are all the care that the
//! texts of `tsvector` and `tsquery` ask for.

use super::{
    index::{BUCKET, Index, Wanted},
    sql::{in_comments, in_messages},
};
use domain::search::Tokens;

pub static MESSAGES: Index = Index {
    put: "insert into tokens_of_messages(id, tokens) values($1, cast($2 as tsvector)) on conflict (id) do update set tokens = excluded.tokens",
    remove: "delete from tokens_of_messages where id = $1",
    purge: "delete from tokens_of_messages where id in (select id from messages where conversation_id = $1)",
    candidates: in_messages!(
        "tokens_of_messages t join messages m on m.id = t.id join conversations c on c.id = m.conversation_id \
         join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1",
        "t.tokens @@ cast($2 as tsquery)",
        "t.id",
        "string_agg(p.name || ' ' || p.addr, chr(10))",
        "string_agg(f.name, chr(10))",
        "string_agg(x.text, chr(10))",
        "string_agg(v.field_id || ':' || v.choice || ':' || v.text, chr(31))"
    ),
    document,
    question,
};

pub static COMMENTS: Index = Index {
    put: "insert into tokens_of_comments(id, tokens) values($1, cast($2 as tsvector)) on conflict (id) do update set tokens = excluded.tokens",
    remove: "delete from tokens_of_comments where id = $1",
    purge: "delete from tokens_of_comments where id in (select id from comments where conversation_id = $1)",
    candidates: in_comments!(
        "tokens_of_comments t join comments m on m.id = t.id join conversations c on c.id = m.conversation_id \
         join grants g on g.mailbox_id = c.mailbox_id and g.user_id = $1",
        "t.tokens @@ cast($2 as tsquery)",
        "t.id",
        "string_agg(v.field_id || ':' || v.choice || ':' || v.text, chr(31))"
    ),
    document,
    question,
};

fn document(id: i64, facts: &[String], tokens: &Tokens) -> String {
    let before = format!("'{}/", id / BUCKET);
    let mut all: String = facts.iter().map(|fact| format!("{before}{fact}' ")).collect();
    tokens.write(&mut all, &before, "' ");
    all
}

fn question(wanted: &Wanted, lowest: i64, below: i64) -> String {
    let of_bucket = |bucket: i64| {
        let quoted = |tokens: &[String], between: &str| tokens.iter().map(|token| format!("'{bucket}/{token}'")).collect::<Vec<_>>().join(between);
        let any = if wanted.any.is_empty() { String::new() } else { format!(" & ({})", quoted(&wanted.any, " | ")) };
        format!("({}{any})", quoted(&wanted.all, " & "))
    };
    let last = (below - 1) / BUCKET;
    (lowest / BUCKET..=last).map(of_bucket).collect::<Vec<_>>().join(" | ")
}
