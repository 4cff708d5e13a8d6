using System.CommandLine;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sync;
using Coverage.Views;
using Coverage.Web.Hosting;

namespace Coverage.Web.Commands;

/// <summary>What every verb has: the global options, and the engine over the data folder.</summary>
internal sealed class CommandContext(ParseResult parsed) : IDisposable
{
    private SqliteDatabase? database;
    private ServiceProvider? engine;

    public static Option<string?> DataOption { get; } = new("--data") { Description = "Folder of the database and the keys (default: COVERAGE_DATA, else the user's application data folder).", HelpName = "FOLDER", Recursive = true };

    public static Option<bool> NoSeedOption { get; } = new("--no-seed") { Description = "A new database stays empty.", Recursive = true };

    public static Option<bool> JsonOption { get; } = new("--json") { Description = "Results as JSON.", Recursive = true };

    public static Option<bool> QuietOption { get; } = new("--quiet", "-q") { Description = "No progress and no notes; errors only.", Recursive = true };

    /// <summary>Who acts on the command line: the operating system's user, as Admin.</summary>
    public static Person Operator { get; } = new(Environment.UserName.Length > 0 ? Environment.UserName : "operator", Role.Admin);

    public static TextWriter Error => Console.Error;

    public ParseResult Parsed { get; } = parsed;

    public bool Json => Parsed.GetValue(JsonOption);

    public bool Quiet => Parsed.GetValue(QuietOption);

    public bool NoSeed => Parsed.GetValue(NoSeedOption);

    /// <summary>The folder of the database and the keys.</summary>
    public string DataFolder => new[] { Parsed.GetValue(DataOption), Environment.GetEnvironmentVariable("COVERAGE_DATA") }.FirstOrDefault(folder => !string.IsNullOrEmpty(folder))
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "coverage");

    /// <summary>The database, made, brought up to date and seeded.</summary>
    /// <exception cref="DatabaseException">It cannot be used.</exception>
    public SqliteDatabase Database
    {
        get
        {
            if (database is not null) return database;
            var opened = new SqliteDatabase(DataFolder);
            opened.Prepare();
            new SeedData(opened, new Ledger(opened, TimeProvider.System)).Settle(SeedFolder, !NoSeed);
            return database = opened;
        }
    }

    public Ledger Ledger => new(Database, TimeProvider.System);

    /// <summary>A service of the engine over the database, with the ready-made sources set up.</summary>
    public T Get<T>()
        where T : notnull
    {
        if (engine is null)
        {
            _ = Database;
            var services = new ServiceCollection();
            services.AddCoverage(DataFolder);
            services.AddSingleton(SourceKeys.In(DataFolder));
            engine = services.BuildServiceProvider();
            engine.GetRequiredService<SourceSettings>().Settle();
        }

        return engine.GetRequiredService<T>();
    }

    public CoverageView View => ViewBuilder.Build(CatalogContent.Read(Database));

    /// <summary>Where the seed data lies, beside the program.</summary>
    public static string SeedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data");

    /// <inheritdoc/>
    public void Dispose() => engine?.Dispose();

    /// <summary>A note for the person, not part of the data.</summary>
    public void Note(string text)
    {
        if (!Quiet) Error.WriteLine(text);
    }

    /// <summary>Writes the result to a file that is complete or not there, or to stdout.</summary>
    public static void Output(string? file, Action<Stream> write)
    {
        if (file is null)
        {
            using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            write(stdout);
            return;
        }

        var part = file + ".part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16)) write(stream);
            File.Move(part, file, overwrite: true);
        }
        catch
        {
            if (File.Exists(part)) File.Delete(part);
            throw;
        }
    }

    /// <summary>The same for text.</summary>
    public static void OutputText(string? file, Action<TextWriter> write) => Output(file, stream =>
    {
        using var writer = new StreamWriter(stream, new System.Text.UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}
