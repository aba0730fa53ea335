-- Bulk mail that repeats: it stays as it is, and each time a bulk mail of its own is made of it. Pictures in texts.

-- When it goes out, as JSON; only what repeats has it. The hour is on the clocks of the space.
alter table bulk_mails add column repeats text;
alter table bulk_mails add column next_at integer;
-- What it was made of, and for which day since 1970: of two copies of the program one makes it.
alter table bulk_mails add column series_id integer references bulk_mails(id);
alter table bulk_mails add column run_day integer;
create unique index bulk_mails_runs on bulk_mails(series_id, run_day) where series_id is not null;
create index bulk_mails_repeating on bulk_mails(next_at, id) where state = 'repeating';

-- The name by which the text shows a picture; empty for what is attached.
alter table bulk_files add column content_id text not null default '';
alter table template_files add column content_id text not null default '';
