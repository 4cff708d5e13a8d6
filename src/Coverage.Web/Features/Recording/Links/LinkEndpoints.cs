using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Links;

/// <summary>Linking rules, tests and controls to a technique by hand, and rules to tests, taking links of the catalogue away, and withdrawing both.</summary>
internal static class LinkEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(RecordUrls.Link, LinkAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawLink, WithdrawLinkAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Suppression, SuppressAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.Pair, PairAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawPair, WithdrawPairAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(RecordUrls.WithdrawSuppression, WithdrawSuppressionAsync).RequireAuthorization(Policies.Engineer);
    }

    private static Task LinkAsync([FromForm] string? of, [FromForm] string? item, [FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var (standing, ends) = Known(step, of, item, technique);
        if (standing is { IsStated: true, Taken: null }) throw Typed.Refused($"{standing.Title} is linked to {ends.Technique} already, by what it says itself.");
        return step.Record(who, $"Linked to {standing.Where}: {standing.Title}", new PutLink(new ManualLink(ends, Typed.Text(step.Reason), who.Name)));
    });

    private static Task SuppressAsync([FromForm] string? of, [FromForm] string? item, [FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var (standing, ends) = Known(step, of, item, technique);
        if (!standing.IsCounted) throw Typed.Refused($"Nothing in the catalogue links {standing.Title} to {ends.Technique}, so there is nothing to take away.");
        return step.Record(who, $"Suppressed at {standing.Where}: {standing.Title}", new PutSuppression(new Suppression(ends, Typed.Text(step.Reason), who.Name)));
    });

    private static Task WithdrawLinkAsync([FromForm] string? of, [FromForm] string? item, [FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var ends = Ends(of, item, technique);
        return step.Record(who, $"Link withdrawn from {ends.Technique}: {LinkStanding.TitleOf(step.View, ends.Kind, ends.Item)}", new RemoveLink(ends));
    });

    private static Task WithdrawSuppressionAsync([FromForm] string? of, [FromForm] string? item, [FromForm] string? technique, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var ends = Ends(of, item, technique);
        return step.Record(who, $"Suppression withdrawn at {ends.Technique}: {LinkStanding.TitleOf(step.View, ends.Kind, ends.Item)}", new RemoveSuppression(ends));
    });

    private static Task PairAsync([FromForm] string? item, [FromForm] string? test, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var rule = Typed.Item(item);
        if (!PairStanding.Knows(step.View, rule)) throw Typed.Refused($"No rule {rule} is known.");
        var standing = PairStanding.Of(step.View, rule, PairStanding.Find(step.View, test) ?? throw Typed.Refused($"No test {Typed.Text(test)} is known."));
        if (standing.IsStated) throw Typed.Refused($"{standing.RuleTitle} names {standing.TestTitle} itself: they are a pair already.");
        return step.Record(who, $"Paired with {standing.TestTitle}: {standing.RuleTitle}", new PutLink(new ManualLink(standing.Made?.Ends ?? standing.Ends, Typed.Text(step.Reason), who.Name)));
    });

    private static Task WithdrawPairAsync([FromForm] string? item, [FromForm] string? test, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var ends = new LinkEnds(ItemKind.Rule, Typed.Item(item), "", Typed.Text(test));
        var title = PairStanding.Find(step.View, ends.Test)?.FullTitle ?? ends.Test;
        return step.Record(who, $"Pair withdrawn of {title}: {step.View.TitleOf(ends.Item)}", new RemoveLink(ends));
    });

    /// <summary>What is newly said has to be of a technique and an item that are known; what is withdrawn may be gone by now.</summary>
    private static (LinkStanding Standing, LinkEnds Ends) Known(Step step, string? of, string? item, string? technique)
    {
        var (kind, key) = (Words.Linkable(of), Typed.Item(item));
        if (step.View.Catalogue.Find(Typed.Text(technique)) is not { Technique.IsLive: true } entry) throw Typed.Refused($"No live technique {Typed.Text(technique)} is known.");
        var standing = LinkStanding.Of(step.View, entry, kind, key) ?? throw Typed.Refused($"No {kind.Noun()} {key} is known.");
        return (standing, new LinkEnds(kind, standing.Item, entry.Id));
    }

    private static LinkEnds Ends(string? of, string? item, string? technique) => new(Words.Linkable(of), Typed.Item(item), Typed.Text(technique));
}
