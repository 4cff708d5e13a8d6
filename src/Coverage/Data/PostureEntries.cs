using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Data;

/// <summary>The posture as entries, each known by a key and kept as JSON, and back; edits as what they do to entries, and back.</summary>
public static class PostureEntries
{
    private const string Only = "-";

    /// <summary>The keys of the entries that an edit may change.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="posture">The posture before it.</param>
    public static IEnumerable<EntryKey> Touched(PostureEdit edit, OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return edit switch
        {
            EditBatch batch => batch.Edits.SelectMany(inner => Touched(inner, posture)),
            PutEnvironment put => [new EntryKey(EntryKind.Environment, put.Environment.Key)],
            RemoveEnvironment remove => posture.Environments.TryGetValue(remove.Key, out var inside) ? [new EntryKey(EntryKind.Environment, remove.Key), .. Inside(inside).Select(entry => entry.Key)] : [],
            PutDeployment put => [KeyOf(put.Environment, EntryKind.Deployment, put.Deployment.Rule)],
            RemoveDeployment remove => [KeyOf(remove.Environment, EntryKind.Deployment, remove.Rule)],
            PutImplementation put => [KeyOf(put.Environment, EntryKind.Implementation, put.Implementation.Control)],
            RemoveImplementation remove => [KeyOf(remove.Environment, EntryKind.Implementation, remove.Control)],
            PutResult put => [new EntryKey(EntryKind.Result, put.Environment, put.Result.Id)],
            RemoveResult remove => [new EntryKey(EntryKind.Result, remove.Environment, remove.Id)],
            PutTelemetry put => [KeyOf(put.Environment, put.Telemetry.LogSource)],
            RemoveTelemetry remove => [KeyOf(remove.Environment, remove.LogSource)],
            PutOwnRule put => [new EntryKey(EntryKind.OwnRule, put.Rule.Key.ToString())],
            RemoveOwnRule remove => [new EntryKey(EntryKind.OwnRule, remove.Rule.ToString())],
            PutLink put => [KeyOf(EntryKind.Link, put.Link.Ends)],
            RemoveLink remove => [KeyOf(EntryKind.Link, remove.Ends)],
            PutSuppression put => [KeyOf(EntryKind.Suppression, put.Suppression.Ends)],
            RemoveSuppression remove => [KeyOf(EntryKind.Suppression, remove.Ends)],
            PutException put => [KeyOf(EntryKind.Exception, put.Exception.Key)],
            RemoveException remove => [KeyOf(EntryKind.Exception, remove.Key)],
            PutProfile put => [new EntryKey(EntryKind.Profile, put.Profile.Key)],
            RemoveProfile remove => [new EntryKey(EntryKind.Profile, remove.Key)],
            ChooseProfile => [new EntryKey(EntryKind.ChosenProfile, Only)],
            PutNote put => [new EntryKey(EntryKind.Note, put.Note.Id)],
            RemoveNote remove => [new EntryKey(EntryKind.Note, remove.Id)],
            PutAssignment put => [KeyOf(EntryKind.Assignment, put.Assignment.Key)],
            RemoveAssignment remove => [KeyOf(EntryKind.Assignment, remove.Key)],
            PutWorkItem put => [new EntryKey(EntryKind.WorkItem, put.Item.Id)],
            RemoveWorkItem remove => [new EntryKey(EntryKind.WorkItem, remove.Id)],
            PutModel => [new EntryKey(EntryKind.Model, Only)],
            _ => throw new ArgumentException($"There is no entry for {edit?.GetType().Name}.", nameof(edit)),
        };
    }

    /// <summary>Every entry of a posture, as it is stored.</summary>
    public static IEnumerable<PostureRow> Of(OrganisationPosture posture)
    {
        ArgumentNullException.ThrowIfNull(posture);
        return All(posture).Select(entry => new PostureRow { Kind = entry.Key.Kind, Environment = entry.Key.Environment, Key = entry.Key.Key, Value = PostureJson.Write(entry.Value) });
    }

    /// <summary>An entry of a posture as it is stored; null if it is not there.</summary>
    public static string? Find(OrganisationPosture posture, EntryKey key)
    {
        ArgumentNullException.ThrowIfNull(posture);
        var value = key.Environment.Length > 0 && key.Kind is not (EntryKind.Exception or EntryKind.Assignment)
            ? posture.Environments.TryGetValue(key.Environment, out var inside) ? FindIn(inside, key) : null
            : FindIn(posture, key);
        return value is null ? null : PostureJson.Write(value);
    }

    private static object? FindIn(OrganisationPosture posture, EntryKey key) => key.Kind switch
    {
        EntryKind.Environment => posture.Environments.GetValueOrDefault(key.Key)?.Environment,
        EntryKind.OwnRule => posture.OwnRules.GetValueOrDefault(ItemKey.Parse(key.Key) ?? default),
        EntryKind.Link => posture.Links.GetValueOrDefault(EndsOf(key.Key)),
        EntryKind.Suppression => posture.Suppressions.GetValueOrDefault(EndsOf(key.Key)),
        EntryKind.Exception => posture.Exceptions.GetValueOrDefault(new ExceptionKey(key.Key, key.Environment)),
        EntryKind.Assignment => posture.Assignments.GetValueOrDefault(new ExceptionKey(key.Key, key.Environment)),
        EntryKind.Profile => posture.Profiles.GetValueOrDefault(key.Key),
        EntryKind.ChosenProfile => posture.ChosenProfile is { } chosen ? new ChosenKey(chosen) : null,
        EntryKind.Note => posture.Notes.GetValueOrDefault(key.Key),
        EntryKind.WorkItem => posture.WorkItems.GetValueOrDefault(key.Key),
        EntryKind.Model => posture.Model.Figures.Count > 0 ? posture.Model : null,
        _ => null,
    };

    private static object? FindIn(EnvironmentPosture inside, EntryKey key) => key.Kind switch
    {
        EntryKind.Deployment => inside.Deployments.GetValueOrDefault(ItemKey.Parse(key.Key) ?? default),
        EntryKind.Implementation => inside.Implementations.GetValueOrDefault(ItemKey.Parse(key.Key) ?? default),
        EntryKind.Result => inside.Results.GetValueOrDefault(key.Key),
        EntryKind.Telemetry => key.Key.Split('|') is [var product, var category, var service] ? inside.Telemetry.GetValueOrDefault(new LogSource(product, category, service)) : null,
        _ => null,
    };

    private static LinkEnds EndsOf(string key)
    {
        var parts = key.Split('|');
        return parts.Length >= 4 && Enum.TryParse<ItemKind>(parts[0], out var kind) ? new LinkEnds(kind, ItemKey.Parse(string.Join('|', parts[1..^2])) ?? default, parts[^2], parts[^1]) : default;
    }

    /// <summary>The edit that makes an entry what its JSON says, or takes it away.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="value">What it is to be; null for nothing.</param>
    /// <param name="before">What it is, if it is to be taken away.</param>
    /// <exception cref="System.Text.Json.JsonException">The JSON is no such entry.</exception>
    public static PostureEdit Edit(EntryKind kind, string environment, string? value, string? before) => value is null ? Remove(kind, environment, before!) : Put(kind, environment, value);

    /// <summary>The edit that makes an entry what JSON of somebody else says, and that entry as it would be stored.</summary>
    /// <exception cref="System.Text.Json.JsonException">The JSON is no such entry.</exception>
    public static (PostureEdit Edit, string Value) ReadForeign(EntryKind kind, string environment, string json)
    {
        var value = kind switch
        {
            EntryKind.Environment => (object)PostureJson.ReadForeign<CoverageEnvironment>(json),
            EntryKind.Deployment => PostureJson.ReadForeign<Deployment>(json),
            EntryKind.Implementation => PostureJson.ReadForeign<Implementation>(json),
            EntryKind.Result => PostureJson.ReadForeign<TestResult>(json),
            EntryKind.Telemetry => PostureJson.ReadForeign<Telemetry>(json),
            EntryKind.OwnRule => PostureJson.ReadForeign<OwnRule>(json),
            EntryKind.Link => PostureJson.ReadForeign<ManualLink>(json),
            EntryKind.Suppression => PostureJson.ReadForeign<Suppression>(json),
            EntryKind.Exception => PostureJson.ReadForeign<CoverageException>(json),
            EntryKind.Profile => PostureJson.ReadForeign<ThreatProfile>(json),
            EntryKind.ChosenProfile => PostureJson.ReadForeign<ChosenKey>(json),
            EntryKind.Note => PostureJson.ReadForeign<Note>(json),
            EntryKind.Assignment => PostureJson.ReadForeign<Assignment>(json),
            EntryKind.WorkItem => PostureJson.ReadForeign<WorkItem>(json),
            EntryKind.Model => PostureJson.ReadForeign<ModelFigures>(json),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such entry."),
        };
        var written = PostureJson.Write(value);
        return (Put(kind, environment, written), written);
    }

    private static PostureEdit Put(EntryKind kind, string environment, string json) => kind switch
    {
        EntryKind.Environment => new PutEnvironment(PostureJson.Read<CoverageEnvironment>(json)),
        EntryKind.Deployment => new PutDeployment(environment, PostureJson.Read<Deployment>(json)),
        EntryKind.Implementation => new PutImplementation(environment, PostureJson.Read<Implementation>(json)),
        EntryKind.Result => new PutResult(environment, PostureJson.Read<TestResult>(json)),
        EntryKind.Telemetry => new PutTelemetry(environment, PostureJson.Read<Telemetry>(json)),
        EntryKind.OwnRule => new PutOwnRule(PostureJson.Read<OwnRule>(json)),
        EntryKind.Link => new PutLink(PostureJson.Read<ManualLink>(json)),
        EntryKind.Suppression => new PutSuppression(PostureJson.Read<Suppression>(json)),
        EntryKind.Exception => new PutException(PostureJson.Read<CoverageException>(json)),
        EntryKind.Profile => new PutProfile(PostureJson.Read<ThreatProfile>(json)),
        EntryKind.ChosenProfile => new ChooseProfile(PostureJson.Read<ChosenKey>(json).Profile),
        EntryKind.Note => new PutNote(PostureJson.Read<Note>(json)),
        EntryKind.Assignment => new PutAssignment(PostureJson.Read<Assignment>(json)),
        EntryKind.WorkItem => new PutWorkItem(PostureJson.Read<WorkItem>(json)),
        EntryKind.Model => new PutModel(PostureJson.Read<ModelFigures>(json)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such entry."),
    };

    private static PostureEdit Remove(EntryKind kind, string environment, string json) => Put(kind, environment, json) switch
    {
        PutEnvironment put => new RemoveEnvironment(put.Environment.Key),
        PutDeployment put => new RemoveDeployment(environment, put.Deployment.Rule),
        PutImplementation put => new RemoveImplementation(environment, put.Implementation.Control),
        PutResult put => new RemoveResult(environment, put.Result.Id),
        PutTelemetry put => new RemoveTelemetry(environment, put.Telemetry.LogSource),
        PutOwnRule put => new RemoveOwnRule(put.Rule.Key),
        PutLink put => new RemoveLink(put.Link.Ends),
        PutSuppression put => new RemoveSuppression(put.Suppression.Ends),
        PutException put => new RemoveException(put.Exception.Key),
        PutProfile put => new RemoveProfile(put.Profile.Key),
        ChooseProfile => new ChooseProfile(null),
        PutNote put => new RemoveNote(put.Note.Id),
        PutAssignment put => new RemoveAssignment(put.Assignment.Key),
        PutWorkItem put => new RemoveWorkItem(put.Item.Id),
        _ => new PutModel(ModelFigures.Published),
    };

    private static IEnumerable<(EntryKey Key, object Value)> All(OrganisationPosture posture)
    {
        foreach (var inside in posture.Environments.Values)
        {
            yield return (new EntryKey(EntryKind.Environment, inside.Environment.Key), inside.Environment);
            foreach (var entry in Inside(inside)) yield return entry;
        }

        foreach (var rule in posture.OwnRules.Values) yield return (new EntryKey(EntryKind.OwnRule, rule.Key.ToString()), rule);
        foreach (var link in posture.Links.Values) yield return (KeyOf(EntryKind.Link, link.Ends), link);
        foreach (var suppression in posture.Suppressions.Values) yield return (KeyOf(EntryKind.Suppression, suppression.Ends), suppression);
        foreach (var exception in posture.Exceptions.Values) yield return (KeyOf(EntryKind.Exception, exception.Key), exception);
        foreach (var profile in posture.Profiles.Values) yield return (new EntryKey(EntryKind.Profile, profile.Key), profile);
        foreach (var note in posture.Notes.Values) yield return (new EntryKey(EntryKind.Note, note.Id), note);
        foreach (var assignment in posture.Assignments.Values) yield return (KeyOf(EntryKind.Assignment, assignment.Key), assignment);
        foreach (var item in posture.WorkItems.Values) yield return (new EntryKey(EntryKind.WorkItem, item.Id), item);
        if (posture.ChosenProfile is { } chosen) yield return (new EntryKey(EntryKind.ChosenProfile, Only), new ChosenKey(chosen));
        if (posture.Model.Figures.Count > 0) yield return (new EntryKey(EntryKind.Model, Only), posture.Model);
    }

    private static IEnumerable<(EntryKey Key, object Value)> Inside(EnvironmentPosture inside)
    {
        var environment = inside.Environment.Key;
        foreach (var deployment in inside.Deployments.Values) yield return (KeyOf(environment, EntryKind.Deployment, deployment.Rule), deployment);
        foreach (var implementation in inside.Implementations.Values) yield return (KeyOf(environment, EntryKind.Implementation, implementation.Control), implementation);
        foreach (var result in inside.Results.Values) yield return (new EntryKey(EntryKind.Result, environment, result.Id), result);
        foreach (var telemetry in inside.Telemetry.Values) yield return (KeyOf(environment, telemetry.LogSource), telemetry);
    }

    /// <summary>The key of what an environment says of an item.</summary>
    public static EntryKey KeyOf(string environment, EntryKind kind, ItemKey item) => new(kind, environment, item.ToString());

    /// <summary>The key of what an environment says of a log source.</summary>
    public static EntryKey KeyOf(string environment, LogSource source) => new(EntryKind.Telemetry, environment, string.Join('|', source.Product, source.Category, source.Service));

    /// <summary>The key of a link or suppression.</summary>
    public static EntryKey KeyOf(EntryKind kind, LinkEnds ends) => new(kind, string.Join('|', ends.Kind, ends.Item, ends.Technique, ends.Test));

    /// <summary>The key of an exception or assignment.</summary>
    public static EntryKey KeyOf(EntryKind kind, ExceptionKey key) => new(kind, key.Environment, key.Technique);
}
