using System.Text.RegularExpressions;

namespace Coverage.Tests.Audit;

/// <summary>Reads the engine's sources: nothing goes past the ledger.</summary>
public sealed partial class WritingTests
{
    [Fact]
    public void Only_the_ledger_the_schema_and_the_leases_open_a_transaction_that_writes()
    {
        // A lease says who works at this moment; nobody owns it, and nothing is to be read in it later.
        var places = Sources().Where(file => Transaction().Count(file.Text) > ReadingTransaction().Count(file.Text)).Select(file => file.Name);

        Assert.Equal(["Audit/Ledger.cs", "Data/Sqlite/SqliteDatabase.cs", "Sync/Leases.cs"], places);
    }

    [Fact]
    public void Only_a_write_scope_saves_the_model()
    {
        var places = Sources().Where(file => Saving().IsMatch(file.Text)).Select(file => file.Name);

        Assert.Equal(["Audit/WriteScope.cs"], places);
    }

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Coverage.sln"))) root = root.Parent!;
        var engine = Path.Combine(root.FullName, "src", "Coverage");
        return Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(engine, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\bBeginTransaction(Async)?\s*\(|BEGIN (IMMEDIATE|EXCLUSIVE)")]
    private static partial Regex Transaction();

    [GeneratedRegex(@"\bBeginTransaction\(deferred: true\)")]
    private static partial Regex ReadingTransaction();

    /// <summary>Saving, but for what a scope's model does in the scope's own transaction.</summary>
    [GeneratedRegex(@"\bSaveChanges(Async)?\s*\(|^(?!.*\bscope\.Model\.).*\b(ExecuteUpdate|ExecuteDelete|ExecuteSql\w*)(Async)?\s*\(", RegexOptions.Multiline)]
    private static partial Regex Saving();
}
