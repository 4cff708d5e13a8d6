using Coverage.Posture;
using Coverage.Views.Planning;
using Coverage.Views.Scores;

namespace Coverage.Web.Features.WhatIf;

/// <summary>What could be supposed of an environment: products, log sources, rules and controls that fit some words.</summary>
internal static class WhatIfOffers
{
    /// <summary>The suppositions; without words those that drop what is in place.</summary>
    public static IEnumerable<Tick> Of(PostureView view, string environment, string search)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = view.Posture.Environments[environment];
        var products = place.Deployments.Values.Select(one => one.Where).Concat(place.Implementations.Values.Select(one => one.By)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(Fits).Select(name => new Tick(TickKind.Drop, environment, name));
        var logs = place.Telemetry.Values.Where(entry => entry.Collected && Fits(entry.LogSource.ToString())).OrderBy(entry => entry.LogSource.ToString(), StringComparer.Ordinal).Select(entry => Tick.Of(TickKind.Uncollect, environment, entry.LogSource));
        if (words.Length == 0) return products.Concat(logs).Concat(place.Implementations.Keys.OrderBy(key => key.Id, StringComparer.Ordinal).Select(key => Tick.Of(TickKind.Unimplement, environment, key)));
        return products.Concat(logs).Concat(Sources().Where(source => Fits(source.ToString())).Take(12).SelectMany(source => Collected(source) ? new[] { Tick.Of(TickKind.Uncollect, environment, source) } : [Tick.Of(TickKind.Collect, environment, source), Tick.Of(TickKind.Uncollect, environment, source)]))
            .Concat(Controls().Take(15)).Concat(Rules().Take(25)).Distinct();

        bool Fits(string text) => words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        bool Collected(LogSource source) => place.Telemetry.TryGetValue(source, out var entry) && entry.Collected;
        IEnumerable<LogSource> Sources() => view.Catalogue.Rules.Where(rule => rule.Counted && rule.Product.Length + rule.Category.Length + rule.Service.Length > 0).Select(rule => new LogSource(rule.Product, rule.Category, rule.Service)).CountBy(source => source).OrderByDescending(pair => pair.Value).Select(pair => pair.Key);
        IEnumerable<Tick> Controls() => view.Catalogue.Controls.Where(control => Fits($"{control.ExternalId}\n{control.Title}")).Select(control => new ItemKey(control.Source, control.ExternalId)).Select(key => Tick.Of(place.Implementations.ContainsKey(key) ? TickKind.Unimplement : TickKind.Implement, environment, key));
        IEnumerable<Tick> Rules() => view.Catalogue.Rules.Where(rule => Fits($"{rule.ExternalId}\n{rule.Title}\n{string.Join(' ', rule.Techniques)}")).Select(rule => new ItemKey(rule.Source, rule.ExternalId)).Concat(view.Posture.OwnRules.Values.Where(rule => Fits(rule.Title)).Select(rule => rule.Key))
            .Select(key => Tick.Of(place.Deployments.TryGetValue(key, out var deployment) && deployment.State == DeploymentState.Deployed ? TickKind.Undeploy : TickKind.Deploy, environment, key)).OrderBy(tick => tick.Kind != TickKind.Undeploy);
    }
}
