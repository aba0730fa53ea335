-- The unit of work and the mails in it. One row of `conversations` answers one line of the list.
create table conversations(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  number integer not null,
  subject text not null,
  customer_name text not null,
  customer_addr text not null,
  snippet text not null,
  language text not null default '',
  status_id integer not null references statuses(id),
  class text not null,
  assignee_id integer references users(id),
  confirmer_id integer references users(id),
  priority text not null default 'normal',
  last_at integer not null,
  last_in_at integer,
  -- The first customer mail that nobody answered yet; null when nothing waits.
  waiting_since integer,
  messages integer not null default 0,
  comments integer not null default 0,
  has_attachment integer not null default false,
  has_draft integer not null default false,
  has_sent integer not null default false,
  has_failed integer not null default false,
  automatic integer not null default false,
  trashed_at integer,
  -- Rises with every change: stale tabs are recognised by it.
  version integer not null default 1
) strict;
create unique index conversations_number on conversations(mailbox_id, number);
create index conversations_all on conversations(mailbox_id, last_at desc, id desc) where trashed_at is null;
create index conversations_tray on conversations(mailbox_id, class, last_at desc, id desc) where class <> 'done' and trashed_at is null;
create index conversations_unfinished on conversations(mailbox_id, last_at desc, id desc) where class <> 'done' and trashed_at is null;
create index conversations_mine on conversations(assignee_id, last_at desc, id desc) where class <> 'done' and trashed_at is null;
create index conversations_sent on conversations(mailbox_id, last_at desc, id desc) where has_sent and trashed_at is null;
create index conversations_drafts on conversations(mailbox_id, last_at desc, id desc) where has_draft and trashed_at is null;
create index conversations_trash on conversations(mailbox_id, last_at desc, id desc) where trashed_at is not null;

create table messages(
  id integer primary key,
  conversation_id integer not null references conversations(id),
  arrival_id integer unique references arrivals(id),
  account_id integer references accounts(id),
  author_id integer references users(id),
  direction text not null,
  message_id text not null,
  from_name text not null,
  from_addr text not null,
  subject text not null,
  snippet text not null,
  text text not null,
  has_html integer not null default false,
  file text not null,
  size integer not null,
  -- `at` orders the time line: when it was received or handed over. `sent_at` is what the Date header says.
  at integer not null,
  sent_at integer,
  automatic text not null,
  charset text not null,
  language text not null default '',
  invitation text not null default ''
) strict;
create index messages_conversation on messages(conversation_id, at, id);

create table people(
  message_id integer not null references messages(id),
  role text not null,
  position integer not null,
  name text not null,
  addr text not null,
  addr_key text not null,
  primary key(message_id, role, position)
) strict;
create index people_addr on people(addr_key, message_id);

-- Message-IDs for threading, received ones and our own; long ones are found by hash.
create table mids(
  mailbox_id integer not null references mailboxes(id),
  hash text not null,
  conversation_id integer not null references conversations(id),
  message_id integer not null references messages(id),
  primary key(mailbox_id, hash, message_id)
) strict;

create table attachments(
  id integer primary key,
  message_id integer not null references messages(id),
  position integer not null,
  name text not null,
  kind text not null,
  size integer not null,
  content_id text not null default '',
  inline integer not null
) strict;
create index attachments_message on attachments(message_id, position);

-- The history on screen and the facts for reports. Append only; who was assignee then stands in the row.
create table events(
  id integer primary key,
  conversation_id integer not null references conversations(id),
  at integer not null,
  actor_id integer references users(id),
  kind text not null,
  before text not null,
  after text not null
) strict;
create index events_conversation on events(conversation_id, at, id);
