CREATE TABLE `exhibit_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`exhibit_id` text NOT NULL,
	`page` integer NOT NULL,
	`boxes` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`finding_id` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exhibit_notes_exhibit` ON `exhibit_notes` (`exhibit_id`,`page`);--> statement-breakpoint
CREATE TABLE `exhibit_pages` (
	`exhibit_id` text NOT NULL,
	`page` integer NOT NULL,
	`source_page` integer NOT NULL,
	`width` real NOT NULL,
	`height` real NOT NULL,
	`image` text NOT NULL,
	`text` text NOT NULL,
	`words` text NOT NULL,
	`taken` text NOT NULL,
	PRIMARY KEY(`exhibit_id`, `page`)
);
--> statement-breakpoint
CREATE TABLE `exhibit_updates` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`number` integer NOT NULL,
	`text` text NOT NULL,
	`correction` integer NOT NULL,
	`created_by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exhibit_updates_number` ON `exhibit_updates` (`investigation_id`,`number`);--> statement-breakpoint
CREATE TABLE `exhibits` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`document_id` text NOT NULL,
	`number` integer NOT NULL,
	`version` integer NOT NULL,
	`title` text NOT NULL,
	`label` text,
	`status` text NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`source_sha256` text NOT NULL,
	`source_pages` text NOT NULL,
	`marks` text NOT NULL,
	`left_out` text NOT NULL,
	`marks_sha256` text NOT NULL,
	`tool` text NOT NULL,
	`sha256` text,
	`bytes` integer,
	`report` text,
	`failure` text,
	`rejection` text,
	`prepared_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`slug` text,
	`summary` text,
	`about` text,
	`credit` text,
	`download` integer DEFAULT true NOT NULL,
	`embargo_until` text,
	`published_by` text,
	`published_at` integer,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	`withdrawn_for` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exhibits_number` ON `exhibits` (`investigation_id`,`number`,`version`);--> statement-breakpoint
CREATE INDEX `exhibits_document` ON `exhibits` (`document_id`);--> statement-breakpoint
CREATE INDEX `exhibits_slug` ON `exhibits` (`slug`);--> statement-breakpoint
CREATE TABLE `mark_reviews` (
	`exhibit_id` text NOT NULL,
	`mark_id` text NOT NULL,
	`approved` integer NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`exhibit_id`, `mark_id`)
);
--> statement-breakpoint
CREATE TABLE `marks` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`document_id` text NOT NULL,
	`page` integer NOT NULL,
	`given` text NOT NULL,
	`boxes` text NOT NULL,
	`whole_line` integer NOT NULL,
	`words` text NOT NULL,
	`words_before` text NOT NULL,
	`words_after` text NOT NULL,
	`reason` text NOT NULL,
	`exemption` text,
	`note` text,
	`stays_elsewhere` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `marks_document` ON `marks` (`document_id`,`page`);--> statement-breakpoint
CREATE TABLE `openings` (
	`id` text PRIMARY KEY NOT NULL,
	`share_id` text NOT NULL,
	`key_hash` text NOT NULL,
	`at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`pages` integer DEFAULT 0 NOT NULL,
	`downloads` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `openings_share` ON `openings` (`share_id`,`at`);--> statement-breakpoint
CREATE UNIQUE INDEX `openings_key` ON `openings` (`key_hash`);--> statement-breakpoint
CREATE TABLE `shares` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`exhibit_ids` text NOT NULL,
	`token_hash` text NOT NULL,
	`passcode_hash` text,
	`recipient` text,
	`packet` text,
	`expires_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	`opens` integer DEFAULT 0 NOT NULL,
	`last_opened_at` integer
);
--> statement-breakpoint
CREATE INDEX `shares_investigation` ON `shares` (`investigation_id`);