-- What attached files say, for the search, and the mails whose files nobody has read yet.
create table file_texts(
  message_id integer not null references messages(id),
  position integer not null,
  text text not null,
  primary key(message_id, position)
) strict;
create table unread_files(
  message_id integer primary key references messages(id),
  -- Whoever reads them says so first; a copy that was killed meanwhile loses them then.
  leased_until integer not null,
  tries integer not null
) strict;
insert into unread_files(message_id, leased_until, tries) select distinct message_id, 0, 0 from attachments where not inline;
