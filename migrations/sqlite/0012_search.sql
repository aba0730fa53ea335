-- Which mail and which comment holds which token; the tokens are made by the program (`domain::search`), each separated by a space.
-- Only that is kept, no text and no positions: a hit is confirmed in the text itself. The row id is that of the message or comment.
create virtual table tokens_of_messages using fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');
create virtual table tokens_of_comments using fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');
-- Fewer, larger merges: mails come in by the hundred.
insert into tokens_of_messages(tokens_of_messages, rank) values('automerge', 8);

-- What was there before: read from the newest to the oldest, until nothing is left below `below`.
create table search_backlog(
  kind text primary key,
  below integer not null
) strict;
insert into search_backlog(kind, below) select 'messages', coalesce(max(id) + 1, 1) from messages;
insert into search_backlog(kind, below) select 'comments', coalesce(max(id) + 1, 1) from comments;
