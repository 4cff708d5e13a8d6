using System.Text.Json;
using Coverage.Catalog;
using Coverage.Exchange.Importing;
using Coverage.Recording;

namespace Coverage.Web.Commands;

/// <summary>What an import did, or would do, in words and as JSON.</summary>
internal static class ImportPreviewText
{
    public static void Write(TextWriter writer, ImportReading reading, ImportPreview preview)
    {
        writer.WriteLine($"format: {string.Join("; ", reading.Formats)}");
        writer.WriteLine($"matched: {preview.Matched.Count}{By(preview.Matched)}");
        writer.WriteLine($"ambiguous: {preview.Ambiguous.Count}");
        writer.WriteLine($"unknown: {preview.Unknown.Count}");
        writer.WriteLine($"already so: {preview.AlreadySo.Count}");
        writer.WriteLine($"rejected: {preview.RejectedCount}");
        if (preview.Pinned > 0) writer.WriteLine($"content as published now: {preview.Pinned} (nothing says which content runs; --content unknown leaves it open)");
        foreach (var entry in preview.Ambiguous) writer.WriteLine($"ambiguous: {entry.Place}: {entry.Name}: {string.Join(" or ", entry.Candidates.Select(candidate => candidate.Key))}");
        foreach (var entry in preview.Unknown) writer.WriteLine($"unknown: {entry.Place}: {entry.Name}{(entry.Techniques.Count > 0 ? $" ({string.Join(", ", entry.Techniques)})" : "")}");
    }

    public static void WriteJson(Stream stream, ImportReading reading, ImportPreview preview, RecordedStep? step) => JsonText.Write(stream, writer =>
    {
        writer.WriteStartObject();
        writer.WriteTexts("files", reading.Files);
        writer.WriteTexts("formats", reading.Formats);
        writer.WriteNumber("step", step?.EditId ?? 0);
        writer.WriteString("title", preview.Step.Title);
        writer.WriteNumber("entries", step?.Entries.Count ?? 0);
        Write(writer, "matched", preview.Matched);
        Write(writer, "ambiguous", preview.Ambiguous);
        Write(writer, "unknown", preview.Unknown);
        Write(writer, "already_so", preview.AlreadySo);
        writer.WriteNumber("rejected_count", preview.RejectedCount);
        Write(writer, "rejected", preview.Rejected);
        Write(writer, "remarks", preview.Remarks);
        writer.WriteEndObject();
    });

    /// <summary>By what something was found, in a word that stays.</summary>
    public static string Word(MatchedBy by) => by switch
    {
        MatchedBy.SigmaId => "sigma-id",
        MatchedBy.OwnId => "own-id",
        MatchedBy.Title => "title",
        MatchedBy.Picked => "picked",
        MatchedBy.TestGuid => "guid",
        MatchedBy.TestNumber => "number",
        MatchedBy.TestName => "name",
        MatchedBy.Profile => "profile",
        MatchedBy.EntryKey => "key",
        _ => "",
    };

    private static string By(IReadOnlyList<ImportEntry> entries) => entries.Count == 0 ? "" : $" ({string.Join(", ", entries.CountBy(entry => entry.By).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} by {Word(pair.Key)}"))})";

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ImportEntry> entries)
    {
        writer.WriteStartArray(name);
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("file", entry.Place.File);
            if (entry.Place.Line > 0) writer.WriteNumber("line", entry.Place.Line);
            writer.WriteString("name", entry.Name);
            writer.WriteString("says", entry.Says);
            if (entry.IsPinned) writer.WriteString("content", "published");
            if (entry.By != MatchedBy.Nothing) writer.WriteString("by", Word(entry.By));
            if (entry.TargetTitle.Length > 0) writer.WriteString("target", entry.Target.ToString());
            if (entry.Candidates.Count > 0) writer.WriteTexts("candidates", entry.Candidates.Select(candidate => candidate.Key.ToString()));
            if (entry.Techniques.Count > 0) writer.WriteTexts("techniques", entry.Techniques);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ImportRemark> remarks)
    {
        writer.WriteStartArray(name);
        foreach (var remark in remarks)
        {
            writer.WriteStartObject();
            writer.WriteString("file", remark.Place.File);
            if (remark.Place.Line > 0) writer.WriteNumber("line", remark.Place.Line);
            writer.WriteString("text", remark.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
