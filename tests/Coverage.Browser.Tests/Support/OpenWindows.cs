using Coverage.Data;

namespace Coverage.Browser.Tests.Support;

/// <summary>Browser windows that tests of one class use one after the other: to open one takes longer than to go to a page.</summary>
public sealed class OpenWindows : IAsyncDisposable
{
    private readonly Dictionary<(Look Look, Role? Role), Visit> open = [];

    /// <summary>Goes to a page of the app. What was wrong with the page before is forgotten.</summary>
    internal async Task<Visit> GoAsync(Chromium chromium, Site site, string path, Look look, Role? role = null)
    {
        if (!open.TryGetValue((look, role), out var visit)) return open[(look, role)] = await site.OpenAsync(chromium, path, look, role: role);
        await visit.GoAsync(path);
        return visit;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var visit in open.Values) await visit.DisposeAsync();
    }
}
