-- Mail of earlier years: where it comes from, what becomes of it, and how far it is.
create table imports(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  -- An account that fetches nothing and is counted nowhere: what was imported into a mailbox is known by it.
  account_id integer not null references accounts(id),
  created_by integer references users(id),
  created_at integer not null,
  kind text not null,
  name text not null,
  -- The stored file of what was sent up.
  file text not null default '',
  -- A server of IMAP, its folders one a line, and the password for as long as the import is not over.
  server text not null default '',
  folders text not null default '',
  secret_id integer references secrets(id),
  choices text not null,
  -- What the look found.
  seen text not null default '',
  state text not null,
  ended_at integer,
  -- Everything before it is in: which entry of the source, where in it, and under which numbering of a server.
  entry integer not null default 0,
  within integer not null default 0,
  mark integer not null default 0,
  found integer not null default 0,
  taken integer not null default 0,
  known integer not null default 0,
  left_out integer not null default 0,
  -- Work: claimed by lease, as accounts are.
  leased_until integer not null default 0,
  leased_by text not null default '',
  next_at integer not null default 0,
  errors integer not null default 0,
  failure text not null default '',
  answer text not null default ''
) strict;
create index imports_mailbox on imports(mailbox_id, id);
-- One at a time in a mailbox.
create unique index imports_active on imports(mailbox_id) where state in ('looking', 'looked', 'running', 'paused', 'undoing');
create index imports_due on imports(next_at, id) where state in ('looking', 'running', 'undoing');
create index imports_file on imports(file) where file <> '';

alter table arrivals add column import_id integer references imports(id);
-- The folder that its source names. Folders may go before the mail is taken in.
alter table arrivals add column import_folder_id integer;
create index arrivals_import on arrivals(import_id) where import_id is not null;

-- Which import began it.
alter table conversations add column import_id integer references imports(id);
create index conversations_import on conversations(import_id, id) where import_id is not null;

-- Questions that are kept: one's own, or shared with everybody in a mailbox.
create table saved_searches(
  id integer primary key,
  owner_id integer not null references users(id),
  mailbox_id integer references mailboxes(id),
  name text not null,
  query text not null,
  created_at integer not null
) strict;
create index saved_searches_owner on saved_searches(owner_id, id);
create index saved_searches_mailbox on saved_searches(mailbox_id, id) where mailbox_id is not null;
