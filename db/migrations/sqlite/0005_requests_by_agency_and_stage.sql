DROP INDEX `requests_agency`;--> statement-breakpoint
CREATE INDEX `requests_next` ON `requests` (`investigation_id`,`stage`,`due_on`,`id`);--> statement-breakpoint
CREATE INDEX `requests_agency` ON `requests` (`agency_id`,`investigation_id`,`stage`,`due_on`);