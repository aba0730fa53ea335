-- What people are told of need not stand in a conversation: bulk mails, templates, entries of logs, imports, mail accounts.

-- SQLite cannot loosen a column: the table is written anew. Deliveries name its rows meanwhile by nothing.
create table deliveries_told(id integer primary key, notification_id integer not null) strict;
insert into deliveries_told(id, notification_id) select id, notification_id from deliveries where notification_id is not null;
update deliveries set notification_id = null where notification_id is not null;

create table notifications_anew(
  id integer primary key,
  user_id integer not null references users(id),
  kind text not null,
  -- What it is about: a conversation, or something else by its number.
  about text not null default 'conversation',
  conversation_id integer references conversations(id),
  about_id integer,
  mailbox_id integer references mailboxes(id),
  -- Who did it; null: the program, or a customer.
  actor_id integer references users(id),
  at integer not null,
  -- New mails of a mailbox are one row until it is read, and so are new versions of a template.
  count integer not null default 1,
  text text not null,
  shown integer not null,
  wants_mail integer not null,
  -- The mail that carries it.
  delivery_id integer,
  read_at integer
) strict;
insert into notifications_anew(id, user_id, kind, conversation_id, mailbox_id, actor_id, at, count, text, shown, wants_mail, delivery_id, read_at)
  select id, user_id, kind, conversation_id, mailbox_id, actor_id, at, count, text, shown, wants_mail, delivery_id, read_at from notifications;
drop table notifications;
alter table notifications_anew rename to notifications;
update deliveries set notification_id = (select t.notification_id from deliveries_told t where t.id = deliveries.id)
  where id in (select t.id from deliveries_told t);
drop table deliveries_told;

create index notifications_list on notifications(user_id, at desc, id desc) where shown;
create index notifications_unread on notifications(user_id, conversation_id) where shown and read_at is null;
create unique index notifications_arrived on notifications(user_id, mailbox_id) where kind = 'arrived' and read_at is null;
create index notifications_mail on notifications(user_id, at) where wants_mail and delivery_id is null;
create index notifications_delivery on notifications(delivery_id) where delivery_id is not null;
create index notifications_conversation on notifications(conversation_id);
create index notifications_old on notifications(at, id);
create index notifications_about on notifications(user_id, about, about_id) where about_id is not null and read_at is null;
create unique index notifications_template on notifications(user_id, about_id) where kind = 'template' and read_at is null;
