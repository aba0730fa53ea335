-- Internal notes. Never sent.
create table comments(
  id integer primary key,
  conversation_id integer not null references conversations(id),
  author_id integer not null references users(id),
  at integer not null,
  edited_at integer,
  deleted_at integer,
  text text not null
) strict;
create index comments_conversation on comments(conversation_id, at, id);
