CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "Audit" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Audit" PRIMARY KEY AUTOINCREMENT,
    "At" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "Action" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "Details" TEXT NOT NULL
);

CREATE TABLE "ChangeSets" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ChangeSets" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "Origin" TEXT NOT NULL,
    "VersionBefore" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "Date" TEXT NULL,
    "Commit" TEXT NOT NULL,
    "Added" INTEGER NOT NULL,
    "Changed" INTEGER NOT NULL,
    "Removed" INTEGER NOT NULL,
    "Moved" INTEGER NOT NULL,
    "Filled" INTEGER NOT NULL,
    "Relinked" INTEGER NOT NULL,
    "Unchanged" INTEGER NOT NULL,
    "Problems" INTEGER NOT NULL,
    "Notes" TEXT NOT NULL
);

CREATE TABLE "Changes" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Changes" PRIMARY KEY AUTOINCREMENT,
    "ChangeSetId" INTEGER NOT NULL,
    "Change" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "ExternalId" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Path" TEXT NOT NULL,
    "PathBefore" TEXT NOT NULL,
    "HashBefore" TEXT NOT NULL,
    "Hash" TEXT NOT NULL
);

CREATE TABLE "Diagnostics" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Diagnostics" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "Path" TEXT NOT NULL,
    "Line" INTEGER NOT NULL,
    "Message" TEXT NOT NULL,
    "Advice" TEXT NOT NULL
);

CREATE TABLE "Files" (
    "Source" TEXT NOT NULL,
    "Path" TEXT NOT NULL,
    "BlobHash" TEXT NOT NULL,
    "Recheck" INTEGER NOT NULL,
    CONSTRAINT "PK_Files" PRIMARY KEY ("Source", "Path")
);

CREATE TABLE "Generation" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Generation" PRIMARY KEY,
    "Number" INTEGER NOT NULL,
    "SeedSettled" INTEGER NOT NULL
);

CREATE TABLE "Items" (
    "Text" TEXT NULL,
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Items" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "ExternalId" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Path" TEXT NOT NULL,
    "Hash" TEXT NOT NULL,
    "Facts" TEXT NOT NULL
);

CREATE TABLE "OperatorLinks" (
    "TokenHash" TEXT NOT NULL CONSTRAINT "PK_OperatorLinks" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL,
    "UsedAt" TEXT NULL
);

CREATE TABLE "Sources" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Sources" PRIMARY KEY,
    "Kind" INTEGER NOT NULL,
    "Domain" INTEGER NULL,
    "Seeded" INTEGER NOT NULL,
    "Origin" TEXT NOT NULL,
    "Repository" TEXT NOT NULL,
    "Commit" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "Date" TEXT NULL,
    "Fingerprint" TEXT NOT NULL,
    "ImportedAt" TEXT NOT NULL,
    "CheckedAt" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL
);

INSERT INTO "Generation" ("Id", "Number", "SeedSettled")
VALUES (1, 1, 0);
SELECT changes();


CREATE INDEX "IX_Audit_At" ON "Audit" ("At");

CREATE INDEX "IX_ChangeSets_Source_At" ON "ChangeSets" ("Source", "At");

CREATE INDEX "IX_Changes_ChangeSetId" ON "Changes" ("ChangeSetId");

CREATE INDEX "IX_Diagnostics_Source" ON "Diagnostics" ("Source");

CREATE UNIQUE INDEX "IX_Items_Source_Kind_ExternalId" ON "Items" ("Source", "Kind", "ExternalId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124130814_Catalogue', '10.0.15');

ALTER TABLE "Generation" ADD "SourcesSettled" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Changes" ADD "FactsBefore" TEXT NULL;

ALTER TABLE "Changes" ADD "TextBefore" TEXT NULL;

ALTER TABLE "Changes" ADD "TitleBefore" TEXT NOT NULL DEFAULT '';

CREATE TABLE "AllowedHosts" (
    "Entry" TEXT NOT NULL CONSTRAINT "PK_AllowedHosts" PRIMARY KEY,
    "Who" TEXT NOT NULL,
    "At" TEXT NOT NULL
);

CREATE TABLE "HeldItems" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_HeldItems" PRIMARY KEY AUTOINCREMENT,
    "RunId" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "ExternalId" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Path" TEXT NOT NULL
);

CREATE TABLE "Leases" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_Leases" PRIMARY KEY,
    "Owner" TEXT NOT NULL,
    "Since" TEXT NOT NULL,
    "Until" TEXT NOT NULL,
    "Fence" INTEGER NOT NULL
);

CREATE TABLE "SourceSettings" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_SourceSettings" PRIMARY KEY,
    "Kind" INTEGER NOT NULL,
    "Domain" INTEGER NULL,
    "Place" TEXT NOT NULL,
    "Api" TEXT NOT NULL,
    "Repository" TEXT NOT NULL,
    "RefKind" TEXT NOT NULL,
    "Ref" TEXT NOT NULL,
    "Release" TEXT NOT NULL,
    "Folder" TEXT NOT NULL,
    "Include" TEXT NOT NULL,
    "Exclude" TEXT NOT NULL,
    "Priority" INTEGER NOT NULL,
    "Cron" TEXT NOT NULL,
    "TimeZone" TEXT NOT NULL,
    "JitterSeconds" INTEGER NOT NULL,
    "Paused" INTEGER NOT NULL,
    "Credential" TEXT NOT NULL,
    "Secret" TEXT NOT NULL,
    "AppId" TEXT NOT NULL,
    "Installation" INTEGER NULL,
    "CreatedAt" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL
);

CREATE TABLE "SourceStates" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_SourceStates" PRIMARY KEY,
    "ETag" TEXT NOT NULL,
    "Commit" TEXT NOT NULL,
    "Date" TEXT NULL,
    "PlaceName" TEXT NOT NULL,
    "RepositoryId" INTEGER NULL,
    "Release" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "SucceededAt" TEXT NULL,
    "FailingSince" TEXT NULL,
    "Fault" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "NotBefore" TEXT NULL,
    "ScheduledAt" TEXT NULL,
    "HeldRun" INTEGER NULL,
    "HeldCommit" TEXT NOT NULL,
    "RejectedCommit" TEXT NOT NULL
);

CREATE TABLE "SyncRuns" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SyncRuns" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "Trigger" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "StartedAt" TEXT NOT NULL,
    "EndedAt" TEXT NOT NULL,
    "Outcome" TEXT NOT NULL,
    "Requests" INTEGER NOT NULL,
    "QuotaUsed" INTEGER NOT NULL,
    "QuotaLeft" INTEGER NULL,
    "Bytes" INTEGER NOT NULL,
    "CommitBefore" TEXT NOT NULL,
    "Commit" TEXT NOT NULL,
    "ChangeSetId" INTEGER NULL,
    "Added" INTEGER NOT NULL,
    "Changed" INTEGER NOT NULL,
    "Removed" INTEGER NOT NULL,
    "Moved" INTEGER NOT NULL,
    "Fault" TEXT NOT NULL,
    "Message" TEXT NOT NULL,
    "Notes" TEXT NOT NULL
);

CREATE TABLE "TrustedSigners" (
    "Fingerprint" TEXT NOT NULL CONSTRAINT "PK_TrustedSigners" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "At" TEXT NOT NULL
);

CREATE TABLE "Visits" (
    "Person" TEXT NOT NULL CONSTRAINT "PK_Visits" PRIMARY KEY,
    "ChangeSetId" INTEGER NOT NULL,
    "At" TEXT NOT NULL
);

UPDATE "Generation" SET "SourcesSettled" = 0
WHERE "Id" = 1;
SELECT changes();


CREATE INDEX "IX_HeldItems_RunId" ON "HeldItems" ("RunId");

CREATE INDEX "IX_SyncRuns_Source_StartedAt" ON "SyncRuns" ("Source", "StartedAt");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124170204_Sync', '10.0.15');

CREATE TABLE "Posture" (
    "Kind" INTEGER NOT NULL,
    "Environment" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    "EditId" INTEGER NOT NULL,
    CONSTRAINT "PK_Posture" PRIMARY KEY ("Kind", "Environment", "Key")
);

CREATE TABLE "PostureChanges" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_PostureChanges" PRIMARY KEY AUTOINCREMENT,
    "EditId" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Environment" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Before" TEXT NULL,
    "After" TEXT NULL
);

CREATE TABLE "PostureEdits" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_PostureEdits" PRIMARY KEY AUTOINCREMENT,
    "At" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "Entries" INTEGER NOT NULL,
    "Undoes" INTEGER NULL
);

CREATE TABLE "ScoreMarks" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ScoreMarks" PRIMARY KEY,
    "EditId" INTEGER NOT NULL,
    "ChangeSetId" INTEGER NOT NULL,
    "Day" TEXT NOT NULL,
    "Overall" REAL NULL,
    "Available" REAL NULL,
    "Deployed" REAL NULL,
    "Validated" REAL NULL
);

CREATE TABLE "ScoreMoves" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ScoreMoves" PRIMARY KEY AUTOINCREMENT,
    "At" TEXT NOT NULL,
    "Cause" INTEGER NOT NULL,
    "EditId" INTEGER NULL,
    "Title" TEXT NOT NULL,
    "OverallBefore" REAL NULL,
    "Overall" REAL NULL,
    "AvailableBefore" REAL NULL,
    "Available" REAL NULL,
    "DeployedBefore" REAL NULL,
    "Deployed" REAL NULL,
    "ValidatedBefore" REAL NULL,
    "Validated" REAL NULL
);

CREATE TABLE "Snapshots" (
    "Scores" TEXT NOT NULL,
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Snapshots" PRIMARY KEY AUTOINCREMENT,
    "Day" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "EditId" INTEGER NOT NULL,
    "ChangeSetId" INTEGER NOT NULL,
    "Facts" TEXT NOT NULL
);

INSERT INTO "Posture" ("Environment", "Key", "Kind", "EditId", "Value")
VALUES ('', 'default', 1, 0, '{"Key":"default","Name":"Default","Platforms":["*"],"Weight":1}');
SELECT changes();


CREATE INDEX "IX_PostureChanges_EditId" ON "PostureChanges" ("EditId");

CREATE INDEX "IX_PostureChanges_Key_Kind_Environment" ON "PostureChanges" ("Key", "Kind", "Environment");

CREATE INDEX "IX_ScoreMoves_At" ON "ScoreMoves" ("At");

CREATE INDEX "IX_Snapshots_Day" ON "Snapshots" ("Day");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124204243_Posture', '10.0.15');

CREATE TABLE "WebhookDeliveries" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_WebhookDeliveries" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "Signature" TEXT NOT NULL,
    "At" TEXT NOT NULL
);

CREATE TABLE "Webhooks" (
    "Source" TEXT NOT NULL CONSTRAINT "PK_Webhooks" PRIMARY KEY,
    "Secret" TEXT NOT NULL,
    "Who" TEXT NOT NULL,
    "At" TEXT NOT NULL
);

CREATE UNIQUE INDEX "IX_WebhookDeliveries_Source_Signature" ON "WebhookDeliveries" ("Source", "Signature");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127135904_Webhooks', '10.0.15');

CREATE INDEX "IX_Items_Source_Path" ON "Items" ("Source", "Path");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127230610_ItemPaths', '10.0.15');

