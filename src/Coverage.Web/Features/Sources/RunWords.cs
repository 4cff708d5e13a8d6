using Coverage.Data;
using Coverage.Sync;
using Coverage.Web.Commands;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Sources;

/// <summary>How a sync ended, in words; those of the command line where they fit.</summary>
internal static class RunWords
{
    /// <summary>A sync of this process.</summary>
    public static string Of(SyncJob job) => job.Problem ?? (job.Result is { } result ? $"{Of(result.Run)} {Cost(result.Run)}" : "");

    /// <summary>What it did.</summary>
    public static string Of(SyncRunRow run) => run.Outcome switch
    {
        SyncOutcome.Unchanged => Sentence(run.Message.Length > 0 ? run.Message : "Nothing new", run),
        SyncOutcome.Applied or SyncOutcome.Approved => Sentence(Figures(run), run),
        SyncOutcome.Rehearsed => Sentence(run.Message.Length > 0 ? run.Message : $"Would be {Figures(run)}; nothing has changed", run),
        SyncOutcome.Held => Sentence($"{run.Message} It waits for a person", run),
        _ => Sentence(run.Message, run),
    };

    /// <summary>Added, changed, removed, moved; as pages write numbers.</summary>
    public static string Figures(SyncRunRow run) => $"{Words.Number(run.Added)} added, {Words.Number(run.Changed)} changed, {Words.Number(run.Removed)} removed, {Words.Number(run.Moved)} moved";

    /// <summary>What it cost.</summary>
    public static string Cost(SyncRunRow run) => $"({Dates.Lasting(run.EndedAt - run.StartedAt)}, {SyncText.Cost(run)}{(run.Bytes > 0 ? $", {Words.Bytes(run.Bytes)}" : "")})";

    private static string Sentence(string text, SyncRunRow run) => $"{text.TrimEnd('.')}.{(run.Notes.Length > 0 ? $" {run.Notes}" : "")}";
}
