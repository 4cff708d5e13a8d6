#!/usr/bin/env bash
# Adds a migration after a change of the model, and renews the script that makes a new database: ./migrate.sh NAME
set -euo pipefail
cd "$(dirname "$0")"
dotnet tool restore > /dev/null
dotnet build src/Coverage
[ -z "${1:-}" ] || dotnet ef migrations add "$1" --project src/Coverage --output-dir Data/Migrations/Sqlite --no-build
dotnet build src/Coverage
dotnet ef migrations script --no-transactions --project src/Coverage --no-build -o src/Coverage/Data/Sqlite/Schema.sql
sed -i '1s/^\xEF\xBB\xBF//' src/Coverage/Data/Sqlite/Schema.sql
