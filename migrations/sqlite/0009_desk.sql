-- What time does by itself, and what comments said before they were edited.

-- Of which silence everybody was told: the `seen_at` at which the lease ran out.
alter table leases add column told_seen_at integer not null default 0;

-- Files whose last known row went. Set aside first and deleted a day later: somebody may be filing the same content right now.
create table unused_files(
  file text primary key,
  since integer not null
) strict;
create index unused_files_since on unused_files(since, file);
create index messages_file on messages(file);
create index letters_file on letters(file);
create index draft_files_file on draft_files(file);

create table comment_versions(
  id integer primary key,
  comment_id integer not null references comments(id),
  -- When it was written, and what it said until the next version.
  at integer not null,
  text text not null
) strict;
create index comment_versions_comment on comment_versions(comment_id, id);
