-- Calls and visits of a space, and its notice board.

-- How a log is kept, where it is not as usual.
create table log_settings(
  space_id integer not null references spaces(id),
  log text not null,
  dating text not null,
  step integer not null,
  primary key(space_id, log)
) strict;

-- Items of the space's own, behind the standard ones.
create table log_items(
  id integer primary key,
  space_id integer not null references spaces(id),
  log text not null,
  position integer not null,
  name text not null,
  name_key text not null,
  kind text not null,
  required integer not null default false,
  -- One that was removed stays, so that what was written in it can be brought back.
  removed_at integer
) strict;
create unique index log_items_name on log_items(space_id, log, name_key) where removed_at is null;
create index log_items_order on log_items(space_id, log, position, id);

-- What items can be set to, and, with item 0, what can come of an entry.
create table log_options(
  id integer primary key,
  space_id integer not null references spaces(id),
  log text not null,
  item_id integer not null,
  position integer not null,
  name text not null,
  name_key text not null,
  color text not null,
  archived integer not null default false
) strict;
create unique index log_options_name on log_options(space_id, log, item_id, name_key);

create table log_entries(
  id integer primary key,
  space_id integer not null references spaces(id),
  log text not null,
  -- Of whole days: midnight in UTC.
  at integer not null,
  until_at integer,
  whole_days integer not null,
  subject text not null,
  contact_id integer references contacts(id),
  -- That of the contact, when it was written.
  company_id integer references companies(id),
  party text not null,
  person_id integer references users(id),
  way text,
  result_id integer references log_options(id),
  text text not null,
  -- Everything that is found by searching, folded.
  folded text not null,
  conversation_id integer references conversations(id),
  -- When somebody has to come back to it.
  follow_at integer,
  follow_id integer references users(id),
  follow_done_at integer,
  follow_told_at integer,
  comments integer not null default 0,
  files integer not null default 0,
  version integer not null default 1,
  created_at integer not null,
  created_by integer references users(id),
  updated_at integer not null,
  removed_at integer
) strict;
create index log_entries_list on log_entries(space_id, log, at desc, id desc) where removed_at is null;
create index log_entries_person on log_entries(person_id, log, at desc, id desc) where removed_at is null;
create index log_entries_contact on log_entries(contact_id, at desc, id desc) where removed_at is null and contact_id is not null;
create index log_entries_company on log_entries(company_id, at desc, id desc) where removed_at is null and company_id is not null;
create index log_entries_conversation on log_entries(conversation_id) where conversation_id is not null;
create index log_entries_follow on log_entries(follow_id, follow_at, id) where follow_at is not null and follow_done_at is null and removed_at is null;
create index log_entries_tell on log_entries(follow_at, id) where follow_at is not null and follow_done_at is null and follow_told_at is null and removed_at is null;

-- What entries have in their items. One row for each chosen option; what is written has one.
create table log_values(
  entry_id integer not null references log_entries(id),
  item_id integer not null references log_items(id),
  -- The option, the person, 1 for a tick, 0 for what is written.
  choice integer not null,
  text text not null,
  primary key(entry_id, item_id, choice)
) strict;
create index log_values_choice on log_values(item_id, choice, entry_id);

create table log_comments(
  id integer primary key,
  entry_id integer not null references log_entries(id),
  author_id integer not null references users(id),
  at integer not null,
  text text not null,
  deleted_at integer
) strict;
create index log_comments_entry on log_comments(entry_id, at, id);

create table log_files(
  id integer primary key,
  entry_id integer not null references log_entries(id),
  name text not null,
  kind text not null,
  size integer not null,
  file text not null
) strict;
create index log_files_entry on log_files(entry_id, id);
create index log_files_file on log_files(file);

create table notices(
  id integer primary key,
  space_id integer not null references spaces(id),
  title text not null,
  text text not null,
  from_at integer not null,
  until_at integer,
  -- The days that were typed; empty: none.
  from_day text not null,
  until_day text not null,
  author_id integer references users(id),
  created_at integer not null,
  updated_at integer not null,
  removed_at integer
) strict;
create index notices_list on notices(space_id, from_at desc, id desc) where removed_at is null;

create table notice_readers(
  notice_id integer not null references notices(id),
  user_id integer not null references users(id),
  at integer not null,
  primary key(notice_id, user_id)
) strict;

create table links(
  id integer primary key,
  space_id integer not null references spaces(id),
  position integer not null,
  name text not null,
  url text not null,
  heading text not null
) strict;
create index links_order on links(space_id, position, id);
