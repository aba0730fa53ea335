-- Statuses of a mailbox's own, fields of its conversations, and how a space calls its priorities.

-- By which names are told apart, folded; empty for the standard ones, which go by the words of their class.
alter table statuses add column name_key text not null default '';
-- One that was removed stays for the history; what still has it gets the successor, a batch at a time.
alter table statuses add column removed_at integer;
alter table statuses add column successor_id integer references statuses(id);
-- Since when its conversations have to follow a change of class or a removal; null when all of them did.
alter table statuses add column settling_since integer;
create unique index statuses_name on statuses(mailbox_id, name_key) where removed_at is null and name_key <> '';
create index conversations_by_status on conversations(status_id, id);

create table fields(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  position integer not null,
  name text not null,
  name_key text not null,
  kind text not null,
  -- A column of the lists.
  listed integer not null default false,
  -- One that was removed stays for the history; its values go, a batch at a time.
  removed_at integer
) strict;
create unique index fields_name on fields(mailbox_id, name_key) where removed_at is null;
create index fields_mailbox on fields(mailbox_id, position, id);

create table field_options(
  id integer primary key,
  field_id integer not null references fields(id),
  position integer not null,
  name text not null,
  name_key text not null,
  color text not null,
  -- Kept where it is set, offered no more.
  archived integer not null default false
) strict;
create unique index field_options_name on field_options(field_id, name_key);
create index field_options_field on field_options(field_id, position, id);

-- What conversations have in their fields. One row for each chosen option; a person, a tick and what is written have one.
create table field_values(
  conversation_id integer not null references conversations(id),
  field_id integer not null references fields(id),
  -- The option, the person, 1 for a tick, 0 for what is written. -1: emptied by hand, which rules leave alone.
  choice integer not null,
  text text not null,
  by_hand integer not null,
  -- That of the conversation, so that a list of one value is one walk along one index.
  last_at integer not null,
  primary key(conversation_id, field_id, choice)
) strict;
create index field_values_choice on field_values(field_id, choice, last_at desc, conversation_id desc);
create trigger field_values_follow after update of last_at on conversations when old.last_at <> new.last_at begin
  update field_values set last_at = new.last_at where conversation_id = new.id;
end;

-- How a space calls the levels of priority, where it does not go by the standard words.
create table priority_levels(
  space_id integer not null references spaces(id),
  priority text not null,
  name text not null,
  color text not null,
  primary key(space_id, priority)
) strict;
