-- The address book: files of cards, imports that are taken back, people who are erased.

create table book_files(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- company or contact.
  entry_kind text not null,
  entry_id integer not null,
  name text not null,
  kind text not null,
  size integer not null,
  file text not null,
  at integer not null,
  by_id integer references users(id)
) strict;
create index book_files_entry on book_files(entry_kind, entry_id, id);
create index book_files_file on book_files(file);

-- What an import changed and is not taken back yet.
create table book_import_rows(
  import_id integer not null references book_imports(id),
  -- company or contact.
  kind text not null,
  entry_id integer not null,
  -- What stood in its card (JSON); empty for one that the import added.
  before text not null,
  -- That of the card afterwards: where it is another one, somebody changed it since.
  version integer not null,
  primary key(import_id, kind, entry_id)
) strict, without rowid;
create index book_import_rows_entry on book_import_rows(kind, entry_id);
-- Cards that were put back, and those that stay because somebody changed them since.
alter table book_imports add column undone integer not null default 0;
alter table book_imports add column kept integer not null default 0;
create index book_imports_recent on book_imports(space_id, created_at desc, id desc);

-- Whom somebody had erased: the row stays without a word, because others name it.
alter table contacts add column erased_at integer;
-- What was said of somebody who was erased: the raw mail is shown to nobody any more.
alter table messages add column erased_at integer;
