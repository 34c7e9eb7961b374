CREATE TABLE `exports` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`files` text NOT NULL,
	`status` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`of_files` integer DEFAULT 0 NOT NULL,
	`sha256` text,
	`bytes` integer,
	`failure` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exports_investigation` ON `exports` (`investigation_id`,`created_at`);