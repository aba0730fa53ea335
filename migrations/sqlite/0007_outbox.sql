-- What waits to be handed over. The bytes are built once, filed, and never rebuilt for a retry.
create table letters(
  id integer primary key,
  message_id integer not null unique references messages(id),
  account_id integer not null references accounts(id),
  draft_id integer references drafts(id),
  state text not null,
  due_at integer not null,
  leased_until integer not null default 0,
  leased_by text not null default '',
  attempts integer not null default 0,
  -- Since when it is tried: two days of temporary failures are enough.
  queued_at integer not null,
  envelope_from text not null,
  file text not null,
  last_step text not null default '',
  last_answer text not null default '',
  finished_at integer,
  -- When the end of the mail was about to be handed over at the last try. Before that nothing can have been delivered.
  handed_at integer,
  -- Status and waiting clock as they were before the send, as JSON: what taking it back restores.
  before_send text not null default '',
  -- Given by the browser: a send that is repeated after a lost answer is the same send.
  idempotency_key text not null unique
) strict;
create index letters_due on letters(due_at, id) where state = 'waiting';
create index letters_sending on letters(leased_until, id) where state = 'sending';
create index letters_account on letters(account_id, id);

create table letter_recipients(
  letter_id integer not null references letters(id),
  position integer not null,
  addr text not null,
  state text not null,
  answer text not null default '',
  primary key(letter_id, position)
) strict;
