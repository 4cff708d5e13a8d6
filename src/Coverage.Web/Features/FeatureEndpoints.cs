using Coverage.Web.Features.Search;
using Coverage.Web.Features.Techniques;

namespace Coverage.Web.Features;

/// <summary>Maps the endpoints of the features beside their pages.</summary>
public static class FeatureEndpoints
{
    /// <summary>Maps them all, each with its policy.</summary>
    public static IEndpointRouteBuilder MapFeatures(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        TechniqueEndpoints.Map(endpoints);
        SearchEndpoints.Map(endpoints);
        return endpoints;
    }
}
