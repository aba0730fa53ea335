-- Which mail and which comment holds which token; the tokens are made by the program (`domain::search`).
-- Only that is kept, no text and no positions: a hit is confirmed in the text itself. The id is that of the message or comment.
create table tokens_of_messages(
  id bigint primary key,
  tokens tsvector not null
);
create index tokens_of_messages_tokens on tokens_of_messages using gin(tokens);
create table tokens_of_comments(
  id bigint primary key,
  tokens tsvector not null
);
create index tokens_of_comments_tokens on tokens_of_comments using gin(tokens);

-- What was there before: read from the newest to the oldest, until nothing is left below `below`.
create table search_backlog(
  kind text primary key,
  below bigint not null
);
insert into search_backlog(kind, below) select 'messages', coalesce(max(id) + 1, 1) from messages;
insert into search_backlog(kind, below) select 'comments', coalesce(max(id) + 1, 1) from comments;
