-- What comes back of our mails, and whether received ones are from whom they say.

-- What delivery reports said of the recipients of a mail that we sent. The report is a mail of the same conversation.
create table returns(
  id integer primary key,
  report_id integer not null references messages(id),
  message_id integer not null references messages(id),
  -- As we wrote it.
  addr text not null,
  addr_key text not null,
  fate text not null,
  why text not null,
  hard integer not null,
  answer text not null,
  server text not null,
  at integer not null,
  unique(report_id, addr_key)
) strict;
create index returns_message on returns(message_id, at, id);

-- What is known about the sender of a received mail. Mails without a row were taken in before anybody looked.
create table proofs(
  message_id integer primary key references messages(id),
  proof text not null,
  spf text not null,
  dkim text not null,
  dmarc text not null,
  domain text not null,
  -- The server that was believed; empty when none was.
  server text not null,
  marks text not null
) strict;

-- The servers whose word about senders is believed, and the one that speaks most: offered, not believed.
alter table accounts add column trusted_servers text not null default '';
alter table accounts add column seen_server text not null default '';
alter table accounts add column seen_votes integer not null default 0;

-- Until it is known to have none, a mail is taken to have remote pictures.
alter table messages add column remote_pictures integer not null default true;
alter table attachments add column danger text;
alter table conversations add column suspicious integer not null default false;
