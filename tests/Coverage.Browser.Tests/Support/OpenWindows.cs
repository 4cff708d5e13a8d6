using Coverage.Data;

namespace Coverage.Browser.Tests.Support;

/// <summary>Browser windows that tests of one class use one after the other: to open one takes longer than to go to a page.</summary>
public sealed class OpenWindows : IAsyncDisposable
{
    private readonly Dictionary<(Look Look, Role? Role), Visit> open = [];

    /// <summary>Goes to a page of the app. What was wrong with the page before is forgotten.</summary>
    internal async Task<Visit> GoAsync(Chromium chromium, Site site, string path, Look look, Role? role = null)
    {
        if (!open.Remove((look, role), out var visit)) visit = await site.OpenAsync(chromium, path, look, role: role);
        else await visit.GoAsync(path); // One that fails to go is not used again.
        return open[(look, role)] = visit;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var visit in open.Values) await visit.DisposeAsync();
    }
}
