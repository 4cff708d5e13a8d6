using Coverage.Catalog;
using Coverage.Exchange;
using Coverage.Views;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Controls;

/// <summary>The list of controls for programs.</summary>
internal static class ControlsEndpoints
{
    private static readonly RowFile<DefensiveTechnique> File = new(
        new("source", control => control.Source), new("id", control => control.ExternalId), new("title", control => control.Title), new("class", control => control.ClassName), new("tactics", control => Several(control.Tactics)),
        new("kind_of", control => Several(control.Parents)), new("counters", control => CellFile.Number(control.Counters.Length), IsNumber: true), new("techniques", control => Several(control.Counters.Select(countered => countered.Technique))));

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/controls", File, context => ControlList.All(context.RequestServices.GetRequiredService<CoverageViews>().Current, ControlList.Query(context.Query())));
}
