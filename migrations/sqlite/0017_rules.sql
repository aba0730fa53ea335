-- Where conversations are filed, and the rules that look at what comes in.
create table folders(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  parent_id integer references folders(id),
  position integer not null,
  name text not null,
  -- The name as it is compared: siblings differ in it.
  name_key text not null
) strict;
create unique index folders_name on folders(mailbox_id, coalesce(parent_id, 0), name_key);
create index folders_parent on folders(parent_id);

alter table conversations add column folder_id integer references folders(id);
-- The list of a folder. Of what is in none there is nothing to look up.
create index conversations_folder on conversations(folder_id, last_at desc, id desc) where folder_id is not null;
create index conversations_folder_counts on conversations(mailbox_id, folder_id, assignee_id)
  where folder_id is not null and class <> 'done' and trashed_at is null;

create table rules(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  position integer not null,
  name text not null,
  enabled integer not null,
  -- Conditions and actions, as JSON.
  content text not null
) strict;
create index rules_mailbox on rules(mailbox_id, position, id);
-- How often each one fired: beside the rules, so that counting never waits for whoever edits one.
create table rule_counts(
  rule_id integer primary key references rules(id),
  fired integer not null,
  last_at integer not null
) strict;
-- Rises with every change of the rules: what was made ready of them is good for one version.
alter table mailboxes add column rules_version integer not null default 0;
-- By which rule something happened. The name stays when the rule goes.
alter table events add column rule_id integer;
alter table events add column rule_name text not null default '';

-- What rules answer and pass on: noted with the mail that it comes of, written and sent afterwards.
create table rule_letters(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  account_id integer not null references accounts(id),
  -- The mail that it answers or passes on.
  answers_id integer not null references messages(id),
  rule_id integer not null,
  rule_name text not null,
  kind text not null,
  addr text not null,
  addr_key text not null,
  subject text not null,
  text text not null,
  -- noted, written, or held: more than may go out in an hour.
  state text not null,
  at integer not null,
  unique(answers_id, kind, addr_key)
) strict;
create index rule_letters_noted on rule_letters(id) where state = 'noted';
create index rule_letters_account on rule_letters(account_id, state, at);
create index rule_letters_addr on rule_letters(addr_key, at);
alter table mailboxes add column letters_an_hour integer not null default 60;
