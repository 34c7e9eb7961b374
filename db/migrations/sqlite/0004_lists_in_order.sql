DROP INDEX `requests_due`;--> statement-breakpoint
CREATE INDEX `requests_by_due` ON `requests` (`investigation_id`,coalesce(`due_on`, '9999-99-99'),`id`);--> statement-breakpoint
CREATE INDEX `requests_standing` ON `requests` (`investigation_id`,`stage`,`outcome`,`needs`,`due_on`,`agency_id`);