using Coverage.Exchange.Importing;

namespace Coverage.Web.Features.PostureImport;

/// <summary>By what something was found, in words.</summary>
internal static class MatchWords
{
    public static string Of(MatchedBy by) => by switch
    {
        MatchedBy.SigmaId => "Sigma id",
        MatchedBy.OwnId => "own id",
        MatchedBy.Title => "title",
        MatchedBy.Picked => "picked",
        MatchedBy.TestGuid => "GUID",
        MatchedBy.TestNumber => "technique and number",
        MatchedBy.TestName => "technique and name",
        MatchedBy.Profile => "name of the layer",
        MatchedBy.EntryKey => "its key",
        _ => "",
    };
}
