-- Words that are cut at the end of a line are found whole: the index is made anew.
INSERT INTO jobs (id, name, key, payload, status, attempts, fence, run_at, created_at)
SELECT 'job_search_rebuild_0008', 'search.rebuild', 'search.rebuild', '{}', 'ready', 0, 0, unixepoch() * 1000, unixepoch() * 1000
WHERE EXISTS (SELECT 1 FROM search_things)
  AND NOT EXISTS (SELECT 1 FROM jobs WHERE key = 'search.rebuild');
