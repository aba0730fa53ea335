-- Writing with formatted text, pictures inside it, and recipients that are suggested.

-- Absent while a draft is plain text; `text` is then what was written, else what the HTML says without its tags.
alter table drafts add column html text;
-- By which the HTML names a picture; empty for what is attached.
alter table draft_files add column content_id text not null default '';
alter table users add column writes_rich integer not null default false;

-- Who wrote to a mailbox or was written to from it: whom address fields suggest.
create table correspondents(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  addr_key text not null,
  addr text not null,
  name text not null,
  -- Mails between us, and when the last one was.
  mails integer not null,
  last_at integer not null,
  -- The name that the keys below were made of; null until they are.
  keyed_as text
) strict;
create unique index correspondents_addr on correspondents(mailbox_id, addr_key);
create index correspondents_unkeyed on correspondents(mailbox_id, addr_key) where keyed_as is null;

-- Where typing may begin to find somebody: words of the name and of the address, folded. A name of Chinese characters or kana
-- has a key for each of its characters, since nothing says where its words begin.
create table correspondent_keys(
  key text not null,
  mailbox_id integer not null references mailboxes(id),
  correspondent_id integer not null references correspondents(id),
  primary key(key, correspondent_id)
) strict;
create index correspondent_keys_of on correspondent_keys(correspondent_id);

-- Those who are known already; their keys are made by the program, which knows how to fold.
insert into correspondents(mailbox_id, addr_key, addr, name, mails, last_at)
select q.mailbox_id, q.addr_key, max(q.addr), max(q.name), count(*), max(q.at)
from (
  select c.mailbox_id, p.addr_key, p.addr, p.name, m.at
  from people p join messages m on m.id = p.message_id join conversations c on c.id = m.conversation_id
  where (m.direction = 'out' and p.role <> 'from' or m.direction = 'in' and m.automatic = 'no')
    and p.addr_key like '%_@_%' and not exists(select 1 from accounts a where a.mailbox_id = c.mailbox_id and a.address_key = p.addr_key)
) q
group by q.mailbox_id, q.addr_key;
