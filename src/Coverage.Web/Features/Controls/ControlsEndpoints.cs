using Coverage.Exchange;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using static Coverage.Exchange.RowFile;

namespace Coverage.Web.Features.Controls;

/// <summary>The list of controls for programs.</summary>
internal static class ControlsEndpoints
{
    private static readonly RowFile<ControlLine> File = new(
        new("source", row => row.Control.Source), new("id", row => row.Control.ExternalId), new("title", row => row.Control.Title), new("class", row => row.Control.ClassName), new("tactics", row => Several(row.Control.Tactics)),
        new("kind_of", row => Several(row.Control.Parents)), new("counters", row => CellFile.Number(row.Control.Counters.Length), IsNumber: true), new("techniques", row => Several(row.Control.Counters.Select(countered => countered.Technique))),
        new("states", row => Several(row.States.Select(said => $"{said.Environment}: {said.Words[0]}"))));

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapList("/controls", File, context => ControlList.Matching(context.RequestServices.GetRequiredService<PostureViews>().Current, ControlList.Query(context.Query())));
}
