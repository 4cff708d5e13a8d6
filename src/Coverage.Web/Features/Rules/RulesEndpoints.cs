using Coverage.Exchange;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Rules;

/// <summary>The list of rules for programs.</summary>
internal static class RulesEndpoints
{
    private static readonly RowFile<RuleLine> File = new(
        new("source", row => row.Rule.Source), new("id", row => row.Rule.ExternalId), new("title", row => row.Rule.Title), new("form", row => row.Rule.Form.ToString().ToLowerInvariant()), new("counted", row => YesNo(row.Rule.Counted)),
        new("level", row => row.Rule.Level), new("status", row => row.Rule.Status), new("product", row => row.Rule.Product), new("category", row => row.Rule.Category), new("service", row => row.Rule.Service),
        new("techniques", row => Several(row.Rule.Techniques)), new("author", row => row.Rule.Author), new("date", row => row.Rule.Date), new("modified", row => row.Rule.Modified), new("path", row => row.Rule.Path), new("hash", row => row.Rule.Hash),
        new("states", row => Several(row.States.Select(said => $"{said.Environment}: {said.Words[0]}"))));

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/rules", File, context => RuleList.Matching(context.RequestServices.GetRequiredService<PostureViews>().Current, RuleList.Query(context.Query())));
}
