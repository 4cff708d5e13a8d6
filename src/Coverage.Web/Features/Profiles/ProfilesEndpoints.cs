using System.Collections.Immutable;
using Coverage.Exchange;
using Coverage.Exchange.Navigator;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
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
        endpoints.MapPost("/profiles", ([AsParameters] PostureForm form) => SaveAsync(null, form)).WithMetadata(new RequestSizeLimitAttribute(LayerReader.LargestFile + 65536)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/save", (string key, [AsParameters] PostureForm form) => SaveAsync(key, form)).WithMetadata(new RequestSizeLimitAttribute(LayerReader.LargestFile + 65536)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/pick", PickAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/choose", (string key, [AsParameters] PostureForm form) => form.RecordAsync((_, view) => new PostureStep($"Threat profile {Find(view, key).Name} chosen", [new ChooseProfile(key)]), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/choose-none", ([AsParameters] PostureForm form) => form.RecordAsync((_, _) => new PostureStep("No threat profile chosen", [new ChooseProfile(null)]), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost("/profiles/{key}/remove", (string key, [AsParameters] PostureForm form) => form.RecordAsync((_, view) => Removed(view, key), ProfileUrls.All)).RequireAuthorization(Policies.Engineer);
    }

    /// <summary>A profile taken away; without it nothing is chosen, if it was.</summary>
    public static PostureStep Removed(PostureView view, string key)
    {
        var profile = Find(view, key);
        return new PostureStep($"Threat profile {profile.Name} removed", view.Posture.ChosenProfile == key ? [new ChooseProfile(null), new RemoveProfile(key)] : [new RemoveProfile(key)]);
    }

    /// <summary>A profile of a name that nothing has yet.</summary>
    public static PostureStep Created(PostureView view, string name, IEnumerable<string> actors, ImmutableSortedDictionary<string, double> weights)
    {
        var key = ProfileUrls.KeyOf(name);
        if (key.Length == 0) throw PostureForm.Refused("The profile needs a name with letters or digits.");
        if (view.Posture.Profiles.TryGetValue(key, out var there)) throw PostureForm.Refused($"There is a profile {there.Name} already. Change it, or choose another name.");
        return Put(view, new ThreatProfile(key, name.Trim(), [.. actors], weights), "built");
    }

    private static Task SaveAsync(string? key, PostureForm form)
    {
        var sent = form.Context.Request.Form;
        var query = ProfileQuery.Of(name => sent[name]);
        return form.RecordAsync(
            (_, view) =>
            {
                var weights = Weights(query.Weights, sent.Files["layer"]);
                return key is null ? Created(view, query.Name, query.Actors, weights) : Put(view, Find(view, key) with { Name = query.Name, Actors = [.. query.Actors], Weights = weights }, "changed");
            },
            ProfileUrls.Page(key ?? ProfileUrls.KeyOf(query.Name)));
    }

    private static async Task PickAsync([FromForm] string? at, [AsParameters] PostureForm form)
    {
        var sent = form.Context.Request.Form;
        var query = ProfileQuery.Of(name => sent[name]).ToString();
        var page = PostureForm.LocalPath(at) is { } path && path.StartsWith("/profiles/", StringComparison.Ordinal) && !path.Contains('?', StringComparison.Ordinal) ? path : ProfileUrls.New;
        if (query.Length > LongestAddress) await PostureForm.RefuseAsync(form.Context, "There is too much typed to look for actors beside it. Save the profile first, and change it then.", page);
        else PostureForm.SeeOther(form.Context, page + query);
    }

    private static PostureStep Put(PostureView view, ThreatProfile profile, string verb)
    {
        var unknown = profile.Actors.Where(id => !view.Table.Input.IsActor(id) && view.Posture.Profiles.GetValueOrDefault(profile.Key)?.Actors.Contains(id) != true).ToList();
        if (unknown.Count > 0) throw PostureForm.Refused($"No group, software or campaign {string.Join(", ", unknown.Take(5))} is known.");
        return new PostureStep($"Threat profile {profile.Name} {verb}", [new PutProfile(profile)]);
    }

    private static ImmutableSortedDictionary<string, double> Weights(string typed, IFormFile? layer)
    {
        try
        {
            var weights = WeightText.Read(typed);
            if (layer is null || layer.Length == 0) return weights;
            using var stream = layer.OpenReadStream();
            return LayerReader.Read(stream).SetItems(weights);
        }
        catch (FormatException problem)
        {
            throw PostureForm.Refused(problem.Message);
        }
    }

    private static ThreatProfile Find(PostureView view, string key) => view.Posture.Profiles.GetValueOrDefault(key) ?? throw PostureForm.Refused($"There is no profile {key[..Math.Min(key.Length, 80)]}.");
}
