-- Bulk mail: one text, and one row for each recipient with what became of it.

create table bulk_mails(
  id integer primary key,
  space_id integer not null references spaces(id),
  mailbox_id integer not null references mailboxes(id),
  account_id integer references accounts(id),
  state text not null,
  -- Why it does not go on by itself; empty while it does.
  pause text not null default '',
  subject text not null,
  text text not null,
  html text,
  -- Whom it is for, as JSON.
  audience text not null,
  -- Rises when what is sent changes, or to whom: an approval and the list of recipients are bound to it.
  version integer not null,
  listed_version integer,
  created_by integer not null references users(id),
  created_at integer not null,
  updated_by integer not null references users(id),
  updated_at integer not null,
  scheduled_at integer,
  started_at integer,
  finished_at integer,
  sent_by integer references users(id),
  -- The day of its limit, in days since 1970, and how many were counted against it.
  day integer,
  day_used integer not null default 0,
  check_state text,
  check_version integer,
  check_asked_by integer references users(id),
  check_confirmer integer references users(id),
  check_note text not null default '',
  check_decided_by integer references users(id),
  check_reason text not null default '',
  -- The conversation that gathers its delivery reports; it may be gone.
  reports_id integer
) strict;
create index bulk_mails_list on bulk_mails(space_id, id);
create index bulk_mails_due on bulk_mails(scheduled_at, id) where state = 'scheduled';

create table bulk_recipients(
  id integer primary key,
  bulk_mail_id integer not null references bulk_mails(id),
  position integer not null,
  -- Sent to its writer, to be looked at.
  is_test integer not null default false,
  -- Of the file that it came from; 0 for one of the address book.
  line integer not null,
  contact_id integer,
  company_id integer,
  addr text not null,
  addr_key text not null,
  name text not null,
  company text not null,
  section text not null,
  -- Names and values as JSON, fixed like everything here: the mail is made of this row and its text.
  items text not null,
  state text not null,
  reason text not null default '',
  answer text not null default '',
  -- In the link by which they opt out. It tells nothing, and works as long as the row is there.
  token text not null,
  attempts integer not null default 0,
  due_at integer not null default 0,
  leased_by text not null default '',
  leased_until integer not null default 0,
  -- When the end of the mail was about to be handed over at the last try. Before that nothing can have been delivered.
  handed_at integer,
  -- The date that the mail bears, from its first try on.
  dated_at integer,
  -- When it went out, or came back.
  sent_at integer
) strict;
create unique index bulk_recipients_place on bulk_recipients(bulk_mail_id, is_test, position);
create unique index bulk_recipients_token on bulk_recipients(token);
create index bulk_recipients_state on bulk_recipients(bulk_mail_id, state);
create index bulk_recipients_waiting on bulk_recipients(bulk_mail_id, due_at, id) where state = 'waiting';
create index bulk_recipients_sending on bulk_recipients(leased_until, id) where state = 'sending';
create index bulk_recipients_contact on bulk_recipients(contact_id, sent_at, id) where sent_at is not null;
create index bulk_recipients_company on bulk_recipients(company_id, sent_at, id) where sent_at is not null;
create index bulk_recipients_sent on bulk_recipients(sent_at, contact_id) where sent_at is not null;
create index bulk_recipients_addr on bulk_recipients(addr_key, id);

create table bulk_files(
  id integer primary key,
  bulk_mail_id integer not null references bulk_mails(id),
  name text not null,
  kind text not null,
  size integer not null,
  file text not null
) strict;
create index bulk_files_mail on bulk_files(bulk_mail_id, id);
create index bulk_files_file on bulk_files(file);

create table bulk_audiences(
  id integer primary key,
  space_id integer not null references spaces(id),
  name text not null,
  name_key text not null,
  audience text not null,
  created_by integer not null references users(id),
  created_at integer not null
) strict;
create unique index bulk_audiences_name on bulk_audiences(space_id, name_key);

-- Addresses that get no bulk mail, known to the address book or not: opted-out, bounced.
create table bulk_marks(
  space_id integer not null references spaces(id),
  addr_key text not null,
  kind text not null,
  at integer not null,
  detail text not null,
  primary key(space_id, addr_key, kind)
) strict;

create table bulk_limits(
  space_id integer primary key references spaces(id),
  recipients integer not null,
  per_day integer not null,
  per_minute integer not null,
  scheduled integer not null
) strict;

create table bulk_days(
  space_id integer not null references spaces(id),
  day integer not null,
  used integer not null,
  primary key(space_id, day)
) strict;

-- When an account may send its next bulk mail, whichever copy of the program does it.
create table bulk_paces(
  account_id integer primary key references accounts(id),
  next_at integer not null
) strict;
