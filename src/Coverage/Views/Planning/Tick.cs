using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Views.Planning;

/// <summary>What a what-if supposes.</summary>
public enum TickKind
{
    /// <summary>A product or place is gone, with the rules that run there and the controls that it does.</summary>
    Drop,

    /// <summary>A log source is collected.</summary>
    Collect,

    /// <summary>A log source is no longer collected.</summary>
    Uncollect,

    /// <summary>A rule is deployed at its present content.</summary>
    Deploy,

    /// <summary>Every rule that a filter of the list of rules shows is deployed, but for those that are disabled there: somebody took them out.</summary>
    DeploySet,

    /// <summary>A rule is no longer deployed.</summary>
    Undeploy,

    /// <summary>A D3FEND technique is implemented in full.</summary>
    Implement,

    /// <summary>Every D3FEND technique that a filter of the list of controls shows is implemented in full.</summary>
    ImplementSet,

    /// <summary>A D3FEND technique is no longer implemented.</summary>
    Unimplement,
}

/// <summary>What a set is made of: rules that could be deployed, or controls, that a filter of their list shows. The lists know what a filter means.</summary>
/// <param name="view">What there is.</param>
/// <param name="set">Of the kind <see cref="TickKind.DeploySet"/> or <see cref="TickKind.ImplementSet"/>.</param>
public delegate IReadOnlyList<ItemKey> ItemSet(PostureView view, Tick set);

/// <summary>One supposition of a what-if, as its address holds it: <c>deploy~win~sigma~ID</c>.</summary>
/// <param name="Kind">What is supposed.</param>
/// <param name="Environment">The environment's key.</param>
/// <param name="First">The product or place; the log source's product; the item's source; the filter of a set.</param>
/// <param name="Second">The log source's category; the item's identifier.</param>
/// <param name="Third">The log source's service.</param>
public sealed record Tick(TickKind Kind, string Environment, string First, string Second = "", string Third = "")
{
    private const char Between = '~';

    /// <summary>Whether it is of all that a filter shows, and not of one thing.</summary>
    public bool IsSet => Kind is TickKind.DeploySet or TickKind.ImplementSet;

    private ItemKey Item => new(First, Second);

    private LogSource Source => new(First, Second, Third);

    /// <summary>Of an item.</summary>
    public static Tick Of(TickKind kind, string environment, ItemKey item) => new(kind, environment, item.Source, item.Id);

    /// <summary>Of a log source.</summary>
    public static Tick Of(TickKind kind, string environment, LogSource source) => new(kind, environment, source.Product, source.Category, source.Service);

    /// <summary>Reads one; null for what is none.</summary>
    public static Tick? Parse(string? text)
    {
        if (text is null or { Length: > 1000 }) return null;
        var parts = text.Split(Between).Select(Uri.UnescapeDataString).ToArray();
        return parts.Length is >= 3 and <= 5 && Enum.TryParse<TickKind>(parts[0], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(parts[0][0])
            ? new Tick(kind, parts[1], parts[2], parts.ElementAtOrDefault(3) ?? "", parts.ElementAtOrDefault(4) ?? "")
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Between, new[] { Kind.ToString().ToLowerInvariant(), Environment, First, Second, Third }.Select(Escape)).TrimEnd(Between);

    /// <summary>What it is in edits; nothing where it changes nothing or names what is not there.</summary>
    /// <param name="view">What it is supposed of.</param>
    /// <param name="set">Finds what a set is made of.</param>
    public IReadOnlyList<PostureEdit> Edits(PostureView view, ItemSet set)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(set);
        if (!view.Posture.Environments.TryGetValue(Environment, out var place)) return [];
        return Kind switch
        {
            TickKind.Drop => [.. place.Deployments.Values.Where(deployment => deployment.Where == First).Select(deployment => new RemoveDeployment(Environment, deployment.Rule)), .. place.Implementations.Values.Where(one => one.By == First).Select(one => new RemoveImplementation(Environment, one.Control))],
            TickKind.Collect => [new PutTelemetry(Environment, new Telemetry(Source, Collected: true))],
            TickKind.Uncollect => [new PutTelemetry(Environment, new Telemetry(Source, Collected: false))],

            TickKind.Deploy when Knows(view) => [Deployed(view, Item)],
            TickKind.DeploySet => [.. set(view, this).Where(rule => place.Deployments.GetValueOrDefault(rule)?.State != DeploymentState.Deployed).Select(rule => Deployed(view, rule))],
            TickKind.ImplementSet => [.. set(view, this).ExceptBy(Full(place), control => control.Id, StringComparer.OrdinalIgnoreCase).Select(control => new PutImplementation(Environment, new Implementation(control, ImplementationState.Full)))],
            TickKind.Undeploy when place.Deployments.ContainsKey(Item) => [new RemoveDeployment(Environment, Item)],
            TickKind.Implement when view.Catalogue.Controls.Any(control => control.ExternalId == Second) => [new PutImplementation(Environment, new Implementation(Item, ImplementationState.Full))],
            TickKind.Unimplement when place.Implementations.ContainsKey(Item) => [new RemoveImplementation(Environment, Item)],
            _ => [],
        };
    }

    /// <summary>It in words.</summary>
    public string Title(PostureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var words = new PlanWords(view);
        var what = Kind switch
        {
            TickKind.Drop => $"Drop {First}",
            TickKind.Collect => $"Collect {Source}",
            TickKind.Uncollect => $"Lose {Source}",
            TickKind.Deploy => $"Deploy {view.TitleOf(Item)}",
            TickKind.DeploySet => $"Deploy all rules with {Filter}",
            TickKind.ImplementSet => $"Implement all controls with {Filter}",
            TickKind.Undeploy => $"Undeploy {view.TitleOf(Item)}",
            TickKind.Implement => $"Implement {words.Control(Item)}",
            _ => $"Drop {words.Control(Item)}",
        };
        return $"{what} in {view.Posture.Environments.GetValueOrDefault(Environment)?.Environment.Name ?? Environment}";
    }

    /// <summary>Controls are known by their identifiers alone.</summary>
    private static IEnumerable<string> Full(EnvironmentPosture place) => place.Implementations.Values.Where(one => one.State == ImplementationState.Full).Select(one => one.Control.Id);

    /// <summary>A set's filter in words: <c>level high, status stable</c>.</summary>
    internal string Filter => string.Join(", ", First.Split('&').Select(term => Uri.UnescapeDataString(term.StartsWith("q=", StringComparison.Ordinal) ? $"“{term[2..]}”" : term.Replace('=', ' '))));

    /// <summary>From the end of the day on, as the plan has it: what today's tests missed before does not refute it.</summary>
    private PutDeployment Deployed(PostureView view, ItemKey rule) => new(Environment, new Deployment(rule, DeploymentState.Deployed, view.Rule(rule)?.Hash ?? "", view.Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));

    private bool Knows(PostureView view) => view.Rule(Item) is not null || view.Posture.OwnRules.ContainsKey(Item);

    private static string Escape(string part) => Uri.EscapeDataString(part).Replace("~", "%7E", StringComparison.Ordinal);
}
