CREATE TABLE `document_bands` (
	`document_id` text NOT NULL,
	`band` text NOT NULL,
	`investigation_id` text NOT NULL,
	PRIMARY KEY(`document_id`, `band`)
);
--> statement-breakpoint
CREATE INDEX `document_bands_band` ON `document_bands` (`investigation_id`,`band`);--> statement-breakpoint
CREATE TABLE `document_versions` (
	`document_id` text NOT NULL,
	`version` integer NOT NULL,
	`investigation_id` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`layer` integer NOT NULL,
	`replaced_by` text NOT NULL,
	`replaced_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`document_id` text NOT NULL,
	`page` integer,
	`last_page` integer,
	`from_whom` text,
	`to_whom` text NOT NULL,
	`cc` text NOT NULL,
	`sent_at` integer,
	`sent_text` text,
	`subject` text NOT NULL,
	`message_id` text,
	`thread_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_document` ON `messages` (`document_id`,`page`);--> statement-breakpoint
CREATE INDEX `messages_thread` ON `messages` (`investigation_id`,`thread_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `messages_id` ON `messages` (`investigation_id`,`message_id`);--> statement-breakpoint
CREATE TABLE `request_standings` (
	`request_id` text NOT NULL,
	`investigation_id` text NOT NULL,
	`stage` text NOT NULL,
	`outcome` text,
	`needs` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_standings_request` ON `request_standings` (`request_id`,`at`);--> statement-breakpoint
CREATE TABLE `views` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`list` text NOT NULL,
	`q` text NOT NULL,
	`shared` integer NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `views_user` ON `views` (`user_id`,`name`);--> statement-breakpoint
ALTER TABLE `document_places` ADD `entry` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `language` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `started_at` integer;--> statement-breakpoint
ALTER TABLE `documents` ADD `group_id` text;--> statement-breakpoint
CREATE INDEX `documents_group` ON `documents` (`investigation_id`,`group_id`);--> statement-breakpoint
ALTER TABLE `pages` ADD `sheet` text;--> statement-breakpoint
ALTER TABLE `pages` ADD `sure` real;--> statement-breakpoint
ALTER TABLE `pages` ADD `in_use` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `pages` ADD `made_by` text;--> statement-breakpoint
CREATE INDEX `pages_in_use` ON `pages` (`document_id`,`in_use`,`page`);
--> statement-breakpoint
UPDATE `pages` SET `in_use` = 0 WHERE `layer` <> (SELECT `layer` FROM `documents` WHERE `documents`.`id` = `pages`.`document_id`);--> statement-breakpoint
INSERT INTO `request_standings` SELECT `id`, `investigation_id`, `stage`, `outcome`, `needs`, `updated_at` FROM `requests`;
