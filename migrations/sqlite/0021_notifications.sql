-- What people are told of, how it reaches them, and who stands in for whom.

-- One row a person and event. `shown`: in the list of the app; `wants_mail`: in the next mail to this person, unless it was read before.
create table notifications(
  id integer primary key,
  user_id integer not null references users(id),
  kind text not null,
  conversation_id integer not null references conversations(id),
  mailbox_id integer not null references mailboxes(id),
  -- Who did it; null: the program, or a customer.
  actor_id integer references users(id),
  at integer not null,
  -- New mails of a mailbox are one row until it is read.
  count integer not null default 1,
  text text not null,
  shown integer not null,
  wants_mail integer not null,
  -- The mail that carries it.
  delivery_id integer,
  read_at integer
) strict;
create index notifications_list on notifications(user_id, at desc, id desc) where shown;
create index notifications_unread on notifications(user_id, conversation_id) where shown and read_at is null;
create unique index notifications_arrived on notifications(user_id, mailbox_id) where kind = 'arrived' and read_at is null;
create index notifications_mail on notifications(user_id, at) where wants_mail and delivery_id is null;
create index notifications_delivery on notifications(delivery_id) where delivery_id is not null;
create index notifications_conversation on notifications(conversation_id);
create index notifications_old on notifications(at, id);

-- What differs from the defaults (domain::notifications).
create table notice_choices(
  user_id integer not null references users(id),
  kind text not null,
  app integer not null,
  mail integer not null,
  push integer not null,
  primary key(user_id, kind)
) strict;

create table notice_times(
  user_id integer primary key references users(id),
  -- At most one mail in so many minutes.
  digest_minutes integer not null,
  -- Minutes of the day between which nothing goes out; equal: never.
  quiet_from integer not null,
  quiet_to integer not null,
  -- Weekdays that are quiet from morning to night, 1 = Monday, "67".
  quiet_days text not null
) strict;

-- A browser that shows what we push. It goes with its session.
create table push_devices(
  id integer primary key,
  user_id integer not null references users(id),
  session_hash text not null,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  agent text not null,
  created_at integer not null
) strict;
create index push_devices_user on push_devices(user_id, id);

-- Where chats and other programs are told what happens in a space.
create table webhooks(
  id integer primary key,
  space_id integer not null references spaces(id),
  name text not null,
  form text not null,
  -- Chats put their secret into the address: it is sealed as a whole, and `host` is what people see of it.
  url_secret_id integer not null references secrets(id),
  host text not null,
  signing_secret_id integer references secrets(id),
  -- Kinds of events, separated by blanks.
  kinds text not null,
  enabled integer not null,
  created_at integer not null
) strict;
create index webhooks_space on webhooks(space_id, id);

-- Everything that goes out to tell somebody: claimed by lease, tried again, and the log of it.
create table deliveries(
  id integer primary key,
  channel text not null,
  -- A person (mail), a device (push) or a webhook.
  target_id integer not null,
  notification_id integer references notifications(id),
  conversation_id integer references conversations(id),
  kind text not null,
  body text not null default '',
  state text not null,
  due_at integer not null,
  queued_at integer not null,
  leased_until integer not null default 0,
  leased_by text not null default '',
  attempts integer not null default 0,
  answer text not null default '',
  finished_at integer
) strict;
create index deliveries_due on deliveries(due_at, id) where state = 'waiting';
create index deliveries_sending on deliveries(leased_until, id) where state = 'sending';
create index deliveries_log on deliveries(channel, target_id, id desc);
create index deliveries_notification on deliveries(notification_id) where notification_id is not null;
create index deliveries_conversation on deliveries(conversation_id) where conversation_id is not null;
create index deliveries_old on deliveries(finished_at, id) where finished_at is not null;

create table mentions(
  comment_id integer not null references comments(id),
  user_id integer not null references users(id),
  primary key(comment_id, user_id)
) strict;

-- Until when somebody is away, and who looks after their work meanwhile.
alter table users add column absent_until integer;
alter table users add column substitute_id integer references users(id);
