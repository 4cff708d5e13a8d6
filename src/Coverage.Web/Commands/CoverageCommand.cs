using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Sync;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Commands;

/// <summary>The command line: <c>coverage VERB</c>.</summary>
internal static class CoverageCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--version"])
        {
            Console.Out.WriteLine(Version);
            return ExitCodes.Done;
        }

        var root = Create();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) CommandContext.Error.WriteLine(error.Message);
            CommandContext.Error.WriteLine($"See 'coverage {string.Concat(Path(parsed.CommandResult))}--help'.");
            return ExitCodes.WrongUse;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(5) }).ConfigureAwait(false);
    }

    /// <summary>The program's version.</summary>
    public static string Version => typeof(CoverageCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The command with all its verbs.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("What could stop it, what would see it, and has anybody proved it: ATT&CK techniques with their D3FEND countermeasures, Sigma rules and Atomic Red Team tests.\n\nExample: coverage import sigma-master.tar.gz")
        {
            CommandContext.DataOption, CommandContext.NoSeedOption, CommandContext.JsonOption, CommandContext.QuietOption,
            ServeVerb.Create(), ImportVerb.Create(), SyncVerb.Create(), SourcesVerb.Create(), StatusVerb.Create(), LinksVerb.Create(), LayerVerb.Create(),
            TechniqueVerb.Create(), CompassVerb.Create(), ProblemsVerb.Create(), ChangesVerb.Create(), PostureVerb.Create(), SeedVerb.Create(), PackVerb.Create(), LinkVerb.Create(),
            SnapshotVerb.Create(), UpgradeVerb.Create(), ExampleVerb.Create(),
            GapsVerb.Create(), ScoreVerb.Create(), ProfileVerb.Create(), PlanVerb.Create(), WhatIfVerb.Create(), GateVerb.Create(),
        };
        ServeVerb.AddTo(root);
        return root;
    }

    /// <summary>Makes a verb's action, with every failure told in one place.</summary>
    public static void Does(this Command command, Func<CommandContext, CancellationToken, Task<int>> action) => command.SetAction(async (parsed, cancellationToken) =>
    {
        using var context = new CommandContext(parsed);
        try
        {
            return await action(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ImportUsageException or CommandFailure)
        {
            return Fail(problem.Message, ExitCodes.WrongUse);
        }
        catch (Exception problem) when (problem is SourceRefusedException or PostureRefusedException)
        {
            return Fail(problem.Message, ExitCodes.Refused);
        }
        catch (Exception problem) when (problem is DatabaseException or NotAllowedException or SyncBusyException or FeedException or IOException or UnauthorizedAccessException)
        {
            return Fail(problem.Message, ExitCodes.Failed);
        }
        catch (SqliteException problem)
        {
            return Fail(new SqliteDatabase(context.DataFolder).Explain(problem).Message, ExitCodes.Failed);
        }
        catch (OperationCanceledException)
        {
            return Fail("Cancelled; nothing has changed.", ExitCodes.Failed);
        }
        catch (Exception problem)
        {
            // Nothing is expected here, so that all of it is told; without this the process would abort by a signal.
            return Fail($"This is a fault of Coverage; please report it: {problem}", ExitCodes.Failed);
        }
    });

    /// <summary>The same for what needs no waiting.</summary>
    public static void Does(this Command command, Func<CommandContext, int> action) => command.Does((context, _) => Task.FromResult(action(context)));

    private static int Fail(string message, int code)
    {
        CommandContext.Error.WriteLine(message);
        return code;
    }

    private static IEnumerable<string> Path(CommandResult? result)
    {
        return result is null or { Command: RootCommand } ? [] : Path(result.Parent as CommandResult).Append(result.Command.Name + " ");
    }
}
