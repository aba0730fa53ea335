-- Mail accounts, where reading stopped, and the receipt of everything that came in.

-- Sealed with a key outside the database; the blob names its key.
create table secrets(
  id integer primary key,
  sealed blob not null,
  changed_at integer not null
) strict;

create table accounts(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  address text not null,
  address_key text not null,
  from_name text not null,
  enabled integer not null,
  receive text not null,
  receive_settings text not null,
  receive_secret_id integer references secrets(id),
  folder text not null,
  after_fetch text not null,
  delete_after_days integer not null,
  every_minutes integer not null,
  send text not null,
  send_settings text not null,
  send_secret_id integer references secrets(id),
  created_at integer not null,
  -- Work: claimed by lease, so that two copies of the program never fetch an account at the same time.
  leased_until integer not null default 0,
  leased_by text not null default '',
  next_at integer not null default 0,
  -- Errors in a row; the pause grows with it from 1 to 30 minutes.
  errors integer not null default 0,
  last_error text not null default '',
  last_error_step text not null default '',
  last_error_at integer,
  last_ok_at integer,
  left_on_server integer not null default 0,
  -- A removed account stays as a row, because its mails name it; it has no secrets any more and is counted nowhere.
  removed_at integer
) strict;
create index accounts_mailbox on accounts(mailbox_id, id);
create index accounts_due on accounts(next_at, id) where enabled;

create table cursors(
  account_id integer not null references accounts(id),
  folder text not null,
  uidvalidity integer not null,
  last_uid integer not null,
  primary key(account_id, folder)
) strict;

-- One row for every mail that was taken from a server: raw bytes are synced before it, deleting on the server comes after it.
create table arrivals(
  id integer primary key,
  account_id integer not null references accounts(id),
  uidvalidity integer,
  uid integer,
  uidl text,
  content_hash text not null,
  file text not null,
  size integer not null,
  arrived_at integer not null,
  state text not null,
  reason text not null default '',
  deleted_on_server integer not null default false,
  unique(account_id, uidvalidity, uid),
  unique(account_id, uidl)
) strict;
create index arrivals_hash on arrivals(account_id, content_hash);
create index arrivals_pending on arrivals(id) where state = 'stored';
create index arrivals_quarantine on arrivals(arrived_at, id) where state = 'quarantined';
create index arrivals_on_server on arrivals(account_id, arrived_at) where deleted_on_server = false;
