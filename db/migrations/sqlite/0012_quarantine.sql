CREATE TABLE `held_pages` (
	`document_id` text NOT NULL,
	`layer` integer NOT NULL,
	`page` integer NOT NULL,
	`investigation_id` text NOT NULL,
	`sha256` text NOT NULL,
	`words` text NOT NULL,
	`places` text NOT NULL,
	PRIMARY KEY(`document_id`, `layer`, `page`)
);
--> statement-breakpoint
CREATE TABLE `quarantines` (
	`document_id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`sha256` text NOT NULL,
	`found_at` integer NOT NULL,
	`decision` text,
	`reason` text,
	`decided_by` text,
	`decided_at` integer
);
--> statement-breakpoint
CREATE INDEX `quarantines_investigation` ON `quarantines` (`investigation_id`,`decision`);