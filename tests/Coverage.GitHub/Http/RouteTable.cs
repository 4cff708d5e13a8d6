namespace Coverage.GitHub.Http;

/// <summary>
/// Which endpoint a path leads to. Templates are GitHub's: <c>{name}</c> is a segment, <c>{*name}</c> the rest. Segments are
/// unescaped only after the split, so an escaped slash stays within its segment, as on GitHub.
/// </summary>
internal sealed class RouteTable
{
    private readonly List<(string Method, string[] Template, Func<Exchange, Reply> Handle)> _routes = [];

    public void Add(string method, string template, Func<Exchange, Reply> handle) => _routes.Add((method, template.Trim('/').Split('/'), handle));

    /// <returns>Null where GitHub has nothing under such a path.</returns>
    public Reply? Answer(Exchange exchange)
    {
        var segments = exchange.Record.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var method = exchange.Record.Method == "HEAD" ? "GET" : exchange.Record.Method;
        foreach (var (_, template, handle) in _routes.Where(route => route.Method == method))
        {
            if (Match(template, segments) is { } values)
            {
                exchange.Route = values;
                return handle(exchange);
            }
        }

        return null;
    }

    private static Dictionary<string, string>? Match(string[] template, string[] segments)
    {
        var values = new Dictionary<string, string>();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at].StartsWith("{*", StringComparison.Ordinal))
            {
                values[template[at][2..^1]] = string.Join('/', segments[at..]);
                return at < segments.Length ? values : null;
            }

            if (at >= segments.Length || segments[at].Length == 0)
            {
                return null;
            }

            if (template[at].StartsWith('{'))
            {
                values[template[at][1..^1]] = segments[at];
            }
            else if (template[at] != segments[at])
            {
                return null;
            }
        }

        return template.Length == segments.Length ? values : null;
    }
}
