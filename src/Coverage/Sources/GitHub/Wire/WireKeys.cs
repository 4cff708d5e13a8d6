namespace Coverage.Sources.GitHub.Wire;

/// <summary>What a request says to the handlers that it passes, and to nobody else.</summary>
internal static class WireKeys
{
    /// <summary>The answer is wanted as a stream: it is neither JSON nor kept in memory.</summary>
    public static HttpRequestOptionsKey<bool> Streamed { get; } = new("coverage.streamed");

    /// <summary>The JSON goes to a reader that says itself what is none, and has a limit to its depth.</summary>
    public static HttpRequestOptionsKey<bool> OwnReader { get; } = new("coverage.own-reader");

    /// <summary>The most bytes that may come as its body.</summary>
    public static HttpRequestOptionsKey<long> MostBytes { get; } = new("coverage.most-bytes");

    /// <summary>It went to another origin on its way: no credential goes with it any more, wherever it leads.</summary>
    public static HttpRequestOptionsKey<bool> Stranger { get; } = new("coverage.stranger");

    /// <summary>A value of a request, or its default.</summary>
    public static T? Get<T>(this HttpRequestMessage request, HttpRequestOptionsKey<T> key) =>
        request.Options.TryGetValue(key, out var value) ? value : default;
}
