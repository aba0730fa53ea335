-- The address book of a space: companies, the people of them, groups of both, and items of the space's own.

create table companies(
  id integer primary key,
  space_id integer not null references spaces(id),
  code text not null,
  -- Folded; empty where there is none.
  code_key text not null,
  name text not null,
  name_key text not null,
  reading text not null,
  -- Reading, or else the name, folded: the order of lists.
  sort_key text not null,
  phone text not null,
  -- Digits only.
  phone_key text not null,
  in_charge_id integer references users(id),
  version integer not null,
  created_at integer not null,
  created_by integer references users(id),
  updated_at integer not null,
  -- Taken into another one; it can be brought back.
  merged_into integer references companies(id),
  removed_at integer
) strict;
create index companies_order on companies(space_id, sort_key, id) where removed_at is null and merged_into is null;
create unique index companies_code on companies(space_id, code_key) where code_key <> '' and removed_at is null and merged_into is null;
create index companies_name on companies(space_id, name_key);
create index companies_phone on companies(space_id, phone_key);

create table contacts(
  id integer primary key,
  space_id integer not null references spaces(id),
  company_id integer references companies(id),
  code text not null,
  code_key text not null,
  name text not null,
  name_key text not null,
  reading text not null,
  sort_key text not null,
  section text not null,
  phone text not null,
  phone_key text not null,
  -- Wants no bulk mail: since when, and how that is known (hand, link, import).
  opted_out_at integer,
  opted_out_by text,
  version integer not null,
  created_at integer not null,
  created_by integer references users(id),
  updated_at integer not null,
  merged_into integer references contacts(id),
  removed_at integer
) strict;
create index contacts_order on contacts(space_id, sort_key, id) where removed_at is null and merged_into is null;
create unique index contacts_code on contacts(space_id, code_key) where code_key <> '' and removed_at is null and merged_into is null;
create index contacts_company on contacts(company_id, sort_key, id);
create index contacts_name on contacts(space_id, name_key);
create index contacts_phone on contacts(space_id, phone_key);

-- The mail addresses of a person, first the one that is written to. Two people may share one.
create table contact_addresses(
  contact_id integer not null references contacts(id),
  position integer not null,
  space_id integer not null references spaces(id),
  addr text not null,
  addr_key text not null,
  -- Behind the @; empty where it stands for no company.
  domain_key text not null,
  primary key(contact_id, position)
) strict;
create index contact_addresses_addr on contact_addresses(space_id, addr_key, contact_id);
create index contact_addresses_domain on contact_addresses(space_id, domain_key, contact_id);

create table book_groups(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- company or contact.
  kind text not null,
  position integer not null,
  name text not null,
  name_key text not null
) strict;
create unique index book_groups_name on book_groups(space_id, kind, name_key);
create table book_group_members(
  group_id integer not null references book_groups(id),
  -- The company or the contact, by the kind of the group.
  entry_id integer not null,
  primary key(group_id, entry_id)
) strict;
create index book_group_members_entry on book_group_members(entry_id, group_id);

-- Items of the space's own, behind the standard ones.
create table book_items(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- company or contact.
  entry_kind text not null,
  position integer not null,
  name text not null,
  name_key text not null,
  -- text, long_text, number, date, menu, multi, person, url.
  kind text not null,
  required integer not null default false,
  is_unique integer not null default false,
  listed integer not null default false,
  removed_at integer
) strict;
create unique index book_items_name on book_items(space_id, entry_kind, name_key) where removed_at is null;
create table book_item_options(
  id integer primary key,
  item_id integer not null references book_items(id),
  position integer not null,
  name text not null,
  name_key text not null,
  archived integer not null default false
) strict;
create unique index book_item_options_name on book_item_options(item_id, name_key);
-- What companies and contacts have in their items. One row for each chosen option; what is written has one.
create table book_values(
  item_id integer not null references book_items(id),
  -- The company or the contact, by the kind of the item.
  entry_id integer not null,
  -- The option, the person, or 0 for what is written.
  choice integer not null,
  -- As people read it: the name of the option at the time of writing is not kept, its id is.
  text text not null,
  text_key text not null,
  primary key(item_id, entry_id, choice)
) strict;
create index book_values_entry on book_values(entry_id, item_id);
create index book_values_choice on book_values(item_id, choice, entry_id);
create index book_values_text on book_values(item_id, text_key, entry_id);

-- Where typing may begin to find somebody, folded; those of removed and of joined entries go.
create table book_keys(
  space_id integer not null references spaces(id),
  -- company or contact.
  kind text not null,
  key text not null,
  entry_id integer not null,
  primary key(space_id, kind, key, entry_id)
) strict, without rowid;
create index book_keys_entry on book_keys(kind, entry_id);

-- Files that are taken in. Whoever sent one sees what would come of it before anything changes.
create table book_imports(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- company or contact.
  kind text not null,
  file text not null,
  file_name text not null,
  -- The first line, folded: the next file of this form has the same columns.
  heads text not null,
  columns text not null,
  -- planned, running, done, cancelled, stopped.
  stage text not null,
  total integer not null,
  done integer not null,
  added integer not null,
  overwritten integer not null,
  failed integer not null,
  created_at integer not null,
  created_by integer references users(id),
  -- The last sign of life of whoever works on it.
  beat_at integer not null
) strict;
create index book_imports_heads on book_imports(space_id, kind, heads, id);
create index book_imports_open on book_imports(stage, beat_at) where stage in ('planned', 'running');
create index book_imports_file on book_imports(file);

-- Entries that were joined with another one, so that it can be taken back.
create table book_merges(
  id integer primary key,
  space_id integer not null references spaces(id),
  -- company or contact.
  kind text not null,
  from_id integer not null,
  into_id integer not null,
  -- What stood in the other one (JSON), and its version afterwards.
  before text not null,
  version integer not null,
  at integer not null,
  by_id integer references users(id),
  undone_at integer
) strict;
-- People who went along with their company.
create table book_merge_people(
  merge_id integer not null references book_merges(id),
  contact_id integer not null references contacts(id),
  primary key(merge_id, contact_id)
) strict;
create index contacts_merged on contacts(merged_into, id) where merged_into is not null;
