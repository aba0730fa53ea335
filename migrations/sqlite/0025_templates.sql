-- Templates of a space: texts that are used again, their versions and files, who keeps them, and how often they were used.

create table template_folders(
  id integer primary key,
  space_id integer not null references spaces(id),
  name text not null,
  name_key text not null
) strict;
create unique index template_folders_name on template_folders(space_id, name_key);

create table templates(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- Null: for every mailbox of the space.
  mailbox_id integer references mailboxes(id),
  folder_id integer references template_folders(id),
  name text not null,
  name_key text not null,
  -- Who may change it beside the operators: operators, everybody, named.
  editors text not null,
  -- Rises with every change; a form that names an older one is refused.
  version integer not null default 1,
  -- The newest version that is in use; 0 when there is none yet.
  published integer not null default 0,
  -- Everything that is searched in it, folded.
  search_key text not null,
  created_at integer not null,
  created_by integer references users(id),
  archived_at integer
) strict;
create unique index templates_name on templates(space_id, coalesce(mailbox_id, 0), name_key) where archived_at is null;
create index templates_space on templates(space_id, name_key, id);
create index templates_folder on templates(folder_id);

create table template_editors(
  template_id integer not null references templates(id),
  user_id integer not null references users(id),
  primary key(template_id, user_id)
) strict;

-- What was published, immutable, from 1 on. Number 0 is what is being written and not yet in use.
create table template_versions(
  template_id integer not null references templates(id),
  number integer not null,
  subject text not null,
  text text not null,
  html text,
  recipients_to text not null,
  recipients_cc text not null,
  recipients_bcc text not null,
  note text not null,
  at integer not null,
  author_id integer references users(id),
  primary key(template_id, number)
) strict;

create table template_files(
  id integer primary key,
  template_id integer not null references templates(id),
  number integer not null,
  name text not null,
  kind text not null,
  size integer not null,
  file text not null
) strict;
create index template_files_version on template_files(template_id, number, id);
create index template_files_file on template_files(file);

-- How often somebody inserted it in a week, counted from 1970-01-05, a Monday.
create table template_uses(
  template_id integer not null references templates(id),
  week integer not null,
  user_id integer not null references users(id),
  count integer not null,
  primary key(template_id, week, user_id)
) strict;

-- The newest version that somebody has looked at or used.
create table template_seen(
  template_id integer not null references templates(id),
  user_id integer not null references users(id),
  number integer not null,
  primary key(template_id, user_id)
) strict;

-- Reserved words that came out blank in a draft, and what stands around the place.
create table draft_blanks(
  id integer primary key,
  draft_id integer not null references drafts(id),
  word text not null,
  before_it text not null,
  after_it text not null
) strict;
create index draft_blanks_draft on draft_blanks(draft_id, id);
