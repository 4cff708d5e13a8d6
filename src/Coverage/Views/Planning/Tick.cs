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

    /// <summary>Every rule that a filter of the list of rules shows is deployed.</summary>
    DeploySet,

    /// <summary>A rule is no longer deployed.</summary>
    Undeploy,

    /// <summary>A D3FEND technique is implemented in full.</summary>
    Implement,

    /// <summary>A D3FEND technique is no longer implemented.</summary>
    Unimplement,
}

/// <summary>The rules that a filter of the list of rules shows, such as <c>level=high&amp;product=windows</c>, and that could be deployed.</summary>
public delegate IReadOnlyList<ItemKey> RuleSet(PostureView view, string filter);

/// <summary>One supposition of a what-if, as its address holds it: <c>deploy~win~sigma~ID</c>.</summary>
/// <param name="Kind">What is supposed.</param>
/// <param name="Environment">The environment's key.</param>
/// <param name="First">The product or place; the log source's product; the item's source; the filter of a set.</param>
/// <param name="Second">The log source's category; the item's identifier.</param>
/// <param name="Third">The log source's service.</param>
public sealed record Tick(TickKind Kind, string Environment, string First, string Second = "", string Third = "")
{
    private const char Between = '~';

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
    /// <param name="set">Finds the rules of a set.</param>
    public IReadOnlyList<PostureEdit> Edits(PostureView view, RuleSet set)
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
            TickKind.DeploySet => [.. set(view, First).Where(rule => place.Deployments.GetValueOrDefault(rule)?.State != DeploymentState.Deployed).Select(rule => Deployed(view, rule))],
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
            TickKind.DeploySet => $"Deploy all rules with {string.Join(", ", First.Split('&').Select(term => Uri.UnescapeDataString(term.StartsWith("q=", StringComparison.Ordinal) ? $"“{term[2..]}”" : term.Replace('=', ' '))))}",
            TickKind.Undeploy => $"Undeploy {view.TitleOf(Item)}",
            TickKind.Implement => $"Implement {words.Control(Item)}",
            _ => $"Drop {words.Control(Item)}",
        };
        return $"{what} in {view.Posture.Environments.GetValueOrDefault(Environment)?.Environment.Name ?? Environment}";
    }

    /// <summary>From the end of the day on, as the plan has it: what today's tests missed before does not refute it.</summary>
    private PutDeployment Deployed(PostureView view, ItemKey rule) => new(Environment, new Deployment(rule, DeploymentState.Deployed, view.Rule(rule)?.Hash ?? "", view.Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));

    private bool Knows(PostureView view) => view.Rule(Item) is not null || view.Posture.OwnRules.ContainsKey(Item);

    private static string Escape(string part) => Uri.EscapeDataString(part).Replace("~", "%7E", StringComparison.Ordinal);
}
