CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

ALTER TABLE "Generation" ADD "SeedSettled" INTEGER NOT NULL DEFAULT 0;

UPDATE "Generation" SET "SeedSettled" = 0
WHERE "Id" = 1;
SELECT changes();


INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124130600_Catalogue', '10.0.15');

