using System.Globalization;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Views.History;

/// <summary>Says what stored entries are about and what they state, by the names that the catalogue has now.</summary>
public sealed class EntryWords(PostureView view)
{
    private readonly Dictionary<string, AtomicTest> tests = view.Catalogue.Tests.GroupBy(test => test.ExternalId, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>A change of an entry.</summary>
    public EntryLine Of(PostureChangeRow change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var json = change.After ?? change.Before!;
        var line = new EntryLine(KindOf(change.Kind), "", EnvironmentOf(change.Environment), Say(change.Kind, change.Before), Say(change.Kind, change.After));
        return change.Kind switch
        {
            EntryKind.Environment => line with { Subject = PostureJson.Read<CoverageEnvironment>(json).Name, Environment = PostureJson.Read<CoverageEnvironment>(json).Name },
            EntryKind.Deployment => Rule(line, PostureJson.Read<Deployment>(json).Rule),
            EntryKind.Implementation => Control(line, PostureJson.Read<Implementation>(json).Control),
            EntryKind.Result => Test(line, PostureJson.Read<TestResult>(json).Test),
            EntryKind.Telemetry => line with { Subject = PostureJson.Read<Telemetry>(json).LogSource.ToString() },
            EntryKind.OwnRule => PostureJson.Read<OwnRule>(json) is var rule ? line with { Subject = rule.Title, Item = ItemKind.Rule, Key = rule.Key } : line,
            EntryKind.Link => Ends(line, PostureJson.Read<ManualLink>(json).Ends),
            EntryKind.Suppression => Ends(line, PostureJson.Read<Suppression>(json).Ends),
            EntryKind.Exception or EntryKind.Assignment => Technique(line, change.Key),
            EntryKind.Profile => line with { Subject = PostureJson.Read<ThreatProfile>(json).Name },
            EntryKind.Note => line with { Subject = NameOf(PostureJson.Read<Note>(json).Subject) },
            EntryKind.WorkItem => line with { Subject = PostureJson.Read<WorkItem>(json).Title },
            _ => line with { Subject = line.Kind },
        };
    }

    /// <summary>The name of an environment; its key where it is gone.</summary>
    public string EnvironmentOf(string key) => view.Posture.Environments.GetValueOrDefault(key)?.Environment.Name ?? key;

    private EntryLine Rule(EntryLine line, ItemKey rule) => line with { Subject = view.TitleOf(rule), Item = ItemKind.Rule, Key = rule };

    private EntryLine Control(EntryLine line, ItemKey control)
    {
        var known = view.Catalogue.Controls.FirstOrDefault(other => string.Equals(other.ExternalId, control.Id, StringComparison.OrdinalIgnoreCase));
        return line with { Subject = known is null ? control.Id : $"{known.ExternalId} {known.Title}", Item = known?.Kind, Key = new ItemKey(known?.Source ?? control.Source, known?.ExternalId ?? control.Id) };
    }

    private EntryLine Test(EntryLine line, ItemKey test) => tests.TryGetValue(test.Id, out var known)
        ? line with { Subject = known.FullTitle, Item = ItemKind.Test, Key = new ItemKey(known.Source, known.ExternalId) }
        : line with { Subject = test.ToString() };

    private EntryLine Technique(EntryLine line, string id) => line with
    {
        Subject = NameOf(id),
        Environment = line.Environment.Length > 0 ? line.Environment : "all",
        Item = ItemKind.Technique,
        Key = new ItemKey("", id),
    };

    private EntryLine Ends(EntryLine line, LinkEnds ends)
    {
        var item = ends.Kind == ItemKind.Rule ? Rule(line, ends.Item) : ends.Kind == ItemKind.Test ? Test(line, ends.Item) : Control(line, ends.Item);
        return item with { Subject = $"{item.Subject} to {(ends.Technique.Length > 0 ? NameOf(ends.Technique) : tests.GetValueOrDefault(ends.Test)?.Title ?? ends.Test)}" };
    }

    /// <summary>A technique with its title; as it stands what is none.</summary>
    private string NameOf(string technique) => view.Catalogue.Find(technique) is { } entry ? $"{entry.Id} {entry.Technique.Title}" : technique;

    private static string KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Result => "test result",
        EntryKind.OwnRule => "own rule",
        EntryKind.ChosenProfile => "chosen profile",
        EntryKind.WorkItem => "work item",
        EntryKind.Model => "scoring model",
        _ => kind.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    private static string Say(EntryKind kind, string? json) => json is null ? "" : EntryStatements.Say(kind, json);
}
