CREATE TABLE search_things (
  id integer PRIMARY KEY AUTOINCREMENT,
  investigation_id text NOT NULL,
  kind text NOT NULL,
  ref text NOT NULL,
  title text NOT NULL,
  body text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX search_things_ref ON search_things (ref);
--> statement-breakpoint
CREATE TABLE search_segments (
  id integer PRIMARY KEY AUTOINCREMENT,
  investigation_id text NOT NULL,
  entries integer NOT NULL,
  gone integer NOT NULL,
  length integer NOT NULL,
  least integer NOT NULL,
  most integer NOT NULL,
  gone_ones blob,
  directory blob NOT NULL,
  facts blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX search_segments_investigation ON search_segments (investigation_id, entries);
--> statement-breakpoint
CREATE TABLE search_leaves (
  id integer PRIMARY KEY,
  data blob NOT NULL
);
--> statement-breakpoint
INSERT INTO jobs (id, name, key, payload, status, attempts, fence, run_at, created_at)
SELECT 'job_search_rebuild_0007', 'search.rebuild', 'search.rebuild', '{}', 'ready', 0, 0, unixepoch() * 1000, unixepoch() * 1000
WHERE EXISTS (SELECT 1 FROM search_entries);
--> statement-breakpoint
DROP TABLE search_index;
--> statement-breakpoint
DROP TABLE search_entries;
