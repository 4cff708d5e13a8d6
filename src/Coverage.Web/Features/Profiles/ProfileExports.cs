using Coverage.Exchange;
using Coverage.Views.Profiles;
using Coverage.Views.Scores;
using Coverage.Web.Components;

namespace Coverage.Web.Features.Profiles;

/// <summary>Threat profiles for programs.</summary>
internal static class ProfileExports
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapList(ProfileUrls.All, ProfileFile.Profiles, context => ProfileFile.Lines(View(context)));
        endpoints.MapList(ProfileUrls.Compare, ProfileFile.Compared, context => Compared(View(context), context.Request.Query["a"], context.Request.Query["b"]) is { } compared ? [.. compared.Both, .. compared.OnlyA, .. compared.OnlyB] : null);
        endpoints.MapList("/profiles/{key}", ProfileFile.Weights, context => View(context) is var view && view.Posture.Profiles.TryGetValue((string)context.Request.RouteValues["key"]!, out var profile) ? WeightList.All(ProfileView.Of(view, profile), context.Query()) : null);
    }

    /// <summary>Two profiles by their keys; null where there are not two.</summary>
    public static ProfileComparison? Compared(PostureView view, string? a, string? b)
    {
        var profiles = view.Posture.Profiles;
        return profiles.TryGetValue(a ?? "", out var first) && profiles.TryGetValue(b ?? "", out var second) ? ProfileComparison.Of(ProfileView.Of(view, first), ProfileView.Of(view, second)) : null;
    }

    private static PostureView View(HttpContext context) => context.RequestServices.GetRequiredService<PostureViews>().Current;
}
