-- What attached files say, for the search, and the mails whose files nobody has read yet.
create table file_texts(
  message_id bigint not null references messages(id),
  position bigint not null,
  text text not null,
  primary key(message_id, position)
);
create table unread_files(
  message_id bigint primary key references messages(id),
  -- Whoever reads them says so first; a copy that was killed meanwhile loses them then.
  leased_until bigint not null,
  tries bigint not null
);
insert into unread_files(message_id, leased_until, tries) select distinct message_id, 0, 0 from attachments where not inline;
