-- Deeds that happen once, however often they are asked for: the key that the browser gave, and what the first time answered.
create table once(
  user_id bigint not null references users(id),
  key text not null,
  -- The deed; a key is for one.
  what text not null,
  -- JSON.
  answer text not null,
  at bigint not null,
  primary key(user_id, key)
);
create index once_at on once(at);
