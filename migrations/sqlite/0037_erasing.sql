-- Erasing somebody goes on batch by batch, and after a crash where it was; groups that came with an import go with it.

create table book_erasures(
  id integer primary key,
  space_id integer not null references spaces(id),
  contact_id integer not null references contacts(id),
  -- What becomes of mails: hidden or deleted.
  mails text not null,
  -- Names and addresses that are looked for (JSON); empty once it is over.
  wanted text not null,
  total integer not null,
  done integer not null default 0,
  created_by integer references users(id),
  created_at integer not null,
  -- The last sign of life of whoever is at work.
  beat_at integer not null,
  finished_at integer
) strict;
create index book_erasures_open on book_erasures(id) where finished_at is null;
create table book_erasure_steps(
  erasure_id integer not null references book_erasures(id),
  -- In this order: 1 a conversation that goes, 2 a mail that stays without them, 3 what stands around its mails.
  turn integer not null,
  target_id integer not null,
  primary key(erasure_id, turn, target_id)
) strict, without rowid;

-- The import that it was made for, as long as nobody gave it another name.
alter table book_groups add column import_id integer references book_imports(id);
create index book_groups_import on book_groups(import_id) where import_id is not null;
