-- The shared boxes, who may do what in them, and their statuses.
create table mailboxes(
  id integer primary key,
  space_id integer not null references spaces(id),
  name text not null,
  position integer not null,
  signature text not null default '',
  created_at integer not null,
  -- The next conversation number of this mailbox.
  next_number integer not null default 1
) strict;
create index mailboxes_space on mailboxes(space_id, position, id);

create table grants(
  mailbox_id integer not null references mailboxes(id),
  user_id integer not null references users(id),
  viewing text not null,
  editing integer not null,
  sending integer not null,
  deleting integer not null,
  primary key(mailbox_id, user_id)
) strict;
create index grants_user on grants(user_id, mailbox_id);

create table statuses(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  position integer not null,
  -- Empty for the four standard ones: they are shown in each person's language.
  name text not null,
  class text not null,
  color text not null,
  standard integer not null
) strict;
create index statuses_mailbox on statuses(mailbox_id, position, id);
