-- When a space works, and how fast its mailboxes mean to answer.
create table space_hours(
  space_id integer primary key references spaces(id),
  -- JSON of domain::hours::Hours.
  hours text not null
) strict;
create table mailbox_paces(
  mailbox_id integer primary key references mailboxes(id),
  -- JSON of domain::hours::PaceForm.
  pace text not null
) strict;
-- Targets that were missed and told of: once for each wait.
create table missed_targets(
  conversation_id integer not null references conversations(id),
  target text not null,
  since integer not null,
  primary key(conversation_id, target, since)
) strict;
