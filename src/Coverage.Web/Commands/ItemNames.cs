using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Web.Commands;

/// <summary>What people call rules, controls and log sources on the command line.</summary>
internal static class ItemNames
{
    /// <summary>A rule by <c>source:id</c>, by its id, or by its whole title, in any case; own rules and those that are still recorded among them.</summary>
    public static ItemKey Rule(PostureView view, string text)
    {
        var keys = view.Catalogue.Rules.Select(rule => (Key: new ItemKey(rule.Source, rule.ExternalId), rule.Title))
            .Concat(view.Posture.OwnRules.Values.Select(rule => (rule.Key, rule.Title)))
            .Concat(view.Posture.Environments.Values.SelectMany(inside => inside.Deployments.Keys).Select(key => (Key: key, Title: "")));
        return Find("rule", text, keys);
    }

    /// <summary>A D3FEND technique by its identifier or name.</summary>
    public static ItemKey Control(PostureView view, string text) => Find("control", text, view.Catalogue.Controls.Select(control => (new ItemKey(control.Source, control.ExternalId), control.Title)));

    /// <summary>A log source as <c>product/category/service</c>; a part that is empty or left out stands for any.</summary>
    public static LogSource LogSource(string text)
    {
        var parts = text.Split('/').Select(part => part.Trim().ToLowerInvariant()).ToArray();
        return parts.Length <= 3 && parts.Any(part => part.Length > 0)
            ? new LogSource(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "")
            : throw new CommandFailure($"'{text}' is no log source. Write PRODUCT/CATEGORY/SERVICE, such as windows/process_creation or windows//sysmon.");
    }

    private static ItemKey Find(string what, string text, IEnumerable<(ItemKey Key, string Title)> known)
    {
        var all = known.DistinctBy(pair => pair.Key).ToList();
        foreach (var fits in new Predicate<(ItemKey Key, string Title)>[] { pair => Same(pair.Key.ToString(), text), pair => Same(pair.Key.Id, text), pair => Same(pair.Title, text) })
        {
            var found = all.FindAll(fits);
            if (found.Count == 1) return found[0].Key;
            if (found.Count > 1) throw new CommandFailure($"Several {what}s are called '{text}': {string.Join(", ", found.Take(5).Select(pair => pair.Key))}. Say which one.");
        }

        throw new CommandFailure($"There is no {what} '{text}'. Give its identifier, source:identifier, or its whole title.");
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
