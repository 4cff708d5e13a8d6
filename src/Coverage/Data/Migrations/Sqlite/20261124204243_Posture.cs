using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Coverage.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Posture : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Posture",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false),
                    EditId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Posture", x => new { x.Kind, x.Environment, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "PostureChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EditId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: true),
                    After = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostureChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PostureEdits",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Entries = table.Column<int>(type: "INTEGER", nullable: false),
                    Undoes = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostureEdits", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoreMarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    EditId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangeSetId = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Overall = table.Column<double>(type: "REAL", nullable: true),
                    Available = table.Column<double>(type: "REAL", nullable: true),
                    Deployed = table.Column<double>(type: "REAL", nullable: true),
                    Validated = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ScoreMoves",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Cause = table.Column<int>(type: "INTEGER", nullable: false),
                    EditId = table.Column<long>(type: "INTEGER", nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    OverallBefore = table.Column<double>(type: "REAL", nullable: true),
                    Overall = table.Column<double>(type: "REAL", nullable: true),
                    AvailableBefore = table.Column<double>(type: "REAL", nullable: true),
                    Available = table.Column<double>(type: "REAL", nullable: true),
                    DeployedBefore = table.Column<double>(type: "REAL", nullable: true),
                    Deployed = table.Column<double>(type: "REAL", nullable: true),
                    ValidatedBefore = table.Column<double>(type: "REAL", nullable: true),
                    Validated = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScoreMoves", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Snapshots",
                columns: table => new
                {
                    Scores = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    EditId = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangeSetId = table.Column<long>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Snapshots", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "Posture",
                columns: new[] { "Environment", "Key", "Kind", "EditId", "Value" },
                values: new object[] { "", "default", 1, 0L, "{\"Key\":\"default\",\"Name\":\"Default\",\"Platforms\":[\"*\"],\"Weight\":1}" });

            migrationBuilder.CreateIndex(
                name: "IX_PostureChanges_EditId",
                table: "PostureChanges",
                column: "EditId");

            migrationBuilder.CreateIndex(
                name: "IX_PostureChanges_Key_Kind_Environment",
                table: "PostureChanges",
                columns: new[] { "Key", "Kind", "Environment" });

            migrationBuilder.CreateIndex(
                name: "IX_ScoreMoves_At",
                table: "ScoreMoves",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Snapshots_Day",
                table: "Snapshots",
                column: "Day");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Posture");

            migrationBuilder.DropTable(
                name: "PostureChanges");

            migrationBuilder.DropTable(
                name: "PostureEdits");

            migrationBuilder.DropTable(
                name: "ScoreMarks");

            migrationBuilder.DropTable(
                name: "ScoreMoves");

            migrationBuilder.DropTable(
                name: "Snapshots");
        }
    }
}
