using Coverage.Catalog;

namespace Coverage.Web.Features.Sources;

/// <summary>What kinds of sources are called.</summary>
internal static class KindWords
{
    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.Attack => "ATT&CK",
        SourceKind.D3fend => "D3FEND",
        SourceKind.Sigma => "Sigma",
        _ => "Atomic Red Team",
    };
}
