using Coverage.Catalog;
using Coverage.Scoring;
using Coverage.Scoring.Planning;
using Coverage.Views.Gaps;
using Coverage.Views.Planning;
using Coverage.Views.Scores;
using static Coverage.Exchange.RowFile;

namespace Coverage.Exchange;

/// <summary>A technique that a what-if moves.</summary>
/// <param name="Move">Its scores before and after.</param>
/// <param name="Title">Its name.</param>
public sealed record WhatIfLine(ScoreMove Move, string Title)
{
    /// <summary>What becomes of its gap: <c>opens</c>, <c>closes</c>, or empty.</summary>
    public string Gap { get; init; } = "";
}

/// <summary>What would be if some things were otherwise, as CSV (the techniques that move) and JSON (all of it); the names are a contract.</summary>
public static class WhatIfFile
{
    /// <summary>The techniques that move, the largest change of the gap first.</summary>
    public static RowFile<WhatIfLine> Moves { get; } = new(
        new("technique", line => line.Move.Technique), new("title", line => line.Title), new("coverage_before", line => CellFile.Number(line.Move.Before.Coverage), IsNumber: true), new("coverage_after", line => CellFile.Number(line.Move.After.Coverage), IsNumber: true),
        new("gap_before", line => CellFile.Number(line.Move.Before.Gap), IsNumber: true), new("gap_after", line => CellFile.Number(line.Move.After.Gap), IsNumber: true),
        new("reason_before", line => line.Move.Before.Reason.Words()), new("reason_after", line => line.Move.After.Reason.Words()), new("gap", line => line.Gap));

    /// <summary>The techniques in scope whose Coverage, gap or reason a what-if moves.</summary>
    public static IReadOnlyList<WhatIfLine> Lines(PostureView view, WhatIfView tried)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(tried);
        var (opened, closed) = (Ids(tried.Opened), Ids(tried.Closed));
        return [.. tried.Result.Moves.Where(move => (move.Before.Stands || move.After.Stands) && (move.Before.Coverage != move.After.Coverage || move.Before.Gap != move.After.Gap || move.Before.Reason != move.After.Reason)).Select(move => new WhatIfLine(move, view.Catalogue.Find(move.Technique)?.Technique.Title ?? "")
        {
            Gap = opened.Contains(move.Technique) ? "opens" : closed.Contains(move.Technique) ? "closes" : "",
        })];
    }

    /// <summary>Writes all of it: what is supposed, the headline before and after, gaps that open and close, what moves.</summary>
    public static void WriteJson(Stream stream, PostureView view, WhatIfView tried)
    {
        ArgumentNullException.ThrowIfNull(tried);
        var lines = Lines(view, tried);
        JsonText.Write(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("suppositions");
            foreach (var (tick, entries) in tried.Ticks)
            {
                writer.WriteStartObject();
                writer.WriteString("key", tick.ToString());
                writer.WriteString("title", tick.Title(view));
                writer.WriteNumber("entries", entries);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            Write(writer, "before", tried.Result.Before.Totals);
            Write(writer, "after", tried.Result.After.Totals);
            writer.WriteNumber("unattributed_results", tried.Result.Unattributed.Count);
            writer.WriteTexts("gaps_opened", tried.Opened.Select(gap => gap.Technique.Id));
            writer.WriteTexts("gaps_closed", tried.Closed.Select(gap => gap.Technique.Id));
            writer.WritePropertyName("moves");
            Moves.WriteJson(writer, lines);
            writer.WriteEndObject();
        });
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, string name, ScoreTotals totals)
    {
        writer.WriteStartObject(name);
        foreach (var (number, value) in new (string, double?)[] { ("available", totals.Available), ("deployed", totals.Deployed), ("validated", totals.Validated), ("coverage", totals.Overall), ("gap", totals.Gap) })
        {
            if (value is { } known) writer.WriteNumber(number, Math.Round(known, 6));
            else writer.WriteNull(number);
        }

        writer.WriteEndObject();
    }

    private static HashSet<string> Ids(IReadOnlyList<Gap> gaps) => gaps.Select(gap => gap.Technique.Id).ToHashSet(StringComparer.Ordinal);
}
