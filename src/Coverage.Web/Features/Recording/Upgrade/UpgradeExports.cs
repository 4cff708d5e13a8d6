using Coverage.Exchange;
using Coverage.Recording.Upgrading;
using Coverage.Views.Changes;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>What waits, and what a rehearsal showed, for programs. A rehearsal is shown to who may rehearse.</summary>
internal static class UpgradeExports
{
    /// <summary>What waits and what is carried along next.</summary>
    public const string Waiting = "/upgrade";

    /// <summary>What would become of the entries.</summary>
    public const string Rehearsed = "/upgrade/rehearsed";

    /// <summary>Techniques that would move.</summary>
    public const string Moved = "/upgrade/rehearsed/moves";

    /// <summary>Techniques to which the release does something.</summary>
    public const string Techniques = "/upgrade/rehearsed/techniques";

    private static readonly RowFile<ChangeEntry> Changes = new(
        new("what", entry => entry.What.Words()), new("technique", entry => entry.ExternalId), new("title", entry => entry.Title), new("title_before", entry => entry.TitleBefore), new("successors", entry => Several(entry.Replacements.Select(next => next.ExternalId))), new("difference", ChangeWords.Difference));

    private static readonly RowFile<MovedTechnique> Moves = new(
        new("technique", move => move.Id), new("title", move => move.Title), new("coverage_before", move => Number(move.Before), IsNumber: true), new("coverage_after", move => Number(move.After), IsNumber: true));

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapList(Waiting, UpgradeFile.Entries, context => AttackUpgrades.Of(context.RequestServices.GetRequiredService<Views.Scores.PostureViews>().Current).Entries);
        endpoints.MapList(Rehearsed, UpgradeFile.Entries, context => Result(context)?.Plan.Entries, Policies.Engineer);
        endpoints.MapList(Techniques, Changes, context => Result(context)?.Techniques, Policies.Engineer);
        endpoints.MapList(Moved, Moves, context => Result(context)?.Moved, Policies.Engineer);
    }

    private static RehearsalResult? Result(HttpContext context) => context.RequestServices.GetRequiredService<UpgradeRehearsals>().Current?.Result;
}
