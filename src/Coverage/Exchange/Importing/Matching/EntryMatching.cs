using System.Text.Json;
using System.Text.Json.Nodes;
using Coverage.Data;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Views.History;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>
/// Entries of an export become what they were, each under its own key: the same entry twice changes nothing, another one under
/// the same key takes its place, and nothing is taken away. What names something that is not known here is left out.
/// </summary>
internal sealed class EntryMatching(PreviewBuilder builder, IReadOnlyList<EntryClaim> claims)
{
    private readonly HashSet<string> tests = builder.View.Catalogue.Tests.Select(test => test.ExternalId).ToHashSet(StringComparer.OrdinalIgnoreCase);
    private readonly EntryWords words = new(builder.View);
    private readonly HashSet<EntryKey> seen = [];
    private OrganisationPosture posture = builder.View.Posture;

    public void Run()
    {
        foreach (var (i, claim) in claims.Index().OrderBy(pair => Rank(pair.Item.Kind))) Put(i, claim);
        if (claims.Count > 0) MakeRoom();
    }

    /// <summary>What others need comes first.</summary>
    private static int Rank(EntryKind kind) => kind switch { EntryKind.Environment => 0, EntryKind.OwnRule or EntryKind.Profile => 1, _ => 2 };

    private void Put(int i, EntryClaim claim)
    {
        if (Read(claim) is not var (edit, value)) return;
        var key = PostureEntries.Touched(edit, posture).Single();
        var checks = new PostureChecks(builder.View, posture, builder.Now);
        if (key.Key.Trim() != claim.Key || key.Environment != claim.Environment) builder.Reject(claim.Place, $"The value is of {PlainText.Line($"{key.Environment} {key.Key}".Trim(), 200)}, the key beside it is not.");
        else if (!seen.Add(key)) builder.Reject(claim.Place, $"{Named(claim)} stands in it more than once; the first one is taken.");
        else if (Same(PostureEntries.Find(posture, key), value)) builder.Add(Entry(i, claim, value), changes: false);
        else if (edit is PutModel && !builder.Choices.Model) builder.Reject(claim.Place, "The figures of the scoring model are an administrator's to change; they are left as they are.");
        else if (checks.Problems([edit]).Except(checks.Unknown(edit)).ToList() is { Count: > 0 } problems) builder.Reject(claim.Place, $"{Named(claim)}: {string.Join(" ", problems)}");
        else if (checks.Unknown(edit).Any() || (edit is PutResult put && !tests.Contains(put.Result.Test.Id))) builder.AddUnknown(new ImportEntry(i, claim.Place, Named(claim), words.Of(Change(claim, value)).After));
        else
        {
            builder.Add(Entry(i, claim, value), changes: true);
            builder.Edit(edit);
            posture = edit.ApplyTo(posture);
        }
    }

    private (PostureEdit Edit, string Value)? Read(EntryClaim claim)
    {
        try
        {
            return PostureEntries.ReadForeign(claim.Kind, claim.Environment, claim.Value);
        }
        catch (JsonException problem)
        {
            builder.Reject(claim.Place, $"{Named(claim)}: the value is no such entry: {PlainText.Line(problem.Message, 300)}");
            return null;
        }
    }

    private ImportEntry Entry(int i, EntryClaim claim, string value)
    {
        var line = words.Of(Change(claim, value));
        return new ImportEntry(i, claim.Place, Named(claim), line.After) { By = MatchedBy.EntryKey, Target = new ItemKey(claim.Kind.ToString(), claim.Key), TargetTitle = line.Subject };
    }

    /// <summary>An environment in which nobody recorded anything would weigh as much as each that comes: the first one that there is by itself goes.</summary>
    private void MakeRoom()
    {
        var room = CoverageEnvironment.Default.Key;
        if (!posture.Environments.TryGetValue(room, out var first) || posture.Environments.Count == 1 || !first.IsUnused || seen.Contains(new EntryKey(EntryKind.Environment, room)) || !seen.Any(key => key.Kind == EntryKind.Environment)) return;
        builder.Edit(new RemoveEnvironment(room));
        builder.Remark(new ImportPlace("", 0), $"The environment {first.Environment.Name}, in which nothing is recorded, makes room for those of the file.");
    }

    private static string Named(EntryClaim claim) => PlainText.Line($"{claim.Kind} {claim.Key}{(claim.Environment.Length > 0 ? $" in {claim.Environment}" : "")}", 300);

    private static PostureChangeRow Change(EntryClaim claim, string value) => new() { Kind = claim.Kind, Environment = claim.Environment, Key = claim.Key, After = value };

    private static bool Same(string? there, string value) => there == value || (there is not null && JsonNode.DeepEquals(JsonNode.Parse(there), JsonNode.Parse(value)));
}
