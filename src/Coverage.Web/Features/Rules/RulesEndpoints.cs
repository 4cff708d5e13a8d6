using Coverage.Catalog;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Rules;

/// <summary>The list of rules for programs.</summary>
internal static class RulesEndpoints
{
    private static readonly RowFile<DetectionRule> File = new(
        new("source", rule => rule.Source), new("id", rule => rule.ExternalId), new("title", rule => rule.Title), new("form", rule => rule.Form.ToString().ToLowerInvariant()), new("counted", rule => YesNo(rule.Counted)),
        new("level", rule => rule.Level), new("status", rule => rule.Status), new("product", rule => rule.Product), new("category", rule => rule.Category), new("service", rule => rule.Service),
        new("techniques", rule => Several(rule.Techniques)), new("author", rule => rule.Author), new("date", rule => rule.Date), new("modified", rule => rule.Modified), new("path", rule => rule.Path), new("hash", rule => rule.Hash));

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/rules", File, context => RuleList.All(context.RequestServices.GetRequiredService<CoverageViews>().Current, RuleList.Query(context.Query())));
}
