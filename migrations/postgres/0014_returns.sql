-- What comes back of our mails, and whether received ones are from whom they say.

-- What delivery reports said of the recipients of a mail that we sent. The report is a mail of the same conversation.
create table returns(
  id bigint generated always as identity primary key,
  report_id bigint not null references messages(id),
  message_id bigint not null references messages(id),
  -- As we wrote it.
  addr text not null,
  addr_key text not null,
  fate text not null,
  why text not null,
  hard boolean not null,
  answer text not null,
  server text not null,
  at bigint not null,
  unique(report_id, addr_key)
);
create index returns_message on returns(message_id, at, id);

-- What is known about the sender of a received mail. Mails without a row were taken in before anybody looked.
create table proofs(
  message_id bigint primary key references messages(id),
  proof text not null,
  spf text not null,
  dkim text not null,
  dmarc text not null,
  domain text not null,
  -- The server that was believed; empty when none was.
  server text not null,
  marks text not null
);

-- The servers whose word about senders is believed, and the one that speaks most: offered, not believed.
alter table accounts add column trusted_servers text not null default '';
alter table accounts add column seen_server text not null default '';
alter table accounts add column seen_votes bigint not null default 0;

-- Until it is known to have none, a mail is taken to have remote pictures.
alter table messages add column remote_pictures boolean not null default true;
alter table attachments add column danger text;
alter table conversations add column suspicious boolean not null default false;
