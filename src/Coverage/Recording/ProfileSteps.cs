using System.Collections.Immutable;
using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Recording;

/// <summary>What people do to threat profiles, as steps that can be recorded.</summary>
public static class ProfileSteps
{
    private static readonly string[] Taken = ["new", "create", "compare", "pick", "choose", "choose-none", "none"];

    /// <summary>A short name for addresses and the command line, made of the name; empty if nothing is left of it.</summary>
    public static string KeyOf(string? name)
    {
        var words = new string([.. (name ?? "").Trim().ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        key = key[..Math.Min(key.Length, 60)].Trim('-');
        return Taken.Contains(key) ? key + "-profile" : key;
    }

    /// <summary>A profile of a name that none has yet.</summary>
    /// <exception cref="PostureRefusedException">The name is no name, or an actor is unknown.</exception>
    public static PostureStep Created(PostureView view, string name, IEnumerable<string> actors, ImmutableSortedDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(name);
        var key = KeyOf(name);
        if (key.Length == 0) throw new PostureRefusedException(["The profile needs a name with letters or digits."]);
        if (view.Posture.Profiles.TryGetValue(key, out var there)) throw new PostureRefusedException([$"There is a profile {there.Name} already. Change it, or choose another name."]);
        return Put(view, new ThreatProfile(key, name.Trim(), [.. actors], weights), "built");
    }

    /// <summary>A profile as it is from now on.</summary>
    /// <exception cref="PostureRefusedException">An actor is unknown that was not in it before.</exception>
    public static PostureStep Changed(PostureView view, ThreatProfile profile) => Put(view, profile, "changed");

    /// <summary>A profile that weighs from now on; null for none.</summary>
    public static PostureStep Chosen(PostureView view, string? key) => new(key is null ? "No threat profile chosen" : $"Threat profile {Find(view, key).Name} chosen", [new ChooseProfile(key)]);

    /// <summary>A profile taken away; if it was the chosen one, none is.</summary>
    public static PostureStep Removed(PostureView view, string key)
    {
        var profile = Find(view, key);
        return new PostureStep($"Threat profile {profile.Name} removed", view.Posture.ChosenProfile == key ? [new ChooseProfile(null), new RemoveProfile(key)] : [new RemoveProfile(key)]);
    }

    /// <summary>A profile by its key.</summary>
    /// <exception cref="PostureRefusedException">There is none.</exception>
    public static ThreatProfile Find(PostureView view, string key)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(key);
        if (view.Posture.Profiles.TryGetValue(key, out var profile)) return profile;
        throw new PostureRefusedException([$"There is no profile '{key[..Math.Min(key.Length, 80)]}'. {(view.Posture.Profiles.IsEmpty ? "None is recorded yet." : $"There are {string.Join(", ", view.Posture.Profiles.Keys)}.")}"]);
    }

    private static PostureStep Put(PostureView view, ThreatProfile profile, string verb)
    {
        var before = view.Posture.Profiles.GetValueOrDefault(profile.Key)?.Actors ?? [];
        var unknown = profile.Actors.Where(id => !view.Table.Input.IsActor(id) && !before.Contains(id)).ToList();
        if (unknown.Count > 0) throw new PostureRefusedException([UnknownNames.Said("group, software or campaign", unknown)]);
        return new PostureStep($"Threat profile {profile.Name} {verb}", [new PutProfile(profile)]);
    }
}
