CREATE TABLE search_things (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  investigation_id text NOT NULL,
  entries integer NOT NULL,
  gone integer NOT NULL,
  length integer NOT NULL,
  least integer NOT NULL,
  most integer NOT NULL,
  gone_ones bytea,
  directory bytea NOT NULL,
  facts bytea NOT NULL
);
--> statement-breakpoint
CREATE INDEX search_segments_investigation ON search_segments (investigation_id, entries);
--> statement-breakpoint
CREATE TABLE search_leaves (
  id bigint PRIMARY KEY,
  data bytea NOT NULL
);
--> statement-breakpoint
ALTER TABLE search_leaves ALTER COLUMN data SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE search_segments ALTER COLUMN facts SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE search_segments ALTER COLUMN directory SET STORAGE EXTERNAL;
--> statement-breakpoint
INSERT INTO jobs (id, name, key, payload, status, attempts, fence, run_at, created_at)
SELECT 'job_search_rebuild_0007', 'search.rebuild', 'search.rebuild', '{}', 'ready', 0, 0, now(), now()
WHERE EXISTS (SELECT 1 FROM search_entries);
--> statement-breakpoint
DROP TABLE search_entries;
