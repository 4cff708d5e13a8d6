using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Coverage.Data.Sqlite;

/// <summary>The model on SQLite.</summary>
public sealed class SqliteCoverageDb(DbContextOptions<SqliteCoverageDb> options) : CoverageDb(options);

/// <summary>What <c>dotnet ef migrations add NAME --project src/Coverage</c> works on; it opens no database.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteCoverageDb>
{
    public SqliteCoverageDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteCoverageDb>().UseSqlite("Data Source=:memory:").Options);
}
