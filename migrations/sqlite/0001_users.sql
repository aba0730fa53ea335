-- People, their sessions and invitations, and the space they work in.
create table settings(
  name text primary key,
  value text not null
) strict;

create table users(
  id integer primary key,
  email text not null,
  email_key text not null unique,
  name text not null,
  reading text not null default '',
  role text not null,
  state text not null,
  password text,
  must_change_password integer not null default false,
  language text not null,
  zone text not null,
  signature text not null default '',
  undo_seconds integer not null default 10,
  failed_logins integer not null default 0,
  locked_until integer,
  created_at integer not null,
  -- Rises whenever this person's role or rights change: cached rights are valid for one version only.
  version integer not null default 1
) strict;

-- The cookie holds a random token, the table only its SHA-256: a stolen copy of the database opens no session.
create table sessions(
  id integer primary key,
  token_hash text not null unique,
  user_id integer not null references users(id),
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null,
  ip text not null,
  agent text not null
) strict;
create index sessions_user on sessions(user_id, id);

create table invites(
  id integer primary key,
  user_id integer not null references users(id),
  token_hash text not null unique,
  invited_by integer references users(id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;

-- Attempts per address and per account name, for throttling; old rows are swept.
create table login_attempts(
  id integer primary key,
  at integer not null,
  ip text not null,
  email_key text not null
) strict;
create index login_attempts_ip on login_attempts(ip, at);
create index login_attempts_email on login_attempts(email_key, at);

create table spaces(
  id integer primary key,
  name text not null,
  created_at integer not null
) strict;

create table space_operators(
  space_id integer not null references spaces(id),
  user_id integer not null references users(id),
  primary key(space_id, user_id)
) strict;

create table audit(
  id integer primary key,
  at integer not null,
  actor_id integer,
  ip text not null,
  action text not null,
  subject text not null,
  detail text not null
) strict;
create index audit_at on audit(at, id);
