using System.Collections.Immutable;
using Coverage.Exchange;
using Coverage.Exchange.Navigator;
using Coverage.Recording;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Profiles;

/// <summary>What the forms of threat profiles record.</summary>
internal static class ProfilesEndpoints
{
    /// <summary>So that a search keeps what is typed: addresses are limited, by browsers too.</summary>
    private const int LongestAddress = 6000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        ProfileExports.Map(endpoints);
        endpoints.MapPost("/profiles/create", ([AsParameters] PostureForm form) => SaveAsync(null, form)).WithMetadata(new RequestSizeLimitAttribute(LayerReader.LargestFile + 65536)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/save", (string key, [AsParameters] PostureForm form) => SaveAsync(key, form)).WithMetadata(new RequestSizeLimitAttribute(LayerReader.LargestFile + 65536)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/pick", PickAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/choose", (string key, [AsParameters] PostureForm form) => form.RecordAsync((_, view) => ProfileSteps.Chosen(view, key), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/choose-none", ([AsParameters] PostureForm form) => form.RecordAsync((_, view) => ProfileSteps.Chosen(view, null), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/remove", (string key, [AsParameters] PostureForm form) => form.RecordAsync((_, view) => ProfileSteps.Removed(view, key), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
    }

    private static Task SaveAsync(string? key, PostureForm form)
    {
        var sent = form.Context.Request.Form;
        var query = ProfileQuery.Of(name => sent[name]);
        return form.RecordAsync(
            (_, view) =>
            {
                var weights = Weights(query.Weights, sent.Files["layer"]);
                return key is null ? ProfileSteps.Created(view, query.Name, query.Actors, weights) : ProfileSteps.Changed(view, ProfileSteps.Find(view, key) with { Name = query.Name, Actors = [.. query.Actors], Weights = weights });
            },
            ProfileUrls.Page(key ?? ProfileSteps.KeyOf(query.Name)));
    }

    private static async Task PickAsync([FromForm] string? at, [AsParameters] PostureForm form)
    {
        var sent = form.Context.Request.Form;
        var typed = ProfileQuery.Of(name => sent[name]);
        var query = (sent["tick"] == "shown" ? typed.WithAll(sent["shown"]) : typed).ToString();
        var page = PostureForm.LocalPath(at) is { } path && path.StartsWith("/profiles/", StringComparison.Ordinal) && !path.Contains('?', StringComparison.Ordinal) ? path : ProfileUrls.New;
        if (query.Length > LongestAddress) await PostureForm.RefuseAsync(form.Context, "There is too much typed to look for actors beside it. Save the profile first, and change it then.", page);
        else PostureForm.SeeOther(form.Context, page + query);
    }

    private static ImmutableSortedDictionary<string, double> Weights(string typed, IFormFile? layer)
    {
        try
        {
            var weights = WeightText.Read(typed);
            if (layer is null || layer.Length == 0) return weights;
            using var stream = layer.OpenReadStream();
            return LayerReader.Read(layer.FileName, stream).SetItems(weights);
        }
        catch (FormatException problem)
        {
            throw PostureForm.Refused(problem.Message);
        }
    }
}
